/**
 * `evacuate` of a server whose host is down (`nova/compute/api.py:API.evacuate`): for an administrator. The record of the move
 * that is written here is what the lost host finds when it comes back.
 */
import { CodedError } from '../../base/assert.ts';
import { isObject } from '../../base/json.ts';
import type { HttpAnswer, Task } from '../../service/effects.ts';
import type { Row } from '../../trace/fact.ts';
import { API_DATABASE, cellsOf } from '../cells.ts';
import { text, textOr } from '../fields.ts';
import { insertMigration } from '../migrations.ts';
import { ovo, setFields } from '../objects/ovo.ts';
import { readRequestSpec } from '../request-spec.ts';
import { serviceIsUp } from '../servicegroup.ts';
import { pause, TIMING } from '../timing/timing.ts';
import { type Allowed, checkInstance } from './check-instance.ts';
import { type FoundServer, getInstance } from './get-instance.ts';
import { refuseExtendedRequests } from './neutron-extensions.ts';
import { adminOnly } from './policy.ts';
import { beginAction, castRebuild, withFlavor } from './server-work.ts';
import type { Api, ApiRequest } from './state.ts';
import { tellServer } from './tell-server.ts';

const TIMES = TIMING.api.server_action;
const EVACUATE = TIMING.api.evacuate;

/** Whoever has a task under way is evacuated all the same, and a lock does not hold it. */
const LOST: Allowed = { name: 'evacuate', anyTask: true, vmStates: ['active', 'stopped', 'error'] };

export function* evacuate(api: Api, request: ApiRequest): Task<HttpAnswer> {
  const { host, db } = api;
  const found = yield* getInstance(api, request);
  adminOnly(request, 'os_compute_api:os-evacuate');
  const { instance, database } = found;
  const uuid = text(instance.data, 'uuid');
  const given = request.body.evacuate;
  const wanted = isObject(given) ? textOr(given, 'host', null) : null;
  if (wanted !== null) yield* checkTarget(api, found, wanted);
  yield* refuseExtendedRequests(api, 'evacuate', TIMING.api.resize.extensions);
  yield* withFlavor(api, found);
  checkInstance(LOST, instance.data, request);
  const lost = textOr(instance.data, 'host', '');
  yield* pause(host, EVACUATE.service);
  const service = yield* serviceOf(api, found, lost);
  if (!service) throw unexpected(lost);
  if (serviceIsUp(host, service))
    throw new CodedError('ComputeServiceInUse', `Compute service of ${lost} is still in use.`);
  yield* pause(host, EVACUATE.spec);
  const spec = yield* readRequestSpec(db, uuid);
  yield* pause(host, EVACUATE.save);
  yield* beginAction(api, request, found, {
    name: 'evacuate',
    sets: { task_state: 'rebuilding' },
    tasks: null,
  });
  const { context } = request;
  yield* pause(host, EVACUATE.migration);
  yield* insertMigration(
    { host, db, database },
    {
      instance_uuid: uuid,
      source_compute: lost,
      source_node: textOr(instance.data, 'node', null),
      dest_compute: wanted,
      old_instance_type_id: null,
      new_instance_type_id: null,
      status: 'accepted',
      migration_type: 'evacuation',
      user_id: text(context, 'user_id'),
      project_id: text(context, 'project_id'),
    },
  );
  yield* tellServer(api, request, found, 'evacuate');
  if (wanted !== null) {
    const node = yield* db.first(database, 'compute_nodes', { deleted: 0, host: wanted });
    // a host of another cell is found by the check above, and not here
    if (!node) throw unexpected(wanted);
    const target = { host: wanted, node: node.hypervisor_hostname ?? null };
    setFields(spec, { requested_destination: ovo('Destination', target, Object.keys(target)) });
  }
  yield* pause(host, TIMES.cast);
  yield* castRebuild(api, request, instance, spec, { recreate: true });
  yield* pause(host, TIMES.answer);
  return { status: 200, body: '' };
}

const serviceOf = ({ db }: Api, { database }: FoundServer, host: string): Task<Row | null> =>
  db.first(database, 'services', { deleted: 0, host, binary: 'nova-compute' });

/** The controller expects it of the check of the target alone. */
const unexpected = (host: string): CodedError =>
  new CodedError('nova.exception.ComputeHostNotFound', `Compute host ${host} could not be found.`);

/** `HostAPI.service_get_by_compute_host`: in whatever cell it is. Errors: `CodedError` `NotFound`, `BadRequest`. */
function* checkTarget(api: Api, found: FoundServer, wanted: string): Task {
  const mapping = yield* api.db.first(API_DATABASE, 'host_mappings', { host: wanted });
  const cell = cellsOf(api.host).find(({ id }) => id === mapping?.cell_id);
  const service = cell && (yield* serviceOf(api, { ...found, database: cell.database }, wanted));
  if (!service) throw new CodedError('NotFound', `Compute host ${wanted} not found.`);
  if (found.instance.data.host === wanted)
    throw new CodedError('BadRequest', "The target host can't be the same one.");
}
