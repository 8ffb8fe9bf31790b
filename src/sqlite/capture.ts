/**
 * Runs a write and tells every row that it changed: RETURNING gives the rows as they are after it (for a DELETE, before
 * it), and an UPDATE is preceded by a SELECT of the same rows. Unlike SQLite's update hook this sees tables WITHOUT ROWID,
 * a DELETE of a whole table and the values from before; unlike triggers (500 for these schemas) it costs nothing at the
 * opening and needs no detour of values through text.
 */
import { assert, defined } from '../core/base/assert.ts';
import { tableOf } from '../core/databases/catalogue.ts';
import type { RowChange, Statement } from '../core/databases/engine.ts';
import type { Table } from '../core/databases/schema.ts';
import type { Cell, Row } from '../core/trace/fact.ts';
import type { Statements } from './statements.ts';

export interface CapturedWrite {
  readonly changes: readonly RowChange[];
  /** rows that the statement met, changed or not */
  readonly matched: number;
}

interface Capture {
  /** An UPDATE that leaves a row as it was is no change; one that moves its key is a deletion and an insertion. */
  write(statement: Statement): CapturedWrite;
}

export function makeCapture(statements: Statements): Capture {
  const plans = new Map<string, Plan>();
  const planOf = (statement: Statement): Plan => {
    const known = plans.get(statement.sql);
    if (known) return known;
    const made = makePlan(statement);
    plans.set(statement.sql, made);
    return made;
  };
  return {
    write(statement) {
      const { parameters, verb } = statement;
      const plan = planOf(statement);
      const before = plan.before ? statements.run(plan.before.sql, parameters.slice(plan.before.skip)) : [];
      const returned = statements.run(plan.sql, parameters);
      if (verb === 'UPDATE') return { changes: plan.pair(before, returned), matched: returned.length };
      const changes = returned.map((row) =>
        verb === 'DELETE' ? plan.change(row, null) : plan.change(null, row),
      );
      return { changes, matched: returned.length };
    },
  };
}

interface Plan {
  /** the statement with RETURNING */
  readonly sql: string;
  /** of an UPDATE: the rows that it will meet; `skip` = parameters that belong to its SET */
  readonly before: { readonly sql: string; readonly skip: number } | null;
  readonly change: (before: Row | null, after: Row | null) => RowChange;
  readonly pair: (before: readonly Row[], after: readonly Row[]) => RowChange[];
}

function makePlan({ database, table: name, verb, sql }: Statement): Plan {
  const table = tableOf(database, name);
  const change = (before: Row | null, after: Row | null): RowChange => {
    const row = defined(after ?? before, 'image of a changed row');
    return { database, table: name, key: keyOf(table, row), before, after };
  };
  return {
    sql: `${sql} RETURNING *`,
    before: verb === 'UPDATE' ? rowsToUpdate(sql) : null,
    change,
    pair: (before, after) => pairByKey(table, before, after, change),
  };
}

/** The builder writes no value into the text, so the first WHERE is the statement's own and each `?` is a parameter. */
function rowsToUpdate(sql: string): { readonly sql: string; readonly skip: number } {
  const match = /^UPDATE (\S+) SET (.*?)( WHERE .*)?$/.exec(sql);
  assert(match, `cannot read "${sql}"`);
  const [, target, sets = '', where = ''] = match;
  return { sql: `SELECT * FROM ${target}${where}`, skip: sets.split('?').length - 1 };
}

/** The two images of each row, in the order in which SQLite changed them; rows whose key moved come last. */
function pairByKey(
  table: Table,
  before: readonly Row[],
  after: readonly Row[],
  change: Plan['change'],
): RowChange[] {
  const idOf = (row: Row): string => JSON.stringify(keyOf(table, row));
  const waiting = new Map(before.map((row) => [idOf(row), row]));
  const changes: RowChange[] = [];
  const arrived: Row[] = [];
  for (const row of after) {
    const old = waiting.get(idOf(row));
    if (!old) arrived.push(row);
    else if (!sameRow(old, row)) changes.push(change(old, row));
    if (old) waiting.delete(idOf(row));
  }
  for (const row of waiting.values()) changes.push(change(row, null));
  for (const row of arrived) changes.push(change(null, row));
  return changes;
}

function keyOf(table: Table, row: Row): Cell[] {
  return table.primary_key.map((column) => row[column] ?? null);
}

function sameRow(a: Row, b: Row): boolean {
  return Object.keys(a).every((column) => a[column] === b[column]);
}
