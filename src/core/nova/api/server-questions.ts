/**
 * What nova-api can only tell of a server by asking its compute, and waits for: the console's output, the way to a console,
 * the guest's diagnostics (`nova/api/openstack/compute/{console_output,remote_consoles,server_diagnostics}.py`).
 */
import { CodedError, defined } from '../../base/assert.ts';
import { isObject, type Json, type JsonObject } from '../../base/json.ts';
import { call } from '../../rpc/client.ts';
import type { HttpAnswer, Task } from '../../service/effects.ts';
import { transportTo } from '../cells.ts';
import { text, textOr } from '../fields.ts';
import { dataOf, toPrimitive } from '../objects/ovo.ts';
import { json } from '../rest.ts';
import { pause, TIMING } from '../timing/timing.ts';
import { TOPICS, VERSIONS } from '../words.ts';
import { checkHost, invalidState } from './check-instance.ts';
import { getInstance } from './get-instance.ts';
import { adminOnly } from './policy.ts';
import type { Api, ApiRequest } from './state.ts';

const TIMES = TIMING.api.server_action;

export function* consoleOutput(api: Api, request: ApiRequest): Task<HttpAnswer> {
  const given = request.body['os-getConsoleOutput'];
  const length = isObject(given) ? ((given as JsonObject).length ?? null) : null;
  const output = yield* asked(api, request, { method: 'get_console_output', args: { tail_length: length } });
  return json(200, { output });
}

export function* remoteConsole(api: Api, request: ApiRequest): Task<HttpAnswer> {
  const wanted = request.body.remote_console;
  if (!isObject(wanted))
    throw new CodedError(
      'BadRequest',
      "Invalid input for field/attribute remote_console. 'protocol' is required",
    );
  const { protocol = null, type = null } = wanted as JsonObject;
  if (protocol !== 'vnc')
    throw new CodedError('BadRequest', `Unavailable console type ${text({ type }, 'type')}.`);
  const question = {
    method: 'get_vnc_console',
    args: { console_type: type },
    notWhile: ['deleting', 'migrating'],
  };
  const found = yield* asked(api, request, question);
  const url = isObject(found) ? ((found as JsonObject).access_url ?? null) : null;
  return json(200, { remote_console: { protocol, type, url } });
}

export function* diagnostics(api: Api, request: ApiRequest): Task<HttpAnswer> {
  adminOnly(request, 'os_compute_api:os-server-diagnostics');
  try {
    const found = yield* asked(api, request, { method: 'get_instance_diagnostics', args: {} });
    return json(200, shownDiagnostics(dataOf(found)));
  } catch (error) {
    const state = error instanceof CodedError ? powerStateIn(error) : null;
    if (state === null) throw error;
    throw invalidState('get_diagnostics', text(request.params, 'id'), 'power state', state);
  }
}

interface Question {
  readonly method: string;
  readonly args: JsonObject;
  /** task_states in which it is not asked: no controller expects that */
  readonly notWhile?: readonly string[];
}

/** Errors: those of `checkHost`, and of the call. */
function* asked(api: Api, request: ApiRequest, { method, args, notWhile = [] }: Question): Task<Json> {
  const { instance, cell } = yield* getInstance(api, request);
  const server = checkHost(instance.data);
  const task = textOr(instance.data, 'task_state', '');
  if (notWhile.includes(task))
    throw new CodedError('nova.exception.InstanceInvalidState', `${text(instance.data, 'uuid')}: ${task}`);
  const transport = transportTo(api.cells, defined(cell, `the cell of host ${server}`));
  yield* pause(api.host, TIMES.cast);
  const answer = yield* call(
    transport,
    {
      target: { topic: TOPICS.compute, server, version: VERSIONS.compute },
      method,
      args: { instance: toPrimitive(instance), ...args },
      context: request.context,
    },
    { timeout: transport.responseTimeout, monitor: null },
  );
  yield* pause(api.host, TIMES.answer);
  return answer;
}

/** The compute's own refusal carries the power state in its sentence. */
function powerStateIn({ code, message }: CodedError): string | null {
  return code === 'InstanceInvalidState'
    ? (/in power state (\S+)\. Cannot/.exec(message)?.[1] ?? null)
    : null;
}

/** Objects as plain tables. */
function shownDiagnostics(data: JsonObject): JsonObject {
  const plain = (value: Json): Json => {
    if (Array.isArray(value)) return value.map(plain);
    return isObject(value) && 'nova_object.data' in value ? dataOf(value as Json) : value;
  };
  return Object.fromEntries(Object.entries(data).map(([name, value]) => [name, plain(value)]));
}
