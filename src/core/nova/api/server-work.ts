/** What nova-api writes of a server before it sends a message: what begins with it, and who asked (`nova/compute/api.py`). */
import type { JsonObject } from '../../base/json.ts';
import type { Task } from '../../service/effects.ts';
import { text } from '../fields.ts';
import { insertAction } from '../instance-actions.ts';
import { setFields } from '../objects/ovo.ts';
import { saveInstance } from '../save-instance.ts';
import type { FoundServer } from './get-instance.ts';
import type { Api, ApiRequest } from './state.ts';

/**
 * Saves what the action begins with, where no task is under way, and notes it under `name`. `then` = what is done between the
 * two.
 */
export function* beginAction(
  { host, db }: Api,
  { context }: ApiRequest,
  { instance, database }: FoundServer,
  o: { readonly name: string; readonly sets: JsonObject },
  then: () => Task = nothing,
): Task {
  setFields(instance, o.sets);
  yield* saveInstance({ host, db, database }, instance, { expected_task_state: [null] });
  instance.changes.clear();
  yield* then();
  instance.changes.clear();
  const uuid = text(instance.data, 'uuid');
  yield* insertAction(db, database, { action: o.name, uuid, context, now: host.wall().sql });
}

function* nothing(): Task {}
