/** What a step's rows come to: states that changed, rows of each table, rows that others wrote. */
import { firstAfter, lastBefore } from '../core/reading/facts-after.ts';
import type { TraceIndex } from '../core/reading/trace-index.ts';
import type { Actor, Cell, Fact, FactOf } from '../core/trace/fact.ts';
import { isHiddenText } from '../core/trace/hidden.ts';

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

/** Where somebody else wrote rows meanwhile. */
export interface OtherRows {
  readonly actor: Actor;
  readonly databases: readonly string[];
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

/** The host that the row of the server names after all of them. */
export function hostIn(rows: readonly FactOf<'row.changed'>[]): string | null {
  const host = rows.findLast(({ table, after }) => table === 'instances' && after !== null)?.after?.host;
  return typeof host === 'string' ? host : null;
}

/** A server that is set to error, and brought up later by what had been asked for before. */
export function isUndone(row: FactOf<'row.changed'>, index: TraceIndex): boolean {
  if (row.table !== 'instances' || row.after?.vm_state !== 'error' || row.before?.vm_state === 'error')
    return false;
  const { uuid } = row.after;
  return index.of('row.changed').some(({ index: at, table, before, after }) => {
    if (at <= row.index || table !== 'instances' || after?.uuid !== uuid) return false;
    if (before?.vm_state !== 'error' || after?.vm_state === 'error') return false;
    return (index.commandOf(at)?.index ?? Number.POSITIVE_INFINITY) < row.index;
  });
}

/** How far a move is, by its record. */
export function moveChange({ table, before, after }: FactOf<'row.changed'>): ColumnChange[] {
  if (table !== 'migrations' || !after || before?.status === after.status) return [];
  return [{ column: 'status', before: before?.status ?? null, after: after.status ?? null }];
}

/** How a piece of work ended, as it is written down. */
export interface WorkEnding {
  /** `Success`, `Error`: of the instance's event; null = none ended here */
  readonly result: string | null;
  /** what the user reads in `fault`; null = no fault was written here, or the recording hides it */
  readonly fault: string | null;
}

export function endingOf(rows: readonly FactOf<'row.changed'>[]): WorkEnding {
  const last = (table: string, column: string): string | null => {
    const cells = rows.filter((row) => row.table === table).map((row) => row.after?.[column]);
    return (
      cells
        .filter((cell): cell is string => typeof cell === 'string' && cell !== '' && !isHiddenText(cell))
        .at(-1) ?? null
    );
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
  const written = new Map<Actor, Set<string>>();
  for (const { actor, database } of rows) {
    const databases = written.get(actor) ?? new Set<string>();
    written.set(actor, databases.add(database));
  }
  return [...written].map(([actor, databases]) => ({ actor, databases: [...databases] }));
}

/** A server is set to error first, and its fault is written next, by the same service: the two are told together. */
export function faultAfter(main: Fact, index: TraceIndex): readonly FactOf<'row.changed'>[] {
  if (main.kind !== 'row.changed' || main.table !== 'instances' || main.after?.vm_state !== 'error')
    return [];
  if (main.before?.vm_state === 'error') return [];
  const fault = firstAfter(
    index.of('row.changed'),
    main.index,
    (row) =>
      row.table === 'instance_faults' &&
      row.actor === main.actor &&
      row.after?.instance_uuid === main.after?.uuid,
  );
  return fault ? [fault] : [];
}

/** Where what was never scheduled is kept. */
export const CELL0 = 'nova_cell0';

/** Of a server that is buried: the host that had been chosen for it, as far as the writer had heard of it. */
export function placedOn(row: FactOf<'row.changed'>, index: TraceIndex): string | null {
  if (row.database !== CELL0 || row.table !== 'instances' || row.before !== null) return null;
  const command = index.commandOf(row.index);
  const isDeaf = index
    .of('rpc.resolved')
    .some(
      ({ actor, resolution, index: i }) =>
        i < row.index &&
        actor === row.actor &&
        resolution === 'MessagingTimeout' &&
        index.commandOf(i) === command,
    );
  if (isDeaf) return null;
  const chosen = lastBefore(
    index.of('scheduler.selected'),
    row.index,
    (one) => one.instance_uuid === row.after?.uuid,
  );
  return chosen?.host ?? null;
}

/** Columns with another value, without `created_at` and `updated_at`. */
function changedColumns(row: FactOf<'row.changed'>): string[] {
  const { before, after } = row;
  if (!before || !after) return [];
  return Object.keys(after).filter((column) => before[column] !== after[column] && !BOOKKEEPING.has(column));
}
