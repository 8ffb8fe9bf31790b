/**
 * `POST /v2.1/servers/{id}/os-interface` and `DELETE /v2.1/servers/{id}/os-interface/{port}` (`nova/api/openstack/compute/
 * attach_interfaces.py`): nova-api waits for the compute that attaches, since it answers with the port; detaching is only cast.
 */
import { CodedError, defined } from '../../base/assert.ts';
import { isObject, type Json, type JsonObject, parseJson } from '../../base/json.ts';
import { call, cast } from '../../rpc/client.ts';
import type { HttpAnswer, Task } from '../../service/effects.ts';
import { askNeutron } from '../ask-neutron.ts';
import { transportTo } from '../cells.ts';
import { text, textOr } from '../fields.ts';
import { insertAction } from '../instance-actions.ts';
import { toPrimitive } from '../objects/ovo.ts';
import { json } from '../rest.ts';
import { pause, TIMING } from '../timing/timing.ts';
import { TOPICS, VERSIONS } from '../words.ts';
import { type Allowed, checkInstance } from './check-instance.ts';
import { type FoundServer, getInstance } from './get-instance.ts';
import type { Api, ApiRequest } from './state.ts';

const INTERFACES = TIMING.api.interfaces;
const TIMES = TIMING.api.server_action;

const STATES = ['active', 'paused', 'stopped'];
const ATTACH: Allowed = { name: 'attach_interface', vmStates: STATES };
const DETACH: Allowed = { name: 'detach_interface', vmStates: STATES };

/** 200 with the new interface. */
export function* attachInterface(api: Api, request: ApiRequest): Task<HttpAnswer> {
  const found = yield* getInstance(api, request);
  const given = request.body.interfaceAttachment;
  const network_id = textOr(isObject(given) ? (given as JsonObject) : {}, 'net_id', null);
  if (network_id === null)
    throw new CodedError('BadRequest', "interfaceAttachment: 'net_id' is a required property");
  const { transport, asked } = yield* begin(api, request, found, ATTACH, {
    network_id,
    port_id: null,
    requested_ip: null,
    tag: null,
  });
  yield* pause(api.host, INTERFACES.call);
  const vif = yield* call(transport, asked, { timeout: transport.responseTimeout, monitor: null });
  return yield* shown(api, request, text(isObject(vif) ? (vif as JsonObject) : {}, 'id'));
}

/** 202 without a body. */
export function* detachInterface(api: Api, request: ApiRequest): Task<HttpAnswer> {
  const found = yield* getInstance(api, request, ['device_metadata']);
  const port_id = text(request.params, 'port');
  const { transport, asked } = yield* begin(api, request, found, DETACH, { port_id });
  yield* pause(api.host, TIMES.cast);
  yield* cast(transport, asked);
  yield* pause(api.host, TIMES.answer);
  return { status: 202, body: '' };
}

/** The action is noted; no task_state is written. */
function* begin(
  api: Api,
  request: ApiRequest,
  { instance, database, cell }: FoundServer,
  allowed: Allowed,
  args: JsonObject,
) {
  const { host, db } = api;
  const { context } = request;
  checkInstance(allowed, instance.data, request);
  const uuid = text(instance.data, 'uuid');
  yield* pause(host, INTERFACES.action);
  yield* insertAction(db, database, { action: allowed.name, uuid, context, now: host.wall().sql });
  const server = text(instance.data, 'host');
  const transport = transportTo(api.cells, defined(cell, `the cell of host ${server}`));
  const asked = {
    target: { topic: TOPICS.compute, server, version: VERSIONS.compute },
    method: allowed.name,
    args: { instance: toPrimitive(instance), ...args },
    context,
  };
  return { transport, asked };
}

/** As `GET /servers/{id}/os-interface/{port}` answers it. */
function* shown(api: Api, request: ApiRequest, port: string): Task<HttpAnswer> {
  const { host, db } = api;
  const { database } = yield* getInstance(api, request);
  yield* pause(host, INTERFACES.port);
  const { token, requestId } = request.http;
  const reply = yield* askNeutron(host, {
    method: 'GET',
    path: `/v2.0/ports/${port}`,
    globalRequestId: requestId,
    ...(token === undefined ? {} : { token }),
  });
  const body = parseJson(reply.body);
  const found = isObject(body) && isObject(body.port) ? (body.port as { [field: string]: Json }) : {};
  yield* pause(host, INTERFACES.interface);
  const row = yield* db.first(database, 'virtual_interfaces', { deleted: 0, uuid: port });
  const { network_id = null, mac_address = null, status = null, fixed_ips = null } = found;
  yield* pause(host, TIMES.answer);
  return json(200, {
    interfaceAttachment: {
      net_id: network_id,
      port_id: port,
      mac_addr: mac_address,
      port_state: status,
      fixed_ips,
      tag: row?.tag ?? null,
    },
  });
}
