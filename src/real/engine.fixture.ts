/** The command line built for a test, and an engine brought up with it: each act is a program of its own, as typed. */
import { type ChildProcess, execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { connect } from 'amqplib';
import { select } from '../core/databases/builder.ts';
import type { Row } from '../core/trace/fact.ts';
import { databaseAddress } from './address.ts';
import { openSql } from './open-sql.ts';
import { type StateFolder, stateFolder } from './state.ts';
import { strike } from './strike.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const BUILT = join(ROOT, 'node_modules', '.cache', 'novascope-engine');

let built: string | null = null;
/** `novascope.js`, built once for a run of tests. */
function program(): string {
  if (built !== null) return built;
  const out = join(BUILT, String(process.pid));
  const args = ['build', '--mode', 'cli', '--logLevel', 'error', '--outDir', out];
  // vitest's own mode would make another build of it
  const { VITEST: _, NODE_ENV: __, ...env } = process.env;
  execFileSync(process.execPath, [join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js'), ...args], {
    cwd: ROOT,
    env,
  });
  // several files of tests share a process, and with it the program
  process.once('exit', () => rmSync(out, { recursive: true, force: true }));
  built = join(out, 'novascope.js');
  return built;
}

interface Typed {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}

export interface GoingProgram {
  /** Waits until it has said this. */
  says(words: string): Promise<void>;
  /** Ctrl-C, and what became of it. */
  interrupt(): Promise<Typed>;
}

export interface EngineUnderTest {
  readonly state: StateFolder;
  /** what is typed behind `novascope`; the engine's own folder is named with it */
  type(...args: readonly string[]): Promise<Typed>;
  /** the same of a program that ends at Ctrl-C */
  begin(...args: readonly string[]): GoingProgram;
  /** Servers of the class by their names, of all cells: those that are deleted too. */
  servers(): Promise<ReadonlyMap<string, Row>>;
  rows(database: string, table: string): Promise<readonly Row[]>;
  /**
   * What Placement holds otherwise than the servers ask for: three resources for each that is there, none for another; one in
   * ERROR may have given them up (N3).
   */
  ledger(): Promise<readonly string[]>;
  /** the logs of programs whose names begin so */
  logs(prefix: string): Promise<string>;
  /** SIGKILL, at once: a moment in a build does not wait for a program to be typed. */
  kill(name: string): Promise<void>;
  /** held still, or let go on */
  signal(name: string, signal: 'SIGSTOP' | 'SIGCONT'): void;
  /** Waits until it holds; fails with what is seen then. */
  until(what: string, holds: () => Promise<boolean>, seconds?: number): Promise<void>;
  end(): Promise<void>;
}

/** `db` = `sqlite`, or an address with a prefix of the test's own. Nothing is up as yet. */
export function engineUnderTest(
  amqp: string,
  db: string,
  env: NodeJS.ProcessEnv = process.env,
): EngineUnderTest {
  const folder = mkdtempSync(join(tmpdir(), 'novascope-engine-'));
  const state = stateFolder(join(folder, 'state'));
  const where = db === 'sqlite' ? join(folder, 'databases') : db;
  const run = (args: readonly string[], done: (typed: Typed) => void): ChildProcess => {
    const all = [program(), ...args, '--state', state.path];
    const own = { ...env, NOVASCOPE_AMQP: amqp, NOVASCOPE_DB: where };
    return execFile(process.execPath, all, { env: own, encoding: 'utf8' }, (error, out, told) =>
      done({ code: error ? Number(error.code) : 0, out, error: told }),
    );
  };
  const type = (...args: readonly string[]): Promise<Typed> => new Promise((done) => void run(args, done));
  const rows = async (database: string, table: string): Promise<readonly Row[]> => {
    const sql = await openSql(databaseAddress(where));
    try {
      return (await sql.open('a test').execute(select({ database, table }))).rows;
    } finally {
      await sql.close();
    }
  };
  const servers = async (): Promise<ReadonlyMap<string, Row>> => {
    const lists = await Promise.all(['nova_cell0', 'nova_cell1'].map((cell) => rows(cell, 'instances')));
    return new Map(lists.flat().map((row) => [String(row.display_name), row]));
  };
  return {
    state,
    type,
    begin: (...args) => begun((done) => run(args, done)),
    rows,
    servers,
    async ledger() {
      const there = [...(await servers()).values()].filter((row) => row.deleted === 0);
      const held = new Map(there.map((row) => [String(row.uuid), 0]));
      for (const { consumer_id } of await rows('placement', 'allocations'))
        held.set(String(consumer_id), (held.get(String(consumer_id)) ?? 3) + 1);
      const failed = new Set(there.flatMap((row) => (row.vm_state === 'error' ? [String(row.uuid)] : [])));
      return [...held]
        .filter(([uuid, count]) => count !== 3 && !(count === 0 && failed.has(uuid)))
        .map(([uuid, count]) => `${uuid}: ${count}`);
    },
    async logs(prefix) {
      const names = (state.up()?.processes ?? [])
        .map(({ name }) => name)
        .filter((name) => name.startsWith(prefix));
      return names.map((name) => readFileSync(state.logOf(name), 'utf8')).join('');
    },
    kill: async (name) => void (await strike(state, 'kill', name, '')),
    signal(name, signal) {
      const one = state.up()?.processes.find((each) => each.name === name);
      if (!one) throw new Error(`there is no program ${name}`);
      process.kill(one.pid, signal);
    },
    async until(what, holds, seconds = 60) {
      const end = performance.now() + seconds * 1000;
      while (!(await holds())) {
        if (performance.now() > end)
          throw new Error(
            `${what}: not after ${seconds} s; ${JSON.stringify([...(await servers()).values()].map((row) => [row.display_name, row.vm_state, row.task_state, row.host]))}`,
          );
        await pause(50);
      }
    },
    async end() {
      const down = state.up() ? await type('down', '--purge') : null;
      rmSync(folder, { recursive: true, force: true });
      if (down && down.code !== 0) throw new Error(`the engine was not taken down: ${down.error}`);
    },
  };
}

/** A program that goes on: what it says on its standard error, and its end. */
function begun(run: (done: (typed: Typed) => void) => ChildProcess): GoingProgram {
  let end: (typed: Typed) => void = () => undefined;
  const ended = new Promise<Typed>((done) => {
    end = done;
  });
  const child = run(end);
  let said = '';
  let hear: () => unknown = () => undefined;
  child.stderr?.on('data', (part) => {
    said += part;
    hear();
  });
  return {
    says: (words) =>
      new Promise((done, fail) => {
        hear = () => said.includes(words) && done();
        hear();
        ended.then(() => fail(new Error(`it ended and never said ${words}: ${said}`)));
      }),
    interrupt() {
      child.kill('SIGINT');
      return ended;
    },
  };
}

/** Whether a broker answers there. */
export async function answers(url: string): Promise<boolean> {
  try {
    const model = await connect(url, { timeout: 3000 });
    await model.close();
    return true;
  } catch {
    return false;
  }
}
