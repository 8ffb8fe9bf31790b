/** `up`: the deployment as separate programs on a broker, each with its log; `down`: their end. */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { CodedError } from '../core/base/assert.ts';
import { micros, wallTime } from '../core/base/time.ts';
import { select } from '../core/databases/builder.ts';
import { recordsOf } from '../core/nova/addable.ts';
import { type Cloud, openCloud } from '../core/run/cloud.ts';
import type { JsonTable } from '../core/trace/fact.ts';
import { cellsIn } from '../core/words/cells.ts';
import { brokerAddress, type DatabaseAddress, databaseAddress, vhostAt } from './address.ts';
import { loadAmqp } from './broker.ts';
import { openSql } from './open-sql.ts';
import { dropMysql, prepareMysql } from './prepare-databases.ts';
import { deleteVhosts, prepareVhosts } from './prepare-vhosts.ts';
import { hasSqlite, removeSqlite } from './sqlite-owner.ts';
import type { MadeByUp, StartedProcess, StateFolder, UpRecord } from './state.ts';

interface UpOptions {
  readonly amqp: string;
  readonly db: string;
  readonly deployment: JsonTable;
  readonly state: StateFolder;
  readonly workPercent: number;
  /** the program itself: `novascope.js` */
  readonly program: string;
  /** told of each program that was started, and of what is waited for */
  readonly told: (line: string) => void;
}

/** Where the addresses are handed on, so that no list of processes shows a password. */
export const AMQP_ENV = 'NOVASCOPE_AMQP';
export const DB_ENV = 'NOVASCOPE_DB';

const LOOK_MS = 100;
/** A start-up may take so long on a busy machine, milliseconds. */
const READY_MS = 120_000;

/** The programs of a deployment in the order of starting: who is asked before who asks. */
function programsOf(
  cloud: Cloud,
  hasSqlite: boolean,
): readonly (readonly [name: string, ...args: string[]])[] {
  const nova = cloud.services.map(({ place }) => place).filter(({ kind }) => kind === 'nova');
  const of = (program: string) => nova.filter((place) => place.program === program);
  const one = (role: string) =>
    of(`nova-${role}`).map(({ actor, host }) => [actor, '--role', role, '--host', host] as const);
  return [
    ...(hasSqlite ? [['database', '--role', 'database'] as const] : []),
    ['peers', '--role', 'peers'],
    ...one('conductor'),
    ...one('scheduler'),
    ...one('compute'),
    ...one('api'),
  ];
}

/** Errors: `CodedError` `misuse`; whatever was started by then is ended again. */
export async function bringUp(options: UpOptions): Promise<UpRecord> {
  const { state, deployment, amqp, db, told } = options;
  const [broker, database] = [brokerAddress(amqp), databaseAddress(db)];
  const running = (state.up()?.processes ?? []).filter(({ pid }) => isAlive(pid));
  if (running.length > 0)
    refuse(
      `An engine is up already (${running.length} programs, in ${state.path}); end it with: novascope down.`,
    );
  const cloud = openCloud({ v: 1, deployment });
  const began = Date.now();
  const connect = await loadAmqp();
  const before = state.up()?.made ?? NOTHING;
  const fresh = { vhosts: [] as string[], databases: [] as string[] };
  try {
    const vhosts = cloud.topology.vhosts.map((vhost) => vhostAt(broker, vhost));
    await prepareVhosts(connect, broker, vhosts, fresh.vhosts);
    fresh.databases.push(...(await prepareDatabases(database, cloud)));
    for (const name of fresh.vhosts) told(`made the vhost ${name}`);
    for (const name of fresh.databases) told(`made the database ${name}`);
    state.remove();
    const made = {
      vhosts: [...new Set([...before.vhosts, ...fresh.vhosts])],
      databases: [...new Set([...before.databases, ...fresh.databases])],
    };
    return await startAll(options, cloud, { v: 1, amqp, db, deployment, made, processes: [] }, began);
  } catch (error) {
    await takeBack(state, cloud, database, fresh, before);
    throw error;
  }
}

const NOTHING: MadeByUp = { vhosts: [], databases: [] };

/** What was not there before; of SQLite its folder stands for all. */
const prepareDatabases = async (database: DatabaseAddress, cloud: Cloud): Promise<readonly string[]> =>
  database.kind === 'mysql'
    ? await prepareMysql(database, cloud)
    : hasSqlite(database.folder)
      ? []
      : [database.folder];

/** An engine that did not come up leaves nothing but its logs; what cannot be taken away now is left to `down --purge`. */
async function takeBack(
  state: StateFolder,
  cloud: Cloud,
  database: DatabaseAddress,
  fresh: MadeByUp,
  before: MadeByUp,
): Promise<void> {
  try {
    await takeAway(cloud, database, fresh);
    const record = state.up();
    if (record) state.setUp({ ...record, made: before, processes: [] });
  } catch {
    // who asked is told why the engine did not come up
  }
}

async function takeAway({ databases }: Cloud, database: DatabaseAddress, made: MadeByUp): Promise<void> {
  if (database.kind === 'sqlite') {
    const names = databases.map(({ name }) => name);
    if (made.databases.includes(database.folder)) removeSqlite(database.folder, names);
  } else if (made.databases.length > 0) await dropMysql(database, made.databases);
  await deleteVhosts(made.vhosts);
}

