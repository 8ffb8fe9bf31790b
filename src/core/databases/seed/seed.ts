/**
 * The rows that the databases begin with: those recorded about a second before the boot (recorded/boot, before.json),
 * plus what the recording left out (marked ours in the files). A deployment with other compute hosts gets other rows.
 */
import { assert } from '../../base/assert.ts';
import { compareKeys } from '../../trace/cells.ts';
import type { Row } from '../../trace/fact.ts';
import type { Rows } from '../../trace/trace.ts';
import { schemaOf, tableOf } from '../catalogue.ts';
import { GLANCE_ROWS } from './glance.ts';
import { madeHostRows } from './hosts.ts';
import { KEYSTONE_ROWS } from './keystone.ts';
import { NEUTRON_ROWS } from './neutron.ts';
import { NOVA_API_ROWS } from './nova-api.ts';
import { NOVA_CELL0_ROWS } from './nova-cell0.ts';
import { NOVA_CELL1_ROWS } from './nova-cell1.ts';
import type { SeedPart } from './part.ts';
import { PLACEMENT_ROWS } from './placement.ts';

/** The compute hosts of the recorded lab, each with one server. */
export const RECORDED_COMPUTES: readonly string[] = ['cpu1', 'cpu2'];

/**
 * Largest ids ever used where they are above those of the rows: InnoDB's counters. Two build requests came and went with
 * the two servers; the recorded boot's had id 3.
 */
export const SEED_COUNTERS: { readonly [table: string]: number } = { 'nova_api.build_requests': 2 };

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
 * that is not named is left out with its server.
 */
export function seedRows(options: { readonly computes: readonly string[] }): Rows {
  const { computes } = options;
  assert(new Set(computes).size === computes.length, `a compute host is named twice: ${computes.join(', ')}`);
  const recorded = computes.filter((host) => RECORDED_COMPUTES.includes(host));
  const others = computes.filter((host) => !RECORDED_COMPUTES.includes(host));
  const merged = new Map<string, Row[]>();
  const add = (rows: Rows): void => {
    for (const [name, list] of Object.entries(rows)) merged.set(name, [...(merged.get(name) ?? []), ...list]);
  };
  for (const part of PARTS) {
    add(part.shared);
    for (const host of recorded) add(part.hosts[host] ?? {});
  }
  others.forEach((host, i) => add(madeHostRows(host, i)));
  return inOrder(merged);
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
