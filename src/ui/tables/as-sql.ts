/** What the reader sees of a table as a question in SQL. */
import { quoted } from '../../core/databases/catalogue.ts';
import { literal } from '../../core/databases/sqlite-ddl.ts';
import type { Sorting } from './view.ts';

export interface Seen {
  readonly database: string;
  readonly table: string;
  readonly columns: readonly string[];
  readonly filter: string;
  readonly sorting: Sorting | null;
}

/** The filter looks into every shown column, as the table does. */
export function asSql({ database, table, columns, filter, sorting }: Seen): string {
  const wanted = filter.trim();
  const pattern = literal(`%${wanted.replace(/[\\%_]/g, '\\$&')}%`);
  const escaped = /[\\%_]/.test(wanted) ? " ESCAPE '\\'" : '';
  const where = columns.map((column) => `${quoted(column)} LIKE ${pattern}${escaped}`).join('\n   OR ');
  return [
    `SELECT ${columns.map(quoted).join(', ')}`,
    `FROM ${database}.${quoted(table)}`,
    ...(wanted === '' ? [] : [`WHERE ${where}`]),
    ...(sorting ? [`ORDER BY ${quoted(sorting.column)}${sorting.descending ? ' DESC' : ''}`] : []),
  ]
    .join('\n')
    .concat(';');
}
