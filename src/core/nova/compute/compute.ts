/**
 * nova-compute: one for each host. It has no database; what it knows of rows it asks its cell's conductor by calls. It
 * starts to listen only after a conductor has answered (`nova/service.py:Service.start`, `nova/compute/manager.py`).
 */

import { CodedError } from '../../base/assert.ts';
import { isObject, type Json, type JsonObject } from '../../base/json.ts';
import { call, fanout } from '../../rpc/client.ts';
import { type Incoming, serve } from '../../rpc/server.ts';
import { makeTransport } from '../../rpc/transport.ts';
import { sleep, spawn, type Task } from '../../service/effects.ts';
import type { ServiceDefinition } from '../../service/service.ts';
import type { ServicePlace } from '../../trace/trace.ts';
import { baseApi } from '../base-api.ts';
import { dataOf, fromPrimitive } from '../objects/ovo.ts';
import { CELL_VHOST, TOPICS, VERSIONS } from '../words.ts';
import { buildAndRun } from './build.ts';
import { classAction, objectsOf } from './conductor-api.ts';
import { refreshForEvent } from './info-cache.ts';
import { audit, everyMinute, forgiving, heartbeat, ownContext } from './periodic.ts';
import type { Compute } from './state.ts';

/** Seconds: `ping` of the first ten attempts (`nova/conductor/api.py:API.wait_until_ready`) */
const PING_TIMEOUT = 10;
const EARLY_PINGS = 10;

export function makeCompute(place: ServicePlace): ServiceDefinition {
  return {
    place,
    start(host) {
      const compute: Compute = {
        host,
        name: place.host,
        cell: makeTransport(host, CELL_VHOST),
        node: null,
        service: null,
        tracked: new Map(),
        healing: [],
        cacheLocks: new Map(),
      };
      return { main: main(compute) };
    },
  };
}

function* main(compute: Compute): Task {
  const { host, name } = compute;
  const context = ownContext(compute);
  yield* waitForConductor(compute, context);
  const service = yield* classAction(compute, context, 'Service.get_by_host_and_binary', [
    name,
    'nova-compute',
  ]);
  compute.service = isObject(service) ? fromPrimitive(service as Json) : null;
  yield* sleep(host.took(4));
  yield* tellInstances(compute, context);
  // pre_start_hook: "Error updating resources for node" is logged, and the next round tries again
  yield* forgiving(audit(compute, context));
  yield* serve(compute.cell, { topic: TOPICS.compute, server: name }, [
    {
      version: '6.1',
      methods: {
        build_and_run_instance: (incoming) => buildAndRun(compute, incoming),
        external_instance_event: (incoming) => externalEvent(compute, incoming),
      },
    },
    baseApi('compute'),
  ]);
  yield* spawn('heartbeat', heartbeat(compute));
  yield* spawn('periodic tasks', everyMinute(compute));
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
  if (objectsOf(list).length === 0) return;
  yield* fanout(compute.cell, {
    target: { topic: TOPICS.scheduler, version: VERSIONS.schedulerFanout },
    method: 'update_instance_info',
    args: { host_name: compute.name, instance_info: list },
    context,
  });
}

/** `network-changed` refreshes the cache; `network-vif-plugged` would wake a waiting driver: the fake one waits for none. */
function* externalEvent(compute: Compute, incoming: Incoming): Task<Json> {
  const instances = incoming.args.instances as readonly JsonObject[];
  const events = incoming.args.events as readonly JsonObject[];
  for (const primitive of events) {
    const event = dataOf(primitive);
    const instance = instances.map(dataOf).find((i) => i.uuid === event.instance_uuid);
    if (instance && event.name === 'network-changed') {
      yield* refreshForEvent(compute, incoming.context, instance);
    }
  }
  return null;
}
