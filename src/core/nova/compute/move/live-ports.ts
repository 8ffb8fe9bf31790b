/** A server's ports while it moves live: told where they go, then the waiting binding takes over (`nova/network/neutron.py:API`). */
import { CodedError } from '../../../base/assert.ts';
import { isObject, type JsonObject } from '../../../base/json.ts';
import type { Task } from '../../../service/effects.ts';
import { text } from '../../fields.ts';
import { ask, type Port } from '../neutron.ts';
import type { Compute } from '../state.ts';
import { portsInCache } from './port-bindings.ts';

/** Milliseconds before each of the questions. */
interface PortTimes {
  readonly bindings: number;
  readonly bind_port: number;
}

/** `_setup_migration_port_profile` of ports that are bound where the instance is. Errors: `CodedError` `PortUpdateFailed`. */
export function* tellMigratingTo(
  compute: Compute,
  context: JsonObject,
  instance: JsonObject,
  times: PortTimes,
): Task {
  const whose = `device_id=${text(instance, 'uuid')}&tenant_id=${text(instance, 'project_id')}`;
  const path = `/v2.0/ports?${whose}&binding%3Ahost_id=${text(instance, 'host')}`;
  const { json } = yield* ask(compute, context, times.bindings, { method: 'GET', path });
  for (const port of json.ports as unknown as readonly Port[]) {
    const known = port['binding:profile'];
    const profile = { ...(isObject(known) ? known : {}), migrating_to: compute.name };
    const body = JSON.stringify({ port: { 'binding:profile': profile } });
    const put = { method: 'PUT', path: `/v2.0/ports/${port.id}`, body } as const;
    const { status } = yield* ask(compute, context, times.bind_port, put);
    if (status !== 200)
      throw new CodedError('PortUpdateFailed', `Port update failed for port ${port.id}: ${status}`);
  }
}

/** `migrate_instance_start`: the binding that waits at `host` takes over. Errors: `CodedError` `PortBindingActivationFailed`. */
export function* activateBindings(
  compute: Compute,
  context: JsonObject,
  instance: JsonObject,
  { host, times }: { readonly host: string; readonly times: PortTimes },
): Task {
  for (const port of portsInCache(instance)) {
    const path = `/v2.0/ports/${port}/bindings/${host}`;
    const { status } = yield* ask(compute, context, times.bindings, { method: 'GET', path });
    if (status !== 200) return;
    const put = { method: 'PUT', path: `${path}/activate` } as const;
    const reply = yield* ask(compute, context, times.bind_port, put);
    if (reply.status === 200 || reply.status === 409) continue;
    const message = `Failed to activate binding for port ${port} and host ${host}.`;
    throw new CodedError('PortBindingActivationFailed', message);
  }
}
