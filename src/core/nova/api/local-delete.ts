/**
 * What nova-api does where no compute can (`nova/compute/api.py:API._local_delete`): it gives the network back, deletes the
 * allocations and marks the server's rows as deleted. The guest itself stays where it is until its compute comes back.
 */
import type { HttpAnswer, HttpRequest, Task } from '../../service/effects.ts';
import { askNeutron } from '../ask-neutron.ts';
import { destroyInstance, softDelete } from '../destroy-instance.ts';
import { text, textOr } from '../fields.ts';
import { loggerOf } from '../log.ts';
import { setFields } from '../objects/ovo.ts';
import { deleteAllocations as deleteAllocationsOf } from '../report-client.ts';
import { saveInstance } from '../save-instance.ts';
import { pause, TIMING } from '../timing/timing.ts';
import type { FoundServer } from './get-instance.ts';
import type { Api, ApiRequest } from './state.ts';
import { tellingDelete } from './tell-server.ts';

const LOG = loggerOf('nova.compute.api');

const TIMES = TIMING.api.delete_server;

/** `vm_state` = what its row says in the end; `queue` = what marks its mapping, done once it does. */
export function* deleteLocally(
  api: Api,
  request: ApiRequest,
  found: FoundServer,
  { vm_state, queue }: { readonly vm_state: string; readonly queue: Task },
): Task {
  const { host, db } = api;
  const { instance, database } = found;
  const saver = { host, db, database };
  const uuid = text(instance.data, 'uuid');
  const about = { context: request.context, uuid };
  if (instance.data.vm_state === 'shelved_offloaded')
    yield* LOG.info(
      about,
      "instance is in SHELVED_OFFLOADED state, cleanup the instance's info from database.",
    );
  else {
    const down = textOr(instance.data, 'host', 'None');
    yield* LOG.warning(about, `instance's host ${down} is down, deleting from database`);
  }
  const work = function* (): Task {
    yield* deallocateNetwork(api, request, found);
    yield* deleteAllocations(api, request, uuid);
    yield* pause(host, TIMING.api.server_action.save);
    setFields(instance, { vm_state, task_state: null, terminated_at: host.wall().iso });
    yield* saveInstance(saver, instance, {});
    instance.changes.clear();
    yield* queue;
    yield* destroyFound(api, found);
  };
  yield* tellingDelete(api, request, found, work());
}

/** Its rows are marked as deleted. Errors: those of `destroyInstance`. */
export function* destroyFound({ host, db }: Api, { instance, database }: FoundServer): Task {
  yield* pause(host, TIMES.destroy);
  const { obj_what_changed: _none, ...now } = yield* destroyInstance({ host, db, database }, instance);
  Object.assign(instance.data, now);
}

function* deallocateNetwork(api: Api, request: ApiRequest, { instance, database }: FoundServer): Task {
  const { host, db } = api;
  const uuid = text(instance.data, 'uuid');
  yield* pause(host, TIMES.network);
  const listed = yield* ask(api, request, { method: 'GET', path: `/v2.0/ports?device_id=${uuid}` });
  const { ports = [] } = JSON.parse(listed.body) as { ports?: readonly { id: string }[] };
  for (const { id } of ports) {
    yield* pause(host, TIMES.network);
    yield* ask(api, request, { method: 'DELETE', path: `/v2.0/ports/${id}` });
  }
  yield* pause(host, TIMES.interfaces);
  const saver = { host, db, database };
  yield* softDelete(saver, 'virtual_interfaces', { instance_uuid: uuid });
  yield* db.commit(database);
  const cache = yield* db.first(database, 'instance_info_caches', { instance_uuid: uuid });
  if (cache && cache.network_info !== '[]') {
    const values = { updated_at: host.wall().sql, network_info: '[]' };
    yield* db.update(database, 'instance_info_caches', values, { id: cache.id ?? null });
    yield* db.commit(database);
  }
}

function ask(
  { host }: Api,
  { http: { token, requestId } }: ApiRequest,
  request: Pick<HttpRequest, 'method' | 'path'>,
): Task<HttpAnswer> {
  const by = token === undefined ? {} : { token };
  return askNeutron(host, { globalRequestId: requestId, ...by, ...request });
}

/** Errors: `CodedError` `AllocationDeleteFailed`. */
export const deleteAllocations = ({ host }: Api, { context }: ApiRequest, uuid: string): Task =>
  deleteAllocationsOf({ host, context, before: () => pause(host, TIMES.allocations) }, uuid);
