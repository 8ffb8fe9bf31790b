/**
 * Rows at any moment without a database: each row's versions in a list, from the rows before the trace and its
 * `row.changed` facts. A table at a cursor is one binary search a row.
 */
import { assert } from '../base/assert.ts';
import type { Micros } from '../base/time.ts';
import { keyBesideId } from '../databases/primary-keys.ts';
import { compareKeys } from '../trace/cells.ts';
import type { Cell, Row, RowChanged } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';

/** One version of a row: `row` stands from fact `index` on (-1 = before the first fact); null = not there. */
export interface Version {
  readonly index: number;
  readonly at: Micros;
  readonly row: Row | null;
}

export interface Versions {
  /** `database.table` of every table with a row at some moment, in code-unit order */
  tables(): readonly string[];
  /** Rows standing after fact `factIndex` (-1 = before the first), ordered by primary key. Equal input, same reference. */
  rowsAt(database: string, table: string, factIndex: number): readonly Row[];
  countAt(database: string, table: string, factIndex: number): number;
  /** Columns of the table that hold something other than NULL or an empty text at some moment. */
  filledColumns(database: string, table: string): ReadonlySet<string>;
  /** Indexes of the facts that change the table, ascending. */
  changesOfTable(database: string, table: string): readonly number[];
  /** Changes with `fromExclusive < index <= toInclusive`, in order. */
  changesIn(fromExclusive: number, toInclusive: number): readonly RowChanged[];
  /** All versions of one row, oldest first; empty when it never was there. */
  history(database: string, table: string, key: readonly Cell[]): readonly Version[];
  /** Those of them in which the column has another value than before: the history of a cell. */
  cellHistory(database: string, table: string, key: readonly Cell[], column: string): readonly Version[];
}

/** Names of a table's primary key columns, in schema order; null = not known: found by the rows. */
type KeyOf = (database: string, table: string) => readonly string[] | null;

interface RowVersions {
  readonly key: readonly Cell[];
  readonly versions: Version[];
}

interface TableVersions {
  readonly rows: Map<string, RowVersions>;
  /** indexes of the facts that changed this table, ascending */
  readonly changed: number[];
  /** rows before the trace, and after each of `changed` */
  readonly counts: number[];
  filled: ReadonlySet<string> | null;
  /** rows in key order; null = a row has come since */
  ordered: readonly RowVersions[] | null;
  cached: { readonly change: number; readonly rows: readonly Row[] } | null;
}

/**
 * A change whose `before` is not what stands there fails at once (`AssertionFailed`). Seed rows of tables whose key is not
 * given by `keyOf` (those that are not `id`, unless told otherwise) are keyed by what the trace's own changes show, else by `id`, `uuid`
 * or the first column. `facts` may grow: what came since the last question is read then.
 */
export function makeVersions(
  { seed, facts }: Pick<Trace, 'seed' | 'facts'>,
  keyOf: KeyOf = keyBesideId,
): Versions {
  const changes: RowChanged[] = [];
  const indexes: number[] = [];
  const tables = new Map<string, TableVersions>();
  let names: readonly string[] | null = null;
  let read = 0;
  const add = (change: RowChanged): void => {
    const name = `${change.database}.${change.table}`;
    let table = tables.get(name);
    if (!table || table.changed.length === 0) {
      // the first change of a table shows which columns of its rows before the trace are the key
      table = makeTable(name, seed[name] ?? [], keyOf, change);
      tables.set(name, table);
      names = null;
    }
    addChange(table, change);
    changes.push(change);
    indexes.push(change.index);
  };
  const catchUp = (): void => {
    for (; read < facts.length; read += 1) {
      const fact = facts[read];
      if (fact?.kind === 'row.changed') add(fact);
    }
  };
  const table = (database: string, name: string): TableVersions | undefined => {
    catchUp();
    return tables.get(`${database}.${name}`);
  };
  for (const [name, rows] of Object.entries(seed)) tables.set(name, makeTable(name, rows, keyOf, null));
  catchUp();
  const history: Versions['history'] = (database, name, key) =>
    table(database, name)?.rows.get(JSON.stringify(key))?.versions ?? [];
  return {
    tables() {
      catchUp();
      names ??= [...tables.keys()].sort();
      return names;
    },
    rowsAt: (database, name, k) => rowsOf(table(database, name), k),
    countAt: (database, name, k) => countOf(table(database, name), k),
    filledColumns: (database, name) => filledOf(table(database, name)),
    changesOfTable: (database, name) => table(database, name)?.changed ?? [],
    changesIn(from, to) {
      catchUp();
      return changes.slice(upTo(indexes, from), upTo(indexes, to));
    },
    history,
    cellHistory: (database, name, key, column) =>
      history(database, name, key).filter((version, i, all) => {
        const before = all[i - 1]?.row?.[column] ?? null;
        return i === 0 || (version.row?.[column] ?? null) !== before;
      }),
  };
}

