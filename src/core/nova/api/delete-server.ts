/**
 * `DELETE /v2.1/servers/{id}` (`nova/compute/api.py:API._delete`). Its compute is told, if it runs; a server without a host, or
 * whose compute is down, nova-api deletes itself, from the database of its cell. One that has no cell yet loses its build
 * request, and the conductor finds it gone. What else there is of it goes first: the image of a shelved one, a move that waits
 * to be confirmed. With `[DEFAULT]/reclaim_instance_interval` one that was active before is only set aside, and taken away by
 * its compute when so long has passed (`soft_delete`).
 */
import { CodedError } from '../../base/assert.ts';
import type { JsonObject } from '../../base/json.ts';
import { call, cast } from '../../rpc/client.ts';
import type { HttpAnswer, Task } from '../../service/effects.ts';
import { readBlockDevices } from '../block-devices.ts';
import { API_DATABASE, type NovaCell, transportTo } from '../cells.ts';
import { objectAt, text, textOr } from '../fields.ts';
import { insertAction } from '../instance-actions.ts';
import { loggerOf } from '../log.ts';
import { migrationInStatus } from '../migrations.ts';
import { setFields, toPrimitive } from '../objects/ovo.ts';
import { option } from '../options.ts';
import { noContent } from '../rest.ts';
import { saveInstance } from '../save-instance.ts';
import { serviceIsUp } from '../servicegroup.ts';
import { pause, TIMING } from '../timing/timing.ts';
import { TOPICS, VERSIONS } from '../words.ts';
import { type Allowed, checkInstance } from './check-instance.ts';
import { askGlance } from './create-image.ts';
import { type FoundServer, findAgain, getInstance, SERVER_ATTRS } from './get-instance.ts';
import { deleteAllocations, deleteLocally, destroyFound } from './local-delete.ts';
import type { Api, ApiRequest } from './state.ts';
import { tellingDelete } from './tell-server.ts';

const LOG = loggerOf('nova.compute.api');

const TIMES = TIMING.api.delete_server;

const DELETE: Allowed = { name: 'delete', anyTask: true, unlaunched: true };

/** `compute_utils.may_have_ports_or_volumes`: without a host, but a compute had it. */
const MAY_HAVE_PORTS: ReadonlySet<string> = new Set(['shelved_offloaded', 'error']);

/** Being deleted already. */
const DELETING: ReadonlySet<string | null> = new Set(['deleting', 'soft-deleting']);

/** What the server is marked with, and what its compute is told. */
const AT_ONCE = { task_state: 'deleting', method: 'terminate_instance', vm_state: 'deleted' } as const;
const SOFTLY = {
  task_state: 'soft-deleting',
  method: 'soft_delete_instance',
  vm_state: 'soft-delete',
} as const;

interface ToDelete extends FoundServer {
  readonly how: typeof AT_ONCE | typeof SOFTLY;
}

export function* deleteServer(api: Api, request: ApiRequest): Task<HttpAnswer> {
  const found = yield* getInstance(api, request, SERVER_ATTRS);
  const { data } = found.instance;
  checkInstance(DELETE, data, request);
  const isReclaimed = option(api.host, 'DEFAULT.reclaim_instance_interval') > 0;
  const how = isReclaimed && textOr(data, 'launched_at', null) !== null ? SOFTLY : AT_ONCE;
  try {
    yield* deleteFound(api, request, { ...found, how });
  } catch (error) {
    // somebody else was faster
    if (!(error instanceof CodedError) || error.code !== 'InstanceNotFound') throw error;
  }
  return noContent;
}

function* deleteFound(api: Api, request: ApiRequest, found: ToDelete): Task {
  const { data } = found.instance;
  if (data.disable_terminate === true) return;
  if (!hasHost(data) && !MAY_HAVE_PORTS.has(text(data, 'vm_state'))) {
    const since = yield* deleteWhileBooting(api, request, found);
    if (since) yield* deleteInCell(api, request, { ...since, how: found.how });
  } else yield* deleteInCell(api, request, found);
}

const hasHost = (data: JsonObject): boolean => textOr(data, 'host', null) !== null;

/**
 * One that no compute has yet: its build request goes, or what there is of it in its cell. Gives the server where it has got
 * a host meanwhile and is to be deleted like any other.
 */
function* deleteWhileBooting(api: Api, request: ApiRequest, found: FoundServer): Task<FoundServer | null> {
  const { host, db } = api;
  const uuid = text(found.instance.data, 'uuid');
  yield* pause(host, TIMES.build_request);
  const waiting = yield* db.first(API_DATABASE, 'build_requests', { instance_uuid: uuid });
  if (waiting) {
    yield* db.remove(API_DATABASE, 'build_requests', { instance_uuid: uuid });
    yield* db.commit(API_DATABASE);
  }
  const since = yield* findAgain(api, uuid);
  if (since) {
    try {
      yield* tellingDelete(api, request, since, destroyFound(api, since));
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      if (error.code === 'ObjectActionError') return yield* findAgain(api, uuid);
      if (error.code !== 'InstanceNotFound') throw error;
    }
  }
  yield* cleanUp(api, request, uuid);
  return null;
}

/** `_local_delete_cleanup` */
function* cleanUp(api: Api, request: ApiRequest, uuid: string): Task {
  try {
    yield* deleteAllocations(api, request, uuid);
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'AllocationDeleteFailed') throw error;
    const about = { context: request.context, uuid };
    yield* LOG.info(about, 'Allocation delete failed during local delete cleanup.');
  }
  yield* queueForDelete(api, uuid);
}

