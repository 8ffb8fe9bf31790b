/** Refusals with MySQL's numbers, states and sentences (recorded from MariaDB 10.11, which has MySQL's). */

export interface MysqlError {
  readonly code: number;
  readonly state: string;
  readonly message: string;
}

export const syntaxError = (
  near: string,
  line: number,
  server: 'MySQL' | 'MariaDB' = 'MySQL',
): MysqlError => ({
  code: 1064,
  state: '42000',
  message: `You have an error in your SQL syntax; check the manual that corresponds to your ${server} server version for the right syntax to use near '${near}' at line ${line}`,
});

export const noDatabase: MysqlError = { code: 1046, state: '3D000', message: 'No database selected' };

export const unknownDatabase = (name: string): MysqlError => ({
  code: 1049,
  state: '42000',
  message: `Unknown database '${name}'`,
});

export const unknownTable = (database: string, table: string): MysqlError => ({
  code: 1146,
  state: '42S02',
  message: `Table '${database}.${table}' doesn't exist`,
});

export const unknownInSchema = (table: string): MysqlError => ({
  code: 1109,
  state: '42S02',
  message: `Unknown table '${table}' in information_schema`,
});

/** `ERROR 1046 (3D000): No database selected` */
export const printError = (error: MysqlError): string =>
  `ERROR ${error.code} (${error.state}): ${error.message}`;
