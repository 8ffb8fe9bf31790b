/** What a step wrote, as lines of a table that fits a sheet of paper: a row and its columns, before and after. */
import type { Step } from '../../../core/story/step.ts';
import type { Row, RowChanged } from '../../../core/trace/fact.ts';
import type { Trace } from '../../../core/trace/trace.ts';
import { formOf } from '../../shared/cell-text.ts';

interface WrittenCell {
  readonly column: string;
  /** null = there was no such row */
  readonly before: string | null;
  readonly after: string | null;
}

interface WrittenRow {
  readonly id: number;
  readonly table: string;
  readonly row: string;
  readonly kind: 'inserted' | 'updated' | 'deleted';
  readonly cells: readonly WrittenCell[];
  /** columns that are left out */
  readonly more: number;
}

/** Rows of one step, and columns of one row, that a sheet has room for. */
const MOST_ROWS = 4;
const MOST_CELLS = 4;

/** Columns by which a reader knows what happened; of a new row these come first. */
const TELLING = [
  ...['display_name', 'vm_state', 'task_state', 'power_state', 'host', 'node', 'name', 'action', 'event'],
  ...['result', 'resource_class_id', 'used', 'vcpus_used', 'memory_mb_used', 'status', 'cell_id', 'uuid'],
];
/** When it was written says nothing of what. */
const SILENT: ReadonlySet<string> = new Set(['created_at', 'updated_at', 'deleted', 'deleted_at', 'id']);

export function rowsWritten(
  trace: Trace,
  step: Step,
): { readonly rows: readonly WrittenRow[]; readonly more: number } {
  const all = step.rows.flatMap((at) => {
    const fact = trace.facts[at];
    return fact?.kind === 'row.changed' ? [fact] : [];
  });
  // what became of a row in a step is one line
  const changes = new Map<string, RowChanged[]>();
  for (const fact of all) {
    const name = `${fact.database}.${fact.table} ${fact.key.join(' ')}`;
    changes.set(name, [...(changes.get(name) ?? []), fact]);
  }
  const rows = [...changes.values()].map(rowOf);
  const told = rows.toSorted((a, b) => weight(b) - weight(a) || a.id - b.id);
  return {
    rows: told.slice(0, MOST_ROWS).toSorted((a, b) => a.id - b.id),
    more: Math.max(0, told.length - MOST_ROWS),
  };
}

/** What a lesson is about comes first where there is no room for all. */
const weight = ({ table }: WrittenRow): number =>
  /\.instances$/.test(table)
    ? 2
    : /\.(build_requests|allocations|instance_mappings|ports)$/.test(table)
      ? 1
      : 0;

function rowOf(changes: readonly RowChanged[]): WrittenRow {
  const [first] = changes;
  const last = changes.at(-1);
  const before = first?.before ?? null;
  const after = last?.after ?? null;
  const names = Object.keys(after ?? before ?? {});
  const changed = names.filter((name) => !SILENT.has(name) && differs(name, before, after));
  // empty texts and whole documents tell nothing on paper
  const tells = (name: string): boolean =>
    !['long', 'empty'].includes(formOf((after ?? before)?.[name] ?? null).form);
  const rank = (name: string): number => (TELLING.includes(name) ? TELLING.indexOf(name) : TELLING.length);
  const telling = changed.filter(tells);
  const shown = (telling.length > 0 ? telling : changed)
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, MOST_CELLS);
  return {
    id: first?.index ?? 0,
    table: `${first?.database}.${first?.table}`,
    row: (first?.key ?? []).map((one) => brief(one)).join(' '),
    kind: before === null ? 'inserted' : after === null ? 'deleted' : 'updated',
    cells: shown.map((column) => ({
      column,
      before: before && brief(before[column] ?? null),
      after: after && brief(after[column] ?? null),
    })),
    more: changed.length - shown.length,
  };
}

function differs(name: string, before: Row | null, after: Row | null): boolean {
  if (before === null) return after?.[name] !== null;
  if (after === null) return false;
  return before[name] !== after[name];
}

/** No longer than a cell of paper. */
function brief(value: Row[string]): string {
  const cell = formOf(value);
  switch (cell.form) {
    case 'null':
      return 'NULL';
    case 'empty':
      return "''";
    case 'id':
      return `${cell.head}…${cell.tail}`;
    case 'long':
      return `${cell.head.slice(0, 36)}…`;
    case 'text':
      return cell.text.length > 40 ? `${cell.text.slice(0, 38)}…` : cell.text;
  }
}