function* deleteInCell(api: Api, request: ApiRequest, found: ToDelete): Task {
  const { host, db } = api;
  const { instance, database, cell, how } = found;
  const uuid = text(instance.data, 'uuid');
  yield* pause(host, TIMES.disks);
  const bdms = yield* readBlockDevices(db, database, uuid);
  yield* deleteShelvedImage(api, request, instance.data);
  const before = textOr(instance.data, 'task_state', null);
  yield* pause(host, TIMING.api.server_action.save);
  const { task_state, method } = how;
  const since = how === SOFTLY ? { deleted_at: host.wall().iso } : {};
  setFields(instance, { task_state, ...since, progress: 0 });
  yield* saveInstance({ host, db, database }, instance, {});
  instance.changes.clear();
  if (cell !== null && instance.data.vm_state === 'resized') {
    yield* confirmFirst(api, request, found, cell);
    if (how === SOFTLY) {
      setFields(instance, { task_state });
      yield* saveInstance({ host, db, database }, instance, {});
      instance.changes.clear();
    }
  }
  const server = textOr(instance.data, 'host', null);
  if (cell === null || server === null || !(yield* computeIsUp(api, database, server))) {
    yield* deleteLocally(api, request, found, { vm_state: how.vm_state, queue: queueForDelete(api, uuid) });
    return;
  }
  if (DELETING.has(before)) {
    const ignored = 'Instance is already in deleting state, ignoring this request';
    yield* LOG.info({ context: request.context, uuid }, ignored);
    return;
  }
  yield* pause(host, TIMES.action);
  const noted = { action: 'delete', uuid, context: request.context, now: host.wall().sql };
  yield* insertAction(db, database, noted);
  yield* pause(host, TIMES.cast);
  yield* cast(transportTo(api.cells, cell), {
    target: { topic: TOPICS.compute, server, version: VERSIONS.compute },
    method,
    args: { instance: toPrimitive(instance), ...(how === SOFTLY ? {} : { bdms }) },
    context: request.context,
  });
  yield* queueForDelete(api, uuid);
}

const SHELVED: ReadonlySet<string> = new Set(['shelved', 'shelved_offloaded']);

/** One that cannot be deleted is logged. */
function* deleteShelvedImage(api: Api, request: ApiRequest, data: JsonObject): Task {
  if (!SHELVED.has(text(data, 'vm_state'))) return;
  const image = textOr(objectAt(data, 'system_metadata'), 'shelved_image_id', null);
  const about = { context: request.context, uuid: text(data, 'uuid') };
  yield* LOG.info(about, `Working on deleting snapshot ${image} from shelved instance...`);
  yield* pause(api.host, TIMES.image);
  try {
    const { status } = yield* askGlance(api, request, { method: 'DELETE', path: `/v2/images/${image}` });
    if (status === 404)
      yield* LOG.warning(
        about,
        `Failed to delete snapshot from shelved instance (Image ${image} could not be found.).`,
      );
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const what = 'Something wrong happened when trying to delete snapshot from shelved instance.';
    yield* LOG.exception(about, what, error);
  }
}

/**
 * `_confirm_resize_on_deleting`: the host that it left is told to let it go, and waited for; what it keeps for the server would
 * stay there for ever. Errors: those of `call`.
 */
function* confirmFirst(api: Api, { context }: ApiRequest, found: FoundServer, cell: NovaCell): Task {
  const { host, db } = api;
  const { instance, database } = found;
  const uuid = text(instance.data, 'uuid');
  yield* pause(host, TIMING.api.resize.migration);
  const migration =
    (yield* migrationInStatus({ db, database }, uuid, 'finished')) ??
    (yield* migrationInStatus({ db, database }, uuid, 'confirming'));
  if (!migration) {
    yield* LOG.info({ context, uuid }, 'Instance may have been confirmed during delete');
    return;
  }
  const { id, status } = migration.data;
  yield* LOG.info(
    { context, uuid },
    `Found an unconfirmed migration during delete, id: ${id}, status: ${status}`,
  );
  const now = host.wall().sql;
  yield* insertAction(db, database, { action: 'confirmResize', uuid, context, now });
  yield* pause(host, TIMING.api.resize.confirm);
  const transport = transportTo(api.cells, cell);
  const server = text(migration.data, 'source_compute');
  yield* call(
    transport,
    {
      target: { topic: TOPICS.compute, server, version: VERSIONS.compute },
      method: 'confirm_resize',
      args: { instance: toPrimitive(instance), migration: toPrimitive(migration) },
      context,
    },
    { timeout: transport.responseTimeout, monitor: null },
  );
}

/** A host without a compute's record is none that could be told. */
function* computeIsUp({ host, db }: Api, database: string, server: string): Task<boolean> {
  yield* pause(host, TIMES.service);
  const where = { deleted: 0, host: server, binary: 'nova-compute' };
  const service = yield* db.first(database, 'services', where);
  return service !== null && serviceIsUp(host, service);
}

/** `_update_queued_for_deletion`: lists leave it out from here on, though its cell may be out of reach. */
function* queueForDelete({ host, db }: Api, instance_uuid: string): Task {
  yield* pause(host, TIMES.queued);
  const mapping = yield* db.first(API_DATABASE, 'instance_mappings', { instance_uuid });
  if (!mapping || mapping.queued_for_delete === 1) return;
  const values = { updated_at: host.wall().sql, queued_for_delete: 1 };
  yield* db.update(API_DATABASE, 'instance_mappings', values, { instance_uuid });
  yield* db.first(API_DATABASE, 'cell_mappings', { id: mapping.cell_id ?? null });
  yield* db.commit(API_DATABASE);
}
