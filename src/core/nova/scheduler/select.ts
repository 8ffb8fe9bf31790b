/**
 * The scheduler's choice (`nova/scheduler/manager.py:SchedulerManager`): one question to Placement and one reading of the
 * hosts for all servers of a request; then a host for each, which the next ones find fuller by what it took.
 */
import { defined } from '../../base/assert.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import { pythonJson } from '../../rpc/python-json.ts';
import type { Incoming } from '../../rpc/server.ts';
import { emit, type Task } from '../../service/effects.ts';
import type { Row } from '../../trace/fact.ts';
import { textsAt } from '../fields.ts';
import { emptyLimits } from '../objects/catalog.ts';
import { dataOf, ovo } from '../objects/ovo.ts';
import { option } from '../options.ts';
import { serviceIsUp } from '../servicegroup.ts';
import { pause, TIMING } from '../timing/timing.ts';
import { allocationCandidates, type Candidates } from './candidates.ts';
import { claim } from './claim.ts';
import { DEFAULT_FILTERS, type FilterQuestion } from './filters.ts';
import { consume, type HostState } from './hosts.ts';
import { askPorts } from './managed-ports.ts';
import { noHost, notEnoughHosts } from './no-valid-host.ts';
import { tellSelection } from './notify-selection.ts';
import { askPlacement } from './placement.ts';
import { readHosts } from './read-hosts.ts';
import { hostsAskedFor, requestedCell } from './requested.ts';
import type { Scheduler } from './state.ts';
import { weigh } from './weighers.ts';

const TIMES = TIMING.scheduler.selection;

interface Question {
  readonly spec: JsonObject;
  readonly incoming: Incoming;
  readonly candidates: Candidates;
  readonly uuids: readonly string[];
}

interface Selected {
  readonly uuid: string;
  readonly host: HostState;
}

export function* selectDestinations(scheduler: Scheduler, incoming: Incoming): Task<Json> {
  const spec = dataOf(incoming.args.spec_obj);
  const uuids = textsAt(incoming.args, 'instance_uuids');
  yield* askPorts(spec, incoming);
  const candidates = yield* allocationCandidates(scheduler, spec, incoming);
  if (candidates.size === 0) throw noHost();
  const q: Question = { spec, incoming, candidates, uuids };
  yield* tellSelection(scheduler, incoming, spec, 'start');
  yield* pause(scheduler.host, TIMES.hosts);
  const found = yield* readHosts(scheduler, [...candidates.keys()], requestedCell(spec));
  const { selected, left } = yield* selectAll(scheduler, q, found);
  const lists = yield* withAlternates(scheduler, q, selected, left);
  yield* tellSelection(scheduler, incoming, spec, 'end');
  yield* pause(scheduler.host, TIMES.answer);
  return lists;
}

/** `left` = the hosts that the last server could choose from, best first. Errors: `CodedError` `NoValidHost`, and nothing is held then. */
function* selectAll(
  scheduler: Scheduler,
  q: Question,
  found: readonly HostState[],
): Task<{ readonly selected: readonly Selected[]; readonly left: readonly HostState[] }> {
  const selected: Selected[] = [];
  let left = found;
  for (const uuid of q.uuids) {
    left = yield* sortedHosts(scheduler, left, q.spec);
    const host = yield* claimBest(scheduler, q, uuid, left);
    if (!host) break;
    selected.push({ uuid, host });
    consume(host, q.spec);
  }
  if (selected.length === q.uuids.length) return { selected, left };
  for (const { uuid } of selected)
    yield* askPlacement(scheduler, q.incoming, { method: 'DELETE', path: `/allocations/${uuid}` });
  throw notEnoughHosts();
}

/** Those that pass, best first (`_get_sorted_hosts`). */
function* sortedHosts(
  scheduler: Scheduler,
  hosts: readonly HostState[],
  spec: JsonObject,
): Task<readonly HostState[]> {
  const passed = yield* runFilters(scheduler, hostsAskedFor(hosts, spec), spec);
  if (passed.length === 0) return [];
  const weighed = weigh(passed, (name) => option(scheduler.host, name));
  yield* emit({
    kind: 'scheduler.weighed',
    hosts: weighed.map(({ host, weight, parts }) => ({ host: host.host, weight, parts })),
  });
  return weighed.map(({ host }) => host);
}

/** The best host whose room nobody else took meanwhile; null = none. */
function* claimBest(
  scheduler: Scheduler,
  { spec, incoming, candidates }: Question,
  uuid: string,
  hosts: readonly HostState[],
): Task<HostState | null> {
  if (hosts.length > 0) yield* pause(scheduler.host, TIMES.claim);
  for (const host of hosts) {
    const request = candidates.get(host.uuid);
    if (request && (yield* claim(scheduler, { uuid, spec, incoming, request }))) return host;
  }
  return null;
}

function* runFilters(
  scheduler: Scheduler,
  hosts: readonly HostState[],
  spec: JsonObject,
): Task<readonly HostState[]> {
  const isUp = (service: Row): boolean => serviceIsUp(scheduler.host, service);
  const question: FilterQuestion = { spec, isUp };
  let left = hosts;
  for (const filter of DEFAULT_FILTERS) {
    const passed = left.filter((host) => filter.passes(host, question));
    yield* emit({
      kind: 'scheduler.filtered',
      filter: filter.name,
      hosts: left.map((h) => h.host),
      passed: passed.map((h) => h.host),
    });
    left = passed;
  }
  return left;
}

/**
 * `_get_alternate_hosts`: of several servers the hosts are sorted once more, now that it is known what they took. A host that
 * was chosen for any of them is nobody's alternate.
 */
function* withAlternates(
  scheduler: Scheduler,
  { spec, candidates, uuids }: Question,
  selected: readonly Selected[],
  left: readonly HostState[],
): Task<Json> {
  const hosts = uuids.length > 1 ? yield* sortedHosts(scheduler, left, spec) : left;
  // the host, and as many alternates as there are further attempts
  const most = option(scheduler.host, 'scheduler.max_attempts');
  const taken = new Set(selected.map(({ host }) => host));
  const lists: Json[] = [];
  for (const { uuid, host } of selected) {
    const others = hosts.filter((one) => one.cellUuid === host.cellUuid && !taken.has(one));
    const chosen = [host, ...others.slice(0, most - 1)];
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

function selection(host: HostState, candidates: Candidates): Json {
  const { allocations, mappings } = defined(candidates.get(host.uuid), `allocation request of ${host.host}`);
  const data = {
    compute_node_uuid: host.uuid,
    service_host: host.host,
    nodename: host.node,
    cell_uuid: host.cellUuid,
    limits: emptyLimits(),
    allocation_request: pythonJson({ allocations, mappings }),
    allocation_request_version: '1.36',
    availability_zone: 'nova',
  };
  return ovo('Selection', data, Object.keys(data));
}