/** `empty` = the record of the engine without a program. */
async function startAll(options: UpOptions, cloud: Cloud, empty: UpRecord, began: number): Promise<UpRecord> {
  const { state, db, told } = options;
  const started: StartedProcess[] = [];
  const record = (): UpRecord => ({ ...empty, processes: started });
  state.setUp(record());
  try {
    for (const [name, ...args] of programsOf(cloud, databaseAddress(db).kind === 'sqlite')) {
      const one = startProgram(options, name, [...args, '--work', String(options.workPercent)]);
      started.push(one);
      state.setUp(record());
      told(`${name.padEnd(24)} pid ${one.pid}`);
      if (name === 'database' || name === 'peers')
        await ready(
          state,
          name === 'peers' ? ['keystone', 'glance-api', 'neutron-server', 'placement-api'] : [name],
          one,
        );
    }
    for (const one of started)
      if (one.name !== 'database' && one.name !== 'peers') await ready(state, [one.name], one);
    await reported(options, cloud, began);
  } catch (error) {
    await endAll(started, 'SIGKILL');
    throw error;
  }
  return record();
}

/** A service is up once it has written that it is: until then no scheduler looks at its host. */
async function reported({ db }: UpOptions, cloud: Cloud, since: number): Promise<void> {
  const { topology } = cloud;
  const sql = await openSql(databaseAddress(db));
  const until = performance.now() + READY_MS;
  const start = wallTime(since, micros(0)).sql;
  const waited = topology.services.filter(({ program }) => program === 'nova-compute');
  try {
    for (const place of waited) {
      const { host, program } = place;
      const where = { host, binary: program, deleted: 0 };
      const asked = select({ database: recordsOf(cellsIn(topology), place), table: 'services', where });
      for (;;) {
        const { rows } = await sql.open('up').execute(asked);
        if (String(rows[0]?.updated_at) >= start) break;
        if (performance.now() > until) refuse(`${place.actor} has not reported that it is up.`);
        await pause(LOOK_MS);
      }
    }
  } finally {
    await sql.close();
  }
}

/** Starts one program of an engine, by itself; its log goes on where there is one. `given` = behind `run`. */
export function startProgram(
  { state, program, amqp, db }: Pick<UpOptions, 'state' | 'program' | 'amqp' | 'db'>,
  name: string,
  given: readonly string[],
): StartedProcess {
  const log = openSync(state.logOf(name), 'a', 0o600);
  const args = ['run', ...given, ...(given.includes('--state') ? [] : ['--state', state.path])];
  const child: ChildProcess = spawn(process.execPath, [program, ...args], {
    detached: true,
    stdio: ['ignore', log, log],
    env: { ...process.env, [AMQP_ENV]: amqp, [DB_ENV]: db },
  });
  closeSync(log);
  child.unref();
  return { name, pid: child.pid ?? 0, arguments: args };
}

async function ready(
  state: StateFolder,
  actors: readonly string[],
  { name, pid }: StartedProcess,
): Promise<void> {
  const until = performance.now() + READY_MS;
  const isReady = (actor: string): boolean => {
    const where = state.whereabouts(actor);
    return where?.pid === pid && where.ready;
  };
  while (!actors.every(isReady)) {
    if (!isAlive(pid)) refuse(`${name} ended while it started; its log says why: ${state.logOf(name)}.`);
    if (performance.now() > until)
      refuse(`${name} is not ready after ${READY_MS / 1000} s; see ${state.logOf(name)}.`);
    await pause(LOOK_MS);
  }
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

const refuse = (sentence: string): never => {
  throw new CodedError('misuse', sentence);
};

/** Is there a process of that number, which is no zombie of ours? */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

/** Longer than oslo.service waits for requests in hand. */
const ORDERLY_MS = 65_000;

/** Tells each to end; those that do not are killed. Gives the names of the killed. */
export async function endAll(
  processes: readonly StartedProcess[],
  signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM',
): Promise<readonly string[]> {
  for (const { pid } of processes) tellToEnd(pid, signal);
  const until = performance.now() + ORDERLY_MS;
  while (processes.some(({ pid }) => isAlive(pid)) && performance.now() < until) await pause(LOOK_MS);
  const left = processes.filter(({ pid }) => isAlive(pid));
  for (const { pid } of left) tellToEnd(pid, 'SIGKILL');
  return left.map(({ name }) => name);
}

function tellToEnd(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // it has ended by itself
  }
}

interface BroughtDown {
  /** how many programs ran */
  readonly ended: number;
  /** names of those that did not end by themselves */
  readonly killed: readonly string[];
  readonly deleted: MadeByUp;
}

/** Ends the engine, who asks before who is asked; `purge` = with the databases and vhosts that `up` made. */
export async function bringDown(state: StateFolder, purge: boolean): Promise<BroughtDown> {
  const record = state.up();
  if (!record || (record.processes.length === 0 && !purge))
    return refuse(`No engine is up: there is nothing in ${state.path} that runs.`);
  const ended = record.processes.filter(({ pid }) => isAlive(pid)).length;
  const last = record.processes.filter(({ name }) => name === 'database');
  const killed = [
    ...(await endAll(record.processes.filter((one) => !last.includes(one)))),
    ...(await endAll(last)),
  ];
  if (!purge) {
    state.setUp({ ...record, processes: [] });
    return { ended, killed, deleted: NOTHING };
  }
  const cloud = openCloud({ v: 1, deployment: record.deployment });
  await takeAway(cloud, databaseAddress(record.db), record.made);
  state.remove();
  return { ended, killed, deleted: record.made };
}
