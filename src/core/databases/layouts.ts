/**
 * Layouts: which databases an OpenStack of a certain time has, and which table stands in which. The rows are always those
 * of one run; a layout says where each of them would stand. Tables by release: the models of the tags named below.
 */
import { CodedError, defined } from '../base/assert.ts';
import type { Cell, Row } from '../trace/fact.ts';
import type { Rows, Trace } from '../trace/trace.ts';
import { type DatabaseTables, PLACEMENT_IN_NOVA_API, schemaOf } from './catalogue.ts';
import { LAYOUT_IDS, type LayoutId } from './layout-ids.ts';
import { OLD_TABLES } from './schema/nova-old.ts';
import type { Table } from './schema.ts';

export { LAYOUT_IDS, type LayoutId, LESSON_LAYOUTS } from './layout-ids.ts';

/** Layouts in which the services that are modelled can run: those with cells. */
export const RUNNABLE_LAYOUTS: readonly LayoutId[] = ['recorded', 'devstack-2019', 'placement-apart'];

/** A table at its place. */
interface PlacedTable {
  /** with the name that it has here */
  readonly table: Table;
  /** `database.table` of the recorded layout whose rows stand here; none = nothing writes into it */
  readonly from: readonly string[];
}

interface PlacedDatabase {
  readonly name: string;
  readonly tables: readonly PlacedTable[];
}

export interface Layout {
  readonly id: LayoutId;
  /** the SQL server whose answers are given: MariaDB sorts `SHOW DATABASES`, MySQL 5.7 puts information_schema first */
  readonly server: 'MySQL 5.7' | 'MariaDB';
  /** the modelled databases, by name */
  readonly databases: readonly PlacedDatabase[];
}

/** Databases that belong to the server itself. */
export const SERVER_DATABASES = ['information_schema', 'mysql', 'performance_schema', 'sys'] as const;

/** What `SHOW DATABASES` lists, in its order. */
export function databasesShown(layout: Layout): readonly string[] {
  const [schema, ...rest] = SERVER_DATABASES;
  const names = layout.databases.map((database) => database.name);
  if (layout.server === 'MariaDB') return [...names, schema, ...rest].sort();
  return [schema, ...[...names, ...rest].sort()];
}

/** Errors: `CodedError` with code `unknown_layout`, naming those that there are. */
export function layoutOf(id: string): Layout {
  const found = LAYOUTS.get(id as LayoutId);
  if (found) return found;
  throw new CodedError('unknown_layout', `there is no layout "${id}"; there are ${LAYOUT_IDS.join(', ')}`);
}

/** The layout that a trace's deployment has; of a recording the recorded one. */
export function layoutOfTrace(trace: Pick<Trace, 'experiment'>): LayoutId {
  const named = trace.experiment?.deployment?.layout;
  return LAYOUT_IDS.find((id) => id === named) ?? 'recorded';
}

/** The database of that name in any writing of its letters; null = none. */
export function databaseIn(layout: Layout, name: string): PlacedDatabase | null {
  return layout.databases.find((database) => database.name === name.toLowerCase()) ?? null;
}

/** Databases and tables as an engine builds them, in the order in which a deployment lists them. */
export function tablesOfLayout(layout: Layout): readonly DatabaseTables[] {
  const rank = (name: string): number => {
    const at = ORDER.findIndex((prefix) => name.startsWith(prefix));
    return at < 0 ? ORDER.length : at;
  };
  const sorted = [...layout.databases].sort((a, b) => rank(a.name) - rank(b.name));
  return sorted.map(({ name, tables }) => ({ name, tables: tables.map((one) => one.table) }));
}

/** Nova's own first, as a reader of Nova looks for them. */
const ORDER = ['nova', 'placement', 'keystone', 'glance', 'neutron', 'cinder'];

/**
 * Where a table of a runnable layout stands in the recorded one: `nova_api.allocations` of a DevStack of 2019 is
 * `placement.allocations`. A name that the layout does not know stays as it is.
 */
export function recordedName(layout: Layout, name: string): string {
  return RECORDED_NAMES.get(layout.id)?.get(name) ?? name;
}

/**
 * Rows of the recorded layout at their places in another. A column that the table does not have is left out, one that it
 * alone has is `deleted` = 0 or NULL. Where the rows of two cells come together, the numbers of cell0's are raised by
 * 1000, since both count from 1.
 */
export function rowsPlaced(layout: Layout, rows: Rows): Rows {
  const placed: { [name: string]: readonly Row[] } = {};
  for (const database of layout.databases) {
    for (const { table, from } of database.tables) {
      const parts = from.filter((name) => (rows[name] ?? []).length > 0);
      if (parts.length === 0) continue;
      const isMerged = from.length > 1;
      placed[`${database.name}.${table.name}`] = parts.flatMap((name) => {
        const list = rows[name] ?? [];
        if (layout.id === 'recorded') return list;
        const raised = isMerged && name.startsWith('nova_cell0.');
        return list.map((row) => placedRow(table, row, raised ? CELL0_OFFSET : 0));
      });
    }
  }
  return placed;
}

const CELL0_OFFSET = 1000;

