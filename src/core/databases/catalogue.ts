/** Which databases there are and what stands in each. Where they stand (the layout) is in `layouts.ts`. */
import { CodedError } from '../base/assert.ts';
import { GLANCE } from './schema/glance.ts';
import { KEYSTONE } from './schema/keystone.ts';
import { NEUTRON } from './schema/neutron.ts';
import { NOVA_API } from './schema/nova-api.ts';
import { NOVA_CELL } from './schema/nova-cell.ts';
import { PLACEMENT } from './schema/placement.ts';
import type { DatabaseSchema, Table } from './schema.ts';

/** There in a DevStack, with a service that is not modelled: it stands empty. */
const CINDER: DatabaseSchema = { name: 'cinder', tables: [] };

const SCHEMAS: ReadonlyMap<string, DatabaseSchema> = new Map(
  [NOVA_API, NOVA_CELL, PLACEMENT, KEYSTONE, GLANCE, NEUTRON, CINDER].map((schema) => [schema.name, schema]),
);

/**
 * Placement's tables as they stood in nova_api from Newton to Rocky (nova 18.0.0, nova/db/sqlalchemy/api_models.py): the
 * same without the types of consumers, which came later (placement 6.0.0).
 */
export const PLACEMENT_IN_NOVA_API: readonly Table[] = PLACEMENT.tables
  .filter((table) => table.name !== 'consumer_types')
  .map(withoutConsumerTypes);

function withoutConsumerTypes(table: Table): Table {
  if (table.name !== 'consumers') return table;
  const lost = 'consumer_type_id';
  return {
    ...table,
    columns: table.columns.filter((column) => column.name !== lost),
    keys: table.keys.filter((key) => key.columns.every((column) => column.name !== lost)),
  };
}

const TABLES: ReadonlyMap<DatabaseSchema, ReadonlyMap<string, Table>> = new Map(
  [...SCHEMAS.values()].map((schema) => {
    const all = schema === NOVA_API ? [...schema.tables, ...PLACEMENT_IN_NOVA_API] : schema.tables;
    return [schema, new Map(all.map((table) => [table.name, table]))];
  }),
);

/** A database as it is built: its name and the tables in it. */
export interface DatabaseTables {
  readonly name: string;
  readonly tables: readonly Table[];
}

/**
 * The schema of a database; every cell database (`nova_cell0`, `nova_cell1`, ...) has the one named `nova_cell`.
 * Errors: `CodedError` with code `unknown_database`.
 */
export function schemaOf(database: string): DatabaseSchema {
  const schema = SCHEMAS.get(/^nova_cell[0-9]+$/.test(database) ? 'nova_cell' : database);
  if (!schema) throw new CodedError('unknown_database', `there is no database ${database}`);
  return schema;
}

/**
 * A table of a database, in `nova_api` also one of placement's. Errors: `CodedError` with code `unknown_database` or
 * `unknown_table`.
 */
export function tableOf(database: string, table: string): Table {
  const found = TABLES.get(schemaOf(database))?.get(table);
  if (!found) throw new CodedError('unknown_table', `there is no table ${database}.${table}`);
  return found;
}

/** Databases by name with the tables of their schemas. Errors: `CodedError` with code `unknown_database`. */
export function databasesNamed(names: readonly string[]): readonly DatabaseTables[] {
  return names.map((name) => ({ name, tables: schemaOf(name).tables }));
}

/** Name of the AUTO_INCREMENT column, or null. It is the whole primary key where there is one. */
export function autoIncrementOf(table: Table): string | null {
  return table.columns.find((column) => column.auto_increment)?.name ?? null;
}

/** Words that SQLite or MySQL keep for themselves and that name a column or table here: written in backticks. */
const RESERVED = new Set([
  'binary',
  'group',
  'index',
  'key',
  'limit',
  'load',
  'order',
  'range',
  'references',
  'table',
]);

/** A column's or table's name as it stands in a statement; both SQLite and MySQL read backticks. */
export function quoted(name: string): string {
  return RESERVED.has(name) ? `\`${name}\`` : name;
}
