/**
 * The rows of an import while it is woven: those that were read before, changed by the writes that were recorded. Raw inside,
 * since conditions are decided on what was there; everything that leaves is redacted, column by column.
 */
import { keyBesideId } from '../../databases/primary-keys.ts';
import type { Cell, Row } from '../../trace/fact.ts';
import { isHidden } from '../../trace/hidden.ts';
import type { Rows } from '../../trace/trace.ts';
import { RULES } from '../redact/allowed.ts';
import type { Redactor } from '../redact/redactor.ts';
import type { SqlRecord } from './records.ts';
import { conditionOf, fits } from './where.ts';

interface RowStep {
  readonly key: readonly Cell[];
  readonly before: Row | null;
  readonly after: Row | null;
}

export interface RowsState {
  /** redacted, a row for each key */
  readonly seed: Rows;
  /** What a write changed; null where its condition cannot be decided from the rows that are known. */
  write(record: SqlRecord): readonly RowStep[] | null;
  readonly told: { readonly twice: number; readonly keysGuessed: number };
}

interface StoredRow {
  readonly key: readonly Cell[];
  readonly raw: Row;
  readonly shown: Row;
}

interface ReadTable {
  readonly rows: Map<string, StoredRow>;
  readonly key: readonly string[];
  readonly columns: readonly string[];
  /** columns whose known cells are numbers */
  readonly numbers: ReadonlySet<string>;
  /** rows as they were read afterwards and that no insert has taken yet */
  readonly later: Row[];
}

type RawRows = { readonly [table: string]: readonly Row[] };

const TIME = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)(\.\d+)?Z?$/;

/** DATETIME as MySQL shows it: a blank, no fraction. */
const plain = (cell: Cell): Cell => {
  if (typeof cell !== 'string') return cell;
  const match = TIME.exec(cell);
  return match ? `${match[1]} ${match[2]}` : cell;
};

const plainRow = (row: Row): Row =>
  Object.fromEntries(Object.entries(row).map(([column, cell]) => [column, plain(cell)]));

export const makeRows = (before: RawRows, after: RawRows, redact: Redactor): RowsState =>
  new RecordedRows(before, after, redact);

class RecordedRows implements RowsState {
  readonly seed: Rows;
  readonly told = { twice: 0, keysGuessed: 0 };
  private readonly tables = new Map<string, ReadTable>();
  private readonly before: RawRows;
  private readonly after: RawRows;
  private readonly redact: Redactor;

  constructor(before: RawRows, after: RawRows, redact: Redactor) {
    this.before = before;
    this.after = after;
    this.redact = redact;
    const seed = Object.keys(before).map((name) => {
      const shown = [...this.tableOf(name).rows.values()].map((row) => row.shown);
      return [name, shown] as const;
    });
    this.seed = Object.fromEntries(seed);
  }

  write({ database, table: name, verb, write }: SqlRecord): readonly RowStep[] | null {
    if (write === null) return [];
    const table = this.tableOf(`${database}.${name}`);
    if (verb === 'INSERT') return this.insert(table, write.values);
    if (verb === 'DELETE') return this.change(table, write.where, () => null);
    const values = typedRow(write.values, table);
    return this.change(table, write.where, (row) => updated(row, values));
  }

  private stored(raw: Row, key: readonly string[]): StoredRow {
    const cells = Object.entries(raw).map(([column, cell]) => {
      const kept = this.redact.cell(column, cell, 'row') as Cell;
      if (!key.includes(column) || !isHidden(kept)) return [column, kept] as const;
      // a key tells rows apart even where it is hidden
      const mark = this.redact.mark(String(cell));
      return [column, String(kept).replace('›', `, ${mark}›`)] as const;
    });
    const shown: Row = Object.fromEntries(cells);
    return { raw, shown, key: key.map((column) => shown[column] ?? null) };
  }

  private tableOf(name: string): ReadTable {
    const known = this.tables.get(name);
    if (known) return known;
    const given = (of: RawRows): readonly Row[] => (Object.hasOwn(of, name) ? (of[name] ?? []) : []);
    const rows = given(this.before).map(plainRow);
    const later = given(this.after).map(plainRow);
    const columns = [...new Set([...rows, ...later].slice(0, 50).flatMap((row) => Object.keys(row)))];
    const isNumber = (column: string): boolean =>
      [...rows, ...later].some((row) => typeof row[column] === 'number');
    const made: ReadTable = {
      rows: new Map(),
      key: keyOf(name, columns),
      columns,
      numbers: new Set(columns.filter(isNumber)),
      later: [],
    };
    for (const raw of rows) {
      const one = this.stored(raw, made.key);
      const text = JSON.stringify(one.key);
      if (made.rows.has(text)) this.told.twice += 1;
      else made.rows.set(text, one);
    }
    const isNew = (row: Row): boolean => !made.rows.has(JSON.stringify(this.stored(row, made.key).key));
    made.later.push(...later.filter(isNew));
    this.tables.set(name, made);
    return made;
  }