/** A table as it stands before the first fact. */
function makeTable(
  name: string,
  seed: readonly Row[],
  keyOf: KeyOf,
  example: RowChanged | null,
): TableVersions {
  const [database = '', table = ''] = name.split('.');
  const rows = new Map<string, RowVersions>();
  const columns = seed.length === 0 ? [] : (keyOf(database, table) ?? guessKey(seed, example));
  for (const row of seed) {
    const key = columns.map((column) => row[column] ?? null);
    const text = JSON.stringify(key);
    assert(!rows.has(text), `${name} holds two rows with the key ${text} before the trace`);
    rows.set(text, { key, versions: [{ index: -1, at: 0 as Micros, row }] });
  }
  return { rows, changed: [], counts: [rows.size], filled: null, ordered: null, cached: null };
}

/** Columns that could be the key: as many as the changes' keys have, with their values, and unique over the rows. */
function guessKey(rows: readonly Row[], example: RowChanged | null): readonly string[] {
  const columns = Object.keys(rows[0] ?? {});
  const unique = (names: readonly string[]): boolean =>
    new Set(rows.map((row) => JSON.stringify(names.map((name) => row[name] ?? null)))).size === rows.length;
  const image = example?.after ?? example?.before;
  if (example && image) {
    const found = keysLike(Object.keys(image), image, example.key).find(unique);
    if (found) return found;
  }
  const named = ['id', 'uuid'].filter((name) => columns.includes(name)).map((name) => [name]);
  return [...named, ...columns.map((name) => [name])].find(unique) ?? columns;
}

/** Every choice of columns whose values are `key`, in order; `id` first. */
function keysLike(
  columns: readonly string[],
  row: Row,
  key: readonly Cell[],
): readonly (readonly string[])[] {
  const [head, ...rest] = key;
  if (head === undefined) return [[]];
  const fitting = columns.filter((column) => row[column] === head);
  fitting.sort((a, b) => Number(b === 'id') - Number(a === 'id'));
  return fitting.flatMap((column) => keysLike(columns, row, rest).map((more) => [column, ...more]));
}

function addChange(table: TableVersions, change: RowChanged): void {
  const text = JSON.stringify(change.key);
  const known = table.rows.get(text) ?? { key: change.key, versions: [] };
  if (known.versions.length === 0) table.ordered = null;
  table.filled = null;
  const standing = known.versions.at(-1)?.row ?? null;
  assert(
    sameRow(standing, change.before),
    `fact ${change.index} changes ${change.database}.${change.table} ${text}, but its row before is not the one that stands there`,
  );
  known.versions.push({ index: change.index, at: change.at, row: change.after });
  table.rows.set(text, known);
  table.changed.push(change.index);
  const came = Number(standing === null) - Number(change.after === null);
  table.counts.push((table.counts.at(-1) ?? 0) + came);
}

function sameRow(a: Row | null, b: Row | null): boolean {
  if (a === b) return true;
  if (a === null || b === null) return false;
  const columns = Object.keys(a);
  return columns.length === Object.keys(b).length && columns.every((column) => a[column] === b[column]);
}

/** How many of the ascending `indexes` are <= `limit`. */
function upTo(indexes: readonly number[], limit: number): number {
  let low = 0;
  let high = indexes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((indexes[middle] as number) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

function countOf(table: TableVersions | undefined, factIndex: number): number {
  return table?.counts[upTo(table.changed, factIndex)] ?? 0;
}

const NO_COLUMNS: ReadonlySet<string> = new Set();

/** Once a table: its columns stand still while time moves. */
function filledOf(table: TableVersions | undefined): ReadonlySet<string> {
  if (!table) return NO_COLUMNS;
  if (table.filled) return table.filled;
  const filled = new Set<string>();
  for (const { versions } of table.rows.values()) {
    for (const { row } of versions) {
      for (const column in row) {
        const cell = row[column];
        if (cell !== null && cell !== '') filled.add(column);
      }
    }
  }
  table.filled = filled;
  return filled;
}

const NO_ROWS: readonly Row[] = [];

function rowsOf(table: TableVersions | undefined, factIndex: number): readonly Row[] {
  if (!table) return NO_ROWS;
  const change = upTo(table.changed, factIndex);
  if (table.cached?.change === change) return table.cached.rows;
  table.ordered ??= [...table.rows.values()].sort((a, b) => compareKeys(a.key, b.key));
  const rows: Row[] = [];
  for (const { versions } of table.ordered) {
    const row = standingAt(versions, factIndex);
    if (row) rows.push(row);
  }
  table.cached = { change, rows };
  return rows;
}

function standingAt(versions: readonly Version[], factIndex: number): Row | null {
  let low = 0;
  let high = versions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((versions[middle] as Version).index <= factIndex) low = middle + 1;
    else high = middle;
  }
  return versions[low - 1]?.row ?? null;
}
