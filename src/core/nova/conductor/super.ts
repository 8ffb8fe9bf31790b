/**
 * The super conductor (top-level nova-conductor): the long tasks of the API. For a boot it asks the scheduler, creates
 * the instance in its cell and casts to the compute (`nova/conductor/manager.py:ComputeTaskManager`).
 */

import { CodedError, defined } from '../../base/assert.ts';
import type { Json, JsonObject } from '../../base/json.ts';
import { call, cast } from '../../rpc/client.ts';
import { iterated } from '../../rpc/none.ts';
import { type Incoming, serve } from '../../rpc/server.ts';
import { makeTransport } from '../../rpc/transport.ts';
import { sleep, spawn, type Task } from '../../service/effects.ts';
import type { ServiceDefinition } from '../../service/service.ts';
import type { ServicePlace } from '../../trace/trace.ts';
import { baseApi } from '../base-api.ts';
import { makeDb } from '../db.ts';
import { dataOf, listOf } from '../objects/ovo.ts';
import { reportState } from '../service-record.ts';
import { CELL_VHOST, LONG_RPC_TIMEOUT, TOP_VHOST, TOPICS, VERSIONS } from '../words.ts';
import { buryInCell0 } from './bury.ts';
import { createInstance } from './create-instance.ts';
import type { Build, SuperConductor } from './super-state.ts';

export function makeSuperConductor(place: ServicePlace): ServiceDefinition {
  return {
    place,
    start(host) {
      const conductor: SuperConductor = {
        host,
        db: makeDb(host, 1.3),
        top: makeTransport(host, TOP_VHOST),
        cell: makeTransport(host, CELL_VHOST),
      };
      return { main: main(conductor) };
    },
  };
}

function* main(conductor: SuperConductor): Task {
  const { host, db } = conductor;
  yield* serve(conductor.top, { topic: TOPICS.conductor, server: host.place.host }, [
    {
      namespace: 'compute_task',
      version: '1.23',
      methods: { schedule_and_build_instances: (incoming) => scheduleAndBuild(conductor, incoming) },
    },
    baseApi('conductor'),
  ]);
  yield* spawn('report_state', reportState(host, db, 'nova_cell0', 'nova-conductor'));
}

function* scheduleAndBuild(conductor: SuperConductor, incoming: Incoming): Task<Json> {
  const { args } = incoming;
  const requests = args.build_requests as readonly JsonObject[];
  const specs = args.request_specs as readonly JsonObject[];
  const builds = requests.map((buildRequest, i): Build => {
    const data = dataOf(buildRequest);
    return {
      uuid: String(data.instance_uuid),
      buildRequest: data,
      requestSpec: defined(specs[i], 'request spec'),
      incoming,
    };
  });
  const { host, db } = conductor;
  yield* sleep(host.took(4.2));
  const [first] = builds;
  if (!first) return null;
  yield* db.first('nova_api', 'instance_group_member', { instance_uuid: first.uuid });
  yield* sleep(host.took(4.9));
  let selections: Json;
  try {
    selections = yield* selectDestinations(conductor, incoming, builds);
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    for (const build of builds) yield* buryInCell0(conductor, build, error);
    return null;
  }
  // outside the `try`, as `zip(build_requests, request_specs, host_lists)` is
  const lists = iterated(selections) as readonly (readonly JsonObject[])[];
  for (const [i, build] of builds.entries()) {
    yield* buildOn(conductor, build, defined(lists[i], 'selection').map(dataOf));
  }
  return null;
}

/** A monitored call: it may take `long_rpc_timeout`, if the scheduler keeps sending heartbeats. */
function* selectDestinations(
  conductor: SuperConductor,
  incoming: Incoming,
  builds: readonly Build[],
): Task<Json> {
  return yield* call(
    conductor.top,
    {
      target: { topic: TOPICS.scheduler, version: VERSIONS.scheduler },
      method: 'select_destinations',
      args: {
        instance_uuids: builds.map((b) => b.uuid),
        spec_obj: defined(builds[0], 'build').requestSpec,
        return_objects: true,
        return_alternates: true,
      },
      context: incoming.context,
    },
    { timeout: LONG_RPC_TIMEOUT, monitor: conductor.top.responseTimeout },
  );
}

function* buildOn(conductor: SuperConductor, build: Build, selections: readonly JsonObject[]): Task {
  const { host } = conductor;
  const chosen = defined(selections[0], 'a selected host');
  yield* sleep(host.took(1.9));
  const created = yield* createInstance(conductor, build, chosen);
  if (!created) return;
  yield* sleep(host.took(6.8));
  const { args, context } = build.incoming;
  const server = String(chosen.service_host);
  yield* cast(conductor.cell, {
    target: { topic: TOPICS.compute, server, version: VERSIONS.compute },
    method: 'build_and_run_instance',
    args: {
      instance: created.instance,
      image: args.image ?? null,
      request_spec: build.requestSpec,
      filter_properties: {
        limits: {},
        retry: { num_attempts: 1, hosts: [[server, String(chosen.nodename)]] },
      },
      admin_password: args.admin_password ?? null,
      injected_files: args.injected_files ?? [],
      requested_networks: args.requested_networks ?? null,
      security_groups: ['default'],
      block_device_mapping: listOf('BlockDeviceMappingList', [created.disk]),
      node: chosen.nodename ?? null,
      limits: {},
      host_list: selections.slice(1).map((s) => selectionPrimitive(s)),
      accel_uuids: [],
    },
    context,
  });
}

const selectionPrimitive = (data: JsonObject): Json => ({
  'nova_object.name': 'Selection',
  'nova_object.namespace': 'nova',
  'nova_object.version': '1.1',
  'nova_object.data': data,
});
