/**
 * Layouts: which databases an OpenStack of a certain time has, and which table stands in which. The rows are always those
 * of one run; a layout says where each of them would stand. Tables by release: the models of the tags named below.
 */
import { CodedError, defined } from '../base/assert.ts';
import type { Cell, Row } from '../trace/fact.ts';
import { cellDatabases, type Rows, type Trace } from '../trace/trace.ts';
import { CELL0, CELLS, CELLS_MAX } from '../words/cells.ts';
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
  /** how many cells there are beside cell0 */
  readonly cells: number;
  /** the SQL server whose answers are given: MariaDB sorts `SHOW DATABASES`, MySQL 5.7 puts information_schema first */
  readonly server: 'MySQL 5.7' | 'MariaDB';
  /** the modelled databases, by name */
  readonly databases: readonly PlacedDatabase[];
  /** its names to the recorded ones, where they differ and exactly one stands behind */
  readonly recordedNames: ReadonlyMap<string, string>;
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

/**
 * `cells` = how many there are beside cell0. Errors: `CodedError` with code `unknown_layout`, naming those that there are.
 */
export function layoutOf(id: string, cells = 1): Layout {
  const found = LAYOUTS[cells - 1]?.get(id as LayoutId);
  if (found) return found;
  throw new CodedError('unknown_layout', `there is no layout "${id}"; there are ${LAYOUT_IDS.join(', ')}`);
}

/** The layout that a trace's deployment has; of a recording the recorded one. */
export function layoutOfTrace(trace: Pick<Trace, 'experiment'>): LayoutId {
  const named = trace.experiment?.deployment?.layout;
  return LAYOUT_IDS.find((id) => id === named) ?? 'recorded';
}

/** How many cells a trace's deployment has beside cell0, as its layouts are asked for. */
export const cellCountOf = ({ topology }: Pick<Trace, 'topology'>): number =>
  Math.min(Math.max(cellDatabases(topology).length - 1, 1), CELLS_MAX);

/** The layout of a trace's own databases. */
export const ownLayoutOf = (trace: Trace): Layout => layoutOf(layoutOfTrace(trace), cellCountOf(trace));

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
export const recordedName = ({ recordedNames }: Layout, name: string): string =>
  recordedNames.get(name) ?? name;

/**
 * Rows of the recorded layout at their places in another. A column that the table does not have is left out, one that it
 * alone has is `deleted` = 0 or NULL. Where the rows of cells come together, the numbers of cell0's are raised by 1000,
 * those of further cells by 2000 and 3000, since all count from 1.
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
        return list.map((row) => placedRow(table, row, isMerged ? offsetOf(name) : 0));
      });
    }
  }
  return placed;
}

function offsetOf(name: string): number {
  if (name.startsWith(`${CELL0.database}.`)) return 1000;
  const at = CELLS.findIndex(({ database }) => name.startsWith(`${database}.`));
  return at < 1 ? 0 : 1000 * (at + 1);
}

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
const cellNames = (cells: number): readonly string[] => CELLS.slice(0, cells).map(({ database }) => database);

/** A main database under a name: of each table the rows of these. */
const mainTables = (origins: readonly string[], lacking: readonly string[]): readonly PlacedTable[] =>
  schemaOf(CELL0.database)
    .tables.filter((table) => !lacking.includes(table.name))
    .map((table) => ({ table, from: origins.map((database) => `${database}.${table.name}`) }));

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

/** Juno (tag 2014.2): no nova_api, no placement, the rows of all cells in one; the tables that came later are not there. */
const junoMain = (cells: number): PlacedDatabase => ({
  name: 'nova',
  tables: byName([
    ...mainTables([...cellNames(cells), CELL0.database], ['console_auth_tokens', 'share_mapping', 'tags']),
    ...moved(),
  ]),
});

/** Ocata (tag 15.0.0; main migration 347): cell0 is there, and the main database of the other cell is still `nova`. */
const ocataMains = (cells: number): readonly PlacedDatabase[] => [
  { name: 'nova', tables: mainTables(cellNames(cells), ['share_mapping']) },
  { name: CELL0.database, tables: mainTables([CELL0.database], ['share_mapping']) },
];

/** Tables of placement that Pike brought (API migrations 041, 043, 044). */
const PLACEMENT_OF_PIKE = ['consumers', 'projects', 'resource_provider_traits', 'traits', 'users'];

/** Newton to Rocky: placement's tables stand in nova_api (tag 15.0.0: 26 tables in all; tag 18.0.0: 31). */
const apiWithPlacement = (lacking: readonly string[]): PlacedDatabase => ({
  name: 'nova_api',
  tables: byName([
    ...API.tables,
    ...PLACEMENT_IN_NOVA_API.filter((table) => !lacking.includes(table.name)).map((table) => ({
      table,
      from: [`placement.${table.name}`],
    })),
  ]),
});

const sorted = (databases: readonly PlacedDatabase[]): readonly PlacedDatabase[] =>
  [...databases].sort((a, b) => (a.name < b.name ? -1 : 1));

/** Of a deployment with so many cells beside cell0. */
function layoutsFor(count: number): ReadonlyMap<LayoutId, Layout> {
  const cells = [CELL0.database, ...cellNames(count)].map(asIs);
  const rows = [
    ['recorded', 'MariaDB', [...OTHERS, API, ...cells, asIs('placement')]],
    ['one-nova', 'MySQL 5.7', [...OTHERS, CINDER, junoMain(count)]],
    [
      'nova-and-api',
      'MySQL 5.7',
      [...OTHERS, CINDER, apiWithPlacement(PLACEMENT_OF_PIKE), ...ocataMains(count)],
    ],
    ['devstack-2019', 'MySQL 5.7', [...OTHERS, CINDER, apiWithPlacement([]), ...cells]],
    ['placement-apart', 'MySQL 5.7', [...OTHERS, CINDER, API, ...cells, asIs('placement')]],
  ] as const;
  return new Map(
    rows.map(([id, server, databases]) => {
      const recordedNames = recordedNamesOf(databases);
      const made = { id, cells: count, server, databases: sorted(databases), recordedNames };
      return [id, made];
    }),
  );
}

const recordedNamesOf = (databases: readonly PlacedDatabase[]): ReadonlyMap<string, string> =>
  new Map(
    databases.flatMap(({ name, tables }) =>
      tables.flatMap(({ table, from }): (readonly [string, string])[] =>
        from.length === 1 && from[0] !== undefined ? [[`${name}.${table.name}`, from[0]]] : [],
      ),
    ),
  );

const LAYOUTS = Array.from({ length: CELLS_MAX }, (_, i) => layoutsFor(i + 1));
