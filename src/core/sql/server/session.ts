/** What one connection keeps: the database in use, its variables, the warnings of its last statement. */
import type { Layout } from '../../databases/layouts.ts';
import type { SqlCell, SqlType } from '../values/types.ts';
import type { StoredTable } from './stored.ts';

export interface Warning {
  readonly level: 'Note' | 'Warning' | 'Error';
  readonly code: number;
  readonly message: string;
}

export interface TypedCell {
  readonly cell: SqlCell;
  readonly type: SqlType;
}

export interface Session {
  readonly layout: Layout;
  readonly physical: boolean;
  database: string | null;
  /** the moment that NOW() tells: `2026-11-22 07:16:57` */
  readonly now: string;
  readonly parameters: { readonly [name: string]: string | number | null };
  readonly userVariables: Map<string, TypedCell>;
  /** variables of the server that the connection has set, by their names in small letters */
  readonly set: Map<string, string>;
  warnings: Warning[];
  /** in number, beyond those that are kept too */
  warningCount: number;
  /** of the statement that runs now */
  newWarnings: number;
  /** names within a transaction; null = there is none */
  savepoints: Set<string> | null;
  /** of GET_LOCK: nobody else is here */
  readonly locks: Set<string>;
  foundRows: bigint;
  rowCount: bigint;
  warn(code: number, message: string, level?: Warning['level']): void;
  /** a table with its rows; null = there is none */
  table(database: string, name: string): StoredTable | null;
  /** counts what a statement holds in memory; refuses when it is too much */
  hold(size: number): void;
}
