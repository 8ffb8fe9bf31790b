/**
 * The scheduler's choice (`nova/scheduler/manager.py:SchedulerManager`): one question to Placement and one reading of the
 * hosts for all servers of a request; then a host for each, which the next ones find fuller by what it took.
 */

import { defined } from '../../base/assert.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import { pythonRepr } from '../../base/python.ts';
import { pythonJson } from '../../rpc/python-json.ts';
import type { Incoming } from '../../rpc/server.ts';
import { emit, type Task } from '../../service/effects.ts';
import { textsAt } from '../fields.ts';
import { loggerOf } from '../log.ts';
import { emptyLimits } from '../objects/catalog.ts';
import { dataOf, ovo } from '../objects/ovo.ts';
import { option } from '../options.ts';
import { BEGINS_AT } from '../selection-frames.ts';
import { pause, TIMING } from '../timing/timing.ts';
import { allocationCandidates, type Candidates, resourcesOf } from './candidates.ts';
import { claim } from './claim.ts';
import { consume, type HostState } from './hosts.ts';
import { askPorts } from './managed-ports.ts';
import { noHost, notEnoughHosts } from './no-valid-host.ts';
import { tellSelection } from './notify-selection.ts';
import { askPlacement } from './placement.ts';
import { readHosts } from './read-hosts.ts';
import { isRebuild, requestedCell, requestedHost } from './requested.ts';
import { sortedHosts } from './sort-hosts.ts';
import type { Scheduler } from './state.ts';

const LOG = loggerOf('nova.scheduler.manager');
const TIMES = TIMING.scheduler.selection;

interface Question {
  readonly spec: JsonObject;
  readonly incoming: Incoming;
  /** null = Placement was not asked: nothing is claimed */
  readonly candidates: Candidates | null;
  readonly uuids: readonly string[];
  /** how many may stand behind a chosen host */
  readonly alternates: number;
}

interface Selected {
  readonly uuid: string;
  readonly host: HostState;
}

export function* selectDestinations(scheduler: Scheduler, incoming: Incoming): Task<Json> {
  const spec = dataOf(incoming.args.spec_obj);
  const uuids = textsAt(incoming.args, 'instance_uuids');
  const rebuild = isRebuild(spec);
  // as many as there are further attempts
  const most = option(scheduler.host, 'scheduler.max_attempts') - 1;
  const alternates = incoming.args.return_alternates === true ? most : 0;
  yield* emit({
    kind: 'scheduler.asked',
    instance_uuids: uuids,
    resources: rebuild ? {} : Object.fromEntries(resourcesOf(spec)),
    host: requestedHost(spec),
    alternates,
    rebuild,
    subset: option(scheduler.host, 'filter_scheduler.host_subset_size'),
  });
  yield* LOG.debug(incoming, `Starting to schedule for instances: ${pythonRepr(uuids)}`, BEGINS_AT);
  const candidates = rebuild ? null : yield* candidatesOf(scheduler, spec, incoming);
  const q: Question = { spec, incoming, candidates, uuids, alternates };
  yield* tellSelection(scheduler, incoming, spec, 'start');
  yield* pause(scheduler.host, TIMES.hosts);
  const providers = candidates && [...candidates.keys()];
  const found = yield* readHosts(scheduler, providers, requestedCell(spec));
  const { selected, left } = yield* selectAll(scheduler, q, found);
  const lists = yield* withAlternates(scheduler, q, selected, left);
  yield* tellSelection(scheduler, incoming, spec, 'end');
  yield* pause(scheduler.host, TIMES.answer);
  return lists;
}

/** Errors: `CodedError` `NoValidHost` where Placement has none. */
function* candidatesOf(scheduler: Scheduler, spec: JsonObject, incoming: Incoming): Task<Candidates> {
  yield* askPorts(scheduler.host, spec, incoming);
  const candidates = yield* allocationCandidates(scheduler, spec, incoming);
  if (candidates.size > 0) return candidates;
  yield* LOG.info(
    { context: incoming.context },
    'Got no allocation candidates from the Placement API. This could be due to insufficient resources or a temporary occurrence as compute nodes start up.',
  );
  yield* emit({ kind: 'scheduler.failed', why: 'no_candidates', found: 0 });
  throw noHost();
}

