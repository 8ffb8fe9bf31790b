/**
 * nova-scheduler: asks Placement who has room, reads those hosts from the cell's database, filters, weighs, claims in
 * Placement and answers with the host and its alternates (`nova/scheduler/manager.py`). It never speaks to a compute.
 */
import { CodedError, defined } from '../../base/assert.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import { pythonJson } from '../../rpc/python-json.ts';
import { type Incoming, serve } from '../../rpc/server.ts';
import { makeTransport } from '../../rpc/transport.ts';
import { emit, spawn, type Task } from '../../service/effects.ts';
import type { ServiceDefinition } from '../../service/service.ts';
import type { Row } from '../../trace/fact.ts';
import type { ServicePlace } from '../../trace/trace.ts';
import { baseApi } from '../base-api.ts';
import { API_DATABASE, CELL0, cellsOf } from '../cells.ts';
import { makeDb } from '../db.ts';
import { type EndpointTable, endpointOf } from '../endpoint.ts';
import { text, textsAt, whole } from '../fields.ts';
import { emptyLimits } from '../objects/catalog.ts';
import { dataOf, ovo } from '../objects/ovo.ts';
import { reportState } from '../service-record.ts';
import { serviceIsUp } from '../servicegroup.ts';
import { pause, TIMING } from '../timing.ts';
import { TOP_VHOST, TOPICS, VERSIONS } from '../words.ts';
import { claim } from './claim.ts';
import { DEFAULT_FILTERS, type FilterQuestion } from './filters.ts';
import type { HostState } from './hosts.ts';
import { askPlacement } from './placement.ts';
import { readHosts } from './read-hosts.ts';
import { startUp } from './start-up.ts';
import type { AllocationRequest, Scheduler } from './state.ts';
import { weigh } from './weighers.ts';

const TIMES = TIMING.scheduler.selection;

/** `max_attempts` 3: the host and two alternates */
const HOSTS_WANTED = 3;

const MANAGER: EndpointTable<Scheduler> = {
  version: VERSIONS.scheduler,
  methods: {
    select_destinations: selectDestinations,
    update_instance_info: nothing,
    sync_instance_info: nothing,
  },
};

export function makeScheduler(place: ServicePlace): ServiceDefinition {
  return {
    place,
    start(host) {
      const scheduler: Scheduler = {
        host,
        db: makeDb(host, TIMING.scheduler.statement),
        top: makeTransport(host, TOP_VHOST),
        memory: {
          cellUuids: new Map(),
          hashes: new Map(),
          token: null,
          mappedHosts: host.isCold ? new Set() : null,
        },
      };
      return { main: main(scheduler) };
    },
  };
}

function* main(scheduler: Scheduler): Task {
  const { host, db } = scheduler;
  if (host.isCold) yield* startUp(scheduler);
  const endpoints = [endpointOf(scheduler, MANAGER), baseApi('scheduler')];
  yield* serve(scheduler.top, { topic: TOPICS.scheduler, server: host.place.host }, endpoints);
  for (const cell of cellsOf(host.place)) {
    const mapping = yield* db.first(API_DATABASE, 'cell_mappings', { name: cell.name });
    scheduler.memory.cellUuids.set(cell, text(mapping ?? {}, 'uuid'));
  }
  yield* spawn('report_state', reportState(host, db, CELL0.database, 'nova-scheduler'));
}

// biome-ignore lint/correctness/useYield: a method is a task, this one has nothing to wait for
function* nothing(): Task<Json> {
  return null;
}

function* selectDestinations(scheduler: Scheduler, incoming: Incoming): Task<Json> {
  const spec = dataOf(incoming.args.spec_obj);
  const uuids = textsAt(incoming.args, 'instance_uuids');
  const candidates = yield* allocationCandidates(scheduler, spec, incoming);
  const byProvider = new Map<string, AllocationRequest>();
  for (const request of candidates) {
    for (const provider of Object.keys(request.allocations)) byProvider.set(provider, request);
  }
  const lists: Json[] = [];
  for (const uuid of uuids) {
    lists.push(yield* selectFor(scheduler, { uuid, spec, incoming, byProvider }));
  }
  yield* pause(scheduler.host, TIMES.answer);
  return lists;
}

const noValidHost = (reason: string): CodedError =>
  new CodedError('NoValidHost', `No valid host was found. ${reason}`);

/** Prefilters have little to say in this deployment: only `compute_status_filter` adds its forbidden trait. */
function* allocationCandidates(
  scheduler: Scheduler,
  spec: JsonObject,
  incoming: Incoming,
): Task<readonly AllocationRequest[]> {
  const flavor = dataOf(spec.flavor);
  const disk =
    whole(flavor, 'root_gb') + whole(flavor, 'ephemeral_gb') + Math.ceil(whole(flavor, 'swap') / 1024);
  const wanted = [
    ['DISK_GB', disk],
    ['MEMORY_MB', whole(flavor, 'memory_mb')],
    ['VCPU', whole(flavor, 'vcpus')],
  ] as const;
  const resources = wanted.filter(([, n]) => n > 0).map(([rc, n]) => `${rc}%3A${n}`);
  yield* pause(scheduler.host, TIMES.candidates);
  const reply = yield* askPlacement(scheduler, incoming, {
    method: 'GET',
    path: `/allocation_candidates?limit=1000&resources=${resources.join('%2C')}&root_required=%21COMPUTE_STATUS_DISABLED`,
    microversion: 'placement 1.36',
  });
  const body = JSON.parse(reply.body) as { allocation_requests?: AllocationRequest[] };
  const requests = body.allocation_requests ?? [];
  if (reply.status !== 200 || requests.length === 0) throw noValidHost('');
  return requests;
}

interface Question {
  readonly uuid: string;
  readonly spec: JsonObject;
  readonly incoming: Incoming;
  readonly byProvider: ReadonlyMap<string, AllocationRequest>;
}

function* selectFor(scheduler: Scheduler, q: Question): Task<Json> {
  const { host } = scheduler;
  yield* pause(host, TIMES.hosts);
  const found = yield* readHosts(scheduler, [...q.byProvider.keys()]);
  const passed = yield* runFilters(scheduler, found, q.spec);
  if (passed.length === 0) throw noValidHost('');
  const weighed = weigh(passed);
  yield* emit({
    kind: 'scheduler.weighed',
    hosts: weighed.map(({ host: h, weight, parts }) => ({ host: h.host, weight, parts })),
  });
  yield* pause(host, TIMES.claim);
  for (const { host: best } of weighed) {
    const request = defined(q.byProvider.get(best.uuid), `allocation request of ${best.host}`);
    if (!(yield* claim(scheduler, { ...q, request }))) continue;
    const alternates = weighed.filter((w) => w.host !== best).slice(0, HOSTS_WANTED - 1);
    const chosen = [best, ...alternates.map((w) => w.host)];
    yield* emit({
      kind: 'scheduler.selected',
      instance_uuid: q.uuid,
      host: best.host,
      alternates: chosen.slice(1).map((h) => h.host),
    });
    return chosen.map((h) => selection(h, defined(q.byProvider.get(h.uuid), 'allocation request')));
  }
  throw noValidHost('');
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

function selection(host: HostState, request: AllocationRequest): Json {
  const data = {
    compute_node_uuid: host.uuid,
    service_host: host.host,
    nodename: host.node,
    cell_uuid: host.cellUuid,
    limits: emptyLimits(),
    allocation_request: pythonJson({ allocations: request.allocations, mappings: request.mappings }),
    allocation_request_version: '1.36',
    availability_zone: 'nova',
  };
  return ovo('Selection', data, Object.keys(data));
}
