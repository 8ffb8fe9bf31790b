/**
 * What a compute tells all schedulers of its instances, without waiting (`nova/compute/manager.py:_update_scheduler_instance_info`,
 * `_delete_scheduler_instance_info`, `_sync_scheduler_instance_info`; `nova/scheduler/rpcapi.py`): fanouts on the cell's vhost.
 */
import type { Json, JsonObject } from '../../base/json.ts';
import { fanout } from '../../rpc/client.ts';
import type { Task } from '../../service/effects.ts';
import { type LiveObject, listOf, toPrimitive } from '../objects/ovo.ts';
import { TOPICS, VERSIONS } from '../words.ts';
import type { Compute } from './state.ts';

interface Teller {
  readonly compute: Compute;
  readonly context: JsonObject;
}

function* tellSchedulers({ compute, context }: Teller, method: string, args: JsonObject): Task {
  yield* fanout(compute.cell, {
    target: { topic: TOPICS.scheduler, version: VERSIONS.schedulerFanout },
    method,
    args: { host_name: compute.name, ...args },
    context,
  });
}

/** An instance that is here, or is another than it was. */
export const updateInstanceInfo = (told: Teller & { readonly instance: LiveObject }): Task =>
  updateInstanceList(told, listOf('InstanceList', [toPrimitive(told.instance)], true));

/** `list` = an `InstanceList` as it travels. */
export const updateInstanceList = (told: Teller, list: Json): Task =>
  tellSchedulers(told, 'update_instance_info', { instance_info: list });

/** An instance that is not here any more. */
export const deleteInstanceInfo = (told: Teller & { readonly uuid: string }): Task =>
  tellSchedulers(told, 'delete_instance_info', { instance_uuid: told.uuid });

/** The uuids of all that are here. */
export const syncInstanceInfo = (told: Teller, uuids: readonly string[]): Task =>
  tellSchedulers(told, 'sync_instance_info', { instance_uuids: [...uuids] });
