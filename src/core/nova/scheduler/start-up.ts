/**
 * What nova-scheduler does before it consumes: its own reads, and a token for Placement, in the order of the two recorded
 * days on which it was started while a boot waited for it.
 */
import { CodedError } from '../../base/assert.ts';
import { sql } from '../../databases/builder.ts';
import { http, spawn, type Task } from '../../service/effects.ts';
import { API_DATABASE, cellDatabasesOf, cellsOf, ownDatabaseOf } from '../cells.ts';
import { text } from '../fields.ts';
import { loggerOf } from '../log.ts';
import { logIn } from '../log-in.ts';
import { pause, TIMING } from '../timing/timing.ts';
import { ACTORS } from '../words.ts';
import type { Scheduler } from './state.ts';

const LOG = loggerOf('nova.service');

const PROGRAM = 'nova-scheduler';

const TIMES = TIMING.scheduler.start_up;
const INIT = TIMING.scheduler.init_instance_info;

/**
 * `nova/scheduler/manager.py:SchedulerManager.__init__`, `nova/service.py:Service.start`. A keystone or a Placement that
 * cannot be reached does not keep the scheduler from starting, as in Nova.
 */
export function* startUp(scheduler: Scheduler): Task {
  const { host, db } = scheduler;
  yield* pause(host, TIMES.cell_mappings);
  yield* db.select(API_DATABASE, 'cell_mappings');
  yield* pause(host, TIMES.aggregates);
  yield* aggregates(scheduler);
  yield* spawn('init_instance_info', initInstanceInfo(scheduler));
  yield* pause(host, TIMES.token);
  try {
    scheduler.memory.token = yield* logIn();
    yield* http({ to: ACTORS.placement, method: 'GET', path: '/' });
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
  }
  yield* pause(host, TIMES.cell_mappings_again);
  yield* db.select(API_DATABASE, 'cell_mappings');
  yield* pause(host, TIMES.minimum_versions);
  for (const cell of cellDatabasesOf(host)) yield* minimumVersion(scheduler, cell);
  yield* LOG.info({ context: null }, 'Starting scheduler node (version 26.2.2)');
  yield* pause(host, TIMES.service);
  yield* db.first(ownDatabaseOf(host), 'services', { deleted: 0, host: host.place.host, binary: PROGRAM });
  yield* pause(host, TIMES.listen);
}

/** `nova/scheduler/host_manager.py:_init_aggregates` */
function* aggregates({ db }: Scheduler): Task {
  yield* db.query(
    sql({
      database: API_DATABASE,
      table: 'aggregates',
      sql: 'SELECT aggregates.*, aggregate_hosts.host, aggregate_metadata.`key`, aggregate_metadata.value FROM nova_api.aggregates LEFT OUTER JOIN nova_api.aggregate_hosts ON aggregates.id = aggregate_hosts.aggregate_id LEFT OUTER JOIN nova_api.aggregate_metadata ON aggregates.id = aggregate_metadata.aggregate_id ORDER BY aggregates.id, aggregate_hosts.id, aggregate_metadata.id',
    }),
  );
}

/** `host_manager.py:_init_instance_info`: beside the rest, ten hosts of a cell at a time */
function* initInstanceInfo({ host, db }: Scheduler): Task {
  yield* pause(host, INIT.compute_nodes);
  for (const { database } of cellsOf(host)) {
    const computes = yield* db.select(database, 'compute_nodes', { deleted: 0 });
    yield* pause(host, INIT.instances);
    for (let from = 0; from < computes.length; from += HOSTS_AT_A_TIME) {
      const hosts = computes.slice(from, from + HOSTS_AT_A_TIME).map((row) => text(row, 'host'));
      const instances = yield* db.select(database, 'instances', { deleted: 0, host: { in: hosts } });
      const uuids = instances.map((row) => text(row, 'uuid'));
      yield* db.select(database, 'instance_metadata', { deleted: 0, instance_uuid: { in: uuids } });
      yield* db.select(database, 'instance_system_metadata', { instance_uuid: { in: uuids } });
    }
  }
}

const HOSTS_AT_A_TIME = 10;

/** `nova/objects/service.py:get_minimum_version_all_cells` */
function* minimumVersion({ db }: Scheduler, database: string): Task {
  yield* db.query(
    sql({
      database,
      table: 'services',
      sql: `SELECT services.\`binary\`, min(services.version) AS min_1 FROM ${database}.services WHERE services.\`binary\` IN ('nova-compute') AND services.deleted = 0 AND services.forced_down = 0 GROUP BY services.\`binary\``,
    }),
  );
}
