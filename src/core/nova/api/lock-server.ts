/**
 * `lock` and `unlock` of `POST /v2.1/servers/{id}/action`: rows that nova-api writes by itself, in any state
 * (`nova/api/openstack/compute/lock_server.py`, `nova/compute/api.py:API.lock`, `API.unlock`).
 */
import { CodedError } from '../../base/assert.ts';
import { isObject, type JsonObject } from '../../base/json.ts';
import type { HttpAnswer, Task } from '../../service/effects.ts';
import { numberOr, objectAt, text, textOr } from '../fields.ts';
import { finishEvent, insertAction, startEvent } from '../instance-actions.ts';
import { setFields } from '../objects/ovo.ts';
import { saveInstance } from '../save-instance.ts';
import { pause, TIMING } from '../timing/timing.ts';
import { type FoundServer, getInstance } from './get-instance.ts';
import { notAllowed } from './policy.ts';
import { expectingThere } from './server-work.ts';
import type { Api, ApiRequest } from './state.ts';
import { tellServer } from './tell-server.ts';

const TIMES = TIMING.api.server_action;

const ACCEPTED: HttpAnswer = { status: 202, body: '' };

const ownerOrAdmin = (data: JsonObject, { user }: ApiRequest): string =>
  text(data, 'project_id') === user.projectId ? 'owner' : 'admin';

/** An owner's second lock changes nothing, and an owner cannot take an administrator's. */
export function* lockServer(api: Api, request: ApiRequest): Task<HttpAnswer> {
  const found = yield* getInstance(api, request);
  const { data } = found.instance;
  const by = ownerOrAdmin(data, request);
  if (data.locked === true && by === 'owner') return ACCEPTED;
  const given = request.body.lock;
  const reason = isObject(given) ? textOr(given, 'locked_reason', null) : null;
  const metadata = { ...objectAt(data, 'system_metadata'), locked_reason: reason };
  yield* noted(api, request, found, 'lock', {
    locked: true,
    locked_by: by,
    ...(reason === null ? {} : { system_metadata: metadata }),
  });
  return ACCEPTED;
}

/** Errors: `CodedError` `PolicyNotAuthorized` where somebody else locked it. */
export function* unlockServer(api: Api, request: ApiRequest): Task<HttpAnswer> {
  const found = yield* getInstance(api, request);
  const { data } = found.instance;
  const by = textOr(data, 'locked_by', null);
  if (by !== null && by !== ownerOrAdmin(data, request) && !request.user.isAdmin)
    throw notAllowed('os_compute_api:os-lock-server:unlock:unlock_override');
  const { locked_reason: reason, ...metadata } = objectAt(data, 'system_metadata');
  yield* noted(api, request, found, 'unlock', {
    locked: false,
    locked_by: null,
    ...(reason === undefined ? {} : { system_metadata: metadata }),
  });
  return ACCEPTED;
}

/**
 * Its row among the actions, and the save between the two notes of its event: all by nova-api. Errors: `CodedError`
 * `oslo_db.exception.DBReferenceError` for a server that has no row in any cell yet: nothing can refer to it.
 */
function* noted(
  api: Api,
  request: ApiRequest,
  found: FoundServer,
  action: 'lock' | 'unlock',
  values: JsonObject,
): Task {
  const { host, db } = api;
  const { context } = request;
  const { instance, database } = found;
  const writer = { host, db, database };
  const event = { uuid: text(instance.data, 'uuid'), event: `api_${action}`, context };
  yield* pause(host, TIMES.save);
  if (numberOr(instance.data, 'id', null) === null)
    throw new CodedError('oslo_db.exception.DBReferenceError', `${event.uuid} is in no table of ${database}`);
  yield* insertAction(db, database, { action, uuid: event.uuid, context, now: host.wall().sql });
  yield* startEvent(writer, { ...event, host: host.place.host });
  setFields(instance, values);
  yield* expectingThere(saveInstance(writer, instance, {}));
  yield* finishEvent(writer, { ...event, failed: false });
  yield* tellServer(api, request, found, action);
  yield* pause(host, TIMES.answer);
}
