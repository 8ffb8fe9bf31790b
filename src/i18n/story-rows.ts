/** What a step's rows come to: states that changed, rows of each table, rows that others wrote. */
import type { Actor, Cell, FactOf } from '../core/trace/fact.ts';

/** A column of `instances` (or the instance's JSON) that took another value. */
export interface ColumnChange {
  readonly column: string;
  readonly before: Cell;
  readonly after: Cell;
}

/** How many rows of one table changed, and how. `columns` = of updates, without bookkeeping ones. */
export interface TableChange {
  /** `nova_cell1.instances` */
  readonly table: string;
  readonly database: string;
  /** `instances` */
  readonly name: string;
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
  readonly columns: readonly string[];
}

/** Rows that somebody else wrote meanwhile. */
export interface OtherRows {
  readonly actor: Actor;
  readonly database: string;
  readonly rows: number;
}

const BOOKKEEPING = new Set(['created_at', 'updated_at']);
const TOLD = ['vm_state', 'task_state', 'power_state', 'host'];

export function stateChanges(row: FactOf<'row.changed'>): ColumnChange[] {
  if (row.table !== 'instances' || !row.after) return [];
  const { before, after } = row;
  return TOLD.flatMap((column) => {
    const old = before?.[column] ?? null;
    const now = after[column] ?? null;
    return old === now || (before === null && now === null) ? [] : [{ column, before: old, after: now }];
  });
}

/** How a piece of work ended, as it is written down. */
export interface WorkEnding {
  /** `Success`, `Error`: of the instance's event; null = none ended here */
  readonly result: string | null;
  /** what the user reads in `fault`; null = no fault was written here */
  readonly fault: string | null;
}

export function endingOf(rows: readonly FactOf<'row.changed'>[]): WorkEnding {
  const last = (table: string, column: string): string | null => {
    const cells = rows.filter((row) => row.table === table).map((row) => row.after?.[column]);
    return cells.filter((cell): cell is string => typeof cell === 'string' && cell !== '').at(-1) ?? null;
  };
  return { result: last('instance_actions_events', 'result'), fault: last('instance_faults', 'message') };
}

interface TableSum {
  readonly database: string;
  readonly name: string;
  inserted: number;
  updated: number;
  deleted: number;
  readonly columns: Set<string>;
}

const tableOf = (row: FactOf<'row.changed'>) => ({ database: row.database, name: row.table });

export function tableChanges(rows: readonly FactOf<'row.changed'>[]): TableChange[] {
  const tables = new Map<string, TableSum>();
  for (const row of rows) {
    const name = `${row.database}.${row.table}`;
    const sum = tables.get(name) ?? {
      ...tableOf(row),
      inserted: 0,
      updated: 0,
      deleted: 0,
      columns: new Set<string>(),
    };
    tables.set(name, sum);
    if (row.before === null) sum.inserted += 1;
    else if (row.after === null) sum.deleted += 1;
    else {
      sum.updated += 1;
      for (const column of changedColumns(row)) sum.columns.add(column);
    }
  }
  return [...tables].map(([table, sum]) => ({ table, ...sum, columns: [...sum.columns] }));
}

export function otherChanges(rows: readonly FactOf<'row.changed'>[]): readonly OtherRows[] {
  const sums = new Map<string, { actor: Actor; database: string; rows: number }>();
  for (const { actor, database } of rows) {
    const sum = sums.get(`${actor} ${database}`) ?? { actor, database, rows: 0 };
    sums.set(`${actor} ${database}`, sum);
    sum.rows += 1;
  }
  return [...sums.values()];
}

/** Columns with another value, without `created_at` and `updated_at`. */
function changedColumns(row: FactOf<'row.changed'>): string[] {
  const { before, after } = row;
  if (!before || !after) return [];
  return Object.keys(after).filter((column) => before[column] !== after[column] && !BOOKKEEPING.has(column));
}
