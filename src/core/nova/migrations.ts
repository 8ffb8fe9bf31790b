/**
 * The record of a move from host to host (`nova/objects/migration.py`), in the database of a cell. A service above the cells
 * writes it itself, a cell's conductor for its computes.
 */
import { CodedError } from '../base/assert.ts';
import type { Json, JsonObject } from '../base/json.ts';
import { sql } from '../databases/builder.ts';
import type { Statement } from '../databases/engine.ts';
import type { Task } from '../service/effects.ts';
import type { Cell, Row } from '../trace/fact.ts';
import { whole } from './fields.ts';
import { bool, field, softDeleteFields } from './objects/columns.ts';
import { fromPrimitive, type LiveObject, ovo } from './objects/ovo.ts';
import type { Saver, Updates } from './save-instance.ts';

/** Its fields in wire order; all are columns by the same name. */
const FIELDS = [
  ...(['id', 'uuid', 'source_compute', 'dest_compute', 'source_node', 'dest_node', 'dest_host'] as const),
  ...(['old_instance_type_id', 'new_instance_type_id', 'instance_uuid', 'status', 'migration_type'] as const),
  ...(['hidden', 'memory_total', 'memory_processed', 'memory_remaining'] as const),
  ...(['disk_total', 'disk_processed', 'disk_remaining', 'cross_cell_move'] as const),
  ...(['user_id', 'project_id'] as const),
];
const BOOLEANS: ReadonlySet<string> = new Set(['hidden', 'cross_cell_move']);

export function migrationObject(row: Row): JsonObject {
  const fields = FIELDS.map((name): [string, Json] => [
    name,
    BOOLEANS.has(name) ? bool(row[name]) : field(row, name),
  ]);
  return ovo('Migration', { ...Object.fromEntries(fields), ...softDeleteFields(row) });
}

/** What is known of a move when it begins. */
interface NewMigration {
  readonly instance_uuid: string;
  readonly source_compute: string;
  /** of a live migration it is noted later */
  readonly source_node: string | null;
  /** an evacuation notes none */
  readonly old_instance_type_id: number | null;
  readonly new_instance_type_id: number | null;
  /** `pre-migrating`; of a live migration and an evacuation `accepted` */
  readonly status: string;
  readonly migration_type: 'migration' | 'resize' | 'live-migration' | 'evacuation';
  readonly dest_compute?: string | null;
  readonly dest_node?: string | null;
  /** who asked for it */
  readonly user_id: string;
  readonly project_id: string;
}

/** `Migration.create()`: gives it as an object, with the row's id and a uuid of its own. */
export function* insertMigration({ host, db, database }: Saver, given: NewMigration): Task<LiveObject> {
  const progress = Object.fromEntries(
    ['memory', 'disk'].flatMap((of) =>
      ['total', 'processed', 'remaining'].map((what): [string, null] => [`${of}_${what}`, null]),
    ),
  );
  const row: Row = {
    created_at: host.wall().sql,
    updated_at: null,
    deleted_at: null,
    deleted: 0,
    dest_compute: null,
    dest_node: null,
    dest_host: null,
    ...given,
    uuid: host.stream('id').uuid(),
    hidden: 0,
    ...progress,
    cross_cell_move: 0,
  };
  const id = yield* db.insert(database, 'migrations', row);
  yield* db.commit(database);
  return fromPrimitive(migrationObject({ ...row, id }));
}

/** `Migration.save()`: the fields that were set; an UPDATE names those alone that the row has otherwise. */
export function* saveMigration({ host, db, database }: Saver, object: LiveObject): Task<Updates> {
  const id = whole(object.data, 'id');
  const row = yield* db.first(database, 'migrations', { id });
  if (!row) throw new CodedError('MigrationNotFound', `Migration ${id} could not be found.`);
  const now = host.wall();
  const values: { [column: string]: Cell } = { updated_at: now.sql };
  for (const name of object.changes) {
    const value = object.data[name] ?? null;
    const cell = typeof value === 'boolean' ? Number(value) : (value as Cell);
    if (row[name] !== cell) values[name] = cell;
  }
  yield* db.update(database, 'migrations', values, { id });
  yield* db.commit(database);
  return { updated_at: now.iso, obj_what_changed: [] };
}

/** The states in which a move is over (`nova/db/main/api.py:migration_get_in_progress_and_error_by_host_and_node`). */
const OVER = ['confirmed', 'reverted', 'failed', 'completed', 'cancelled', 'done'];

/** Moves from or to a host that are not over. */
export const migrationsBeside = (database: string, host: string): Statement =>
  sql({
    database,
    table: 'migrations',
    sql: `SELECT * FROM ${database}.migrations WHERE deleted = 0 AND (source_compute = ? OR dest_compute = ?) AND status NOT IN (${OVER.map(() => '?').join(', ')}) ORDER BY id`,
    parameters: [host, host, ...OVER],
  });

export const unfinishedMigrations = (
  { db, database }: Omit<Saver, 'host'>,
  host: string,
): Task<readonly Row[]> => db.query(migrationsBeside(database, host));

/** `Migration.get_by_instance_and_status`; null = there is none. */
export function* migrationInStatus(
  { db, database }: Omit<Saver, 'host'>,
  instance_uuid: string,
  status: string,
): Task<LiveObject | null> {
  const row = yield* db.first(database, 'migrations', { instance_uuid, status });
  return row && fromPrimitive(migrationObject(row));
}
