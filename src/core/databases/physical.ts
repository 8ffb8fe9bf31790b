/**
 * What stands in a real database beside the modelled tables: archive targets (`shadow_*`), tables that Nova no longer
 * uses, and the table in which the migrations keep their place. A reader of a real cloud sees them all.
 */
import type { Rows } from '../trace/trace.ts';
import { PLACEMENT_IN_NOVA_API, schemaOf } from './catalogue.ts';
import type { Layout, LayoutId } from './layouts.ts';
import { table } from './notation.ts';
import { OLD_TABLES } from './schema/nova-old.ts';
import type { Table } from './schema.ts';

/** By name, without those that the layout models. Empty for a database that is not Nova's. */
export function othersIn(layout: Layout, database: string): readonly Table[] {
  const modelled = layout.databases.find((one) => one.name === database)?.tables ?? [];
  const known = new Set(modelled.map((one) => one.table.name));
  const all = [...deadIn(layout.id, database), ...versionTableIn(layout.id, database)];
  return all.filter((one) => !known.has(one.name)).sort((a, b) => (a.name < b.name ? -1 : 1));
}

const isMain = (database: string): boolean => database === 'nova' || /^nova_cell[0-9]+$/.test(database);

function deadIn(layout: LayoutId, database: string): readonly Table[] {
  if (database === 'nova_api') return layout === 'nova-and-api' ? [] : PLACEMENT_IN_NOVA_API;
  if (!isMain(database)) return [];
  const early = layout === 'one-nova' ? AFTER_JUNO : [];
  const old = [...OLD_TABLES.values()].filter((one) => !early.includes(one.name));
  return [...old, ...SHADOWS];
}

/** Of the old tables, those that came after Juno: placement's first home, never used in production. */
const AFTER_JUNO = ['allocations', 'inventories', 'resource_provider_aggregates', 'resource_providers'];

/** Not soft-deletable, so never archived (nova/db/main/migrations/versions/8f2f1571d55b, `_create_shadow_tables`). */
const WITHOUT_SHADOW = [
  'tags',
  'resource_providers',
  'inventories',
  'allocations',
  'resource_provider_aggregates',
  'console_auth_tokens',
  'share_mapping',
];

/** A copy of each table's columns, without its keys: `nova-manage db archive_deleted_rows` moves rows there. */
const SHADOWS: readonly Table[] = [...schemaOf('nova_cell1').tables, ...OLD_TABLES.values()]
  .filter((one) => !WITHOUT_SHADOW.includes(one.name))
  .map((one) => ({
    ...one,
    name: `shadow_${one.name}`,
    keys: [],
    columns: one.columns.map((column) => ({ ...column, references: null, source: 'dead' as const })),
  }));

/** `migrate_version` of sqlalchemy-migrate; from Xena on alembic's table. */
const MIGRATE_VERSION = table(
  'migrate_version',
  `
    repository_id    varchar(250)  primary
    repository_path  text
    version          int(11)
  `,
  'dead',
);
const ALEMBIC_VERSION = table('alembic_version', 'version_num varchar(32) primary', 'dead');

/** The last migration of each release: the highest number of its migrate_repo folders, or alembic's head. */
const MIGRATIONS: {
  readonly [L in LayoutId]: { readonly main: number | string; readonly api: number | string };
} = {
  recorded: { main: 'ccb0fa1a2252', api: 'b30f573d3377' },
  'one-nova': { main: 254, api: 0 },
  'nova-and-api': { main: 347, api: 30 },
  'devstack-2019': { main: 390, api: 61 },
  'placement-apart': { main: 391, api: 62 },
};

function versionTableIn(layout: LayoutId, database: string): readonly Table[] {
  if (database !== 'nova_api' && !isMain(database)) return [];
  return [layout === 'recorded' ? ALEMBIC_VERSION : MIGRATE_VERSION];
}

/** Rows of those tables, by `database.table`: where the migrations stand. */
export function otherRows(layout: Layout): Rows {
  const rows = layout.databases
    .filter(({ name }) => versionTableIn(layout.id, name).length > 0)
    .map(({ name }) => {
      const isApi = name === 'nova_api';
      const version = MIGRATIONS[layout.id][isApi ? 'api' : 'main'];
      if (typeof version === 'string') return [`${name}.alembic_version`, [{ version_num: version }]];
      const folder = isApi ? 'nova/db/sqlalchemy/api_migrations' : 'nova/db/sqlalchemy';
      const row = {
        repository_id: isApi ? 'nova_api' : 'nova',
        repository_path: `/opt/stack/nova/${folder}/migrate_repo`,
        version,
      };
      return [`${name}.migrate_version`, [row]];
    });
  return Object.fromEntries(rows) as Rows;
}
