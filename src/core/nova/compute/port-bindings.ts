/** A server's ports follow it to another host (`nova/network/neutron.py:API._update_port_binding_for_instance`). */
import { CodedError } from '../../base/assert.ts';
import type { JsonObject } from '../../base/json.ts';
import type { Task } from '../../service/effects.ts';
import { text, textOr } from '../fields.ts';
import { ask, type Port } from './neutron.ts';
import type { Compute } from './state.ts';

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
    const body = JSON.stringify({
      port: { 'binding:host_id': compute.name, device_owner: `compute:${zone}` },
    });
    const put = { method: 'PUT', path: `/v2.0/ports/${port.id}`, body } as const;
    const reply = yield* ask(compute, context, times.bind_port, put);
    if (reply.status !== 200)
      throw new CodedError('PortUpdateFailed', `Port update failed for port ${port.id}: ${reply.status}`);
  }
}