/** `left` = the hosts that the last server could choose from, best first. Errors: `CodedError` `NoValidHost`, and nothing is held then. */
function* selectAll(
  scheduler: Scheduler,
  q: Question,
  found: readonly HostState[],
): Task<{ readonly selected: readonly Selected[]; readonly left: readonly HostState[] }> {
  const selected: Selected[] = [];
  let left = found;
  for (const [nth, uuid] of q.uuids.entries()) {
    left = yield* sortedHosts(scheduler, left, {
      spec: { ...q.spec, instance_uuid: uuid },
      nth,
      context: q.incoming.context,
    });
    const host = yield* claimBest(scheduler, q, uuid, left);
    if (!host) break;
    selected.push({ uuid, host });
    consume(host, q.spec);
  }
  if (selected.length === q.uuids.length) return { selected, left };
  for (const { uuid } of selected)
    yield* askPlacement(scheduler, q.incoming, { method: 'DELETE', path: `/allocations/${uuid}` });
  yield* emit({ kind: 'scheduler.failed', why: 'not_enough_hosts', found: selected.length });
  throw notEnoughHosts();
}

/** The best host whose room nobody else took meanwhile; null = none. */
function* claimBest(
  scheduler: Scheduler,
  { spec, incoming, candidates }: Question,
  uuid: string,
  hosts: readonly HostState[],
): Task<HostState | null> {
  if (candidates === null) return hosts[0] ?? null;
  if (hosts.length > 0) yield* pause(scheduler.host, TIMES.claim);
  for (const host of hosts) {
    const request = candidates.get(host.uuid);
    if (!request) continue;
    const status = yield* claim(scheduler, { uuid, spec, incoming, request });
    yield* emit({ kind: 'scheduler.claimed', instance_uuid: uuid, host: host.host, status });
    if (status === 204) return host;
  }
  return null;
}

/**
 * `_get_alternate_hosts`: of several servers the hosts are sorted once more, now that it is known what they took. A host that
 * was chosen for any of them is nobody's alternate.
 */
function* withAlternates(
  scheduler: Scheduler,
  { spec, incoming, candidates, uuids, alternates }: Question,
  selected: readonly Selected[],
  left: readonly HostState[],
): Task<Json> {
  const nth = uuids.length - 1;
  const hosts =
    nth > 0 && alternates > 0
      ? yield* sortedHosts(scheduler, left, { spec, nth, context: incoming.context })
      : left;
  const taken = new Set(selected.map(({ host }) => host));
  const lists: Json[] = [];
  for (const { uuid, host } of selected) {
    const others = hosts.filter((one) => one.cellUuid === host.cellUuid && !taken.has(one));
    const chosen = [host, ...others.slice(0, alternates)];
    yield* emit({
      kind: 'scheduler.selected',
      instance_uuid: uuid,
      host: host.host,
      alternates: chosen.slice(1).map((h) => h.host),
    });
    lists.push(chosen.map((h) => selection(h, candidates)));
  }
  return lists;
}

function selection(host: HostState, candidates: Candidates | null): Json {
  const request = candidates && defined(candidates.get(host.uuid), `allocation request of ${host.host}`);
  const data = {
    compute_node_uuid: host.uuid,
    service_host: host.host,
    nodename: host.node,
    cell_uuid: host.cellUuid,
    limits: emptyLimits(),
    allocation_request:
      request && pythonJson({ allocations: request.allocations, mappings: request.mappings }),
    allocation_request_version: request && '1.36',
    availability_zone: 'nova',
  };
  return ovo('Selection', data, Object.keys(data));
}
