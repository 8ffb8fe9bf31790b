/**
 * What nova-compute does before it listens (`nova/service.py:Service.start`, `nova/compute/manager.py:init_host`,
 * `pre_start_hook`): it waits for a conductor, reads its own record and its instances, and counts its host.
 */
import { CodedError } from '../../base/assert.ts';
import { isObject, type Json, type JsonObject } from '../../base/json.ts';
import { call, fanout } from '../../rpc/client.ts';
import type { Task } from '../../service/effects.ts';
import { fromPrimitive } from '../objects/ovo.ts';
import { pause, TIMING } from '../timing.ts';
import { TOPICS, VERSIONS } from '../words.ts';
import { classAction, objectsOf } from './conductor-api.ts';
import { destroyEvacuated } from './evacuated.ts';
import { audit, forgiving, ownContext } from './periodic.ts';
import type { Compute } from './state.ts';

/** Seconds: `ping` of the first ten attempts (`nova/conductor/api.py:API.wait_until_ready`) */
const PING_TIMEOUT = 10;
const EARLY_PINGS = 10;

export function* startUp(compute: Compute): Task {
  const { host, name } = compute;
  const context = ownContext(compute);
  yield* waitForConductor(compute, context);
  const service = yield* classAction(compute, context, 'Service.get_by_host_and_binary', [
    name,
    'nova-compute',
  ]);
  compute.service = isObject(service) ? fromPrimitive(service as Json) : null;
  yield* pause(host, TIMING.compute.start_up.tell_instances);
  yield* tellInstances(compute, context);
  // pre_start_hook: "Error updating resources for node" is logged, and the next round tries again
  yield* forgiving(audit(compute, context, !host.isCold));
}

/** A compute does not start before a conductor answers. */
function* waitForConductor(compute: Compute, context: JsonObject): Task {
  for (let attempt = 0; ; attempt += 1) {
    try {
      const target = { topic: TOPICS.conductor, namespace: 'baseapi', version: VERSIONS.baseapi };
      const timeout = attempt < EARLY_PINGS ? PING_TIMEOUT : compute.cell.responseTimeout;
      const args = { arg: '1.21 GigaWatts' };
      yield* call(compute.cell, { target, method: 'ping', args, context }, { timeout, monitor: null });
      return;
    } catch (error) {
      if (!(error instanceof CodedError) || error.code !== 'MessagingTimeout') throw error;
    }
  }
}

/** `init_host`: the whole list goes out once at start, if there is any instance. */
function* tellInstances(compute: Compute, context: JsonObject): Task {
  const list = yield* classAction(compute, context, 'InstanceList.get_by_host', [compute.name]);
  // a process that ran before has long since looked
  if (compute.host.isCold) yield* forgiving(destroyEvacuated(compute, context));
  if (objectsOf(list).length === 0) return;
  yield* fanout(compute.cell, {
    target: { topic: TOPICS.scheduler, version: VERSIONS.schedulerFanout },
    method: 'update_instance_info',
    args: { host_name: compute.name, instance_info: list },
    context,
  });
}
