/** The databases of an engine on MariaDB: made with the rows that a run begins with, once; those of anybody else are left alone. */
import type { Connection } from 'mysql2/promise';
import { CodedError } from '../core/base/assert.ts';
import { quoted } from '../core/databases/catalogue.ts';
import { databaseScript } from '../core/databases/mysql/ddl.ts';
import { mysqlLiteral } from '../core/databases/mysql/literal.ts';
import type { Table } from '../core/databases/schema.ts';
import type { Cloud } from '../core/run/cloud.ts';
import { loadMysql, type MysqlAddress, mysqlOptions } from './mysql.ts';

/** In each database that an engine made, so that it knows its own: what deployment it was made for. */
const MARK = 'novascope_engine';
/** Rows of one INSERT. */
const ROWS_AT_ONCE = 200;

async function connectTo(address: MysqlAddress): Promise<Connection> {
  const { createConnection } = await loadMysql();
  const connection = createConnection({ ...mysqlOptions(address), multipleStatements: true }).promise();
  try {
    await connection.connect();
    return connection;
  } catch (error) {
    const { code = '', message } = error as { code?: string; message: string };
    throw new CodedError(
      'misuse',
      `MariaDB at ${address.shown} does not let us in: ${message === '' ? code : message}.`,
    );
  }
}

/** Those that were made now, by name. Errors: `CodedError` `misuse` that says what stands in the way. */
export async function prepareMysql(address: MysqlAddress, cloud: Cloud): Promise<readonly string[]> {
  const connection = await connectTo(address);
  const made: string[] = [];
  try {
    const deployment = JSON.stringify(cloud.experiment.deployment ?? {});
    for (const { name } of cloud.databases)
      await checkOwn(connection, `${address.prefix}${name}`, deployment);
    for (const { name, tables } of cloud.databases) {
      const own = `${address.prefix}${name}`;
      if (await isMade(connection, own)) continue;
      made.push(own);
      await connection.query(databaseScript(own, tables, [`made by novascope for its engine`]));
      // placement's resource class VCPU has the number 0
      await connection.query(
        "SET FOREIGN_KEY_CHECKS = 0, sql_mode = CONCAT(@@sql_mode, ',NO_AUTO_VALUE_ON_ZERO')",
      );
      for (const table of tables) {
        const filled = modelDefaults(table);
        if (filled.length > 0)
          await connection.query(`ALTER TABLE ${own}.${quoted(table.name)} ${filled.join(', ')}`);
        const rows = cloud.seed[`${name}.${table.name}`] ?? [];
        const columns = table.columns.map((column) => column.name);
        const head = `INSERT INTO ${own}.${quoted(table.name)} (${columns.map(quoted).join(', ')}) VALUES ?`;
        for (let i = 0; i < rows.length; i += ROWS_AT_ONCE) {
          const some = rows
            .slice(i, i + ROWS_AT_ONCE)
            .map((row) => columns.map((column) => row[column] ?? null));
          await connection.query(head, [some]);
        }
        const largest = cloud.counters[`${name}.${table.name}`];
        if (largest !== undefined)
          await connection.query(`ALTER TABLE ${own}.${quoted(table.name)} AUTO_INCREMENT = ${largest + 1}`);
      }
      await connection.query(
        `CREATE TABLE ${own}.${MARK} (deployment LONGTEXT NOT NULL); INSERT INTO ${own}.${MARK} VALUES (?)`,
        [deployment],
      );
    }
    return made;
  } catch (error) {
    // who may not make one may not drop it either: what stood in the way first is told
    await dropAll(connection, made).catch(() => undefined);
    if (error instanceof CodedError) throw error;
    const { message } = error as Error;
    throw new CodedError('misuse', `The databases cannot be made at ${address.shown}: ${message}.`);
  } finally {
    await connection.end();
  }
}

/** What the models fill in where a service leaves a column out: here the database does, as the simulator's does. */
const modelDefaults = ({ columns }: Table): readonly string[] =>
  columns.flatMap(({ name, default: value, server_default: isServers }) =>
    value === null || isServers ? [] : [`ALTER ${quoted(name)} SET DEFAULT ${mysqlLiteral(value)}`],
  );

export async function dropMysql(address: MysqlAddress, names: readonly string[]): Promise<void> {
  const connection = await connectTo(address);
  await dropAll(connection, names);
  await connection.end();
}

async function dropAll(connection: Connection, names: readonly string[]): Promise<void> {
  for (const name of names) await connection.query(`DROP DATABASE IF EXISTS ${name}`);
}

async function tablesIn(connection: Connection, name: string, table: string | null): Promise<number> {
  const [rows] = await connection.query(
    `SELECT COUNT(*) AS n FROM information_schema.tables WHERE table_schema = ?${table === null ? '' : ' AND table_name = ?'}`,
    table === null ? [name] : [name, table],
  );
  return Number((rows as { n: number }[])[0]?.n ?? 0);
}

const isMade = async (connection: Connection, name: string): Promise<boolean> =>
  (await tablesIn(connection, name, MARK)) > 0;

async function checkOwn(connection: Connection, name: string, deployment: string): Promise<void> {
  if (!(await isMade(connection, name))) {
    if ((await tablesIn(connection, name, null)) === 0) return;
    throw new CodedError(
      'misuse',
      `The database ${name} was not made by novascope, so it is left alone; give the databases a prefix, as in --db mysql://root@127.0.0.1/lab.`,
    );
  }
  const [rows] = await connection.query(`SELECT deployment FROM ${name}.${MARK}`);
  if ((rows as { deployment: string }[])[0]?.deployment === deployment) return;
  throw new CodedError(
    'misuse',
    `The database ${name} was made for another deployment; give another prefix, or take it away with: novascope down --purge.`,
  );
}
