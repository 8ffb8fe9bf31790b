/**
 * `POST /v2.1/servers/{id}/action`: what is done to a server that is there (`nova/api/openstack/compute/*.py`,
 * `nova/compute/api.py`). One row an action: who may ask for it in which states, the task_state that nova-api itself writes
 * into the cell, the action that it notes, and the RPC method by which it asks the compute of the server's host.
 */
import { defined } from '../../base/assert.ts';
import { isObject, type Json, type JsonObject } from '../../base/json.ts';
import { call, cast } from '../../rpc/client.ts';
import type { HttpAnswer, Task } from '../../service/effects.ts';
import { transportTo } from '../cells.ts';
import { text, textOr } from '../fields.ts';
import { toPrimitive } from '../objects/ovo.ts';
import { json } from '../rest.ts';
import { pause, TIMING } from '../timing/timing.ts';
import { TOPICS, VERSIONS } from '../words.ts';
import { type Allowed, checkInstance, tasksOf } from './check-instance.ts';
import { getInstance, getWithMetadata, SERVER_ATTRS } from './get-instance.ts';
import { beginAction, withFlavor } from './server-work.ts';
import type { Api, ApiRequest } from './state.ts';

const TIMES = TIMING.api.server_action;

interface ServerAction extends Allowed {
  /** key of the body */
  readonly action: string;
  /** its controller reads the instance by itself: with its metadata and nothing more, and of a cell only */
  readonly plain?: true;
  /** its controller reads the instance as `SERVER_ATTRS` says */
  readonly server?: true;
  /** a check looks at the flavor before any other, so that it is read, and saved anew with the task_state */
  readonly flavor?: true;
  /** whether it has volumes is looked up */
  readonly disks?: true;
  /** what nova-api writes into the instance before it asks the compute */
  readonly sets: { readonly task_state: string } & JsonObject;
  readonly method: string;
  /** its controller has an answer for a server that is gone when it is saved */
  readonly expectsGone?: true;
  /** nova-api waits until it is done */
  readonly waits?: true;
  /** what the compute is told beside the instance; `given` = what stood under the action's key */
  readonly args?: (given: JsonObject) => JsonObject;
  /** what is given makes another row of it */
  readonly as?: (given: JsonObject) => ServerAction;
  /** default: 202 without a body */
  readonly answer?: (args: JsonObject) => HttpAnswer;
}

/** `_soft_reboot`, `_hard_reboot`: a hard one may follow on whatever is under way with the guest's power. */
const REBOOT = { action: 'reboot', name: 'reboot', server: true, method: 'reboot_instance' } as const;
const SOFT_REBOOT: ServerAction = {
  ...REBOOT,
  vmStates: ['active'],
  sets: { task_state: 'rebooting' },
  args: () => ({ block_device_info: null, reboot_type: 'SOFT' }),
};
const HARD_REBOOT: ServerAction = {
  ...REBOOT,
  vmStates: ['active', 'stopped', 'paused', 'suspended', 'error'],
  taskStates: [
    null,
    ...['rebooting', 'reboot_pending', 'reboot_started', 'rebooting_hard'],
    ...['resuming', 'unpausing', 'pausing', 'suspending'],
  ],
  sets: { task_state: 'rebooting_hard' },
  args: () => ({ block_device_info: null, reboot_type: 'HARD' }),
};

export const SERVER_ACTIONS: readonly ServerAction[] = [
  {
    action: 'os-stop',
    name: 'stop',
    plain: true,
    hosted: true,
    vmStates: ['active', 'error'],
    sets: { task_state: 'powering-off', progress: 0 },
    method: 'stop_instance',
    args: () => ({ clean_shutdown: true }),
  },
  {
    action: 'os-start',
    name: 'start',
    plain: true,
    hosted: true,
    vmStates: ['stopped'],
    sets: { task_state: 'powering-on' },
    method: 'start_instance',
  },
  { ...HARD_REBOOT, as: ({ type }) => (type === 'SOFT' ? SOFT_REBOOT : HARD_REBOOT) },
  {
    action: 'pause',
    name: 'pause',
    expectsGone: true,
    vmStates: ['active'],
    sets: { task_state: 'pausing' },
    method: 'pause_instance',
  },
  {
    action: 'unpause',
    name: 'unpause',
    expectsGone: true,
    vmStates: ['paused'],
    sets: { task_state: 'unpausing' },
    method: 'unpause_instance',
  },
  {
    action: 'suspend',
    name: 'suspend',
    flavor: true,
    vmStates: ['active'],
    sets: { task_state: 'suspending' },
    method: 'suspend_instance',
  },
  {
    action: 'resume',
    name: 'resume',
    vmStates: ['suspended'],
    sets: { task_state: 'resuming' },
    method: 'resume_instance',
  },
  {
    action: 'rescue',
    name: 'rescue',
    flavor: true,
    disks: true,
    vmStates: ['active', 'stopped', 'error'],
    sets: { task_state: 'rescuing' },
    method: 'rescue_instance',
    args: ({ adminPass = '***' }) => ({
      rescue_password: adminPass,
      clean_shutdown: true,
      rescue_image_ref: null,
    }),
    answer: ({ rescue_password = null }) => json(200, { adminPass: rescue_password }),
  },
  {
    action: 'unrescue',
    name: 'unrescue',
    vmStates: ['rescued'],
    sets: { task_state: 'unrescuing' },
    method: 'unrescue_instance',
  },
  {
    action: 'changePassword',
    name: 'changePassword',
    lockIsState: true,
    vmStates: ['active'],
    sets: { task_state: 'updating_password' },
    method: 'set_admin_password',
    waits: true,
    args: ({ adminPass = '***' }) => ({ new_pass: adminPass }),
  },
];

/** As a route of nova-api: it answers once the cast is with the broker. */
export function* actOnServer(asking: ServerAction, api: Api, request: ApiRequest): Task<HttpAnswer> {
  const { host, db } = api;
  const { context } = request;
  const given = givenIn(request.body[asking.action]);
  const row = asking.as?.(given) ?? asking;
  const found = yield* row.plain
    ? getWithMetadata(api, request)
    : getInstance(api, request, row.server ? SERVER_ATTRS : []);
  const { instance, database, cell } = found;
  const uuid = text(instance.data, 'uuid');
  if (row.flavor) yield* withFlavor(api, found);
  checkInstance(row, instance.data, request);
  if (row.disks) {
    yield* pause(host, TIMES.disks);
    yield* db.select(database, 'block_device_mapping', { deleted: 0, instance_uuid: uuid });
  }
  yield* pause(host, TIMES.save);
  const { name, sets, expectsGone = false } = row;
  yield* beginAction(api, request, found, { name, sets, tasks: tasksOf(row), expectsGone });
  yield* pause(host, TIMES.cast);
  const server = textOr(instance.data, 'host', null);
  const transport = transportTo(api.cells, defined(cell, `the cell of host ${server}`));
  const args = row.args?.(given) ?? {};
  const asked = {
    target: {
      topic: TOPICS.compute,
      server: defined(server, `the host of ${uuid}`),
      version: VERSIONS.compute,
    },
    method: row.method,
    args: { instance: toPrimitive(instance), ...args },
    context,
  };
  if (row.waits) yield* call(transport, asked, { timeout: transport.responseTimeout, monitor: null });
  else yield* cast(transport, asked);
  yield* pause(host, TIMES.answer);
  return row.answer?.(args) ?? { status: 202, body: '' };
}

const givenIn = (value: Json | undefined): JsonObject => (isObject(value) ? (value as JsonObject) : {});
