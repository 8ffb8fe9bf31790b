/** The small SQL builder of the services: each function gives one `Statement`, values apart from the text. */
import { assert, broken } from '../base/assert.ts';
import type { Cell } from '../trace/fact.ts';
import { quoted, tableOf } from './catalogue.ts';
import type { Statement } from './engine.ts';
import type { Table } from './schema.ts';

/**
 * What a column must be: equal to a value (`null` = IS NULL), one of several (`in`), one of several of which one may be
 * NULL (`anyOf: [null, 'scheduling']` = `task_state IS NULL OR task_state = 'scheduling'`), a number or less (`atMost`), or
 * anything but a value (`not`; `not: null` = IS NOT NULL).
 */
type Condition =
  | Cell
  | { readonly in: readonly Cell[] }
  | { readonly anyOf: readonly Cell[] }
  | { readonly atMost: number }
  | { readonly not: Cell };

/** Conditions by column, all of which must hold; empty = every row. */
export type Where = { readonly [column: string]: Condition };

/** What an UPDATE sets: a value, what stands there plus a number, or what stands in another column of the row. */
export type NewValue = Cell | { readonly plus: number } | { readonly column: string };

interface TableTarget {
  readonly database: string;
  readonly table: string;
}

interface Order {
  readonly column: string;
  readonly descending?: boolean;
}

interface SelectOptions extends TableTarget {
  /** default: all, in schema order */
  readonly columns?: readonly string[];
  readonly where?: Where;
  /** default: the primary key */
  readonly orderBy?: readonly (string | Order)[];
  readonly limit?: number;
}

/** An unknown column is a failed assertion that names it; so for all functions of this file. */
export function select(options: SelectOptions): Statement {
  const { text, table } = target(options);
  const names = options.columns?.map((column) => checked(options, table, column));
  const order = (options.orderBy ?? table.primary_key).map((entry) => {
    const { column, descending = false } = typeof entry === 'string' ? { column: entry } : entry;
    return `${checked(options, table, column)}${descending ? ' DESC' : ''}`;
  });
  const where = whereSql(options, table, options.where ?? {});
  const limit = options.limit === undefined ? '' : ` LIMIT ${wholeNumber(options.limit)}`;
  const sql = `SELECT ${names?.join(', ') ?? '*'} FROM ${text}${where.sql} ORDER BY ${order.join(', ')}${limit}`;
  return { ...head(options), verb: 'SELECT', sql, parameters: where.parameters };
}

/** `values` by column; a column that is left out gets its default (an id: the next one). */
export function insert(
  options: TableTarget & { readonly values: { readonly [column: string]: Cell } },
): Statement {
  const { text, table } = target(options);
  const entries = Object.entries(options.values);
  assert(entries.length > 0, `INSERT into ${options.database}.${options.table} without a value`);
  const names = entries.map(([column]) => checked(options, table, column));
  const marks = entries.map(() => '?');
  const sql = `INSERT INTO ${text} (${names.join(', ')}) VALUES (${marks.join(', ')})`;
  return { ...head(options), verb: 'INSERT', sql, parameters: entries.map(([, value]) => value) };
}

interface UpdateOptions extends TableTarget {
  readonly values: { readonly [column: string]: NewValue };
  readonly where: Where;
}

export function update(options: UpdateOptions): Statement {
  const { text, table } = target(options);
  const entries = Object.entries(options.values);
  assert(entries.length > 0, `UPDATE of ${options.database}.${options.table} without a value`);
  const parameters: Cell[] = [];
  const sets = entries.map(([column, value]) => {
    const name = checked(options, table, column);
    if (typeof value !== 'object' || value === null) {
      parameters.push(value);
      return `${name} = ?`;
    }
    if ('column' in value) return `${name} = ${checked(options, table, value.column)}`;
    parameters.push(value.plus);
    return `${name} = ${name} + ?`;
  });
  const where = whereSql(options, table, options.where);
  return {
    ...head(options),
    verb: 'UPDATE',
    sql: `UPDATE ${text} SET ${sets.join(', ')}${where.sql}`,
    parameters: [...parameters, ...where.parameters],
  };
}

