/** Which tables there are to show, and whose they are. */
import { CodedError } from '../../core/base/assert.ts';
import { schemaOf } from '../../core/databases/catalogue.ts';
import { ownLayoutOf } from '../../core/databases/layouts.ts';
import { othersIn } from '../../core/databases/physical.ts';
import type { Table } from '../../core/databases/schema.ts';
import type { Trace } from '../../core/trace/trace.ts';

export interface TableName {
  readonly database: string;
  readonly table: string;
  /** `database.table` */
  readonly name: string;
}

export interface TablesWanted {
  /** tables that stay empty too */
  readonly all: boolean;
  /** archive tables and those that Nova no longer uses */
  readonly physical: boolean;
}

/** Tables that have a row at some moment first, then those that are wanted beside them, database by database. */
export function tablesOf(
  trace: Trace,
  filled: readonly string[],
  wanted: TablesWanted,
): readonly TableName[] {
  return trace.topology.databases.flatMap((database) => {
    const withRows = filled
      .filter((name) => name.startsWith(`${database}.`))
      .map((name) => name.slice(database.length + 1));
    const modelled = wanted.all ? schemaTables(trace, database).map((table) => table.name) : [];
    const others = wanted.physical ? physicalTables(trace, database).map((table) => table.name) : [];
    const more = [...modelled, ...others].filter((table) => !withRows.includes(table));
    return [...withRows, ...more.sort()].map((table) => ({
      database,
      table,
      name: `${database}.${table}`,
    }));
  });
}

/** The modelled tables of a database as the deployment has them; none for one that no schema knows. */
export function schemaTables(trace: Trace, database: string): readonly Table[] {
  const layout = ownLayoutOf(trace);
  const placed = layout.databases.find((one) => one.name === database);
  if (placed) return placed.tables.map((one) => one.table);
  try {
    return schemaOf(database).tables;
  } catch (error) {
    if (error instanceof CodedError) return [];
    throw error;
  }
}

/** What stands there beside the modelled tables. */
function physicalTables(trace: Trace, database: string): readonly Table[] {
  return othersIn(ownLayoutOf(trace), database);
}

/** The table's columns and keys, modelled or not; null where nothing is known of it. */
export function definitionOf(trace: Trace, database: string, table: string): Table | null {
  const all = [...schemaTables(trace, database), ...physicalTables(trace, database)];
  return all.find((one) => one.name === table) ?? null;
}

/** Services with a connection to the database. */
export function usersOf(trace: Trace, database: string): readonly string[] {
  return trace.topology.services
    .filter((place) => place.databases.includes(database))
    .map((place) => place.actor);
}
