/**
 * `set_host_enabled`: the trait COMPUTE_STATUS_DISABLED of this host's provider, by which the scheduler's question to
 * Placement leaves a disabled host out (`nova/compute/manager.py:set_host_enabled`,
 * `ComputeVirtAPI.update_compute_provider_status`).
 */
import { CodedError } from '../../../base/assert.ts';
import { type Json, type JsonObject, parseJson } from '../../../base/json.ts';
import type { Incoming } from '../../../rpc/server.ts';
import type { HttpAnswer, Task } from '../../../service/effects.ts';
import { askPlacement } from '../../ask-placement.ts';
import { textOf } from '../../context.ts';
import { objectAt, text, textsAt, whole } from '../../fields.ts';
import { pause, TIMING } from '../../timing/timing.ts';
import type { Compute } from '../state.ts';
import { DISABLED, hold } from './first-start.ts';

const TIMES = TIMING.compute.set_host_enabled;

/** What goes wrong with the trait is logged; the caller hears the same. */
export function* setHostEnabled(compute: Compute, { args, context }: Incoming): Task<Json> {
  const enabled = args.enabled === true;
  try {
    yield* pause(compute.host, TIMES.traits);
    yield* setDisabledTrait(compute, context, !enabled);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
  }
  yield* pause(compute.host, TIMES.answer);
  return enabled ? 'enabled' : 'disabled';
}

/** Placement is asked what traits there are, and told the new ones where they differ. */
function* setDisabledTrait(compute: Compute, context: JsonObject, wanted: boolean): Task {
  const { host, node } = compute;
  if (!node) return;
  const path = `/resource_providers/${text(node.object.data, 'uuid')}/traits`;
  const ask = (method: 'GET' | 'PUT', where: string, body?: string): Task<HttpAnswer> =>
    askPlacement(host, {
      method,
      path: where,
      microversion: 'placement 1.6',
      globalRequestId: textOf(context, 'request_id'),
      ...(body === undefined ? {} : { body }),
    });
  const found = yield* ask('GET', path);
  if (found.status !== 200) return;
  const held = objectAt([parseJson(found.body)], 0);
  const traits = textsAt(held, 'traits');
  if (traits.includes(DISABLED) === wanted) return;
  const names = wanted ? [...traits, DISABLED] : traits.filter((name) => name !== DISABLED);
  yield* pause(host, TIMES.known_traits);
  yield* ask('GET', `/traits?name=in:${names.join(',')}`);
  yield* pause(host, TIMES.put_traits);
  const resource_provider_generation = whole(held, 'resource_provider_generation');
  hold(compute, yield* ask('PUT', path, JSON.stringify({ traits: names, resource_provider_generation })));
}