export function remove(options: TableTarget & { readonly where: Where }): Statement {
  const { text, table } = target(options);
  const where = whereSql(options, table, options.where);
  return {
    ...head(options),
    verb: 'DELETE',
    sql: `DELETE FROM ${text}${where.sql}`,
    parameters: where.parameters,
  };
}

interface RawOptions extends TableTarget {
  readonly sql: string;
  readonly parameters?: readonly Cell[];
}

/** The escape for joins and aggregates: SELECT only; `database` and `table` = the one that the trace names. */
export function sql(options: RawOptions): Statement {
  tableOf(options.database, options.table);
  assert(/^\s*SELECT\b/i.test(options.sql), `only a SELECT may be written by hand, got "${options.sql}"`);
  return { ...head(options), verb: 'SELECT', sql: options.sql, parameters: options.parameters ?? [] };
}

function head(options: TableTarget): TableTarget {
  return { database: options.database, table: options.table };
}

function target(options: TableTarget): { readonly text: string; readonly table: Table } {
  const table = tableOf(options.database, options.table);
  return { text: `${options.database}.${quoted(table.name)}`, table };
}

/** The columns of a table as they are written in SQL; worked out once. */
const WRITTEN = new WeakMap<Table, ReadonlyMap<string, string>>();

function checked(options: TableTarget, table: Table, column: string): string {
  let names = WRITTEN.get(table);
  if (!names) {
    names = new Map(table.columns.map(({ name }) => [name, quoted(name)]));
    WRITTEN.set(table, names);
  }
  const name = names.get(column);
  return name ?? broken(`${options.database}.${options.table} has no column ${column}`);
}

function wholeNumber(limit: number): number {
  assert(Number.isSafeInteger(limit) && limit >= 0, `LIMIT ${limit}`);
  return limit;
}

interface Clause {
  readonly sql: string;
  readonly parameters: readonly Cell[];
}

function whereSql(options: TableTarget, table: Table, where: Where): Clause {
  const clauses = Object.entries(where).map(([column, condition]) =>
    conditionSql(checked(options, table, column), condition),
  );
  if (clauses.length === 0) return { sql: '', parameters: [] };
  return {
    sql: ` WHERE ${clauses.map((clause) => clause.sql).join(' AND ')}`,
    parameters: clauses.flatMap((clause) => clause.parameters),
  };
}

function conditionSql(name: string, condition: Condition): Clause {
  if (condition === null) return { sql: `${name} IS NULL`, parameters: [] };
  if (typeof condition !== 'object') return { sql: `${name} = ?`, parameters: [condition] };
  if ('in' in condition) return memberSql(name, condition.in);
  if ('anyOf' in condition) return anyOfSql(name, condition.anyOf);
  if ('atMost' in condition) return { sql: `${name} <= ?`, parameters: [condition.atMost] };
  if (condition.not === null) return { sql: `${name} IS NOT NULL`, parameters: [] };
  return { sql: `${name} != ?`, parameters: [condition.not] };
}

/** No value at all matches no row. */
function memberSql(name: string, values: readonly Cell[]): Clause {
  assert(!values.includes(null), `${name} IN (NULL) matches nothing: use anyOf`);
  if (values.length === 0) return { sql: '0 = 1', parameters: [] };
  return { sql: `${name} IN (${values.map(() => '?').join(', ')})`, parameters: values };
}

function anyOfSql(name: string, values: readonly Cell[]): Clause {
  const parts = values.map((value) => conditionSql(name, value));
  if (parts.length === 0) return { sql: '0 = 1', parameters: [] };
  return {
    sql: `(${parts.map((part) => part.sql).join(' OR ')})`,
    parameters: parts.flatMap((part) => part.parameters),
  };
}
