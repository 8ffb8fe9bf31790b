/**
 * The engine's boots a second on the broker of AMQP_URL and the MariaDB of DB_URL (else both on this machine), beside what the same
 * messages and statements cost by amqplib and mysql2 alone in the same minutes. Without a broker or a database there are no rows.
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
import { stateFolder } from '../../real/state.ts';
import { openEngine } from '../../sqlite/engine.ts';
import type { Lab } from '../bench-lab.mjs';
import { rawBoots } from './support/raw-boots.ts';
import type { BenchRow } from './support/rows.ts';

const AMQP = process.env.AMQP_URL ?? 'amqp://127.0.0.1:5672';
const DB = process.env.DB_URL ?? 'mysql://root@127.0.0.1:3306';
const BOOTS = 60;
const AT_ONCE = 10;
const HOSTS = 6;

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
  try {
    await type('set_quota', '--instances=-1', '--cores=-1', '--ram=-1');
    const booted = await boots(state, db);
    const boot = await bootOfSimulator();
    const raw = await rawBoots({
      amqp,
      db: databaseAddress(db) as MysqlAddress,
      boot,
      boots: BOOTS,
      atOnce: AT_ONCE,
    });
    const messages = boot.published.length;
    return [
      { what: `boots of the engine, ${AT_ONCE} at once, ${HOSTS} computes`, value: booted, unit: 'boots/s' },
      {
        what: `${messages} messages and ${boot.executed.length} statements alone`,
        value: raw,
        unit: 'boots/s',
      },
      { what: 'alone to the engine', value: raw / booted, unit: 'times', aim: 2 },
    ];
  } finally {
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

/** Boots a second, from the first request to the last ACTIVE. */
async function boots(state: ReturnType<typeof stateFolder>, db: string): Promise<number> {
  const sql = await openSql(databaseAddress(db));
  const rows = async (database: string, table: string) =>
    (await sql.open('bench').execute(select({ database, table }))).rows;
  const [image] = await rows('glance', 'images');
  const [network] = await rows('neutron', 'networks');
  const flavor = (await rows('nova_api', 'flavors')).find(({ name }) => name === 'm1.tiny');
  const body = (i: number): string =>
    JSON.stringify({
      server: {
        name: `b${i}`,
        flavorRef: flavor?.flavorid,
        imageRef: image?.id,
        networks: [{ uuid: network?.id }],
      },
    });
  const port = state.whereabouts('nova-api')?.port ?? null;
  const demo = ({ name }: Row): boolean => name === 'demo';
  const user = (await rows('keystone', 'local_user')).find(demo);
  const project = (await rows('keystone', 'project')).find(demo);
  const token = makeUserToken(String(user?.user_id), String(project?.id));
  const built = async (): Promise<number> =>
    (await rows('nova_cell1', 'instances')).filter(
      (row) => String(row.display_name).startsWith('b') && row.vm_state === 'active',
    ).length;
  const began = performance.now();
  let next = 0;
  const client = async (): Promise<void> => {
    while (next < BOOTS) {
      next += 1;
      const request = {
        to: 'nova-api',
        method: 'POST',
        path: '/v2.1/servers',
        microversion: 'compute 2.93',
        token,
        body: body(next),
      } as const;
      const { status, body: said } = await askOver('client', request, port);
      if (status !== 202) throw new Error(`a boot was refused: ${status} ${said}`);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, client));
  while ((await built()) < BOOTS) {
    if (performance.now() - began > 300_000) throw new Error(`${await built()} of ${BOOTS} boots ended`);
    await new Promise((done) => setTimeout(done, 50));
  }
  const seconds = (performance.now() - began) / 1000;
  await sql.close();
  return BOOTS / seconds;
}
