/**
 * `createImage` of a server (`nova/compute/api.py:API.snapshot`): nova-api makes the image, which has no data yet, and its host
 * fills it. A lock does not matter: nothing of the server changes.
 */
import { CodedError, defined } from '../../base/assert.ts';
import { isObject, type JsonObject } from '../../base/json.ts';
import { cast } from '../../rpc/client.ts';
import type { HttpAnswer, Task } from '../../service/effects.ts';
import { readBlockDevices } from '../block-devices.ts';
import { transportTo } from '../cells.ts';
import { text } from '../fields.ts';
import { toPrimitive } from '../objects/ovo.ts';
import { json } from '../rest.ts';
import { pause, TIMING } from '../timing/timing.ts';
import { TOPICS, VERSIONS } from '../words.ts';
import { type Allowed, checkInstance, invalidState } from './check-instance.ts';
import { askGlance, createImage } from './create-image.ts';
import { getInstance, SERVER_ATTRS } from './get-instance.ts';
import { beginAction } from './server-work.ts';
import type { Api, ApiRequest } from './state.ts';

const SNAPSHOT = TIMING.api.snapshot;
const TIMES = TIMING.api.server_action;

const ALLOWED: Allowed = {
  name: 'createImage',
  lockedToo: true,
  vmStates: ['active', 'stopped', 'paused', 'suspended'],
};

/** 202 with the image's id. */
export function* snapshot(api: Api, request: ApiRequest): Task<HttpAnswer> {
  const { host, db } = api;
  const given = request.body.createImage;
  const name = text(isObject(given) ? (given as JsonObject) : {}, 'name').trim();
  const found = yield* getInstance(api, request, SERVER_ATTRS);
  const { instance, database, cell } = found;
  const uuid = text(instance.data, 'uuid');
  yield* pause(host, SNAPSHOT.disks);
  yield* readBlockDevices(db, database, uuid);
  checkInstance(ALLOWED, instance.data, request);
  const image_id = yield* createImage(api, request, instance.data, { name, times: SNAPSHOT });
  yield* pause(host, SNAPSHOT.save);
  try {
    yield* beginAction(api, request, found, {
      name: 'createImage',
      sets: { task_state: 'image_snapshot_pending' },
      expectsGone: true,
    });
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const state = GONE[error.code];
    if (!state) throw error;
    yield* askGlance(api, request, { method: 'DELETE', path: `/v2/images/${image_id}` });
    throw invalidState('createImage', uuid, ...state);
  }
  yield* pause(host, TIMES.cast);
  const server = text(instance.data, 'host');
  yield* cast(transportTo(api.cells, defined(cell, `the cell of host ${server}`)), {
    target: { topic: TOPICS.compute, server, version: VERSIONS.compute },
    method: 'snapshot_instance',
    args: { instance: toPrimitive(instance), image_id },
    context: request.context,
  });
  yield* pause(host, TIMES.answer);
  return json(202, { image_id });
}

/** The server disappeared meanwhile: what is said then of its state. */
const GONE: { readonly [code: string]: readonly [attribute: string, state: string] } = {
  InstanceNotFound: ['vm_state', 'deleted'],
  UnexpectedDeletingTaskStateError: ['task_state', 'deleting'],
};
