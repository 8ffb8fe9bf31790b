/**
 * A real MariaDB beside the console: the rows of the simulated boot are loaded into databases of the same names, and it is
 * asked what the console is asked. A server that has one of these databases already is left alone.
 */
import { type Connection, createConnection, type FieldPacket } from 'mysql2/promise';
import { layoutOf, rowsPlaced } from '../../databases/layouts.ts';
import { databaseScript } from '../../databases/mysql/ddl.ts';
import { statementsOf } from '../../databases/mysql/script.ts';
import { copyAt } from '../../reading/copy-at.ts';
import { makeVersions } from '../../reading/versions.ts';
import { BOOT, run } from '../../run/boot.fixture.ts';
import type { ConsoleRequest } from '../console.ts';

/** An answer as a client shows it: all values as texts. */
export type Recorded =
  | {
      readonly columns: readonly string[];
      readonly rows: readonly (readonly (string | null)[])[];
    }
  | { readonly ok: true }
  | { readonly error: string };

export interface AskedCase {
  readonly sql: string;
  /** the database in use */
  readonly use: string | null;
}

/** The console's rows when the boot is over, and its clock. */
export async function bootRequest(): Promise<Omit<ConsoleRequest, 'script' | 'database'>> {
  const trace = await run(BOOT);
  const copy = copyAt(trace, makeVersions(trace), trace.facts.length - 1, {
    script: null,
    layout: 'recorded',
  });
  return { layout: 'recorded', physical: false, ...copy };
}

interface RealServer {
  answer(one: AskedCase): Promise<readonly Recorded[]>;
  close(): Promise<void>;
}

/** null = no server answers, or it is not empty. */
export async function realServer(
  request: Awaited<ReturnType<typeof bootRequest>>,
): Promise<RealServer | null> {
  const options = {
    host: '127.0.0.1',
    port: 3306,
    user: 'root',
    connectTimeout: 3000,
    flags: ['-IGNORE_SPACE'],
  };
  const root = await createConnection({ ...options, multipleStatements: true }).catch(() => null);
  if (!root) return null;
  const layout = layoutOf(request.layout, request.cells);
  const names = layout.databases.map(({ name }) => name);
  const [there] = await root.query({ sql: 'SHOW DATABASES', rowsAsArray: true });
  if ((there as string[][]).some(([name = '']) => names.includes(name))) {
    console.warn('skipped: the MariaDB on 127.0.0.1:3306 has databases of Nova already');
    await root.end();
    return null;
  }
  const rows = rowsPlaced(layout, request.rows);
  for (const { name, tables } of layout.databases) {
    await root.query(
      databaseScript(
        name,
        tables.map(({ table }) => table),
        ['a test'],
      ),
    );
    await root.query("SET FOREIGN_KEY_CHECKS = 0, sql_mode = 'NO_AUTO_VALUE_ON_ZERO'");
    for (const { table } of tables) {
      const all = rows[`${name}.${table.name}`] ?? [];
      const columns = table.columns.map((column) => column.name);
      for (const row of all)
        await root.query(
          `INSERT INTO \`${table.name}\` (${columns.map((one) => `\`${one}\``).join(',')}) VALUES (?)`,
          [columns.map((one) => row[one] ?? null)],
        );
    }
  }
  const seconds = Date.parse(`${request.now.replace(' ', 'T')}Z`) / 1000;
  return {
    answer: (one) => answered(options, one, seconds),
    async close() {
      for (const name of names) await root.query(`DROP DATABASE \`${name}\``);
      await root.end();
    },
  };
}

/** A connection of its own for each case. */
async function answered(
  options: object,
  { sql, use }: AskedCase,
  seconds: number,
): Promise<readonly Recorded[]> {
  const connection = await createConnection({
    ...options,
    charset: 'utf8mb4_general_ci',
    ...(use === null ? {} : { database: use }),
  });
  try {
    await connection.query(`SET time_zone = '+00:00', timestamp = ${seconds}`);
    await connection.query('SET time_zone = SYSTEM');
    // what is written is taken back
    if (/^\s*(insert|update|delete|replace)\b/i.test(sql)) await connection.query('START TRANSACTION');
    const answers: Recorded[] = [];
    for (const { text } of statementsOf(sql)) {
      const answer = await asked(connection, text);
      answers.push(answer);
      if ('error' in answer) break;
    }
    return answers;
  } finally {
    connection.destroy();
  }
}

async function asked(connection: Connection, sql: string): Promise<Recorded> {
  try {
    const [rows, fields] = await connection.query({
      sql,
      rowsAsArray: true,
      typeCast: (field) => shown(field.buffer()),
    });
    if (!Array.isArray(rows)) return { ok: true };
    const columns = ((fields ?? []) as FieldPacket[]).map((field) => field.name);
    return { columns, rows: rows as unknown as (string | null)[][] };
  } catch (error) {
    const { errno, sqlState, sqlMessage } = error as { errno: number; sqlState: string; sqlMessage: string };
    return { error: `ERROR ${errno} (${sqlState}): ${sqlMessage}` };
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: what no terminal shows
const UNSHOWN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** Bytes that are no text as `0x...`. */
function shown(bytes: Buffer | null): string | null {
  if (bytes === null) return null;
  const text = bytes.toString('utf8');
  const isText = Buffer.from(text, 'utf8').equals(bytes) && !UNSHOWN.test(text);
  return isText ? text : `0x${bytes.toString('hex').toUpperCase()}`;
}
