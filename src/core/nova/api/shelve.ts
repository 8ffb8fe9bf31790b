/**
 * `shelve` and `unshelve` of a server (`nova/compute/api.py:API.shelve`, `unshelve`): shelving names the image that its host
 * is to make of it and goes straight there; unshelving is a task of the super conductor.
 */
import { CodedError, defined } from '../../base/assert.ts';
import type { JsonObject } from '../../base/json.ts';
import { cast } from '../../rpc/client.ts';
import { type HttpAnswer, http, type Task } from '../../service/effects.ts';
import { transportTo } from '../cells.ts';
import { objectAt, text, textOr } from '../fields.ts';
import { toPrimitive } from '../objects/ovo.ts';
import { loadFlavor } from '../read-instance.ts';
import { readRequestSpec, saveRequestSpec } from '../request-spec.ts';
import { pause, TIMING } from '../timing.ts';
import { ACTORS, TOPICS, VERSIONS } from '../words.ts';
import { type Allowed, checkInstance } from './check-instance.ts';
import { getInstance } from './get-instance.ts';
import { beginAction } from './server-work.ts';
import type { Api, ApiRequest } from './state.ts';

const SHELVE = TIMING.api.shelve;
const UNSHELVE = TIMING.api.unshelve;
const TIMES = TIMING.api.server_action;

const SHELVABLE: Allowed = { name: 'shelve', vmStates: ['active', 'stopped', 'paused', 'suspended'] };
const SHELVED: Allowed = { name: 'unshelve', vmStates: ['shelved', 'shelved_offloaded'] };

const ACCEPTED: HttpAnswer = { status: 202, body: '' };

export function* shelve(api: Api, request: ApiRequest): Task<HttpAnswer> {
  const { host, db } = api;
  const found = yield* getInstance(api, request);
  const { database, cell, instance } = found;
  if (!('flavor' in instance.data)) {
    yield* pause(host, TIMES.flavor);
    yield* loadFlavor(db, database, instance);
  }
  checkInstance(SHELVABLE, instance.data, request);
  yield* pause(host, SHELVE.save);
  const image_base_image_ref = text(instance.data, 'image_ref');
  const system_metadata = { ...objectAt(instance.data, 'system_metadata'), image_base_image_ref };
  const sets = { task_state: 'shelving', system_metadata };
  yield* beginAction(api, request, found, { name: 'shelve', sets });
  const instance_uuid = text(instance.data, 'uuid');
  yield* db.select(database, 'block_device_mapping', { deleted: 0, instance_uuid });
  const image = yield* newImage(api, request, instance.data);
  yield* pause(host, SHELVE.cast);
  const server = text(instance.data, 'host');
  yield* cast(transportTo(api.cells, defined(cell, `the cell of host ${server}`)), {
    target: { topic: TOPICS.compute, server, version: VERSIONS.compute },
    method: 'shelve_instance',
    args: { instance: toPrimitive(instance), image_id: image, clean_shutdown: true, accel_uuids: [] },
    context: request.context,
  });
  yield* pause(host, TIMES.answer);
  return ACCEPTED;
}

/** What of a server's metadata its image does not inherit (`[DEFAULT]/non_inheritable_image_properties`). */
const NOT_INHERITED = ['cache_in_nova', 'bittorrent'];
/** Fields of an image of their own (`nova/utils.py:SM_IMAGE_PROP_PREFIX`) */
const FIELDS = ['min_ram', 'min_disk', 'disk_format', 'container_format'];

/** `nova/compute/utils.py:create_image` with type `snapshot`; gives its id. */
function* newImage({ host }: Api, request: ApiRequest, instance: JsonObject): Task<string> {
  const metadata = objectAt(instance, 'system_metadata');
  const own: { [key: string]: string } = {};
  for (const key of Object.keys(metadata)) {
    const name = key.startsWith('image_') ? key.slice('image_'.length) : key;
    if (!FIELDS.includes(name) && !NOT_INHERITED.includes(name)) own[name] = text(metadata, key);
  }
  const ask = {
    to: ACTORS.glance,
    globalRequestId: request.http.requestId,
    ...(request.http.token === undefined ? {} : { token: request.http.token }),
  } as const;
  yield* pause(host, SHELVE.image_schema);
  yield* http({ ...ask, method: 'GET', path: '/v2/schemas/image' });
  yield* pause(host, SHELVE.image);
  const body = JSON.stringify({
    name: `${text(instance, 'display_name')}-shelved`,
    min_ram: Number.parseInt(textOr(metadata, 'image_min_ram', '0'), 10),
    min_disk: Number.parseInt(textOr(metadata, 'image_min_disk', '0'), 10),
    ...own,
    instance_uuid: text(instance, 'uuid'),
    user_id: request.user.userId,
    image_type: 'snapshot',
    visibility: 'private',
  });
  const reply = yield* http({ ...ask, method: 'POST', path: '/v2/images', body });
  if (reply.status !== 201) throw new CodedError('ImageNotFound', `glance answered ${reply.status}`);
  return text(JSON.parse(reply.body) as JsonObject, 'id');
}

export function* unshelve(api: Api, request: ApiRequest): Task<HttpAnswer> {
  const { host, db } = api;
  const found = yield* getInstance(api, request);
  const { instance } = found;
  yield* pause(host, UNSHELVE.extensions);
  yield* http({
    to: ACTORS.neutron,
    method: 'GET',
    path: '/v2.0/extensions',
    globalRequestId: request.http.requestId,
  });
  checkInstance(SHELVED, instance.data, request);
  yield* pause(host, UNSHELVE.spec);
  const spec = yield* readRequestSpec(db, text(instance.data, 'uuid'));
  yield* saveRequestSpec(host, db, spec);
  yield* pause(host, UNSHELVE.save);
  yield* beginAction(api, request, found, { name: 'unshelve', sets: { task_state: 'unshelving' } });
  yield* pause(host, TIMES.cast);
  yield* cast(api.top, {
    target: { topic: TOPICS.conductor, namespace: 'compute_task', version: VERSIONS.unshelve },
    method: 'unshelve_instance',
    args: { instance: toPrimitive(instance), request_spec: toPrimitive(spec) },
    context: request.context,
  });
  yield* pause(host, TIMES.answer);
  return ACCEPTED;
}
