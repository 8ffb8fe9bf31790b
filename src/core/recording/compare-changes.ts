/**
 * Net row changes of a run against those of a recording: the same tables, rows and columns; values equal, but for times,
 * and for ids, addresses and host names, which must be mapped one to one.
 */
import { isObject, type Json } from '../base/json.ts';
import type { Changes, RecordedRow, TableChanges } from './changes.ts';
import { makePairs, type Pairs } from './compare-values.ts';

export interface ChangeComparison {
  /** tables compared and found alike */
  readonly matched: readonly string[];
  readonly differences: readonly string[];
  /**
   * what does not count: heartbeats of services, integer ids of images (kept five minutes by who read them, so that whether one
   * is made anew hangs on what came before), the rows of neutron and glance, and rows that only a periodic task of the
   * recording wrote; with what each side has there
   */
  readonly apart: readonly string[];
}

const APART = /^(nova_cell\d+\.(services|s3_images)$|neutron\.|glance\.)/;

/** Rows saved by periodic tasks: how many saves there were, by `database.table`. */
export type PeriodicSaves = ReadonlyMap<string, number>;

export function compareChanges(
  ours: Changes,
  recorded: Changes,
  ourHosts: ReadonlySet<string>,
  recordedHosts: ReadonlySet<string>,
  saves: PeriodicSaves = new Map(),
): ChangeComparison {
  const pairs = makePairs(ourHosts, recordedHosts);
  const matched: string[] = [];
  const differences: string[] = [];
  const apart: string[] = [];
  for (const table of [...new Set([...Object.keys(ours), ...Object.keys(recorded)])].sort()) {
    const [mine, all] = [ours[table] ?? {}, recorded[table] ?? {}];
    const theirs = withoutSaves(mine, all, saves.get(table) ?? 0);
    if (theirs !== all) apart.push(`${table}: ${surplus(all, theirs)} updated by a periodic task`);
    if (APART.test(table)) {
      apart.push(`${table}: recorded ${counts(theirs)}; here ${counts(mine)}`);
      continue;
    }
    const known = alsoPeriodic(mine, theirs, (saves.get(table) ?? 0) - (all.updated?.length ?? 0));
    if (known !== theirs) apart.push(`${table}: further columns updated by a periodic task`);
    const found = compareTable(table, mine, known, pairs);
    if (found.length === 0) matched.push(table);
    differences.push(...found);
  }
  return { matched, differences, apart };
}

/**
 * The recorded changes without the updates that only a periodic task made: at most as many as it saved, and only where ours
 * has fewer. Those go first that have no partner with the same columns here.
 */
function withoutSaves(mine: TableChanges, theirs: TableChanges, most: number): TableChanges {
  const updated = theirs.updated ?? [];
  let left = Math.min(most, updated.length - (mine.updated?.length ?? 0));
  if (left <= 0) return theirs;
  const columnsOf = (changed: object): string => Object.keys(changed).sort().join();
  const known = new Set((mine.updated ?? []).map((row) => columnsOf(row.changed)));
  const kept = updated.filter(({ changed }) => {
    if (left === 0 || known.has(columnsOf(changed))) return true;
    left -= 1;
    return false;
  });
  const { updated: _all, ...rest } = theirs;
  return kept.length === 0 ? rest : { ...rest, updated: kept };
}

/**
 * The recorded updates without the columns that ours have not, in at most as many rows as there were more saves by periodic
 * tasks than rows: such a row was saved once more, by a task that ours does not count.
 */
function alsoPeriodic(mine: TableChanges, theirs: TableChanges, most: number): TableChanges {
  const ours = mine.updated ?? [];
  const rows = theirs.updated ?? [];
  if (most <= 0 || ours.length !== rows.length) return theirs;
  let left = most;
  const updated = rows.map((row, i) => {
    const changed = ours[i]?.changed ?? {};
    const columns = Object.entries(row.changed);
    const shared = columns.filter(([column]) => column in changed);
    const isMore = shared.length < columns.length && shared.length === Object.keys(changed).length;
    if (!isMore || left === 0) return row;
    left -= 1;
    return { ...row, changed: Object.fromEntries(shared) };
  });
  return left === most ? theirs : { ...theirs, updated };
}

