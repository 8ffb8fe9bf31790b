/**
 * Schemas as data: every table and column of each database, with MySQL's types, keys and where the fact comes from.
 * One file a database under `schema/`. Sources: Nova's and Placement's models (later release), and the recorded rows.
 */

/** How a value is stored in SQLite and shown: DATETIME = text `YYYY-MM-DD HH:MM:SS`; JSON = text holding JSON. */
export type ColumnKind = 'integer' | 'boolean' | 'real' | 'text' | 'datetime' | 'json';

export interface ForeignKey {
  readonly table: string;
  readonly column: string;
}

export interface Column {
  readonly name: string;
  readonly kind: ColumnKind;
  /** as `DESCRIBE` prints it: `varchar(255)`, `int(11)`, `datetime`, `longtext` */
  readonly mysql: string;
  readonly nullable: boolean;
  readonly default: string | number | null;
  /** the default stands in the database (`DEFAULT ...`); false = the models' own, which the service fills in */
  readonly server_default: boolean;
  readonly auto_increment: boolean;
  readonly references: ForeignKey | null;
  /** `both` = in the models and in the recorded rows; `later` = only in the later release's models; `recorded` = only in the recorded rows; `ours` = made for this page, simplified; `dead` = in the migrations alone: no model has it any more */
  readonly source: 'both' | 'later' | 'recorded' | 'ours' | 'dead';
}

/** A key beside the primary one. `length` = only that many first characters count; null = the whole column. */
export interface Key {
  readonly name: string;
  readonly unique: boolean;
  readonly columns: readonly { readonly name: string; readonly length: number | null }[];
}

export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  /** names of the key's columns, in order; every table has one */
  readonly primary_key: readonly string[];
  readonly keys: readonly Key[];
}

export interface DatabaseSchema {
  /** `nova_api`, `nova_cell` (for every cell database), `placement`, `keystone`, `glance`, `neutron`, `cinder` */
  readonly name: string;
  readonly tables: readonly Table[];
}
