/** Rows as they stand after each change: the seed, then the changes, by the primary keys of the schemas. */
import { CodedError } from '../base/assert.ts';
import { tableOf } from '../databases/catalogue.ts';
import type { Cell, Row, RowChanged } from '../trace/fact.ts';
import type { Rows } from '../trace/trace.ts';

export interface RowFold {
  /** What stands at a change's key; null = nothing; undefined = not known (a table that is in no schema). */
  get(change: RowChanged): Row | null | undefined;
  apply(change: RowChanged): void;
  /** Rows of `database.table` as they stand, in no promised order. */
  all(table: string): readonly Row[];
}

export function makeRowFold(seed: Rows): RowFold {
  const tables = new Map<string, Map<string, Row>>();
  for (const [name, rows] of Object.entries(seed)) {
    const columns = keyColumns(name);
    if (columns === null) continue;
    tables.set(
      name,
      new Map(rows.map((row) => [keyText(columns.map((column) => row[column] ?? null)), row])),
    );
  }
  const nameOf = (change: RowChanged): string => `${change.database}.${change.table}`;
  return {
    get(change) {
      if (keyColumns(nameOf(change)) === null) return undefined;
      return tables.get(nameOf(change))?.get(keyText(change.key)) ?? null;
    },
    apply(change) {
      const table = tables.get(nameOf(change)) ?? new Map<string, Row>();
      tables.set(nameOf(change), table);
      if (change.after === null) table.delete(keyText(change.key));
      else table.set(keyText(change.key), change.after);
    },
    all: (name) => [...(tables.get(name)?.values() ?? [])],
  };
}

function keyText(key: readonly Cell[]): string {
  return JSON.stringify(key);
}

/** `database.table` -> its primary key; null for a table that no schema has. */
function keyColumns(name: string): readonly string[] | null {
  const dot = name.indexOf('.');
  try {
    return tableOf(name.slice(0, dot), name.slice(dot + 1)).primary_key;
  } catch (error) {
    if (error instanceof CodedError) return null;
    throw error;
  }
}
