/** The claim: `PUT /allocations/{uuid}` before the scheduler answers, so that nobody else takes the room meanwhile. */
import { CodedError } from '../../base/assert.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Incoming } from '../../rpc/server.ts';
import type { Task } from '../../service/effects.ts';
import { pause, TIMING } from '../timing/timing.ts';
import { askPlacement } from './placement.ts';
import type { AllocationRequest, Scheduler } from './state.ts';

/**
 * `nova/scheduler/client/report.py:claim_resources`. Gives the status of the claim: 204, 409 where another took the room
 * first, null where Placement cannot be reached (`safe_connect`).
 */
export function* claim(scheduler: Scheduler, o: Claim): Task<number | null> {
  try {
    return yield* claimNow(scheduler, o);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return null;
  }
}

interface Claim {
  readonly uuid: string;
  readonly spec: JsonObject;
  readonly incoming: Incoming;
  readonly request: AllocationRequest;
}

function* claimNow(scheduler: Scheduler, o: Claim): Task<number> {
  const { host } = scheduler;
  const path = `/allocations/${o.uuid}`;
  const now = yield* askPlacement(scheduler, o.incoming, {
    method: 'GET',
    path,
    microversion: 'placement 1.28',
  });
  const current = JSON.parse(now.body) as {
    readonly allocations?: AllocationRequest['allocations'];
    readonly consumer_generation?: number | null;
  };
  yield* pause(host, TIMING.scheduler.selection.put_allocations);
  const reply = yield* askPlacement(scheduler, o.incoming, {
    method: 'PUT',
    path,
    microversion: 'placement 1.36',
    body: JSON.stringify({
      ...beside(current.allocations ?? {}, o.request),
      project_id: o.spec.project_id,
      user_id: o.spec.user_id,
      consumer_generation: current.consumer_generation ?? null,
    }),
  });
  return reply.status;
}

/**
 * `_move_operation_alloc_request`: one that holds something elsewhere already (an evacuation) holds both until it has moved.
 */
function beside(held: AllocationRequest['allocations'], { allocations, mappings }: AllocationRequest) {
  const elsewhere = Object.entries(held).filter(([provider]) => !(provider in allocations));
  if (elsewhere.length === 0) return { allocations, mappings };
  const kept = Object.fromEntries(elsewhere.map(([provider, { resources }]) => [provider, { resources }]));
  return { allocations: { ...kept, ...allocations } };
}
