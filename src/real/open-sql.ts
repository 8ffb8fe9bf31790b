/** The databases at an address, MariaDB or SQLite alike. */
import type { DatabaseAddress } from './address.ts';
import { openMysql } from './mysql.ts';
import type { Sql } from './sql.ts';
import { openSqlite } from './sqlite-client.ts';

export async function openSql(address: DatabaseAddress): Promise<Sql> {
  return address.kind === 'mysql' ? await openMysql(address) : openSqlite(address.folder);
}
