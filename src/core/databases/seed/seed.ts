/**
 * The rows that the databases begin with: those recorded about a second before the boot,
 * plus what the recording left out (marked ours in the files). A deployment with other compute hosts gets other rows.
 */
import { assert } from '../../base/assert.ts';
import { compareKeys } from '../../trace/cells.ts';
import type { Row } from '../../trace/fact.ts';
import type { Rows } from '../../trace/trace.ts';
import { cellAt, type CellsKey, cellsNamed } from '../../words/cells.ts';
import { schemaOf, tableOf } from '../catalogue.ts';
import { BEFORE_DOWN_20S } from './before-down-20s.ts';
import { BEFORE_DOWN_TIMEOUT } from './before-down-timeout.ts';
import { GLANCE_ROWS } from './glance.ts';
import { asSingle, furtherCells, inCell, numberedAnew } from './cells.ts';
import { madeHostRows } from './hosts.ts';
import { KEYSTONE_ROWS } from './keystone.ts';
import { NEUTRON_ROWS } from './neutron.ts';
import { NOVA_API_ROWS } from './nova-api.ts';
import { NOVA_CELL0_ROWS } from './nova-cell0.ts';
import { NOVA_CELL1_ROWS } from './nova-cell1.ts';
import type { SeedChange, SeedPart } from './part.ts';
import { PLACEMENT_ROWS } from './placement.ts';

/** The compute hosts of the recorded lab, each with one server. */
export const RECORDED_COMPUTES: readonly string[] = ['cpu1', 'cpu2'];

export const isRecorded = (host: string): boolean => RECORDED_COMPUTES.includes(host);

/** Recordings, each begun with the rows that were there just before it. */
export const SEED_MOMENTS = ['boot', 'scheduler_down_20s', 'scheduler_down_timeout'] as const;
export type SeedMoment = (typeof SEED_MOMENTS)[number];

/** What came since the moment before: the boot's own rows and those of later servers. */
const SINCE: { readonly [M in SeedMoment]: SeedChange | null } = {
  boot: null,
  scheduler_down_20s: BEFORE_DOWN_20S,
  scheduler_down_timeout: BEFORE_DOWN_TIMEOUT,
};

/** Servers that had been asked for until then: a build request came and went with each. */
const SERVERS_ASKED: { readonly [M in SeedMoment]: number } = {
  boot: 2,
  scheduler_down_20s: 5,
  scheduler_down_timeout: 6,
};

/** Largest ids ever used where they are above those of the rows: InnoDB's counters. The recorded boot's request had id 3. */
export const seedCounters = (before: SeedMoment = 'boot'): { readonly [table: string]: number } => ({
  'nova_api.build_requests': SERVERS_ASKED[before],
});

const PARTS: readonly SeedPart[] = [
  NOVA_API_ROWS,
  NOVA_CELL0_ROWS,
  NOVA_CELL1_ROWS,
  PLACEMENT_ROWS,
  KEYSTONE_ROWS,
  GLANCE_ROWS,
  NEUTRON_ROWS,
];

/**
 * Rows by `database.table`, in the order of the databases and of the primary keys. `cpu1` and `cpu2` come with their
 * recorded rows and servers; any other host gets the rows of an empty one, made by the same pattern; a recorded host
 * that is not named is left out with its server. The hosts are dealt out among the cells in turn.
 */
export function seedRows(options: {
  readonly computes: readonly string[];
  /** default: the boot. A later moment is that of the recorded hosts, no others. */
  readonly before?: SeedMoment;
  /** default: the recorded cell */
  readonly cells?: CellsKey;
}): Rows {
  const { computes, before = 'boot', cells: key = 'separate' } = options;
  const cells = cellsNamed(key);
  assert(
    before === 'boot' || isLab(computes),
    `the rows before ${before} are those of ${RECORDED_COMPUTES.join(' and ')}`,
  );
  assert(new Set(computes).size === computes.length, `a compute host is named twice: ${computes.join(', ')}`);
  const recorded = computes.filter(isRecorded);
  const others = computes.filter((host) => !isRecorded(host));
  const merged = new Map<string, Row[]>();
  const add = (rows: Rows): void => {
    for (const [name, list] of Object.entries(rows)) merged.set(name, [...(merged.get(name) ?? []), ...list]);
  };
  const cellOf = (host: string) => cellAt(cells, computes.indexOf(host));
  for (const part of PARTS) {
    add(part.shared);
    for (const host of recorded) add(inCell(part.hosts[host] ?? {}, cellOf(host)));
  }
  others.forEach((host, i) => add(inCell(madeHostRows(host, i), cellOf(host))));
  for (const rows of furtherCells(cells)) add(rows);
  for (const moment of SEED_MOMENTS.slice(0, SEED_MOMENTS.indexOf(before) + 1)) {
    const change = SINCE[moment];
    if (!change) continue;
    for (const [name, rows] of Object.entries(change.changed)) {
      merged.set(name, (merged.get(name) ?? []).map((row) => laidOver(name, row, rows)));
    }
    add(change.added);
  }
  let rows = inOrder(merged);
  for (const cell of cells.slice(1)) rows = numberedAnew(rows, cell);
  return key === 'single' ? asSingle(rows) : rows;
}

/** Whether a deployment has just the recorded compute hosts. */
export const isLab = (computes: readonly string[]): boolean =>
  computes.length === RECORDED_COMPUTES.length && RECORDED_COMPUTES.every((host) => computes.includes(host));

function laidOver(name: string, row: Row, changes: readonly Row[]): Row {
  const [database = '', table = ''] = name.split('.');
  const key = tableOf(database, table).primary_key;
  const change = changes.find((one) => key.every((column) => one[column] === row[column]));
  return change ? { ...row, ...change } : row;
}

function inOrder(merged: ReadonlyMap<string, readonly Row[]>): Rows {
  const rows: { [table: string]: readonly Row[] } = {};
  const databases = new Set([...merged.keys()].map((name) => name.slice(0, name.indexOf('.'))));
  for (const database of databases) {
    for (const table of schemaOf(database).tables) {
      const list = merged.get(`${database}.${table.name}`);
      if (list) rows[`${database}.${table.name}`] = sortByKey(database, table.name, list);
    }
  }
  return rows;
}

function sortByKey(database: string, table: string, rows: readonly Row[]): Row[] {
  const key = tableOf(database, table).primary_key;
  const keyOf = (row: Row) => key.map((column) => row[column] ?? null);
  return [...rows].sort((a, b) => compareKeys(keyOf(a), keyOf(b)));
}
