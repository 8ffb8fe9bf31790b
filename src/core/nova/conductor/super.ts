/**
 * The super conductor (top-level nova-conductor): the long tasks of the API (`nova/conductor/manager.py:ComputeTaskManager`),
 * each in a file of its own.
 */
import { serve } from '../../rpc/server.ts';
import { makeTransport } from '../../rpc/transport.ts';
import { spawn, type Task } from '../../service/effects.ts';
import type { ServiceDefinition, ServiceHost } from '../../service/service.ts';
import type { ServicePlace } from '../../trace/trace.ts';
import { baseApi } from '../base-api.ts';
import { cellTransports, ownDatabaseOf } from '../cells.ts';
import { makeDb } from '../db.ts';
import { type EndpointTable, endpointOf } from '../endpoint.ts';
import { reportState } from '../service-record.ts';
import { TIMING } from '../timing/timing.ts';
import { TOP_VHOST, TOPICS } from '../words.ts';
import { scheduleAndBuild } from './build-instances.ts';
import { liveMigrateInstance } from './live-migrate.ts';
import { EXPECTED_OF_MOVE, migrateServer } from './migrate-server.ts';
import { rebuildInstance } from './rebuild.ts';
import type { SuperConductor } from './super-state.ts';
import { unshelveInstance } from './unshelve.ts';

export const COMPUTE_TASK: EndpointTable<SuperConductor> = {
  namespace: 'compute_task',
  version: '1.24',
  methods: {
    schedule_and_build_instances: scheduleAndBuild,
    unshelve_instance: unshelveInstance,
    live_migrate_instance: liveMigrateInstance,
    rebuild_instance: rebuildInstance,
    migrate_server: migrateServer,
  },
  expected: { migrate_server: EXPECTED_OF_MOVE },
};

export function makeSuperConductor(place: ServicePlace): ServiceDefinition {
  return {
    place,
    start(host) {
      return { main: main(superConductorAt(host)) };
    },
  };
}

export const superConductorAt = (host: ServiceHost): SuperConductor => ({
  host,
  db: makeDb(host, TIMING.super_conductor.statement),
  top: makeTransport(host, TOP_VHOST),
  cells: cellTransports(host),
});

function* main(conductor: SuperConductor): Task {
  const { host, db } = conductor;
  const endpoints = [endpointOf(conductor, COMPUTE_TASK), baseApi('conductor')];
  yield* serve(conductor.top, { topic: TOPICS.conductor, server: host.place.host }, endpoints);
  yield* spawn('report_state', reportState(host, db, ownDatabaseOf(host), 'nova-conductor'));
}
