/**
 * `resize` and `migrate` of a server (`nova/compute/api.py:API.resize`; a migration is a resize without a flavor): nova-api
 * checks, marks the server and hands the rest to the super conductor.
 */
import { CodedError } from '../../base/assert.ts';
import { isObject, type JsonObject } from '../../base/json.ts';
import { cast } from '../../rpc/client.ts';
import type { HttpAnswer, Task } from '../../service/effects.ts';
import type { Row } from '../../trace/fact.ts';
import { SAME_HOST } from '../../words/drivers.ts';
import { askPlacement } from '../ask-placement.ts';
import { API_DATABASE } from '../cells.ts';
import { objectAt, text, textOr, whole } from '../fields.ts';
import { flavorObject } from '../objects/catalog.ts';
import { pciRequests } from '../objects/instance.ts';
import { dataOf, listOf, ovo, setFields, toPrimitive } from '../objects/ovo.ts';
import { serviceObject } from '../objects/service.ts';
import { isOn } from '../options.ts';
import { checkUpsizeQuota } from '../quota.ts';
import { readRequestSpec } from '../request-spec.ts';
import { serviceIsUp } from '../servicegroup.ts';
import { pause, TIMING } from '../timing/timing.ts';
import { TOPICS, VERSIONS } from '../words.ts';
import { checkKeptImage } from './check-image.ts';
import { checkInstance } from './check-instance.ts';
import { type FoundServer, getInstance, SERVER_ATTRS } from './get-instance.ts';
import { refuseExtendedRequests } from './neutron-extensions.ts';
import { adminOnly } from './policy.ts';
import { beginAction } from './server-work.ts';
import type { Api, ApiRequest } from './state.ts';

const TIMES = TIMING.api.resize;

/** What is wanted: another flavor, or another host. */
interface MoveWanted {
  /** `instance_actions.action` */
  readonly action: 'resize' | 'migrate';
  /** id of a flavor; null: it keeps its own */
  readonly flavor: string | null;
  /** null: the scheduler looks for one */
  readonly host: string | null;
  /** what its controller reads the instance with */
  readonly attrs: readonly string[];
}

export function* resize(api: Api, request: ApiRequest): Task<HttpAnswer> {
  const { flavorRef } = isObject(request.body.resize) ? request.body.resize : {};
  if (typeof flavorRef !== 'string')
    throw new CodedError(
      'BadRequest',
      "Invalid input for field/attribute resize. 'flavorRef' is a required property",
    );
  return yield* move(api, request, { action: 'resize', flavor: flavorRef, host: null, attrs: SERVER_ATTRS });
}

export function* migrate(api: Api, request: ApiRequest): Task<HttpAnswer> {
  const { host } = isObject(request.body.migrate) ? request.body.migrate : {};
  const to = { flavor: null, host: typeof host === 'string' ? host : null };
  // without its topology, so that the new host will ask for that (`migrate_server.py:MigrateServerController._migrate`)
  return yield* move(api, request, { action: 'migrate', ...to, attrs: ['flavor'] });
}

function* move(api: Api, request: ApiRequest, wanted: MoveWanted): Task<HttpAnswer> {
  const { host, db } = api;
  const { action } = wanted;
  const found = yield* getInstance(api, request, wanted.attrs);
  if (action === 'migrate') adminOnly(request, 'os_compute_api:os-migrate-server:migrate');
  const { instance } = found;
  yield* loadServices(api, found);
  yield* refuseExtendedRequests(api, action === 'migrate' ? 'migrate' : 'action', TIMES.extensions);
  // its name in a refusal, too: both are one method of the API
  checkInstance({ name: action, vmStates: ['active', 'stopped'] }, instance.data, request);
  yield* checkHost(api, found);
  const uuid = text(instance.data, 'uuid');
  const node = wanted.host === null ? null : yield* checkTarget(api, found, wanted.host);
  const flavor = wanted.flavor === null ? null : yield* newFlavor(api, request, found, wanted.flavor);
  const mayStay =
    flavor === null ? yield* staysOnHost(api, found) : isOn(host, 'DEFAULT.allow_resize_to_same_host');
  const ignored = mayStay ? [] : [text(instance.data, 'host')];
  yield* pause(host, TIMES.spec);
  const spec = yield* readRequestSpec(db, uuid);
  setFields(spec, { ignore_hosts: ignored });
  if (flavor !== null) setFields(spec, { numa_topology: null, pci_requests: changedRequests(uuid) });
  const metadata = objectAt(instance.data, 'system_metadata');
  yield* pause(host, TIMES.save);
  const sets = {
    system_metadata: { ...metadata, image_base_image_ref: text(instance.data, 'image_ref') },
    task_state: 'resize_prep',
    progress: 0,
    auto_disk_config: false,
  };
  yield* beginAction(api, request, found, { name: action, sets, expectsGone: action === 'migrate' });
  const target = node === null ? {} : { host: text(node, 'host'), node: text(node, 'hypervisor_hostname') };
  const destination = { ...target, allow_cross_cell_move: false };
  setFields(spec, { requested_destination: ovo('Destination', destination, Object.keys(destination)) });
  yield* pause(host, TIMES.cast);
  yield* cast(api.top, {
    target: { topic: TOPICS.conductor, namespace: 'compute_task', version: VERSIONS.migrateServer },
    method: 'migrate_server',
    args: {
      instance: toPrimitive(instance),
      scheduler_hint: { filter_properties: { ignore_hosts: ignored } },
      live: false,
      rebuild: false,
      flavor: flavor ?? instance.data.flavor ?? null,
      block_migration: null,
      disk_over_commit: null,
      reservations: null,
      clean_shutdown: true,
      request_spec: toPrimitive(spec),
      host_list: null,
    },
    context: request.context,
  });
  yield* pause(host, TIMING.api.server_action.answer);
  return { status: 202, body: '' };
}