  private insert(table: ReadTable, values: Row): readonly RowStep[] {
    const typed = typedRow(values, table);
    const at = table.later.findIndex((row) => isLike(row, typed));
    const [read] = at < 0 ? [] : table.later.splice(at, 1);
    const raw = new Map<string, Cell>(table.columns.map((column) => [column, null]));
    for (const [column, cell] of Object.entries(typed)) raw.set(column, cell);
    for (const column of table.key) {
      if ((raw.get(column) ?? null) !== null) continue;
      if (read?.[column] === undefined) this.told.keysGuessed += 1;
      raw.set(column, read?.[column] ?? nextOf(table, column));
    }
    const one = this.stored(Object.fromEntries(raw), table.key);
    const text = JSON.stringify(one.key);
    const standing = table.rows.get(text);
    table.rows.set(text, one);
    return [{ key: one.key, before: standing?.shown ?? null, after: one.shown }];
  }

  /** Changes each row that fits; null, and nothing is changed, where one cannot be decided. */
  private change(table: ReadTable, where: string, make: (row: Row) => Row | null): readonly RowStep[] | null {
    const test = conditionOf(where);
    if (test === null) return null;
    const changed: {
      readonly text: string;
      readonly standing: StoredRow;
      readonly next: StoredRow | null;
    }[] = [];
    for (const [text, standing] of table.rows) {
      const fit = fits(test, standing.raw);
      if (fit === null) return null;
      if (!fit) continue;
      const raw = make(standing.raw);
      const next = raw && this.stored(raw, table.key);
      if (next && JSON.stringify(next.key) !== text) return null;
      changed.push({ text, standing, next });
    }
    for (const { text, next } of changed) {
      if (next) table.rows.set(text, next);
      else table.rows.delete(text);
    }
    return changed.map(({ standing, next }) => ({
      key: standing.key,
      before: standing.shown,
      after: next?.shown ?? null,
    }));
  }
}

/** Columns of the key: known ones, `id`, `uuid`, else all. */
function keyOf(name: string, columns: readonly string[]): readonly string[] {
  const [database = '', table = ''] = name.split('.');
  const known = keyBesideId(database, table);
  if (known !== null) return known;
  if (columns.length === 0 || columns.includes('id')) return ['id'];
  return columns.includes('uuid') ? ['uuid'] : columns;
}

/** Values of a statement are all texts: those of columns that hold numbers become numbers again. */
function typedRow(values: Row, { numbers, columns }: ReadTable): Row {
  const typed = Object.entries(values).map(([column, cell]) => {
    const rule = RULES.get(column);
    const isNumber = columns.includes(column) ? numbers.has(column) : rule === 'count' || rule === 'id';
    const looks = typeof cell === 'string' && /^-?\d{1,15}(\.\d{1,9})?$/.test(cell);
    return [column, isNumber && looks ? Number(cell) : plain(cell)] as const;
  });
  return Object.fromEntries(typed);
}

/** What an insert says stands in the row as it was read later, but for what was cut or has changed since. */
const isLike = (row: Row, values: Row): boolean => {
  const ids = Object.keys(values).filter(
    (column) => values[column] !== null && /(uuid|_id|^key|^event)$/.test(column),
  );
  return ids.length > 0 && ids.every((column) => String(row[column]) === String(values[column]));
};

function nextOf(table: ReadTable, column: string): number {
  let most = 0;
  for (const { raw } of table.rows.values()) most = Math.max(most, Number(raw[column]) || 0);
  for (const row of table.later) most = Math.max(most, Number(row[column]) || 0);
  return most + 1;
}

const PLUS = /^\((?:\w+\.)?(\w+) ([+-]) (\d{1,9})\)$/;

/** The row with what an UPDATE sets; `last_insert_id(id)` leaves what is there, `(t.n + 1)` counts on. */
function updated(row: Row, values: Row): Row {
  const next: { [column: string]: Cell } = { ...row };
  for (const [column, cell] of Object.entries(values)) {
    if (typeof cell === 'string' && cell.startsWith('last_insert_id(')) continue;
    const sum = typeof cell === 'string' ? PLUS.exec(cell) : null;
    if (!sum) next[column] = cell;
    else {
      const by = Number(sum[3]) * (sum[2] === '-' ? -1 : 1);
      next[column] = Number(row[sum[1] ?? ''] ?? 0) + by;
    }
  }
  return next;
}
