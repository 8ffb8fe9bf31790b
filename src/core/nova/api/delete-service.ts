/**
 * `DELETE /os-services/{uuid}` (`nova/api/openstack/compute/services.py:ServiceController.delete`): the record of a service is
 * marked as deleted; with a compute's go its node, its provider in Placement, its place in aggregates and its mapping.
 */
import { CodedError } from '../../base/assert.ts';
import { sql } from '../../databases/builder.ts';
import type { HttpAnswer, Task } from '../../service/effects.ts';
import type { Row } from '../../trace/fact.ts';
import { askPlacement } from '../ask-placement.ts';
import { API_DATABASE } from '../cells.ts';
import { softDelete } from '../destroy-instance.ts';
import { text, whole } from '../fields.ts';
import { unfinishedMigrations } from '../migrations.ts';
import { leaveProvider } from '../report-client.ts';
import { tellService } from '../tell-service.ts';
import { pause, TIMING } from '../timing/timing.ts';
import { adminOnly } from './policy.ts';
import { type FoundService, findService } from './services.ts';
import type { Api, ApiRequest } from './state.ts';

const TIMES = TIMING.api.delete_service;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export function* deleteService(api: Api, request: ApiRequest): Task<HttpAnswer> {
  const { host, db } = api;
  adminOnly(request, 'os_compute_api:os-services:delete');
  const id = text(request.params, 'id');
  if (!UUID.test(id)) throw new CodedError('BadRequest', `Invalid uuid ${id}`);
  yield* pause(host, TIMES.service);
  const found = yield* findService(api, id, `Service ${id} not found.`);
  const { database, row } = found;
  if (row.binary === 'nova-compute') yield* removeHost(api, request, found);
  yield* pause(host, TIMES.destroy);
  yield* db.first(database, 'services', { deleted: 0, id: row.id ?? null });
  yield* softDelete({ host, db, database }, 'services', { id: row.id ?? null });
  if (row.binary === 'nova-compute')
    yield* softDelete({ host, db, database }, 'compute_nodes', { host: text(row, 'host') });
  yield* db.commit(database);
  yield* tellService(api.top, request.context, 'service.delete', row);
  yield* pause(host, TIMES.answer);
  return { status: 204, body: '' };
}

/** All that hangs on the host but its record and its node. Errors: `CodedError` `ServiceInUse`. */
function* removeHost(api: Api, request: ApiRequest, { database, row }: FoundService): Task {
  const { host, db } = api;
  const name = text(row, 'host');
  yield* pause(host, TIMES.instances);
  if ((yield* countInstances(api, database, name)) > 0)
    throw inUse(
      'Unable to delete compute service that is hosting instances. Migrate or delete the instances first.',
    );
  const nodes = yield* db.select(database, 'compute_nodes', { deleted: 0, host: name });
  // of those without a node, which was deleted already, nothing is asked
  if (nodes.length > 0 && (yield* unfinishedMigrations({ db, database }, name)).some(inProgress))
    throw inUse(
      'Unable to delete compute service that has in-progress migrations. Complete the migrations or delete the instances first.',
    );
  yield* pause(host, TIMES.aggregates);
  yield* leaveAggregates(api, name);
  for (const node of nodes) yield* removeProvider(api, request, database, node);
  yield* pause(host, TIMES.mapping);
  const mapped = yield* db.first(API_DATABASE, 'host_mappings', { host: name });
  // one that nobody has mapped yet may be deleted as well
  if (!mapped) return;
  yield* db.remove(API_DATABASE, 'host_mappings', { host: name });
  yield* db.commit(API_DATABASE);
}

const inUse = (message: string): CodedError => new CodedError('ServiceInUse', message);

/** `get_in_progress_by_host_and_node`: what failed is over. */
const inProgress = ({ status }: Row): boolean => status !== 'error' && status !== 'failed';

function* countInstances({ db }: Api, database: string, name: string): Task<number> {
  const [row = {}] = yield* db.query(
    sql({
      database,
      table: 'instances',
      sql: `SELECT count(*) AS count_1 FROM ${database}.instances WHERE instances.deleted = 0 AND instances.host IN (?)`,
      parameters: [name],
    }),
  );
  return whole(row, 'count_1');
}

function* leaveAggregates({ db }: Api, name: string): Task {
  const held = yield* db.select(API_DATABASE, 'aggregate_hosts', { host: name });
  if (held.length === 0) return;
  yield* db.remove(API_DATABASE, 'aggregate_hosts', { host: name });
  yield* db.commit(API_DATABASE);
}

/**
 * `delete_resource_provider(cascade=True)`: what evacuated servers still hold of it goes first; one that somebody else holds
 * something of stays, and Nova goes on. A Placement that cannot be reached is logged alone.
 */
function* removeProvider(api: Api, { context }: ApiRequest, database: string, node: Row): Task {
  const { host, db } = api;
  const uuid = text(node, 'uuid');
  const source_compute = text(node, 'host');
  const evacuated = { deleted: 0, source_compute, status: 'done', migration_type: 'evacuation' };
  const client = { host, context, before: () => pause(host, TIMES.provider) };
  const globalRequestId = text(context, 'request_id');
  const ask = { globalRequestId };
  try {
    yield* db.select(database, 'instances', { deleted: 0, host: source_compute });
    for (const migration of yield* db.select(database, 'migrations', evacuated))
      yield* leaveProvider(client, text(migration, 'instance_uuid'), uuid);
    yield* client.before();
    yield* askPlacement(host, {
      ...ask,
      method: 'GET',
      path: `/resource_providers?in_tree=${uuid}`,
      microversion: 'placement 1.14',
    });
    yield* client.before();
    yield* askPlacement(host, { ...ask, method: 'DELETE', path: `/resource_providers/${uuid}` });
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
  }
}
