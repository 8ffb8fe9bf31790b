/**
 * What somebody asked of an instance: its row in `instance_actions`, and what was done about it by whom, in
 * `instance_actions_events` (`nova/objects/instance_action.py`).
 */
import { CodedError } from '../base/assert.ts';
import type { JsonObject } from '../base/json.ts';
import type { Task } from '../service/effects.ts';
import type { ServiceHost } from '../service/service.ts';
import type { Cell } from '../trace/fact.ts';
import type { Db } from './db.ts';
import { text, textOr } from './fields.ts';
import { sqlDate } from './objects/columns.ts';

/**
 * `context` = of the request; `now` = of the INSERT, as a column. Gives the row's id. `updated_at` equals `start_time`, the
 * time of the context.
 */
export function* insertAction(
  db: Db,
  database: string,
  o: { action: string; uuid: string; context: JsonObject; now: string },
): Task<number> {
  const start = sqlDate(text(o.context, 'timestamp'));
  const id = yield* db.insert(database, 'instance_actions', {
    created_at: o.now,
    updated_at: start,
    deleted_at: null,
    deleted: 0,
    action: o.action,
    instance_uuid: o.uuid,
    request_id: text(o.context, 'request_id'),
    // a service that does it by itself is nobody
    user_id: textOr(o.context, 'user_id', null),
    project_id: textOr(o.context, 'project_id', null),
    start_time: start,
    finish_time: null,
    message: null,
  });
  yield* db.commit(database);
  return id ?? 0;
}

/** Who writes an event: what it needs of a service. */
interface EventWriter {
  readonly host: ServiceHost;
  readonly db: Db;
  /** of the cell */
  readonly database: string;
}

interface EventOf {
  readonly uuid: string;
  /** `compute_stop_instance` */
  readonly event: string;
  readonly context: JsonObject;
}

interface ActionFound {
  readonly id: Cell;
  /** by its request: false = it is not touched, since what goes on now is not what asked for it */
  readonly isOwn: boolean;
}

/**
 * The request's action; for a service by itself, which goes on with what a process before it left (a request id of its own),
 * the instance's last. Errors: `CodedError` `InstanceActionNotFound`.
 */
function* actionOf(w: EventWriter, { uuid, context }: EventOf): Task<ActionFound> {
  const request_id = text(context, 'request_id');
  const row = yield* w.db.first(w.database, 'instance_actions', {
    deleted: 0,
    instance_uuid: uuid,
    request_id,
  });
  if (row) return { id: row.id ?? null, isOwn: true };
  if ((context.project_id ?? null) === null) {
    const rows = yield* w.db.select(w.database, 'instance_actions', { deleted: 0, instance_uuid: uuid });
    const last = rows.at(-1);
    if (last) return { id: last.id ?? null, isOwn: false };
  }
  throw new CodedError(
    'InstanceActionNotFound',
    `Action for request_id ${request_id} on instance ${uuid} not found`,
  );
}

/** `event_start`. Errors: `CodedError` `InstanceActionNotFound`. */
export function* startEvent(w: EventWriter, o: EventOf & { readonly host: string }): Task {
  const { id, isOwn } = yield* actionOf(w, o);
  const now = w.host.wall().sql;
  if (isOwn) yield* w.db.update(w.database, 'instance_actions', { updated_at: now }, { id });
  yield* w.db.insert(w.database, 'instance_actions_events', {
    created_at: now,
    updated_at: null,
    deleted_at: null,
    deleted: 0,
    event: o.event,
    action_id: id,
    start_time: now,
    host: o.host,
  });
  yield* w.db.commit(w.database);
}

interface EventEnd {
  readonly failed: boolean;
  /** what went wrong, for everybody */
  readonly details?: string | null;
  /** for administrators */
  readonly traceback?: string | null;
}

/** `event_finish_with_failure`. Errors: `CodedError` `InstanceActionNotFound`, `InstanceActionEventNotFound`. */
export function* finishEvent(w: EventWriter, o: EventOf & EventEnd): Task {
  const { id, isOwn } = yield* actionOf(w, o);
  const where = { deleted: 0, action_id: id, event: o.event };
  const row = yield* w.db.first(w.database, 'instance_actions_events', where);
  if (!row) throw new CodedError('InstanceActionEventNotFound', `Event ${o.event} not found`);
  const now = w.host.wall().sql;
  const action = { updated_at: now, ...(o.failed ? { message: 'Error' } : {}) };
  if (isOwn) yield* w.db.update(w.database, 'instance_actions', action, { id });
  const { details = null, traceback = null } = o;
  const said = o.failed ? { result: 'Error', details, traceback } : { result: 'Success' };
  const values = { updated_at: now, finish_time: now, ...said };
  yield* w.db.update(w.database, 'instance_actions_events', values, { id: row.id ?? null });
  yield* w.db.commit(w.database);
}
