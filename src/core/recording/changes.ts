/** The net difference that a run's commands made to the databases, in the shape of a recording's `changes.json`. */
import { canonicalJson, type Json } from '../base/json.ts';
import type { Cell, FactOf, Row } from '../trace/fact.ts';
import { causedByCommand } from '../trace/origin.ts';
import type { Trace } from '../trace/trace.ts';

export type RecordedRow = { readonly [column: string]: Json };

export interface TableChanges {
  readonly inserted?: readonly RecordedRow[];
  readonly deleted?: readonly RecordedRow[];
  readonly updated?: readonly {
    readonly key: readonly Cell[];
    readonly changed: { readonly [column: string]: readonly [old: Json, new: Json] };
  }[];
}

/** By `database.table`, in code-unit order. */
export type Changes = { readonly [table: string]: TableChanges };

/** How the recorder writes a row: DATETIME with a `T`, columns that hold JSON parsed (`core/databases/recorded.ts`). */
type ToRecordedRow = (database: string, table: string, row: Row) => object;

type RowFact = FactOf<'row.changed'>;

interface RowHistory {
  readonly first: Pick<RowFact, 'database' | 'table' | 'key' | 'before'>;
  /** the row with the counted changes alone */
  now: Row | null;
}

/**
 * Counts the changes whose chain of causes starts at a command: start-up and heartbeats are left out, even in a row that
 * a command changed as well. A row that came and went is no difference.
 */
export function netChanges(trace: Trace, toRow: ToRecordedRow): Changes {
  const counted = causedByCommand(trace);
  const byCommand = causedByCommand({ ...trace, experiment: null });
  const tables = new Map<string, Map<string, RowHistory>>();
  /** rows as they were before start-up and periodic tasks alone changed them */
  const untouched = new Map<string, Row | null>();
  for (const fact of trace.facts) {
    if (fact.kind !== 'row.changed') continue;
    const name = `${fact.database}.${fact.table}`;
    const key = JSON.stringify(fact.key);
    const id = `${name} ${key}`;
    const known = tables.get(name)?.get(key);
    if (counted[fact.index]) {
      if (known) known.now = apply(known.now, fact);
      else {
        const before = untouched.get(id) ?? fact.before;
        const rows = tables.get(name) ?? new Map<string, RowHistory>();
        tables.set(name, rows.set(key, { first: { ...fact, before }, now: apply(before, fact) }));
      }
    } else if (byCommand[fact.index]) untouched.delete(id);
    else if (!known && !untouched.has(id)) untouched.set(id, fact.before);
  }
  const changes: { [table: string]: TableChanges } = {};
  for (const name of [...tables.keys()].sort()) {
    const made = tableChanges([...(tables.get(name)?.values() ?? [])], toRow);
    if (made) changes[name] = made;
  }
  return changes;
}

/** The row as it was known, with the columns that this change touched. */
function apply(row: Row | null, fact: RowFact): Row | null {
  const { before, after } = fact;
  if (row === null || before === null || after === null) return after;
  const touched = Object.keys(after).filter((column) => after[column] !== before[column]);
  return { ...row, ...Object.fromEntries(touched.map((column) => [column, after[column] ?? null])) };
}

function tableChanges(histories: readonly RowHistory[], toRow: ToRecordedRow): TableChanges | null {
  const inserted: RecordedRow[] = [];
  const deleted: RecordedRow[] = [];
  const updated: NonNullable<TableChanges['updated']>[number][] = [];
  const sorted = [...histories].sort((a, b) => compareKeys(a.first.key, b.first.key));
  for (const { first, now } of sorted) {
    const recorded = (row: Row): RecordedRow => toRow(first.database, first.table, row) as RecordedRow;
    if (first.before === null && now !== null) inserted.push(recorded(now));
    if (first.before !== null && now === null) deleted.push(recorded(first.before));
    if (first.before === null || now === null) continue;
    const changed = difference(recorded(first.before), recorded(now));
    if (changed) updated.push({ key: first.key, changed });
  }
  if (inserted.length + deleted.length + updated.length === 0) return null;
  return {
    ...(inserted.length > 0 ? { inserted } : {}),
    ...(deleted.length > 0 ? { deleted } : {}),
    ...(updated.length > 0 ? { updated } : {}),
  };
}

function difference(before: RecordedRow, after: RecordedRow): { [column: string]: [Json, Json] } | null {
  const changed: { [column: string]: [Json, Json] } = {};
  for (const column of Object.keys(after)) {
    const [from, to] = [before[column] ?? null, after[column] ?? null];
    if (canonicalJson(from) !== canonicalJson(to)) changed[column] = [from, to];
  }
  return Object.keys(changed).length > 0 ? changed : null;
}

function compareKeys(a: readonly Cell[], b: readonly Cell[]): number {
  for (let i = 0; i < a.length; i += 1) {
    const [x, y] = [a[i] ?? null, b[i] ?? null];
    if (x === y || x === null || y === null) continue;
    if (typeof x === 'number' && typeof y === 'number') return x - y;
    return String(x) < String(y) ? -1 : 1;
  }
  return 0;
}
