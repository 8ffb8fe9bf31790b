/**
 * `shelve` and `unshelve` of a server (`nova/compute/api.py:API.shelve`, `unshelve`): shelving names the image that its host
 * is to make of it and goes straight there; unshelving is a task of the super conductor.
 */
import { CodedError, defined } from '../../base/assert.ts';
import { cast } from '../../rpc/client.ts';
import type { HttpAnswer, Task } from '../../service/effects.ts';
import { transportTo } from '../cells.ts';
import { objectAt, text } from '../fields.ts';
import { toPrimitive } from '../objects/ovo.ts';
import { loadFlavor } from '../read-instance.ts';
import { readRequestSpec, saveRequestSpec } from '../request-spec.ts';
import { pause, TIMING } from '../timing/timing.ts';
import { TOPICS, VERSIONS } from '../words.ts';
import { type Allowed, checkInstance } from './check-instance.ts';
import { createImage } from './create-image.ts';
import { getInstance } from './get-instance.ts';
import { refuseExtendedRequests } from './neutron-extensions.ts';
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
  yield* orConflict(beginAction(api, request, found, { name: 'shelve', sets }));
  const instance_uuid = text(instance.data, 'uuid');
  yield* db.select(database, 'block_device_mapping', { deleted: 0, instance_uuid });
  const name = `${text(instance.data, 'display_name')}-shelved`;
  const image = yield* createImage(api, request, instance.data, { name, times: SHELVE });
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

/** Of all controllers this one alone expects that somebody else was faster (`nova/api/openstack/compute/shelve.py`). */
function* orConflict(begin: Task): Task {
  try {
    yield* begin;
  } catch (error) {
    if (!(error instanceof CodedError) || !LOST_RACES.includes(error.code)) throw error;
    throw new CodedError('InstanceInvalidState', error.message);
  }
}

const LOST_RACES: readonly string[] = ['UnexpectedTaskStateError', 'UnexpectedDeletingTaskStateError'];

export function* unshelve(api: Api, request: ApiRequest): Task<HttpAnswer> {
  const { host, db } = api;
  const found = yield* getInstance(api, request);
  const { instance } = found;
  yield* refuseExtendedRequests(api, 'shelve', UNSHELVE.extensions);
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