const changedRequests = (uuid: string): JsonObject => ({
  ...pciRequests(uuid),
  'nova_object.changes': ['requests', 'instance_uuid'],
});

/** The record of the compute on its host, read with the instance (`columns_to_join=['services']`). */
function* loadServices({ host, db }: Api, { instance, database }: FoundServer): Task {
  yield* pause(host, TIMES.services);
  const where = { deleted: 0, host: textOr(instance.data, 'host', null), binary: 'nova-compute' };
  const rows = yield* db.select(database, 'services', where);
  instance.data.services = listOf('ServiceList', rows.map(serviceObject));
}

/** `check_instance_host(check_is_up=True)`. Errors: `CodedError` `InstanceNotReady`, `ServiceUnavailable`. */
function* checkHost({ host, db }: Api, { instance, database }: FoundServer): Task {
  const server = textOr(instance.data, 'host', null);
  if (server === null)
    throw new CodedError('InstanceNotReady', `Instance ${text(instance.data, 'uuid')} is not ready`);
  const service = yield* db.first(database, 'services', { deleted: 0, host: server, binary: 'nova-compute' });
  // disabled or not
  if (service && !serviceIsUp(host, service)) throw unavailable();
}

export const unavailable = (): CodedError =>
  new CodedError('ServiceUnavailable', 'Service is unavailable at this time.');

/** `_validate_host_for_cold_migrate`. Errors: `CodedError` `CannotMigrateToSameHost`, `ComputeHostNotFound`. */
function* checkTarget({ db }: Api, { instance, database }: FoundServer, host: string): Task<Row> {
  if (host === instance.data.host)
    throw new CodedError('CannotMigrateToSameHost', 'Cannot migrate to the host where the server exists.');
  const node = yield* db.first(database, 'compute_nodes', { deleted: 0, host });
  if (node) return node;
  throw new CodedError('ComputeHostNotFound', `Compute host ${host} could not be found.`);
}

/**
 * The new flavor, once it is checked that the server may have it. Errors: `CodedError` `FlavorNotFound`, `CannotResizeDisk`,
 * `CannotResizeToSameFlavor`, `TooManyInstances`, `FlavorMemoryTooSmall`, `FlavorDiskSmallerThanMinDisk`.
 */
function* newFlavor(
  { host, db }: Api,
  { user }: ApiRequest,
  { instance, database }: FoundServer,
  flavorid: string,
): Task<JsonObject> {
  yield* pause(host, TIMES.flavor);
  const row = yield* db.first(API_DATABASE, 'flavors', { flavorid });
  if (!row || row.disabled === 1)
    throw new CodedError('FlavorNotFound', `Flavor ${flavorid} could not be found.`);
  const now = dataOf(instance.data.flavor);
  if (row.root_gb === 0 && now.root_gb !== 0)
    throw new CodedError(
      'CannotResizeDisk',
      'Server disk was unable to be resized because: Resize to zero disk flavor is not allowed.',
    );
  if (whole(row, 'id') === whole(now, 'id'))
    throw new CodedError('CannotResizeToSameFlavor', 'When resizing, instances must change flavor!');
  yield* pause(host, TIMES.disks);
  const uuid = text(instance.data, 'uuid');
  yield* db.select(database, 'block_device_mapping', { deleted: 0, instance_uuid: uuid });
  yield* checkUpsize(db, { user, host }, { from: now, to: row });
  checkKeptImage(objectAt(instance.data, 'system_metadata'), row);
  return flavorObject(row);
}

/** What the new flavor has more than the old one. Errors: `CodedError` `TooManyInstances`. */
export function* checkUpsize(
  db: Api['db'],
  { user, host }: Pick<ApiRequest, 'user'> & Pick<Api, 'host'>,
  { from, to }: { readonly from: JsonObject; readonly to: Row | JsonObject },
): Task {
  const more = (what: 'vcpus' | 'memory_mb'): number => Math.max(0, whole(to, what) - whole(from, what));
  const [cores, ram] = [more('vcpus'), more('memory_mb')];
  if (cores + ram === 0) return;
  yield* pause(host, TIMES.quota);
  yield* checkUpsizeQuota(db, { host, ...user }, { cores, ram });
}

/**
 * `_allow_resize_to_same_host` of a migration: whether Placement says of the host that it can (trait
 * COMPUTE_SAME_HOST_COLD_MIGRATE). A resize is told by `[DEFAULT]/allow_resize_to_same_host`.
 */
function* staysOnHost({ host, db }: Api, { instance, database }: FoundServer): Task<boolean> {
  const { host: server = null, node: hypervisor_hostname = null } = instance.data as {
    [field: string]: Row[string];
  };
  const node = yield* db.first(database, 'compute_nodes', {
    deleted: 0,
    host: server ?? null,
    hypervisor_hostname: hypervisor_hostname ?? null,
  });
  yield* pause(host, TIMES.service);
  const answer = yield* askPlacement(host, {
    method: 'GET',
    path: `/resource_providers/${textOr(node ?? {}, 'uuid', '')}/traits`,
    microversion: 'placement 1.6',
  });
  const body = answer.status === 200 ? (JSON.parse(answer.body) as { traits?: readonly string[] }) : {};
  if (body.traits?.includes(SAME_HOST)) return true;
  yield* db.first(database, 'services', { deleted: 0, host: server ?? null, binary: 'nova-compute' });
  return false;
}
