/**
 * A port that is bound to two hosts while its server moves (`neutron/plugins/ml2/plugin.py:create_port_binding`,
 * `activate_port_binding`): the second binding waits, then the two change places.
 */
import { CodedError } from '../../base/assert.ts';
import { isObject } from '../../base/json.ts';
import { fanout } from '../../rpc/client.ts';
import { type HttpAnswer, spawn, type Task } from '../../service/effects.ts';
import { asJson } from '../db.ts';
import { text, textOr } from '../fields.ts';
import { type Asked, json } from '../rest.ts';
import { pause, TIMING } from '../timing/timing.ts';
import { DRIVER, pushLater, raiseRevision } from './neutron-bind.ts';
import { type Caller, contextOf } from './neutron-fanouts.ts';
import { type Neutron, portNotFound } from './neutron-parts.ts';
import { type PortRows, readPorts } from './neutron-read.ts';

const TIMES = TIMING.neutron.port_bindings;
const UPDATE = TIMING.neutron.update_port;

const BOUND = { vif_type: 'ovs', vif_details: '{"port_filter": true}' };

function* portOf({ db }: Neutron, { params }: Asked): Task<PortRows> {
  const id = params.id ?? '';
  const [port] = yield* readPorts(db, { id });
  if (!port) throw portNotFound(id);
  return port;
}

/** 201 with the binding, INACTIVE beside another. Errors: 404, 409 where the host has one already. */
export function* createBinding(neutron: Neutron, asked: Asked): Task<HttpAnswer> {
  const { db } = neutron;
  yield* pause(neutron.host, TIMES.read);
  const port = yield* portOf(neutron, asked);
  const port_id = text(port.row, 'id');
  const wanted = isObject(asked.body.binding) ? asked.body.binding : {};
  const host = textOr(wanted, 'host', '');
  if (yield* db.first('neutron', 'ml2_port_bindings', { port_id, host }))
    throw new CodedError(
      'PortBindingAlreadyExists',
      `Binding for port ${port_id} on host ${host} already exists.`,
    );
  const [segment] = yield* db.select('neutron', 'networksegments', {
    network_id: port.row.network_id ?? null,
  });
  yield* pause(neutron.host, TIMES.bind);
  const vnic_type = textOr(wanted, 'vnic_type', 'normal');
  const profile = isObject(wanted.profile) && Object.keys(wanted.profile).length > 0 ? wanted.profile : null;
  const kept = profile === null ? '' : JSON.stringify(profile);
  const status = 'host' in port.binding ? 'INACTIVE' : 'ACTIVE';
  yield* db.insert('neutron', 'ml2_port_bindings', {
    port_id,
    host,
    vnic_type,
    profile: kept,
    ...BOUND,
    status,
  });
  const segment_id = segment?.id ?? null;
  yield* db.insert('neutron', 'ml2_port_binding_levels', {
    port_id,
    host,
    level: 0,
    driver: DRIVER,
    segment_id,
  });
  yield* raiseRevision(neutron, port.attributes);
  yield* db.commit('neutron');
  const details = {
    vif_type: BOUND.vif_type,
    vif_details: asJson(BOUND.vif_details) as { port_filter: boolean },
  };
  return json(201, { binding: { host, vnic_type, ...details, profile: profile ?? {}, status } });
}

/** 200 with the binding. The one that was active waits now, unbound. Errors: 404, 409 where it is active already. */
export function* activateBinding(neutron: Neutron, asked: Asked, caller: Caller): Task<HttpAnswer> {
  const { db, transport } = neutron;
  yield* pause(neutron.host, TIMES.read);
  const port = yield* portOf(neutron, asked);
  const port_id = text(port.row, 'id');
  const host = asked.params.host ?? '';
  const binding = yield* db.first('neutron', 'ml2_port_bindings', { port_id, host });
  if (!binding)
    throw new CodedError(
      'PortBindingNotFound',
      `Binding for port ${port_id} on host ${host} could not be found.`,
    );
  if (binding.status === 'ACTIVE')
    throw new CodedError(
      'PortBindingAlreadyActive',
      `Binding for port ${port_id} on host ${host} is already active.`,
    );
  const old = textOr(port.binding, 'host', '');
  const before = { port_id, host: old };
  yield* pause(neutron.host, TIMES.unbind);
  yield* db.update('neutron', 'ml2_port_bindings', { vif_type: 'unbound', vif_details: '' }, before);
  yield* raiseRevision(neutron, port.attributes);
  yield* db.remove('neutron', 'ml2_port_binding_levels', before);
  yield* pause(neutron.host, TIMES.activate);
  yield* db.update('neutron', 'ml2_port_bindings', { status: 'INACTIVE' }, before);
  yield* db.update('neutron', 'ml2_port_bindings', { status: 'ACTIVE' }, { port_id, host });
  yield* db.commit('neutron');
  const told = { transport, caller };
  yield* tellAgents(told, 'deactivate', { ...before, network_id: port.row.network_id ?? null });
  yield* tellAgents(told, 'activate', { port_id, host });
  const now = yield* portOf(neutron, asked);
  yield* spawn('push port', pushLater(neutron, caller, now, UPDATE.push));
  const { vif_type = null, vnic_type = null } = binding;
  const vif_details = asJson(binding.vif_details) as { port_filter: boolean };
  return json(200, { binding: { host, vif_type, vnic_type, vif_details, profile: {}, status: 'ACTIVE' } });
}

function* tellAgents(
  { transport, caller }: { readonly transport: Neutron['transport']; readonly caller: Caller },
  what: 'activate' | 'deactivate',
  args: { readonly [name: string]: string | number | null },
): Task {
  yield* fanout(transport, {
    target: { topic: `q-agent-notifier-binding-${what}`, version: '1.5' },
    method: `binding_${what}`,
    args,
    context: contextOf(caller),
  });
}