const surplus = (all: TableChanges, kept: TableChanges): number =>
  (all.updated?.length ?? 0) - (kept.updated?.length ?? 0);

function counts(changes: TableChanges): string {
  const { inserted = [], updated = [], deleted = [] } = changes;
  return `${inserted.length} inserted, ${updated.length} updated, ${deleted.length} deleted`;
}

function compareTable(table: string, mine: TableChanges, theirs: TableChanges, pairs: Pairs): string[] {
  if (counts(mine) !== counts(theirs)) return [`${table}: recorded ${counts(theirs)}; here ${counts(mine)}`];
  const differences: string[] = [];
  for (const kind of ['inserted', 'deleted'] as const) {
    const ours = byServer(mine[kind] ?? []);
    byServer(theirs[kind] ?? []).forEach((row, i) => {
      const where = `${table}, ${kind} row ${i + 1}`;
      differences.push(...compareRow(where, table, ours[i] ?? {}, row, pairs));
    });
  }
  differences.push(...compareUpdates(table, mine.updated ?? [], theirs.updated ?? [], pairs));
  return differences;
}

type RowUpdates = NonNullable<TableChanges['updated']>;

/** One row a host. Which of equal hosts is chosen is chance, and so is which of their rows changes as recorded. */
const OF_HOSTS = /^(nova_cell\d+\.compute_nodes|placement\.resource_providers)$/;
/** More rows than these are taken as they come. */
const SWAPPED_MAX = 4;

function compareUpdates(table: string, mine: RowUpdates, theirs: RowUpdates, pairs: Pairs): string[] {
  const inOrder = (ours: RowUpdates, known: Pairs): string[] =>
    theirs.flatMap((row, i) =>
      compareUpdate(`${table}, updated row ${i + 1}`, table, ours[i]?.changed ?? {}, row.changed, known),
    );
  const orders = OF_HOSTS.test(table) && mine.length <= SWAPPED_MAX ? ordersOf(mine) : [];
  return inOrder(orders.find((order) => inOrder(order, pairs.fork()).length === 0) ?? mine, pairs);
}

/** All orders of a list, its own first. */
function ordersOf<T>(list: readonly T[]): readonly (readonly T[])[] {
  if (list.length < 2) return [list];
  return list.flatMap((first, i) =>
    ordersOf(list.filter((_one, k) => k !== i)).map((rest) => [first, ...rest]),
  );
}

/** Rows of several servers, whose builds run side by side: those of one together, the servers in the order of their first rows. */
function byServer(rows: readonly RecordedRow[]): readonly RecordedRow[] {
  const servers = [...new Set(rows.map(({ instance_uuid = null }) => instance_uuid))];
  return servers.flatMap((server) => rows.filter(({ instance_uuid = null }) => instance_uuid === server));
}

function columnsDiffer(where: string, mine: object, theirs: object): string | null {
  const [ours, recorded] = [Object.keys(mine).sort(), Object.keys(theirs).sort()];
  const missing = recorded.filter((column) => !ours.includes(column));
  const extra = ours.filter((column) => !recorded.includes(column));
  if (missing.length + extra.length === 0) return null;
  return `${where}: columns missing: ${missing.join(', ') || 'none'}; extra: ${extra.join(', ') || 'none'}`;
}

function compareRow(
  where: string,
  table: string,
  mine: RecordedRow,
  theirs: RecordedRow,
  pairs: Pairs,
): string[] {
  const columns = columnsDiffer(where, mine, theirs);
  if (columns) return [columns];
  return Object.keys(theirs).flatMap((column) => {
    const [a, b] = [mine[column] ?? null, theirs[column] ?? null];
    const isList = isRoles(table, theirs) && typeof a === 'string' && typeof b === 'string';
    return sameValue(table, column, a, b, pairs) || (isList && sameSet(a, b))
      ? []
      : [`${where}: ${column} is ${say(b)} in the recording, here ${say(a)}`];
  });
}

