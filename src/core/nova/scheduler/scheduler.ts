/**
 * nova-scheduler: asks Placement who has room, reads those hosts from the cell's database, filters, weighs, claims in
 * Placement and answers with the host and its alternates (`nova/scheduler/manager.py`). It never speaks to a compute.
 */
import { serve } from '../../rpc/server.ts';
import { makeTransport } from '../../rpc/transport.ts';
import { spawn, type Task } from '../../service/effects.ts';
import type { ServiceDefinition } from '../../service/service.ts';
import type { ServicePlace } from '../../trace/trace.ts';
import { baseApi } from '../base-api.ts';
import { API_DATABASE, cellsOf, ownDatabaseOf } from '../cells.ts';
import { makeDb } from '../db.ts';
import { type EndpointTable, endpointOf } from '../endpoint.ts';
import { text } from '../fields.ts';
import { reportState } from '../service-record.ts';
import { TIMING } from '../timing/timing.ts';
import { TOP_VHOST, TOPICS, VERSIONS } from '../words.ts';
import { deleteInstanceInfo, syncInstanceInfo, updateInstanceInfo } from './instance-info.ts';
import { selectDestinations } from './select.ts';
import { startUp } from './start-up.ts';
import type { Scheduler } from './state.ts';

const MANAGER: EndpointTable<Scheduler> = {
  version: VERSIONS.scheduler,
  methods: {
    select_destinations: selectDestinations,
    update_instance_info: updateInstanceInfo,
    sync_instance_info: syncInstanceInfo,
    delete_instance_info: deleteInstanceInfo,
  },
  expected: { select_destinations: ['NoValidHost'] },
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
          instances: new Map(),
          hashes: new Map(),
          token: null,
          mappedHosts: new Set(),
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
  for (const cell of cellsOf(host)) {
    const mapping = yield* db.first(API_DATABASE, 'cell_mappings', { name: cell.name });
    scheduler.memory.cellUuids.set(cell, text(mapping ?? {}, 'uuid'));
  }
  yield* spawn('report_state', reportState(host, db, ownDatabaseOf(host), 'nova-scheduler'));
}
