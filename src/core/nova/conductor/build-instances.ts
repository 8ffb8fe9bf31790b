/**
 * The task of building (`nova/conductor/manager.py:ComputeTaskManager.schedule_and_build_instances`): asks the scheduler,
 * creates the instances in their cell, casts each to its compute.
 */
import { CodedError, defined } from '../../base/assert.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import { cast } from '../../rpc/client.ts';
import { iterated } from '../../rpc/none.ts';
import type { Incoming } from '../../rpc/server.ts';
import type { Task } from '../../service/effects.ts';
import type { Row } from '../../trace/fact.ts';
import { API_DATABASE, transportTo } from '../cells.ts';
import { objectsAt, text } from '../fields.ts';
import { loggerOf } from '../log.ts';
import { dataOf, listOf, ovo } from '../objects/ovo.ts';
import { option } from '../options.ts';
import { checkQuota } from '../quota.ts';
import { pause, TIMING } from '../timing/timing.ts';
import { TOPICS, VERSIONS } from '../words.ts';
import { buryInCell0 } from './bury.ts';
import {
  type Created,
  cellOfHost,
  completeInstance,
  createInstance,
  type HostsOfRequest,
} from './create-instance.ts';
import { selectDestinations } from './find-host.ts';
import type { ServerBuild, SuperConductor } from './super-state.ts';
import { hostUnmapped, raisedBySchedule } from './traceback.ts';

const LOG = loggerOf('nova.conductor.manager');

const TIMES = TIMING.super_conductor.schedule_and_build_instances;

export function* scheduleAndBuild(conductor: SuperConductor, incoming: Incoming): Task<Json> {
  const { args } = incoming;
  const requests = objectsAt(args, 'build_requests');
  const specs = objectsAt(args, 'request_specs');
  const builds = requests.map((buildRequest, i): ServerBuild => {
    const data = dataOf(buildRequest);
    return {
      uuid: text(data, 'instance_uuid'),
      buildRequest: data,
      requestSpec: defined(specs[i], 'request spec'),
      incoming,
    };
  });
  const { host, db } = conductor;
  yield* pause(host, TIMES.group);
  const [first] = builds;
  if (!first) return null;
  yield* db.first(API_DATABASE, 'instance_group_member', { instance_uuid: first.uuid });
  yield* pause(host, TIMES.selection);
  let selections: Json;
  try {
    selections = yield* selectDestinations(conductor, {
      uuids: builds.map((b) => b.uuid),
      spec_obj: defined(builds[0], 'build').requestSpec,
      alternates: true,
      context: incoming.context,
    });
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const { context } = incoming;
    yield* LOG.exception({ context }, 'Failed to schedule instances', error, raisedBySchedule(error));
    for (const build of builds) yield* buryInCell0(conductor, build, error);
    return null;
  }
  // outside the `try`, as `zip(build_requests, request_specs, host_lists)` is
  const lists = iterated(selections) as readonly (readonly JsonObject[])[];
  const chosen = builds.map((build, i) => ({ build, hosts: defined(lists[i], 'selection').map(dataOf) }));
  const hosts: HostsOfRequest = { cells: new Map(), zones: new Set() };
  const made: Made[] = [];
  for (const one of chosen) {
    const created = yield* createOn(conductor, one, hosts);
    if (created) made.push({ ...one, created });
  }
  if (made.length > 0) yield* recheckQuota(conductor, builds, made);
  for (const [i, one] of made.entries()) {
    if (i > 0) yield* pause(host, TIMES.next_server);
    yield* buildOn(conductor, one);
  }
  return null;
}

/** One server, and the host that was chosen for it before its alternates. */
interface Chosen {
  readonly build: ServerBuild;
  readonly hosts: readonly JsonObject[];
}
interface Made extends Chosen {
  readonly created: Created;
}

/** Null = there is nothing to build: the user deleted it, or its host has no cell. */
function* createOn(
  conductor: SuperConductor,
  { build, hosts }: Chosen,
  known: HostsOfRequest,
): Task<Created | null> {
  const chosen = defined(hosts[0], 'a selected host');
  const name = text(chosen, 'service_host');
  if (!known.cells.has(name)) {
    yield* pause(conductor.host, TIMES.host_mapping);
    known.cells.set(name, yield* cellOfHost(conductor, name));
  }
  const cell = known.cells.get(name) ?? null;
  if (cell) return yield* createInstance(conductor, build, { chosen, cell, hosts: known });
  const unmapped = hostUnmapped(name);
  const what = `No host-to-cell mapping found for selected host ${name}. Setup is incomplete.`;
  yield* LOG.error({ context: build.incoming.context }, what, unmapped);
  yield* buryInCell0(conductor, build, unmapped);
  return null;
}

/** Another request may have taken the room meanwhile. Errors: `CodedError` `TooManyInstances`. */
function* recheckQuota(
  { db, host }: SuperConductor,
  builds: readonly ServerBuild[],
  made: readonly Made[],
): Task {
  const { build, created } = defined(made.at(-1), 'a server');
  const { context } = build.incoming;
  const owner = { host, projectId: text(context, 'project_id'), userId: text(context, 'user_id') };
  const flavor = dataOf(dataOf(created.instance).flavor) as Row;
  yield* checkQuota(db, owner, { flavor, min: 0, max: 0, asked: builds.length });
}

function* buildOn(conductor: SuperConductor, { build, hosts, created }: Made): Task {
  const { host } = conductor;
  const chosen = defined(hosts[0], 'a selected host');
  const others = hosts.slice(1).map(({ service_host, nodename }) => `('${service_host}', '${nodename}')`);
  yield* LOG.debug(
    { context: build.incoming.context, uuid: build.uuid },
    `Selected host: ${chosen.service_host}; Selected node: ${chosen.nodename}; Alternates: [${others.join(', ')}]`,
    'schedule_and_build_instances nova/conductor/manager.py:1699',
  );
  const disk = yield* completeInstance(conductor, build, created);
  if (!disk) return;
  yield* pause(host, TIMES.cast);
  const { args, context } = build.incoming;
  const server = text(chosen, 'service_host');
  yield* cast(transportTo(conductor.cells, created.cell), {
    target: { topic: TOPICS.compute, server, version: VERSIONS.compute },
    method: 'build_and_run_instance',
    args: {
      instance: created.instance,
      image: args.image ?? null,
      request_spec: build.requestSpec,
      filter_properties: {
        limits: {},
        // rescheduling is off: nothing is counted (`populate_retry`)
        ...(option(host, 'scheduler.max_attempts') === 1
          ? {}
          : { retry: { num_attempts: 1, hosts: [[server, text(chosen, 'nodename')]] } }),
      },
      admin_password: args.admin_password ?? null,
      injected_files: args.injected_files ?? [],
      requested_networks: args.requested_networks ?? null,
      security_groups: ['default'],
      block_device_mapping: listOf('BlockDeviceMappingList', [disk], true),
      node: chosen.nodename ?? null,
      limits: {},
      host_list: hosts.slice(1).map((alternate) => ovo('Selection', alternate)),
      accel_uuids: [],
    },
    context,
  });
}
