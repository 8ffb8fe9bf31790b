/**
 * What the resource tracker tells Placement whenever it has counted (`nova/compute/resource_tracker.py:_update_to_placement`):
 * its provider's allocations are looked at, what belongs to the provider is read anew every five minutes, and the trait of a
 * disabled host follows the record of its service, whoever changed that.
 */
import { CodedError } from '../../../base/assert.ts';
import type { JsonObject } from '../../../base/json.ts';
import { fromMs } from '../../../base/time.ts';
import { having } from '../../../rpc/none.ts';
import type { Task } from '../../../service/effects.ts';
import { askPlacement } from '../../ask-placement.ts';
import { textOf } from '../../context.ts';
import { text } from '../../fields.ts';
import { loggerOf } from '../../log.ts';
import { dataOf } from '../../objects/ovo.ts';
import { pause, TIMING } from '../../timing/timing.ts';
import { classAction } from '../conductor-api.ts';
import type { Compute } from '../state.ts';
import { compareAllocations } from './allocations.ts';
import { DISABLED, ensureProvider, hold, reportProvider } from './first-start.ts';

const LOG = loggerOf('nova.compute.resource_tracker');

const TIMES = TIMING.compute.set_host_enabled;

/** `[compute]/resource_provider_association_refresh` */
const REFRESH = fromMs(300_000);
/** `retrying` of `_update_to_placement`, which begins anew where the provider has changed since it was read */
const ATTEMPTS = 4;

/** `serviceMs` = before the record of its service is asked for */
export function* updatePlacement(compute: Compute, context: JsonObject, serviceMs: number): Task {
  for (let attempt = 1; ; attempt += 1) {
    const isUnknown = !compute.isRegistered;
    const isStale = compute.host.now() - compute.refreshedAt > REFRESH;
    if (isUnknown || !compute.knowsProvider || isStale) yield* ensureProvider(compute, context);
    yield* compareAllocations(compute, context);
    yield* pause(compute.host, serviceMs);
    const isDisabled = yield* readDisabled(compute, context);
    compute.isMarkedDisabled ??= isDisabled;
    if (isUnknown) yield* reportProvider(compute, context, isDisabled ?? false);
    else if (isDisabled !== null && isDisabled !== compute.isMarkedDisabled) {
      if ((yield* mark(compute, context, isDisabled)) !== 409 || attempt === ATTEMPTS) return;
      compute.knowsProvider = false;
      continue;
    }
    return;
  }
}

/** `_sync_compute_service_disabled_trait`; null = nobody has its record. */
function* readDisabled(compute: Compute, context: JsonObject): Task<boolean | null> {
  const { name } = compute;
  try {
    const service = yield* classAction(compute, context, 'Service.get_by_compute_host', [name]);
    return dataOf(having(service, 'disabled')).disabled === true;
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'ComputeHostNotFound') throw error;
    yield* LOG.error(
      { context },
      `Unable to find services table record for nova-compute host ${name}`,
      error,
    );
    return null;
  }
}

/** `set_traits_for_provider`; gives the status. */
function* mark(compute: Compute, context: JsonObject, isDisabled: boolean): Task<number> {
  const { host, node } = compute;
  if (!compute.provider) yield* ensureProvider(compute, context);
  const { provider } = compute;
  if (!node || !provider || compute.isMarkedDisabled === isDisabled) return 200;
  const able = provider.traits.filter((name) => name !== DISABLED);
  const traits = isDisabled ? [...able, DISABLED] : able;
  const common = { microversion: 'placement 1.6', globalRequestId: textOf(context, 'request_id') };
  yield* pause(host, TIMES.known_traits);
  yield* askPlacement(host, { ...common, method: 'GET', path: `/traits?name=in:${traits.join(',')}` });
  yield* pause(host, TIMES.put_traits);
  const path = `/resource_providers/${text(node.object.data, 'uuid')}/traits`;
  const body = JSON.stringify({ resource_provider_generation: provider.generation, traits });
  const answer = yield* askPlacement(host, { ...common, method: 'PUT', path, body });
  hold(compute, answer);
  return answer.status;
}
