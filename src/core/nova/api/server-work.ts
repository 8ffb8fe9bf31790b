/** What nova-api writes of a server before it sends a message: what begins with it, and who asked (`nova/compute/api.py`). */
import { CodedError } from '../../base/assert.ts';
import type { JsonObject } from '../../base/json.ts';
import { cast } from '../../rpc/client.ts';
import type { Task } from '../../service/effects.ts';
import { text } from '../fields.ts';
import { insertAction } from '../instance-actions.ts';
import { type LiveObject, setFields, toPrimitive } from '../objects/ovo.ts';
import { loadFlavor } from '../read-instance.ts';
import { saveInstance } from '../save-instance.ts';
import { pause, TIMING } from '../timing/timing.ts';
import { TOPICS, VERSIONS } from '../words.ts';
import type { FoundServer } from './get-instance.ts';
import type { Api, ApiRequest } from './state.ts';

/** A check that looks at the flavor reads it, where the server was found without. */
export function* withFlavor({ host, db }: Api, { instance, database }: FoundServer): Task {
  if ('flavor' in instance.data) return;
  yield* pause(host, TIMING.api.server_action.flavor);
  yield* loadFlavor(db, database, instance);
}

/**
 * Saves what the action begins with, where no task is under way but those of `tasks` (null = whatever is), and notes it under
 * `name`. `then` = what is done between the two.
 */
export function* beginAction(
  { host, db }: Api,
  { context }: ApiRequest,
  { instance, database }: FoundServer,
  o: {
    readonly name: string;
    readonly sets: JsonObject;
    readonly tasks?: readonly (string | null)[] | null;
    /** its controller has an answer for a server that is gone by now */
    readonly expectsGone?: boolean;
  },
  then: () => Task = nothing,
): Task {
  const { tasks = [null], expectsGone = false } = o;
  setFields(instance, o.sets);
  const expected = tasks === null ? {} : { expected_task_state: tasks };
  const save = saveInstance({ host, db, database }, instance, expected);
  yield* expectsGone ? save : expectingThere(save);
  instance.changes.clear();
  yield* then();
  instance.changes.clear();
  const uuid = text(instance.data, 'uuid');
  yield* insertAction(db, database, { action: o.name, uuid, context, now: host.wall().sql });
}

/**
 * A server that was found and is gone when it is saved: few controllers expect that (`wsgi.py:expected_errors`). Errors:
 * `CodedError` `nova.exception.InstanceNotFound` for `InstanceNotFound`.
 */
export function* expectingThere(save: Task<unknown>): Task {
  try {
    yield* save;
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'InstanceNotFound') throw error;
    throw new CodedError('nova.exception.InstanceNotFound', error.message);
  }
}

/** The task of the super conductor that a rebuild and an evacuation are; `args` = what is otherwise than in most of them. */
export function* castRebuild(
  { top }: Api,
  { context }: ApiRequest,
  instance: LiveObject,
  spec: LiveObject,
  args: JsonObject,
): Task {
  yield* cast(top, {
    target: { topic: TOPICS.conductor, namespace: 'compute_task', version: VERSIONS.rebuild },
    method: 'rebuild_instance',
    args: {
      instance: toPrimitive(instance),
      new_pass: '***',
      injected_files: null,
      image_ref: null,
      orig_image_ref: null,
      orig_sys_metadata: null,
      bdms: null,
      recreate: false,
      on_shared_storage: null,
      preserve_ephemeral: false,
      host: null,
      request_spec: toPrimitive(spec),
      reimage_boot_volume: false,
      ...args,
    },
    context,
  });
}

function* nothing(): Task {}
