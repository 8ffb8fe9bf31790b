/** A server's ports follow it to another host (`nova/network/neutron.py:API._update_port_binding_for_instance`). */
import { CodedError } from '../../../base/assert.ts';
import { isObject, type Json, type JsonObject, parseJson } from '../../../base/json.ts';
import { pythonRepr } from '../../../base/python.ts';
import type { Task } from '../../../service/effects.ts';
import { text, textOr } from '../../fields.ts';
import { loggerOf } from '../../log.ts';
import { dataOf } from '../../objects/ovo.ts';
import { TIMING } from '../../timing/timing.ts';
import { ask, type Port } from '../neutron.ts';
import type { Compute } from '../state.ts';

const LOG = loggerOf('nova.network.neutron');

const MOVE = TIMING.compute.move;

/** Milliseconds before each of the questions. */
interface BindingTimes {
  readonly bindings: number;
  readonly extensions: number;
  readonly bind_port: number;
}

/** A port that is bound here already is left as it is. Errors: `CodedError` `PortUpdateFailed`. */
export function* bindPortsHere(
  compute: Compute,
  context: JsonObject,
  instance: JsonObject,
  times: BindingTimes,
): Task {
  const path = `/v2.0/ports?device_id=${text(instance, 'uuid')}&tenant_id=${text(instance, 'project_id')}`;
  const { json } = yield* ask(compute, context, times.bindings, { method: 'GET', path });
  for (const port of json.ports as unknown as readonly Port[]) {
    if (port['binding:host_id'] === compute.name && port['binding:vif_type'] !== 'unbound') continue;
    yield* ask(compute, context, times.extensions, { method: 'GET', path: '/v2.0/extensions' });
    const zone = textOr(instance, 'availability_zone', 'None');
    const updates = { 'binding:host_id': compute.name, device_owner: `compute:${zone}`, ...arrived(port) };
    const body = JSON.stringify({ port: updates });
    yield* LOG.info(
      { context, uuid: text(instance, 'uuid') },
      `Updating port ${port.id} with attributes ${pythonRepr(updates)}`,
    );
    const put = { method: 'PUT', path: `/v2.0/ports/${port.id}`, body } as const;
    const reply = yield* ask(compute, context, times.bind_port, put);
    if (reply.status !== 200)
      throw new CodedError('PortUpdateFailed', `Port update failed for port ${port.id}: ${reply.status}`);
  }
}

/** A port that says that it is on its way says so no more. */
function arrived({ 'binding:profile': profile }: Port): JsonObject {
  if (!isObject(profile) || !('migrating_to' in profile)) return {};
  const { migrating_to: _to, ...rest } = profile as JsonObject;
  return { 'binding:profile': rest };
}

/**
 * `migrate_instance_start`: whether the ports have a binding to the next host that could be activated now. Without one they
 * follow later, with `bindPortsHere`; one that is active already is left as it is.
 */
export function* portsMayGo(compute: Compute, context: JsonObject, instance: JsonObject, host: string): Task {
  for (const port of portsInCache(instance)) {
    const path = `/v2.0/ports/${port}/bindings/${host}`;
    const { status } = yield* ask(compute, context, MOVE.binding, { method: 'GET', path });
    if (status !== 200) return;
  }
}

export function portsInCache({ info_cache }: JsonObject): readonly string[] {
  const cache = isObject(info_cache) ? dataOf(info_cache as Json) : {};
  const vifs = parseJson(textOr(cache, 'network_info', '[]'));
  return Array.isArray(vifs) ? vifs.flatMap((vif) => (isObject(vif) ? [text(vif, 'id')] : [])) : [];
}

/**
 * `setup_networks_on_host` with `teardown`: bindings of the instance's ports to a host that it left are taken away; null: it
 * left none, and no port says that it is on its way. Errors: `CodedError` `PortBindingDeletionFailed`.
 */
export function* clearBindings(
  compute: Compute,
  context: JsonObject,
  instance: JsonObject,
  left: string | null,
): Task {
  const host = text(instance, 'host');
  const path = `/v2.0/ports?device_id=${text(instance, 'uuid')}&tenant_id=${text(instance, 'project_id')}&binding%3Ahost_id=${host}`;
  const { json } = yield* ask(compute, context, MOVE.bindings, { method: 'GET', path });
  if (left === null || left === host) return;
  for (const { id } of json.ports as unknown as readonly Port[]) {
    const binding = `/v2.0/ports/${id}/bindings/${left}`;
    const { status } = yield* ask(compute, context, MOVE.binding, { method: 'DELETE', path: binding });
    if (status === 204 || status === 404) continue;
    const message = `Failed to delete binding for port(s) ${id} and host ${left}.`;
    throw new CodedError('PortBindingDeletionFailed', message);
  }
}
