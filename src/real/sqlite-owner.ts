/**
 * The program that owns the SQLite databases of an engine: rows in memory, each transaction written to a journal before it is
 * said to stand. Killed at any moment, it has at its next start what was committed, and nothing of what was not.
 */
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { createConnection, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { CodedError } from '../core/base/assert.ts';
import type { Statement, StatementResult } from '../core/databases/engine.ts';
import type { Cloud } from '../core/run/cloud.ts';
import { openEngine, type SeededEngine } from '../sqlite/engine.ts';
import { sqliteFiles } from '../sqlite/files.ts';
import { onLines, sendLine } from './lines.ts';
import { type SqliteAnswered, type SqliteAsked, socketIn } from './sqlite-words.ts';

interface SqliteOwner {
  /** Writes each database as a file of its own beside the journal, and ends. */
  close(): Promise<void>;
}

const JOURNAL = 'journal.ndjson';

/**
 * The databases of a folder that may be new: they begin with the cloud's rows. Errors: `CodedError` `misuse` when another
 * program owns it, or when its journal is of another deployment or none.
 */
export async function ownSqlite(folder: string, cloud: Cloud): Promise<SqliteOwner> {
  mkdirSync(folder, { recursive: true });
  const path = socketIn(folder);
  if (await answers(path)) refuse(`The databases in ${folder} are another program's: it runs.`);
  if (process.platform !== 'win32') rmSync(path, { force: true });
  const engine = await openEngine({ ...cloud, capture: false, indexed: true });
  const journal = join(folder, JOURNAL);
  replay(engine, journal, headOf(cloud));
  const desk = makeDesk(engine, (statements) => appendFileSync(journal, `${JSON.stringify(statements)}\n`));
  const clients = new Set<Socket>();
  const server = createServer((socket) => {
    clients.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clients.delete(socket);
      desk.left(socket);
    });
    onLines(socket, (value) => {
      const asked = value as SqliteAsked;
      desk.take(socket, asked, (answer) => sendLine(socket, answer));
    });
  });
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(path, done);
  });
  return {
    async close() {
      server.close();
      for (const client of clients) client.destroy();
      const { databases } = cloud;
      const files = await sqliteFiles({ databases, rows: engine.dump(), name: (database) => database });
      for (const [name, bytes] of files) writeFileSync(join(folder, name), bytes);
      engine.close();
    },
  };
}

/** Whether the folder holds an engine's databases. */
export const hasSqlite = (folder: string): boolean => existsSync(join(folder, JOURNAL));

/** Takes away what an engine has kept there, and the folder if nothing else is in it. Its owner must not run. */
export function removeSqlite(folder: string, databases: readonly string[]): void {
  if (!existsSync(folder)) return;
  for (const name of [JOURNAL, ...databases.map((database) => `${database}.sqlite`)])
    rmSync(join(folder, name), { force: true });
  if (process.platform !== 'win32') rmSync(socketIn(folder), { force: true });
  if (readdirSync(folder).length === 0) rmdirSync(folder);
}

const refuse = (sentence: string): never => {
  throw new CodedError('misuse', sentence);
};

const answers = (path: string): Promise<boolean> =>
  new Promise((done) => {
    const probe = createConnection(path);
    probe.on('connect', () => {
      probe.destroy();
      done(true);
    });
    probe.on('error', () => done(false));
  });

/** What its transactions are about: rows of another beginning would come to something else. */
const headOf = ({ experiment }: Cloud): string =>
  JSON.stringify({ novascope: 'journal', v: 1, deployment: experiment.deployment ?? {} });

/** A last line without its end is a transaction that nobody was told to stand. */
function replay(engine: SeededEngine, journal: string, head: string): void {
  if (!existsSync(journal)) {
    writeFileSync(journal, `${head}\n`, { mode: 0o600 });
    return;
  }
  const text = readFileSync(journal, 'utf8');
  const end = text.lastIndexOf('\n') + 1;
  const [first, ...lines] = text.slice(0, Math.max(0, end - 1)).split('\n');
  if (first !== head)
    refuse(`${journal} begins with another deployment than this one; give another folder, or take it away.`);
  if (end < text.length) truncateSync(journal, Buffer.byteLength(text.slice(0, end)));
  for (const line of lines) {
    engine.mark();
    for (const statement of JSON.parse(line) as Statement[]) engine.execute(statement);
    engine.keep();
  }
}

type SqliteAnswer = (answer: SqliteAnswered) => void;

interface Holder {
  readonly client: Socket;
  readonly s: number;
  /** its writes so far */
  readonly done: Statement[];
}

interface TransactionDesk {
  take(client: Socket, asked: SqliteAsked, answer: SqliteAnswer): void;
  /** The client is gone, and with it what it had begun. */
  left(client: Socket): void;
}

/** One transaction at a time; who wants to write while another has begun waits for its end. Readers do not wait. */
function makeDesk(engine: SeededEngine, write: (statements: readonly Statement[]) => void): TransactionDesk {
  let holder: Holder | null = null;
  let line: { readonly client: Socket; readonly asked: SqliteAsked; readonly answer: SqliteAnswer }[] = [];

  const end = (keeps: boolean): void => {
    const over = holder;
    holder = null;
    if (!over) return;
    try {
      // what is not in the journal was never said to stand
      if (keeps) write(over.done);
    } catch (error) {
      engine.undo();
      throw error;
    }
    if (keeps) engine.keep();
    else engine.undo();
  };
  const goOn = (): void => {
    while (!holder) {
      const next = line.shift();
      if (!next) return;
      handle(next.client, next.asked, next.answer);
    }
  };
  const isHolder = (client: Socket, s: number): boolean => holder?.client === client && holder.s === s;

  const handle = (client: Socket, asked: SqliteAsked, answer: SqliteAnswer): void => {
    const { n, s } = asked;
    try {
      answer({ n, result: act(client, s, asked) });
    } catch (error) {
      const code = error instanceof CodedError ? error.code : 'sql_error';
      answer({ n, code, message: error instanceof Error ? error.message : String(error) });
    }
  };
  const act = (client: Socket, s: number, asked: SqliteAsked): StatementResult | null => {
    if (asked.do === 'end') {
      if (isHolder(client, s)) end(asked.keeps);
      return null;
    }
    const { statement } = asked;
    if (statement.verb === 'SELECT') return engine.execute(statement);
    if (!holder) {
      engine.mark();
      holder = { client, s, done: [] };
    }
    const result = engine.execute(statement);
    holder.done.push(statement);
    return result;
  };

  return {
    take(client, asked, answer) {
      const isWrite = asked.do === 'execute' && asked.statement.verb !== 'SELECT';
      if (isWrite && holder && !isHolder(client, asked.s)) line.push({ client, asked, answer });
      else handle(client, asked, answer);
      goOn();
    },
    left(client) {
      line = line.filter((one) => one.client !== client);
      if (holder?.client === client) end(false);
      goOn();
    },
  };
}
