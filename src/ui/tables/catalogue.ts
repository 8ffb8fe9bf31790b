/** Which tables there are to show, and whose they are. */
import { CodedError } from '../../core/base/assert.ts';
import { schemaOf } from '../../core/databases/catalogue.ts';
import type { Trace } from '../../core/trace/trace.ts';

export interface TableName {
  readonly database: string;
  readonly table: string;
  /** `database.table` */
  readonly name: string;
}

/** Tables that have a row at some moment first, then (`all`) the empty ones of the schemas, database by database. */
export function tablesOf(trace: Trace, filled: readonly string[], all: boolean): readonly TableName[] {
  return trace.topology.databases.flatMap((database) => {
    const withRows = filled
      .filter((name) => name.startsWith(`${database}.`))
      .map((name) => name.slice(database.length + 1));
    const others = all ? schemaTables(database).filter((table) => !withRows.includes(table)) : [];
    return [...withRows, ...others.sort()].map((table) => ({
      database,
      table,
      name: `${database}.${table}`,
    }));
  });
}

/** Services with a connection to the database. */
export function usersOf(trace: Trace, database: string): readonly string[] {
  return trace.topology.services
    .filter((place) => place.databases.includes(database))
    .map((place) => place.actor);
}

function schemaTables(database: string): string[] {
  try {
    return schemaOf(database).tables.map((table) => table.name);
  } catch (error) {
    if (error instanceof CodedError) return [];
    throw error;
  }
}
