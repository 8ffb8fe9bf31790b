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
  readonly auto_increment: boolean;
  readonly unique: boolean;
  readonly references: ForeignKey | null;
  /** `both` = in the models and in the recorded rows; `later` = only in the later release's models; `recorded` = only in the recorded rows; `ours` = made for this page, simplified */
  readonly source: 'both' | 'later' | 'recorded' | 'ours';
}

export interface Table {
  readonly name: string;
  readonly columns: readonly Column[];
  /** names of the key's columns, in order; every table has one */
  readonly primary_key: readonly string[];
}

export interface DatabaseSchema {
  /** `nova_api`, `nova_cell` (for every cell database), `placement`, `keystone`, `glance`, `neutron`, `cinder` */
  readonly name: string;
  readonly tables: readonly Table[];
}
