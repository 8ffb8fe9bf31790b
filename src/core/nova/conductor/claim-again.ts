/** The claim on an alternate (`nova/scheduler/utils.py:claim_resources`): the scheduler made it, the conductor asks placement for it. */
import { CodedError } from '../../base/assert.ts';
import { type JsonObject, parseJson } from '../../base/json.ts';
import type { Task } from '../../service/effects.ts';
import type { ServiceHost } from '../../service/service.ts';
import { askPlacement } from '../ask-placement.ts';
import { textOf } from '../context.ts';
import { text } from '../fields.ts';
import { pause, TIMING } from '../timing/timing.ts';

const TIMES = TIMING.cell_conductor.build_instances;

/** False where another took the room meanwhile. `host` = data of a Selection. */
export function* claimOn(
  at: ServiceHost,
  context: JsonObject,
  uuid: string,
  host: JsonObject,
): Task<boolean> {
  try {
    return yield* claim(at, context, uuid, host);
  } catch (error) {
    // `safe_connect`: a placement that does not answer says no
    if (!(error instanceof CodedError)) throw error;
    return false;
  }
}

function* claim(at: ServiceHost, context: JsonObject, uuid: string, host: JsonObject): Task<boolean> {
  const ask = {
    path: `/allocations/${uuid}`,
    globalRequestId: textOf(context, 'request_id'),
  };
  yield* pause(at, TIMES.claim);
  const now = yield* askPlacement(at, { ...ask, method: 'GET', microversion: 'placement 1.28' });
  const current = JSON.parse(now.body) as { consumer_generation?: number | null };
  yield* pause(at, TIMES.put_allocations);
  const request = parseJson(text(host, 'allocation_request')) as JsonObject;
  const reply = yield* askPlacement(at, {
    ...ask,
    method: 'PUT',
    microversion: `placement ${text(host, 'allocation_request_version')}`,
    body: JSON.stringify({
      ...request,
      project_id: context.project_id ?? null,
      user_id: context.user_id ?? null,
      consumer_generation: current.consumer_generation ?? null,
    }),
  });
  return reply.status === 204;
}
