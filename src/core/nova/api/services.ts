/**
 * `PUT /os-services/{uuid}` at 2.53 and later: a compute service is disabled, enabled, forced down or no longer
 * (`nova/api/openstack/compute/services.py:ServiceController.update`, `nova/compute/api.py:HostAPI.service_update`).
 */
import { CodedError } from '../../base/assert.ts';
import type { Json } from '../../base/json.ts';
import { call } from '../../rpc/client.ts';
import type { HttpAnswer, Task } from '../../service/effects.ts';
import type { Row } from '../../trace/fact.ts';
import { API_DATABASE, cellDatabasesOf, cellsOf, transportTo } from '../cells.ts';
import { text, textOr } from '../fields.ts';
import { isoDate } from '../objects/columns.ts';
import { json } from '../rest.ts';
import { serviceIsUp } from '../servicegroup.ts';
import { tellService } from '../tell-service.ts';
import { pause, TIMING } from '../timing/timing.ts';
import { LONG_RPC_TIMEOUT, TOPICS, VERSIONS } from '../words.ts';
import { adminOnly } from './policy.ts';
import type { Api, ApiRequest } from './state.ts';

const TIMES = TIMING.api.services;

/** A service, and the database of the cell in which it was found. */
export interface FoundService {
  readonly database: string;
  readonly row: Row;
}

export function* updateService(api: Api, request: ApiRequest): Task<HttpAnswer> {
  const { host, db } = api;
  adminOnly(request, 'os_compute_api:os-services:update');
  yield* pause(host, TIMES.service);
  const { database, row } = yield* findService(api, text(request.params, 'id'));
  const binary = text(row, 'binary');
  if (binary !== 'nova-compute')
    throw new CodedError(
      'BadRequest',
      `Updating a ${binary} service is not supported. Only nova-compute services can be updated.`,
    );
  const wanted = wantedOf(request.body);
  if (wanted.forced_down === 0) yield* checkEvacuations(api, database, text(row, 'host'));
  yield* pause(host, TIMES.save);
  const stored = (yield* db.first(database, 'services', { deleted: 0, id: row.id ?? null })) ?? row;
  const changed = Object.entries(wanted).filter(([column, value]) => stored[column] !== value);
  const values = { updated_at: host.wall().sql, ...Object.fromEntries(changed) };
  if (changed.length > 0) yield* db.update(database, 'services', values, { id: row.id ?? null });
  yield* db.commit(database);
  const saved = changed.length > 0 ? { ...stored, ...values } : stored;
  // what is asked for is told, whether it was so before or not
  yield* tellService(api.top, request.context, 'service.update', saved);
  if (wanted.disabled !== undefined) yield* tellCompute(api, request, { database, row: saved });
  yield* pause(host, TIMES.zone);
  yield* db.select(API_DATABASE, 'aggregates');
  yield* pause(host, TIMES.answer);
  return json(200, { service: detailOf(api, saved) });
}

/** Errors: `CodedError` `ServiceNotFound`. */
export function* findService(
  { host, db }: Api,
  uuid: string,
  missing = `Service ${uuid} could not be found.`,
): Task<FoundService> {
  for (const database of cellDatabasesOf(host)) {
    const row = yield* db.first(database, 'services', { deleted: 0, uuid });
    if (row) return { database, row };
  }
  throw new CodedError('ServiceNotFound', missing);
}

/** As columns. Errors: `CodedError` `BadRequest`. */
function wantedOf(body: ApiRequest['body']): Row {
  const { status, disabled_reason, forced_down } = body;
  if (status === 'enabled' && disabled_reason)
    throw new CodedError('BadRequest', "Specifying 'disabled_reason' with status 'enabled' is invalid.");
  const reason = typeof disabled_reason === 'string' ? disabled_reason : null;
  const wanted = {
    ...(status === 'enabled' ? { disabled: 0, disabled_reason: null } : {}),
    ...(status === 'disabled' ? { disabled: 1, disabled_reason: reason } : {}),
    ...(typeof forced_down === 'boolean' ? { forced_down: forced_down ? 1 : 0 } : {}),
  };
  if (Object.keys(wanted).length > 0) return wanted;
  throw new CodedError(
    'BadRequest',
    "No updates were requested. Fields 'status' or 'forced_down' should be specified.",
  );
}

/** A host from which servers were evacuated comes back only after its compute has cleaned up behind them. */
function* checkEvacuations({ db }: Api, database: string, host: string): Task {
  const where = { deleted: 0, status: 'done', source_compute: host, migration_type: 'evacuation' };
  const left = yield* db.select(database, 'migrations', where);
  if (left.length === 0) return;
  throw new CodedError(
    'BadRequest',
    `Unable to force up host ${host} as \`done\` evacuation migration records remain associated with the host. Ensure the compute service has been restarted, allowing these records to move to \`completed\` before retrying this request.`,
  );
}

/**
 * `_update_compute_provider_status`: a compute that is up is asked to set or take its trait in Placement; one that is down
 * does so when it starts. What goes wrong there is logged only.
 */
function* tellCompute(api: Api, request: ApiRequest, { database, row }: FoundService): Task {
  const { host } = api;
  const cell = cellsOf(host).find((one) => one.database === database);
  if (!cell || !serviceIsUp(host, row)) return;
  yield* pause(host, TIMES.call);
  const transport = transportTo(api.cells, cell);
  try {
    yield* call(
      transport,
      {
        target: { topic: TOPICS.compute, server: text(row, 'host'), version: VERSIONS.compute },
        method: 'set_host_enabled',
        args: { enabled: row.disabled !== 1 },
        context: request.context,
      },
      { timeout: LONG_RPC_TIMEOUT, monitor: transport.responseTimeout },
    );
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
  }
}

function detailOf({ host }: Api, row: Row): Json {
  return {
    binary: text(row, 'binary'),
    host: text(row, 'host'),
    id: text(row, 'uuid'),
    zone: 'nova',
    status: row.disabled === 1 ? 'disabled' : 'enabled',
    state: serviceIsUp(host, row) ? 'up' : 'down',
    updated_at: isoDate(row.updated_at),
    disabled_reason: textOr(row, 'disabled_reason', null),
    forced_down: row.forced_down === 1,
  };
}
