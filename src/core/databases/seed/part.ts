/** The shape of the files of this folder: rows of one database, those of a compute host apart from the others. */
import type { Json } from '../../base/json.ts';
import type { Rows } from '../../trace/trace.ts';

export interface SeedPart {
  /** rows that are there whatever the hosts, by `database.table` */
  readonly shared: Rows;
  /** rows of a compute host and of the server that runs on it, by host */
  readonly hosts: { readonly [host: string]: Rows };
}

/** What a later recording began with and the one before it did not. */
export interface SeedChange {
  /** rows that were there, by their key, with the columns that are other now */
  readonly changed: Rows;
  readonly added: Rows;
}

/** JSON text, as a column of kind `json` holds it. */
export function json(value: Json): string {
  return JSON.stringify(value);
}
