/**
 * `POST /v2.1/servers/{id}/action`: what is done to a server that is there (`nova/api/openstack/compute/*.py`,
 * `nova/compute/api.py`). One row an action: who may ask for it in which states, the task_state that nova-api itself writes
 * into the cell, the action that it notes, and the RPC method that it casts to the compute of the server's host.
 */
import { CodedError, defined } from '../../base/assert.ts';
import type { JsonObject } from '../../base/json.ts';
import { cast } from '../../rpc/client.ts';
import type { HttpAnswer, Task } from '../../service/effects.ts';
import { API_DATABASE, CELL0, CELLS, type NovaCell, transportTo } from '../cells.ts';
import { numberOr, text, textOr } from '../fields.ts';
import { insertAction } from '../instance-actions.ts';
import { fromPrimitive, type LiveObject, setFields, toPrimitive } from '../objects/ovo.ts';
import { readInstance } from '../read-instance.ts';
import { saveInstance } from '../save-instance.ts';
import { pause, TIMING } from '../timing.ts';
import { TOPICS, VERSIONS } from '../words.ts';
import type { Api, ApiRequest } from './state.ts';

const TIMES = TIMING.api.server_action;

interface ServerAction {
  /** key of the body */
  readonly action: string;
  /** `instance_actions.action`, and in the sentence of a refusal */
  readonly name: string;
  /** of `nova.compute.api.API`: `vm_state` of its `check_instance_state`; `task_state` must be NULL */
  readonly vmStates: readonly string[];
  /** what nova-api writes into the instance before it casts */
  readonly sets: { readonly task_state: string } & JsonObject;
  readonly method: string;
  /** beside the instance */
  readonly args: JsonObject;
}

export const SERVER_ACTIONS: readonly ServerAction[] = [
  {
    action: 'os-stop',
    name: 'stop',
    vmStates: ['active', 'rescued', 'error'],
    sets: { task_state: 'powering-off', progress: 0 },
    method: 'stop_instance',
    args: { clean_shutdown: true },
  },
  {
    action: 'os-start',
    name: 'start',
    vmStates: ['stopped'],
    sets: { task_state: 'powering-on' },
    method: 'start_instance',
    args: {},
  },
];

/** As a route of nova-api: 202 without a body, once the cast is with the broker. */
export function* actOnServer(row: ServerAction, api: Api, request: ApiRequest): Task<HttpAnswer> {
  const { host, db } = api;
  const uuid = text(request.params, 'id');
  yield* pause(host, TIMES.mapping);
  const { database, cell } = yield* placeOf(api, uuid);
  yield* pause(host, TIMES.instance);
  const attrs = ['metadata', 'system_metadata'];
  const instance = fromPrimitive(yield* readInstance(db, database, uuid, { attrs }));
  const server = checked(row, instance, request);
  yield* pause(host, TIMES.save);
  setFields(instance, row.sets);
  yield* saveInstance({ host, db, database }, instance, { expected_task_state: [null] });
  instance.changes.clear();
  const noted = { action: row.name, uuid, context: request.context, now: host.wall().sql };
  yield* insertAction(db, database, noted);
  yield* pause(host, TIMES.cast);
  yield* cast(transportTo(api.cells, defined(cell, `the cell of host ${server}`)), {
    target: { topic: TOPICS.compute, server, version: VERSIONS.compute },
    method: row.method,
    args: { instance: toPrimitive(instance), ...row.args },
    context: request.context,
  });
  yield* pause(host, TIMES.answer);
  return { status: 202, body: '' };
}

interface ServerPlace {
  readonly database: string;
  /** null: it is buried in cell0, where no compute is */
  readonly cell: NovaCell | null;
}

/** Errors: `CodedError` `InstanceNotFound` for a server without a mapping, and for one that has no cell yet. */
function* placeOf({ db }: Api, uuid: string): Task<ServerPlace> {
  const mapping = yield* db.first(API_DATABASE, 'instance_mappings', { instance_uuid: uuid });
  const id = mapping && numberOr(mapping, 'cell_id', null);
  if (id === CELL0.id) return { database: CELL0.database, cell: null };
  const cell = CELLS.find((one) => one.id === id);
  if (!cell) throw new CodedError('InstanceNotFound', `Instance ${uuid} could not be found.`);
  return { database: cell.database, cell };
}

/**
 * Gives the instance's host. Errors: `CodedError` `InstanceIsLocked`, `InstanceNotReady` without a host,
 * `InstanceInvalidState` (`check_instance_lock`, `check_instance_host`, `check_instance_state`).
 */
function checked(row: ServerAction, { data }: LiveObject, { user }: ApiRequest): string {
  const uuid = text(data, 'uuid');
  if (data.locked === true && !user.isAdmin)
    throw new CodedError('InstanceIsLocked', `Instance ${uuid} is locked`);
  const host = textOr(data, 'host', null);
  if (host === null) throw new CodedError('InstanceNotReady', `Instance ${uuid} is not ready`);
  const wrong = wrongState(row, data);
  if (wrong === null) return host;
  const [attribute, state] = wrong;
  throw new CodedError(
    'InstanceInvalidState',
    `Cannot '${row.name}' instance ${uuid} while it is in ${attribute} ${state}`,
  );
}

function wrongState({ vmStates }: ServerAction, data: JsonObject): readonly [string, string] | null {
  const vmState = textOr(data, 'vm_state', '');
  if (!vmStates.includes(vmState)) return ['vm_state', vmState];
  const taskState = textOr(data, 'task_state', null);
  return taskState === null ? null : ['task_state', taskState];
}
