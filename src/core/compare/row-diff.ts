/**
 * Which rows two runs disagree about, at a moment of each. A run that came later writes other times, and a table that
 * counts its rows gives other numbers to the same ones: such columns (`when`) are told apart and make no difference.
 */
import { CodedError } from '../base/assert.ts';
import { canonicalJson, parseJson } from '../base/json.ts';
import { tableOf } from '../databases/catalogue.ts';
import type { Versions } from '../reading/versions.ts';
import { changedColumns } from '../trace/cells.ts';
import type { Cell, Row } from '../trace/fact.ts';
import { withoutTimes } from '../trace/times.ts';
import { align, alignRest } from './align.ts';

/** A run's rows after fact `at` (-1 = before the first). */
export interface RowsAt {
  readonly versions: Versions;
  readonly at: number;
}

/** `here` = only in the shown run, `there` = only in the other one, `cells` = in both, not alike. */
export interface RowDifference {
  readonly kind: 'here' | 'there' | 'cells';
  readonly key: readonly Cell[];
  /** in the shown run; null for `there` */
  readonly here: Row | null;
  /** in the other run; null for `here` */
  readonly there: Row | null;
  /** columns that differ but for those of `when`; empty unless `cells` */
  readonly columns: readonly string[];
}

export interface TableDifference {
  /** `database.table` */
  readonly name: string;
  readonly rows: readonly RowDifference[];
  /** rows that are alike but for times and running numbers */
  readonly whenOnly: number;
  /** the columns in which these differ */
  readonly when: readonly string[];
}

/** Tables with any difference, in code-unit order. Linear in the rows. */
export function diffRows(a: RowsAt, b: RowsAt): readonly TableDifference[] {
  const names = [...new Set([...a.versions.tables(), ...b.versions.tables()])].sort();
  return names.flatMap((name) => {
    const [database = '', table = ''] = name.split('.');
    const here = a.versions.rowsAt(database, table, a.at);
    const there = b.versions.rowsAt(database, table, b.at);
    const found = diffTable(name, here, there, columnsOf(database, table));
    return found.rows.length + found.whenOnly > 0 ? [found] : [];
  });
}

interface TableColumns {
  readonly primaryKey: readonly string[];
  /** columns that only say when, or the how manieth */
  readonly isWhen: (column: string) => boolean;
}

/** Columns that count with time: a heartbeat's number (nova/servicegroup/drivers/db.py). */
const COUNTED = ['report_count'];

/** Where no schema knows the table (a recording of another release), columns are known by their names. */
function columnsOf(database: string, table: string): TableColumns {
  try {
    const { columns, primary_key } = tableOf(database, table);
    const when = columns.filter((one) => one.kind === 'datetime' || one.auto_increment);
    const names = new Set([...when.map((one) => one.name), ...COUNTED]);
    return { primaryKey: primary_key, isWhen: (column) => names.has(column) };
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return { primaryKey: ['id'], isWhen: (column) => column === 'id' || /_at$|_time$/.test(column) };
  }
}

/** Rows are paired by what they say but for `when`, then by uuid, then by primary key. */
function diffTable(
  name: string,
  allHere: readonly Row[],
  allThere: readonly Row[],
  { primaryKey, isWhen }: TableColumns,
): TableDifference {
  const [here, there] = withoutEqual(allHere, allThere, primaryKey);
  const said = (row: Row): string => sayingOf(row, isWhen);
  const [saidHere, saidThere] = [here.map(said), there.map(said)];
  const keyOf = (row: Row): readonly Cell[] => primaryKey.map((column) => row[column] ?? null);
  const key = (row: Row): string => JSON.stringify(keyOf(row));
  const uuid = (row: Row): string => (typeof row.uuid === 'string' ? row.uuid : key(row));
  const alike = align(saidHere, saidThere);
  const byUuid = alignRest(alike, here.map(uuid), there.map(uuid));
  const partners = alignRest(byUuid, here.map(key), there.map(key));
  const rows: RowDifference[] = [];
  const when = new Set<string>();
  let whenOnly = 0;
  here.forEach((row, i) => {
    const other = there[partners[i] as number] ?? null;
    const changed = other ? changedColumns(other, row) : [];
    if (!other) rows.push({ kind: 'here', key: keyOf(row), here: row, there: null, columns: [] });
    else if (saidHere[i] !== saidThere[partners[i] as number]) {
      const columns = changed.filter(
        (column) => !isWhen(column) && !isSameButTimes(other[column], row[column]),
      );
      rows.push({ kind: 'cells', key: keyOf(row), here: row, there: other, columns });
    } else if (changed.length > 0) {
      whenOnly += 1;
      for (const column of changed) when.add(column);
    }
  });
  const paired = new Set(partners);
  there.forEach((row, j) => {
    if (!paired.has(j)) rows.push({ kind: 'there', key: keyOf(row), here: null, there: row, columns: [] });
  });
  return { name, rows, whenOnly, when: [...when].sort() };
}

/** Most rows of most tables are the same to the last cell: they are set aside before anything is made of them. */
function withoutEqual(
  here: readonly Row[],
  there: readonly Row[],
  primaryKey: readonly string[],
): readonly [here: readonly Row[], there: readonly Row[]] {
  if (here === there) return [[], []];
  const keyOf = (row: Row): Cell | string => {
    const [column = '', ...more] = primaryKey;
    return more.length === 0
      ? (row[column] ?? null)
      : JSON.stringify(primaryKey.map((one) => row[one] ?? null));
  };
  const others = new Map(there.map((row) => [keyOf(row), row]));
  const equal = new Set<Row>();
  const left = here.filter((row) => {
    const other = others.get(keyOf(row));
    if (!other || changedColumns(other, row).length > 0) return true;
    equal.add(other);
    return false;
  });
  return [left, there.filter((row) => !equal.has(row))];
}

/** All that a row says but for `when`; two rows that say the same are the same to a reader. */
function sayingOf(row: Row, isWhen: (column: string) => boolean): string {
  const columns = Object.keys(row)
    .filter((column) => row[column] !== null && !isWhen(column))
    .sort();
  return JSON.stringify(columns.map((column) => [column, timeless(row[column] ?? null)]));
}

/** JSON is compared by its values: services lay it out in their own ways. */
function timeless(cell: Cell): Cell {
  if (typeof cell !== 'string') return cell;
  const value = /^[{[]/.test(cell) ? parseJson(cell) : undefined;
  return withoutTimes(value === undefined ? cell : canonicalJson(value));
}

const isSameButTimes = (a: Cell | undefined, b: Cell | undefined): boolean =>
  timeless(a ?? null) === timeless(b ?? null);
