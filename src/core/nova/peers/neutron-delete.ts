/** `DELETE /v2.0/ports/{id}`: the writes of the recorded delete in their order. */
import { type HttpAnswer, spawn, type Task } from '../../service/effects.ts';
import { text } from '../fields.ts';
import { type Asked, noContent } from '../rest.ts';
import { pause, TIMING } from '../timing/timing.ts';
import { type Caller, groupMembersUpdated, portDeleted, pushDeletedPort } from './neutron-fanouts.ts';
import { type Neutron, portNotFound } from './neutron-parts.ts';
import { type PortRows, readPorts } from './neutron-read.ts';

const TIMES = TIMING.neutron.delete_port;

/** 204. Errors: 404. */
export function* deletePort(neutron: Neutron, asked: Asked, caller: Caller): Task<HttpAnswer> {
  const { db, transport } = neutron;
  const id = asked.params.id ?? '';
  yield* pause(neutron.host, TIMES.read);
  const [port] = yield* readPorts(db, { id });
  if (!port) throw portNotFound(id);
  yield* removeRows(neutron, port);
  yield* pause(neutron.host, TIMES.tell_group);
  yield* groupMembersUpdated(transport, caller, port.securityGroups);
  yield* portDeleted(transport, caller, id);
  const pushLater = function* (): Task {
    yield* pause(neutron.host, TIMES.push);
    yield* pushDeletedPort(transport, caller, id);
  };
  yield* spawn('push port', pushLater());
  if (text(port.row, 'device_owner').startsWith('compute:')) {
    const server_uuid = text(port.row, 'device_id');
    const event = { server_uuid, name: 'network-vif-deleted', status: 'completed', tag: id } as const;
    yield* neutron.notifier.notify(event);
  }
  return noContent;
}

function* removeRows(neutron: Neutron, port: PortRows): Task {
  const { db } = neutron;
  const { id = null, standard_attr_id = null } = port.row;
  yield* db.remove('neutron', 'securitygroupportbindings', { port_id: id });
  yield* db.remove('neutron', 'ipallocations', { port_id: id });
  yield* db.remove('neutron', 'portsecuritybindings', { port_id: id });
  yield* db.remove('neutron', 'ml2_port_bindings', { port_id: id });
  yield* db.remove('neutron', 'ml2_port_binding_levels', { port_id: id });
  yield* db.remove('neutron', 'ports', { id });
  yield* db.remove('neutron', 'standardattributes', { id: standard_attr_id });
  for (const { subnet_id = null, ip_address = null } of port.addresses) {
    yield* pause(neutron.host, TIMES.address);
    const ipam = yield* db.first('neutron', 'ipamsubnets', { neutron_subnet_id: subnet_id });
    yield* db.remove('neutron', 'ipamallocations', { ip_address, ipam_subnet_id: ipam?.id ?? null });
  }
  yield* db.commit('neutron');
}
