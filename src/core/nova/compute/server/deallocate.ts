/** A server's network given back (`nova/network/neutron.py:API.deallocate_for_instance`), and its allocations. */
import { CodedError } from '../../../base/assert.ts';
import type { JsonObject } from '../../../base/json.ts';
import { fromMs } from '../../../base/time.ts';
import { sleep, type Task } from '../../../service/effects.ts';
import { elevated } from '../../context.ts';
import { text } from '../../fields.ts';
import { loggerOf, seconds } from '../../log.ts';
import { type LiveObject, setFields, toPrimitive } from '../../objects/ovo.ts';
import { deleteAllocations as deleteAllocationsOf, type PlacementClient } from '../../report-client.ts';
import { pause, TIMING } from '../../timing/timing.ts';
import { classAction } from '../conductor-api.ts';
import { saveErrorState } from '../error-state.ts';
import { saveCache } from '../info-cache.ts';
import { ask } from '../neutron.ts';
import type { Compute } from '../state.ts';

const LOG = loggerOf('nova.compute.manager');
const TIMES = TIMING.compute.deallocate_network;

/** Its ports are deleted, its interfaces and its cache emptied. Errors: those of neutron and of the conductor. */
export function* deallocateNetwork(compute: Compute, context: JsonObject, instance: LiveObject): Task {
  const uuid = text(instance.data, 'uuid');
  const begun = compute.host.now();
  const path = `/v2.0/ports?device_id=${uuid}`;
  const { json } = yield* ask(compute, context, TIMES.ports, { method: 'GET', path });
  for (const { id } of json.ports as unknown as readonly { id: string }[]) {
    yield* ask(compute, context, TIMES.delete_port, { method: 'DELETE', path: `/v2.0/ports/${id}` });
  }
  yield* pause(compute.host, TIMES.interfaces);
  yield* classAction(compute, context, 'VirtualInterface.delete_by_instance_uuid', [uuid]);
  yield* pause(compute.host, TIMES.save_cache);
  const cache = yield* saveCache(compute, context, uuid, '[]');
  setFields(instance, { info_cache: toPrimitive(cache) });
  const took = seconds(begun, compute.host.now());
  yield* LOG.info({ context, uuid }, `Took ${took} seconds to deallocate network for instance.`);
}

/** Seconds before each repetition (`loopingcall.RetryDecorator`, `inc_sleep_time` 2, `max_retry_count` 3). */
const PATIENCE = [2, 4, 6] as const;

/**
 * `_try_deallocate_network`, as an administrator: again where neutron does not answer. Where it is given up, the instance goes
 * to ERROR, which it saves as itself. Errors: those of the last attempt.
 */
export function* tryDeallocateNetwork(compute: Compute, context: JsonObject, instance: LiveObject): Task {
  try {
    yield* deallocateWithRetries(compute, elevated(context), instance);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const about = { context, uuid: text(instance.data, 'uuid') };
    yield* LOG.error(about, `${FAILED}. Error: ${error.message}`, error);
    yield* saveErrorState(compute, context, instance);
    throw error;
  }
}

function* deallocateWithRetries(compute: Compute, context: JsonObject, instance: LiveObject): Task {
  const uuid = text(instance.data, 'uuid');
  for (const patience of [...PATIENCE, null]) {
    try {
      yield* deallocateNetwork(compute, context, instance);
      return;
    } catch (error) {
      if (!(error instanceof CodedError) || error.code !== 'ConnectFailure') throw error;
      yield* LOG.warning({ context, uuid }, `${FAILED}; retrying. Error: ${error.message}`, error);
      if (patience === null) throw error;
      yield* sleep(fromMs(patience * 1000));
    }
  }
}

const FAILED = 'Failed to deallocate network for instance';

/** `driver.destroy`: the fake driver's takes no time */
export const DESTROYED = 'Took 0.00 seconds to destroy the instance on the hypervisor.';

/** What a server holds of Placement is given back. Errors: `CodedError` `AllocationDeleteFailed`. */
export const deleteAllocations = (compute: Compute, context: JsonObject, uuid: string): Task =>
  deleteAllocationsOf(placementFor(compute, context), uuid);

/** Who asks Placement for it. */
export const placementFor = ({ host }: Compute, context: JsonObject): PlacementClient => ({
  host,
  context,
  before: () => pause(host, TIMES.allocations),
});
