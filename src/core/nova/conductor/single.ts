/**
 * One nova-conductor for everything (DevStack's `CELLSV2_SETUP=singleconductor`): it serves the API's long tasks and its
 * computes' rows from one queue, with nova_api and the cell's database in its configuration.
 */
import { defined } from '../../base/assert.ts';
import { serve } from '../../rpc/server.ts';
import { spawn, type Task } from '../../service/effects.ts';
import type { ServiceDefinition, ServiceHost } from '../../service/service.ts';
import type { ServicePlace } from '../../trace/trace.ts';
import { baseApi } from '../base-api.ts';
import { cellsOf, ownDatabaseOf, transportTo } from '../cells.ts';
import { makeDb } from '../db.ts';
import { endpointOf } from '../endpoint.ts';
import { reportState } from '../service-record.ts';
import { TIMING } from '../timing/timing.ts';
import { TOPICS } from '../words.ts';
import { AGAIN, OBJECTS } from './cell.ts';
import type { CellConductor } from './cell-state.ts';
import { COMPUTE_TASK, superConductorAt } from './super.ts';
import type { SuperConductor } from './super-state.ts';

export function makeSingleConductor(place: ServicePlace): ServiceDefinition {
  return {
    place,
    start(host) {
      const above = superConductorAt(host);
      return { main: main(above, inCell(host, above)) };
    },
  };
}

function inCell(host: ServiceHost, { cells }: SuperConductor): CellConductor {
  const cell = defined(cellsOf(host)[0], 'the cell');
  const db = makeDb(host, TIMING.cell_conductor.statement);
  return { host, db, database: cell.database, cell: transportTo(cells, cell) };
}

function* main(above: SuperConductor, inside: CellConductor): Task {
  const { host } = above;
  const endpoints = [
    endpointOf(inside, OBJECTS),
    endpointOf(above, COMPUTE_TASK),
    endpointOf(inside, AGAIN),
    baseApi('conductor'),
  ];
  yield* serve(above.top, { topic: TOPICS.conductor, server: host.place.host }, endpoints);
  yield* spawn('report_state', reportState(host, inside.db, ownDatabaseOf(host), 'nova-conductor'));
}
