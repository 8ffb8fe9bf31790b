/** What the reader sees of a table as a question in SQL. */
import { quoted } from '../../core/databases/catalogue.ts';
import { mysqlLiteral } from '../../core/databases/mysql/literal.ts';
import { exactly, type Sorting } from './view.ts';

export interface Seen {
  readonly database: string;
  readonly table: string;
  readonly columns: readonly string[];
  readonly filter: string;
  readonly sorting: Sorting | null;
}

/** The filter looks into every shown column, as the table does. */
export function asSql({ database, table, columns, filter, sorting }: Seen): string {
  const where = conditionOf(columns, filter.trim());
  return [
    `SELECT ${columns.map(quoted).join(', ')}`,
    `FROM ${database}.${quoted(table)}`,
    ...(where === '' ? [] : [`WHERE ${where}`]),
    ...(sorting ? [`ORDER BY ${quoted(sorting.column)}${sorting.descending ? ' DESC' : ''}`] : []),
  ]
    .join('\n')
    .concat(';');
}

function conditionOf(columns: readonly string[], wanted: string): string {
  if (wanted === '') return '';
  const exact = exactly(columns, wanted);
  if (exact) {
    const { column, value } = exact;
    if (value.toUpperCase() === 'NULL') return `${quoted(column)} IS NULL`;
    return `${quoted(column)} = ${/^-?\d{1,15}$/.test(value) ? value : mysqlLiteral(value)}`;
  }
  const pattern = mysqlLiteral(`%${wanted.replace(/[\\%_]/g, '\\$&')}%`);
  return columns.map((column) => `${quoted(column)} LIKE ${pattern}`).join('\n   OR ');
}
