/** Refusals with MySQL's numbers, states and sentences (recorded from MariaDB 10.11, which has MySQL's). */

export interface MysqlError {
  readonly code: number;
  readonly state: string;
  readonly message: string;
}

export const syntaxError = (near: string, line: number): MysqlError => ({
  code: 1064,
  state: '42000',
  message: `You have an error in your SQL syntax; check the manual that corresponds to your MySQL server version for the right syntax to use near '${near}' at line ${line}`,
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

/** What MySQL says of a write on a read-only server; the copy that is asked is one. */
export const readOnly: MysqlError = {
  code: 1290,
  state: 'HY000',
  message: 'The MySQL server is running with the --read-only option so it cannot execute this statement',
};

/** What MySQL says of `SELECT … INTO OUTFILE` where files are forbidden. */
export const noFiles: MysqlError = {
  ...readOnly,
  message:
    'The MySQL server is running with the --secure-file-priv option so it cannot execute this statement',
};

/** `ERROR 1046 (3D000): No database selected` */
export const printError = (error: MysqlError): string =>
  `ERROR ${error.code} (${error.state}): ${error.message}`;
