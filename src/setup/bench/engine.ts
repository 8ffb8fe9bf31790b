/**
 * The engine's boots a second on the broker of AMQP_URL and the MariaDB of DB_URL (else both on this machine), beside what the same
 * messages and statements cost by amqplib and mysql2 alone, in turns, when both have run for a while: a program of a fresh process is
 * slow at first. Without a broker or a database there are no rows.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { select } from '../../core/databases/builder.ts';
import { makeUserToken } from '../../core/nova/token.ts';
import { openCloud } from '../../core/run/cloud.ts';
import { simulate } from '../../core/run/simulate.ts';
import type { FactKind, FactOf, Row } from '../../core/trace/fact.ts';
import type { Trace } from '../../core/trace/trace.ts';
import { databaseAddress } from '../../real/address.ts';
import { askOver } from '../../real/http.ts';
import type { MysqlAddress } from '../../real/mysql.ts';
import { openSql } from '../../real/open-sql.ts';
import { dropMysql, prepareMysql } from '../../real/prepare-databases.ts';
import { stateFolder } from '../../real/state.ts';
import { openEngine } from '../../sqlite/engine.ts';
import type { Lab } from '../bench-lab.mjs';
import { openRaw } from './support/raw-boots.ts';
import type { BenchRow } from './support/rows.ts';

const AMQP = process.env.AMQP_URL ?? 'amqp://127.0.0.1:5672';
const DB = process.env.DB_URL ?? 'mysql://root@127.0.0.1:3306';
const AT_ONCE = 10;
/** A host has room for 17. */
const HOSTS = 6;
const FIRST = 16;
const TURNS = 2;
const BOOTS = 40;

export async function measure(lab: Lab): Promise<BenchRow[]> {
  const own = `novascope_bench_${process.pid}`;
  const [amqp, db] = [`${AMQP}/${own}`, `${DB}/${own}`];
  const folder = mkdtempSync(join(tmpdir(), 'novascope-bench-'));
  const state = stateFolder(join(folder, 'state'));
  const type = async (...args: string[]): Promise<string> => {
    const program = join(lab.dist, '..', 'dist-node', 'novascope.js');
    const env = { ...process.env, NOVASCOPE_AMQP: amqp, NOVASCOPE_DB: db };
    return (await promisify(execFile)(process.execPath, [program, ...args, '--state', state.path], { env }))
      .stdout;
  };
  try {
    await type('up', '--work', '0', '--computes', String(HOSTS));
  } catch (error) {
    console.error(`engine: not measured: ${(error as { stderr?: string }).stderr ?? error}`);
    rmSync(folder, { recursive: true, force: true });
    return [];
  }
  const apart = databaseAddress(`${db}_raw`) as MysqlAddress;
  const made: string[] = [];
  try {
    await type('set_quota', '--instances=-1', '--cores=-1', '--ram=-1');
    const boot = await bootOfSimulator();
    made.push(...(await prepareMysql(apart, openCloud({ v: 1 }))));
    const engine = await openClients(state, db);
    const raw = await openRaw({ amqp, db: apart, boot, atOnce: AT_ONCE });
    await engine.run(FIRST);
    await raw.run(FIRST);
    let [ours, alone] = [0, 0];
    for (let turn = 0; turn < TURNS; turn += 1) {
      ours += await engine.run(BOOTS);
      alone += await raw.run(BOOTS);
    }
    await engine.close();
    await raw.close();
    const boots = TURNS * BOOTS;
    const [messages, statements] = [boot.published.length, boot.executed.length];
    return [
      {
        what: `boots of the engine, ${AT_ONCE} at once, ${HOSTS} computes`,
        value: boots / ours,
        unit: 'boots/s',
      },
      {
        what: `${messages} messages and ${statements} statements alone`,
        value: boots / alone,
        unit: 'boots/s',
      },
      { what: 'alone to the engine', value: ours / alone, unit: 'times', aim: 2 },
    ];
  } finally {
    await dropMysql(apart, made);
    await type('down', '--purge');
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What one boot sends and asks, as the simulator has it. */
async function bootOfSimulator(): Promise<{
  readonly published: readonly FactOf<'message.published'>[];
  readonly executed: readonly FactOf<'sql.executed'>[];
}> {
  const cloud = openCloud({
    v: 1,
    commands: [{ at_us: 1_000_000, name: 'boot', args: {} }],
    until_us: 9_000_000,
  });
  const engine = await openEngine(cloud);
  const { facts }: Trace = simulate(cloud, engine);
  engine.close();
  const mine = facts.filter(({ group }) => group === 'scenario');
  const of = <K extends FactKind>(kind: K) =>
    mine.filter((fact) => fact.kind === kind) as unknown as FactOf<K>[];
  return { published: of('message.published'), executed: of('sql.executed') };
}

interface Clients {
  /** Seconds from the first request to the last ACTIVE. */
  run(boots: number): Promise<number>;
  close(): Promise<void>;
}

async function openClients(state: ReturnType<typeof stateFolder>, db: string): Promise<Clients> {
  const sql = await openSql(databaseAddress(db));
  const rows = async (database: string, table: string) =>
    (await sql.open('bench').execute(select({ database, table }))).rows;
  const [image] = await rows('glance', 'images');
  const [network] = await rows('neutron', 'networks');
  const flavor = (await rows('nova_api', 'flavors')).find(({ name }) => name === 'm1.tiny');
  const demo = ({ name }: Row): boolean => name === 'demo';
  const user = (await rows('keystone', 'local_user')).find(demo);
  const project = (await rows('keystone', 'project')).find(demo);
  const request = {
    to: 'nova-api',
    method: 'POST',
    path: '/v2.1/servers',
    microversion: 'compute 2.93',
    token: makeUserToken(String(user?.user_id), String(project?.id)),
    body: JSON.stringify({
      server: {
        name: 'bench',
        flavorRef: flavor?.flavorid,
        imageRef: image?.id,
        networks: [{ uuid: network?.id }],
      },
    }),
  } as const;
  const port = state.whereabouts('nova-api')?.port ?? null;
  const active = select({
    database: 'nova_cell1',
    table: 'instances',
    columns: ['id'],
    where: { vm_state: 'active' },
  });
  const built = async (): Promise<number> => (await sql.open('bench').execute(active)).rows.length;
  return {
    async run(boots) {
      const wanted = (await built()) + boots;
      const began = performance.now();
      let next = 0;
      const client = async (): Promise<void> => {
        while (next < boots) {
          next += 1;
          const { status, body } = await askOver('client', request, port);
          if (status !== 202) throw new Error(`a boot was refused: ${status} ${body}`);
        }
      };
      await Promise.all(Array.from({ length: AT_ONCE }, client));
      for (;;) {
        const missing = wanted - (await built());
        if (missing <= 0) break;
        if (performance.now() - began > 300_000) throw new Error(`${missing} of ${boots} boots did not end`);
        await new Promise((done) => setTimeout(done, 50));
      }
      return (performance.now() - began) / 1000;
    },
    close: () => sql.close(),
  };
}