type Changed = RowUpdates[number]['changed'];

function compareUpdate(where: string, table: string, mine: Changed, theirs: Changed, pairs: Pairs): string[] {
  const columns = columnsDiffer(where, mine, theirs);
  if (columns) return [columns];
  return Object.entries(theirs).flatMap(([column, [oldB, newB]]) => {
    const [oldA, newA] = mine[column] ?? [null, null];
    const counters = [oldA, newA, oldB, newB].every((value) => typeof value === 'number');
    const alike = counters
      ? Number(newA) - Number(oldA) === Number(newB) - Number(oldB)
      : sameValue(table, column, oldA, oldB, pairs) && sameValue(table, column, newA, newB, pairs);
    if (alike) return [];
    return [
      `${where}: ${column} goes from ${say(oldB)} to ${say(newB)} in the recording, here from ${say(oldA)} to ${say(newA)}`,
    ];
  });
}

function say(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}

function sameValue(table: string, column: string, mine: Json, theirs: Json, pairs: Pairs): boolean {
  if (isContainer(mine) || isContainer(theirs)) {
    const isCounters = column === 'stats' && isObject(mine) && isObject(theirs);
    if (!isCounters) return sameShape(mine, theirs, pairs);
    return sameShape(withoutZeros(mine, theirs), withoutZeros(theirs, mine), pairs);
  }
  if (typeof mine === 'number' && typeof theirs === 'number' && /(^|_)id$/.test(column)) {
    return pairs.number(column === 'id' ? `${table}.id` : column, mine, theirs);
  }
  if (typeof mine === 'string' && typeof theirs === 'string') return pairs.text(mine, theirs);
  return mine === theirs;
}

/** Of a compute node's counters: one that stands at 0 says no more than one that is not there. */
function withoutZeros(stats: object, others: object): Json {
  return Object.fromEntries(Object.entries(stats).filter(([key, n]) => n !== '0' || key in others));
}

/** `boot_roles` of an instance's system metadata is a list in the order of a Python set, another one in each keystone process. */
const isRoles = (table: string, row: RecordedRow): boolean =>
  table.endsWith('.instance_system_metadata') && row.key === 'boot_roles';

function sameSet(mine: string, theirs: string): boolean {
  const sorted = (list: string): string => list.split(',').sort().join();
  return sorted(mine) === sorted(theirs);
}

function isContainer(value: Json): boolean {
  return typeof value === 'object' && value !== null;
}

/** Of JSON columns: lists of the same length, objects with the same keys; versioned objects of the same name, version and fields. */
function sameShape(mine: Json, theirs: Json, pairs: Pairs): boolean {
  if (Array.isArray(mine) && Array.isArray(theirs)) {
    return (
      mine.length === theirs.length && mine.every((item, i) => sameShape(item, theirs[i] ?? null, pairs))
    );
  }
  if (!isObject(mine) || !isObject(theirs)) return isContainer(mine) === isContainer(theirs);
  const [a, b] = [mine as { [key: string]: Json }, theirs as { [key: string]: Json }];
  for (const key of ['nova_object.name', 'nova_object.version', 'nova_object.namespace']) {
    if (a[key] !== b[key]) return false;
  }
  const keys = Object.keys(b).filter((key) => key !== 'nova_object.changes');
  const ours = Object.keys(a).filter((key) => key !== 'nova_object.changes');
  if (keys.length !== ours.length) return false;
  const pairedKeys = keys.every((key) => key in a || ours.some((k) => !(k in b) && pairs.text(k, key)));
  return pairedKeys && keys.every((key) => !(key in a) || sameShape(a[key] ?? null, b[key] ?? null, pairs));
}