function placedRow(table: Table, row: Row, offset: number): Row {
  const made: { [column: string]: Cell } = {};
  for (const column of table.columns) {
    const cell = row[column.name] ?? (column.name === 'deleted' ? 0 : null);
    const isNumber = column.auto_increment || (column.references !== null && column.kind === 'integer');
    made[column.name] = isNumber && typeof cell === 'number' ? cell + offset : cell;
  }
  return made;
}

const asIs = (database: string): PlacedDatabase => ({
  name: database,
  tables: schemaOf(database).tables.map((table) => ({ table, from: [`${database}.${table.name}`] })),
});

const OTHERS = ['glance', 'keystone', 'neutron'].map(asIs);
const CINDER = asIs('cinder');
const API = asIs('nova_api');
const CELLS = ['nova_cell0', 'nova_cell1'].map(asIs);

/** Main database before cells: the rows of both cells in one. */
function mainDatabase(lacking: readonly string[]): readonly PlacedTable[] {
  const cells = schemaOf('nova_cell1').tables.filter((table) => !lacking.includes(table.name));
  return cells.map((table) => ({
    table,
    from: [`nova_cell1.${table.name}`, `nova_cell0.${table.name}`],
  }));
}

/** Tables of the main database whose successors stand in nova_api now, by their old names. */
const MOVED: readonly (readonly [old: string, now: string])[] = [
  ['aggregate_hosts', 'aggregate_hosts'],
  ['aggregate_metadata', 'aggregate_metadata'],
  ['aggregates', 'aggregates'],
  ['instance_group_member', 'instance_group_member'],
  ['instance_group_policy', 'instance_group_policy'],
  ['instance_groups', 'instance_groups'],
  ['instance_type_extra_specs', 'flavor_extra_specs'],
  ['instance_type_projects', 'flavor_projects'],
  ['instance_types', 'flavors'],
  ['key_pairs', 'key_pairs'],
];

const moved = (): readonly PlacedTable[] =>
  MOVED.map(([old, now]) => ({
    table: defined(OLD_TABLES.get(old), `old table ${old}`),
    from: [`nova_api.${now}`],
  }));

const byName = (tables: readonly PlacedTable[]): readonly PlacedTable[] =>
  [...tables].sort((a, b) => (a.table.name < b.table.name ? -1 : 1));

/** Juno (tag 2014.2): no nova_api, no placement; the tables that came later are not there. */
const JUNO_MAIN = byName([...mainDatabase(['console_auth_tokens', 'share_mapping', 'tags']), ...moved()]);

/** Mitaka (tag 13.0.0). Flavors, key pairs, aggregates and groups were still in the main database. */
const MITAKA_MAIN = byName([...mainDatabase(['console_auth_tokens', 'share_mapping']), ...moved()]);

/** Mitaka's nova_api: eight tables (nova/db/sqlalchemy/api_models.py), of which nova-api wrote only these two. */
const MITAKA_API = [
  'build_requests',
  'cell_mappings',
  'flavor_extra_specs',
  'flavor_projects',
  'flavors',
  'host_mappings',
  'instance_mappings',
  'request_specs',
];
const MITAKA_WRITTEN = ['build_requests', 'request_specs'];

const mitakaApi: PlacedDatabase = {
  name: 'nova_api',
  tables: API.tables
    .filter(({ table }) => MITAKA_API.includes(table.name))
    .map((one) => (MITAKA_WRITTEN.includes(one.table.name) ? one : { ...one, from: [] })),
};

/** Newton to Rocky: placement's tables stand in nova_api (tag 18.0.0: 31 tables in all). */
const rockyApi: PlacedDatabase = {
  name: 'nova_api',
  tables: byName([
    ...API.tables,
    ...PLACEMENT_IN_NOVA_API.map((table) => ({ table, from: [`placement.${table.name}`] })),
  ]),
};

const sorted = (databases: readonly PlacedDatabase[]): readonly PlacedDatabase[] =>
  [...databases].sort((a, b) => (a.name < b.name ? -1 : 1));

const LAYOUTS: ReadonlyMap<LayoutId, Layout> = new Map(
  (
    [
      ['recorded', 'MariaDB', [...OTHERS, API, ...CELLS, asIs('placement')]],
      ['one-nova', 'MySQL 5.7', [...OTHERS, CINDER, { name: 'nova', tables: JUNO_MAIN }]],
      ['nova-and-api', 'MySQL 5.7', [...OTHERS, CINDER, { name: 'nova', tables: MITAKA_MAIN }, mitakaApi]],
      ['devstack-2019', 'MySQL 5.7', [...OTHERS, CINDER, rockyApi, ...CELLS]],
      ['placement-apart', 'MySQL 5.7', [...OTHERS, CINDER, API, ...CELLS, asIs('placement')]],
    ] as const
  ).map(([id, server, databases]) => [id, { id, server, databases: sorted(databases) }]),
);

/** By layout: its names to the recorded ones, where they differ and exactly one stands behind. */
const RECORDED_NAMES: ReadonlyMap<LayoutId, ReadonlyMap<string, string>> = new Map(
  [...LAYOUTS.values()].map((layout) => [
    layout.id,
    new Map(
      layout.databases.flatMap(({ name, tables }) =>
        tables.flatMap(({ table, from }): (readonly [string, string])[] =>
          from.length === 1 && from[0] !== undefined ? [[`${name}.${table.name}`, from[0]]] : [],
        ),
      ),
    ),
  ]),
);
