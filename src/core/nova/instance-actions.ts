/** What somebody asked of an instance: its row in `instance_actions` (`nova/objects/instance_action.py:action_start`). */
import type { JsonObject } from '../base/json.ts';
import type { Task } from '../service/effects.ts';
import type { Db } from './db.ts';
import { text } from './fields.ts';
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
    user_id: text(o.context, 'user_id'),
    project_id: text(o.context, 'project_id'),
    start_time: start,
    finish_time: null,
    message: null,
  });
  yield* db.commit(database);
  return id ?? 0;
}
