/**
 * How a compute reaches rows: it sends an object to its cell's conductor and takes back what changed
 * (`nova/conductor/rpcapi.py`, `NovaObject.indirection_api`).
 */
import { isObject, type Json, type JsonObject } from '../../base/json.ts';
import { call } from '../../rpc/client.ts';
import { unpacked } from '../../rpc/none.ts';
import type { Task } from '../../service/effects.ts';
import { MANIFESTS } from '../objects/manifests.ts';
import { type LiveObject, toPrimitive } from '../objects/ovo.ts';
import { TOPICS, VERSIONS } from '../words.ts';
import { OBJECT_ACTION, through } from './build/build-trace.ts';
import type { Compute } from './state.ts';

const TARGET = { topic: TOPICS.conductor, version: VERSIONS.conductor };
const timesOf = ({ cell }: Compute) => ({ timeout: cell.responseTimeout, monitor: null });

/** `object_action`: runs `object.method(**kwargs)` at the conductor and applies the updates to `object`. */
export function* objectAction(
  compute: Compute,
  context: JsonObject,
  object: LiveObject,
  method: string,
  kwargs: JsonObject = {},
  positional: readonly Json[] = [],
): Task {
  const args = { objinst: toPrimitive(object), objmethod: method, args: positional, kwargs };
  const out = { target: TARGET, method: 'object_action', args, context };
  const reply = yield* through(OBJECT_ACTION, call(compute.cell, out, timesOf(compute)));
  const [updates] = unpacked(reply) as readonly [JsonObject];
  object.changes.clear();
  for (const [field, value] of Object.entries(updates)) {
    if (field === 'obj_what_changed') for (const name of value as string[]) object.changes.add(name);
    else object.data[field] = value;
  }
}

/** `object_class_action_versions`: a class method at the conductor, with the versions that this compute understands. */
export function* classAction(
  compute: Compute,
  context: JsonObject,
  name: `${string}.${string}`,
  args: readonly Json[],
  kwargs: JsonObject = {},
): Task<Json> {
  const [objname = '', objmethod = ''] = name.split('.');
  const versions = MANIFESTS[objname];
  return yield* call(
    compute.cell,
    {
      target: TARGET,
      method: 'object_class_action_versions',
      args: { objname, objmethod, object_versions: versions ?? {}, args, kwargs },
      context,
    },
    timesOf(compute),
  );
}

/** `objects` of a list primitive. */
export function objectsOf(list: Json): readonly JsonObject[] {
  const data = isObject(list) ? list['nova_object.data'] : null;
  return isObject(data) && Array.isArray(data.objects) ? (data.objects as JsonObject[]) : [];
}
