/**
 * `POST /v2.1/servers/{id}/metadata`: keys that the owner gives a server; rows that nova-api writes by itself, if
 * there are not too many then (`nova/api/openstack/compute/server_metadata.py`, `nova/compute/api.py:API.update_instance_metadata`).
 */
import { CodedError } from '../../base/assert.ts';
import { isObject, type JsonObject } from '../../base/json.ts';
import type { HttpAnswer, Task } from '../../service/effects.ts';
import { objectAt } from '../fields.ts';
import { setFields } from '../objects/ovo.ts';
import { checkMetadataQuota } from '../quota.ts';
import { json } from '../rest.ts';
import { saveInstance } from '../save-instance.ts';
import { pause, TIMING } from '../timing/timing.ts';
import { type Allowed, checkInstance } from './check-instance.ts';
import { getInstance } from './get-instance.ts';
import { expectingThere } from './server-work.ts';
import type { Api, ApiRequest } from './state.ts';

const TIMES = TIMING.api.server_action;

const ALLOWED: Allowed = {
  name: 'update metadata',
  vmStates: ['active', 'paused', 'suspended', 'stopped'],
  anyTask: true,
};

/** Keys that it has already and that are not named stay. */
export function* setMetadata(api: Api, request: ApiRequest): Task<HttpAnswer> {
  const { host, db } = api;
  const given = request.body.metadata;
  if (!isObject(given))
    throw new CodedError('BadRequest', "Invalid input for field/attribute metadata. 'metadata' is required");
  const { instance, database } = yield* getInstance(api, request);
  checkInstance(ALLOWED, instance.data, request);
  const metadata = { ...objectAt(instance.data, 'metadata'), ...(given as JsonObject) };
  yield* pause(host, TIMING.api.create_server.quota);
  yield* checkMetadataQuota(db, { host, ...request.user }, Object.keys(metadata).length);
  yield* pause(host, TIMES.save);
  setFields(instance, { metadata });
  yield* expectingThere(saveInstance({ host, db, database }, instance, {}));
  yield* pause(host, TIMES.answer);
  return json(200, { metadata });
}
