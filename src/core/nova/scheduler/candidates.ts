import type { JsonObject } from '../../base/json.ts';
import type { Incoming } from '../../rpc/server.ts';
import { emit, type HttpAnswer, type Task } from '../../service/effects.ts';
import type { Row } from '../../trace/fact.ts';
import { safely } from '../ask-placement.ts';
import { API_DATABASE, cellsOf } from '../cells.ts';
import { text, whole } from '../fields.ts';
import { dataOf } from '../objects/ovo.ts';
import { pause, TIMING } from '../timing/timing.ts';
import { askPlacement } from './placement.ts';
import { requestedHost } from './requested.ts';
import type { AllocationRequest, Scheduler } from './state.ts';

const TIMES = TIMING.scheduler.selection;

/** By the provider's uuid. */
export type Candidates = ReadonlyMap<string, AllocationRequest>;

/** What one server takes, by resource class, in the order in which it is asked for (`utils.py:resources_from_request_spec`). */
export function resourcesOf(spec: JsonObject): readonly (readonly [resourceClass: string, amount: number])[] {
  const flavor = dataOf(spec.flavor);
  const disk =
    whole(flavor, 'root_gb') + whole(flavor, 'ephemeral_gb') + Math.ceil(whole(flavor, 'swap') / 1024);
  const wanted = [
    ['DISK_GB', disk],
    ['MEMORY_MB', whole(flavor, 'memory_mb')],
    ['VCPU', whole(flavor, 'vcpus')],
  ] as const;
  return wanted.filter(([, amount]) => amount > 0);
}

/**
 * Prefilters have little to say in this deployment: only `compute_status_filter` adds its forbidden trait. Without an answer
 * (`safe_connect`) there are none.
 */
export function* allocationCandidates(
  scheduler: Scheduler,
  spec: JsonObject,
  incoming: Incoming,
): Task<Candidates> {
  const resources = resourcesOf(spec).map(([rc, amount]) => `${rc}%3A${amount}`);
  const only = requestedHost(spec);
  const nodes = only === null ? [] : yield* nodesOf(scheduler, only);
  const tree = nodes.length === 1 ? `in_tree=${nodes.map((row) => text(row, 'uuid')).join()}&` : '';
  yield* pause(scheduler.host, TIMES.candidates);
  const path = `/allocation_candidates?${tree}limit=1000&resources=${resources.join('%2C')}&root_required=%21COMPUTE_STATUS_DISABLED`;
  const request = { method: 'GET', path, ...MICROVERSION } as const;
  const reply = yield* safely(incoming, askPlacement(scheduler, incoming, request));
  const found = candidatesIn(reply);
  yield* emit({
    kind: 'scheduler.answered',
    status: reply?.status ?? null,
    providers: [...found.keys()],
  });
  return found;
}

function candidatesIn(reply: HttpAnswer | null): Candidates {
  if (reply?.status !== 200) return new Map();
  const body = JSON.parse(reply.body) as { allocation_requests?: AllocationRequest[] };
  return new Map(
    (body.allocation_requests ?? []).flatMap((request) =>
      Object.keys(request.allocations).map((provider) => [provider, request] as const),
    ),
  );
}

const MICROVERSION = { microversion: 'placement 1.36' } as const;

/** Compute nodes of the host that is asked for (`host_manager.py:get_compute_nodes_by_host_or_node`). */
function* nodesOf({ host, db }: Scheduler, name: string): Task<readonly Row[]> {
  const mapping = yield* db.first(API_DATABASE, 'host_mappings', { host: name });
  const found: Row[] = [];
  const cells = cellsOf(host).filter(({ id }) => !mapping || id === mapping.cell_id);
  for (const { database } of cells)
    found.push(...(yield* db.select(database, 'compute_nodes', { deleted: 0, host: name })));
  return found;
}
