/**
 * `PUT /v2.0/ports/{id}`: the port gets its owner and its host, ML2 binds it (mechanism driver `labbind` of the
 * recorded lab: vif_type ovs), and 0.55 s later the stand-in for an L2 agent sets it ACTIVE.
 */
import { isObject, type JsonObject } from '../../base/json.ts';
import { fromMs } from '../../base/time.ts';
import { pythonJson } from '../../rpc/python-json.ts';
import { type HttpAnswer, sleep, spawn, type Task } from '../../service/effects.ts';
import type { Row } from '../../trace/fact.ts';
import { text, textOr, whole } from '../fields.ts';
import { type Asked, json } from '../rest.ts';
import { pause, TIMING } from '../timing/timing.ts';
import { type Caller, portUpdated, pushPort } from './neutron-fanouts.ts';
import { type HeldRows, holdingRows, type Neutron, portNotFound, segmentsOf } from './neutron-parts.ts';
import { type PortRows, portBody, readPorts } from './neutron-read.ts';

export const DRIVER = 'labbind';
const TIMES = TIMING.neutron.update_port;
const PLUG = TIMING.neutron.plug;

/** 200 with the port. Errors: 404. */
export function* updatePort(neutron: Neutron, asked: Asked, caller: Caller): Task<HttpAnswer> {
  const { db } = neutron;
  const id = asked.params.id ?? '';
  const wanted = isObject(asked.body.port) ? asked.body.port : {};
  yield* pause(neutron.host, TIMES.read);
  const [before] = yield* readPorts(db, { id });
  if (!before) throw portNotFound(id);
  const change = changeOf(before, wanted);
  yield* holdingRows(neutron, function* (held): Task {
    yield* setFields(neutron, before, wanted, held);
    if (change) yield* setBinding(neutron, before, change);
    yield* db.commit('neutron');
  });
  if (change && leaves(before)) yield* neutron.notifier.notify(unplugged(before));
  yield* pause(neutron.host, TIMES.read_back);
  const [updated] = yield* readPorts(db, { id });
  if (!updated) throw portNotFound(id);
  const segments = yield* segmentsOf(db, updated);
  yield* pushPort(neutron.transport, caller, updated, segments);
  const bound = change && change.host !== '' ? yield* bind(neutron, updated, caller) : updated;
  if (text(bound.row, 'device_owner').startsWith('compute:')) {
    yield* neutron.notifier.notify({
      server_uuid: text(bound.row, 'device_id'),
      name: 'network-changed',
      status: 'completed',
      tag: id,
    });
  }
  return json(200, { port: portBody(bound) });
}

/** Name, device and owner; the revision is raised whether or not a value is new, as the ORM's listener does. */
function* setFields(
  neutron: Neutron,
  before: PortRows,
  wanted: { readonly [key: string]: unknown },
  held: HeldRows,
): Task {
  const { db, host } = neutron;
  const values: { [column: string]: string } = {};
  for (const key of ['name', 'device_id', 'device_owner', 'mac_address']) {
    const value = wanted[key];
    if (typeof value === 'string' && value !== before.row[key]) values[key] = value;
  }
  yield* pause(neutron.host, TIMES.revision);
  yield* raiseRevision(neutron, before.attributes);
  if (Object.keys(values).length > 0) {
    yield* db.update('neutron', 'ports', values, { id: before.row.id ?? null });
  }
  for (const { subnet_id = null } of before.addresses) {
    yield* pause(neutron.host, TIMES.subnet);
    if (subnet_id !== null) yield* held.lock(String(subnet_id));
    yield* db.update('neutron', 'subnets', { in_use: 1 }, { id: subnet_id });
  }
  yield* pause(neutron.host, TIMES.attributes);
  const updated_at = host.wall().sql;
  const revision_number = whole(before.attributes, 'revision_number') + 1;
  const key = { id: before.row.standard_attr_id ?? null, revision_number };
  yield* db.update('neutron', 'standardattributes', { updated_at }, key);
}

/** False when somebody else changed the resource meanwhile. */
export function* raiseRevision(neutron: Neutron, attributes: Row): Task<boolean> {
  const { id = null } = attributes;
  const revision_number = whole(attributes, 'revision_number');
  const values = { revision_number: revision_number + 1, updated_at: neutron.host.wall().sql };
  const where = { id, revision_number };
  return (yield* neutron.db.update('neutron', 'standardattributes', values, where)) === 1;
}

/** What a port is bound with. */
interface NewBinding {
  readonly host: string;
  /** as the column has it */
  readonly profile: string;
}

/** Where it is to be bound anew: another host, or another profile for the one that it is bound to; null = it stays as it is. */
function changeOf({ binding }: PortRows, wanted: { readonly [key: string]: unknown }): NewBinding | null {
  const host = textOr(binding, 'host', '');
  const before = textOr(binding, 'profile', '');
  const { 'binding:host_id': named, 'binding:profile': given } = wanted;
  const next = typeof named === 'string' ? named : host;
  const profile = isObject(given) ? pythonJson(given as JsonObject) : before;
  const isSame = profile === before || (profile === '{}' && before === '');
  return next === host && isSame ? null : { host: next, profile: isSame ? before : profile };
}

/** A port that is up and is bound anew is down until it is plugged again. */
const leaves = ({ row, binding }: PortRows): boolean =>
  row.status === 'ACTIVE' && (binding.host ?? '') !== '';

const unplugged = ({ row }: PortRows) =>
  ({
    server_uuid: text(row, 'device_id'),
    name: 'network-vif-unplugged',
    status: 'completed',
    tag: text(row, 'id'),
  }) as const;

function* setBinding(neutron: Neutron, before: PortRows, { host, profile }: NewBinding): Task {
  const { db } = neutron;
  const port_id = before.row.id ?? null;
  const old = before.binding.host ?? '';
  yield* pause(neutron.host, TIMES.host);
  if (leaves(before)) yield* db.update('neutron', 'ports', { status: 'DOWN' }, { id: port_id });
  const unbound = host === '' || old !== '' ? { vif_type: 'unbound', vif_details: '' } : {};
  const values = profile === (before.binding.profile ?? '') ? { host } : { host, profile };
  yield* db.update('neutron', 'ml2_port_bindings', { ...values, ...unbound }, { port_id, host: old });
  if (before.levels.length > 0)
    yield* db.remove('neutron', 'ml2_port_binding_levels', { port_id, host: old });
}

/** The second transaction (`neutron/plugins/ml2/plugin.py:_commit_port_binding`); gives the bound port. */
function* bind(neutron: Neutron, port: PortRows, caller: Caller): Task<PortRows> {
  const { db } = neutron;
  const { id = null, network_id = null } = port.row;
  const { host = '' } = port.binding;
  const [segment] = yield* db.select('neutron', 'networksegments', { network_id });
  yield* pause(neutron.host, TIMES.bind);
  const values = { vif_type: 'ovs', vif_details: '{"port_filter": true}' };
  yield* db.update('neutron', 'ml2_port_bindings', values, { port_id: id, host });
  yield* raiseRevision(neutron, port.attributes);
  yield* pause(neutron.host, TIMES.level);
  const level = { port_id: id, host, level: 0, driver: DRIVER, segment_id: segment?.id ?? null };
  yield* db.insert('neutron', 'ml2_port_binding_levels', level);
  yield* db.commit('neutron');
  const [bound = port] = yield* readPorts(db, { id });
  yield* portUpdated(neutron.transport, caller, { ...bound, attributes: port.attributes });
  yield* spawn('push port', pushLater(neutron, caller, bound, TIMES.push));
  yield* spawn('plug port', plug(neutron, text(port.row, 'id'), textOr(port.binding, 'host', '')));
  return bound;
}

export function* pushLater(neutron: Neutron, caller: Caller, port: PortRows, ms: number): Task {
  yield* pause(neutron.host, ms);
  yield* pushPort(neutron.transport, caller, port, yield* segmentsOf(neutron.db, port));
}

/** The lab's stand-in for an L2 agent: the port is up, unless it is gone from the host by then. */
function* plug(neutron: Neutron, id: string, on: string): Task {
  const { db, host } = neutron;
  yield* sleep(fromMs(PLUG.timer));
  yield* pause(neutron.host, PLUG.port);
  const [port] = yield* readPorts(db, { id });
  if (!port || port.binding.host !== on || !(yield* raiseRevision(neutron, port.attributes))) return;
  yield* db.update('neutron', 'ports', { status: 'ACTIVE' }, { id });
  yield* pause(neutron.host, PLUG.commit);
  yield* db.commit('neutron');
  const caller: Caller = {
    identity: null,
    requestId: `req-${host.stream('id/request').uuid()}`,
    globalRequestId: null,
    timestamp: host.wall().isoMicros.replace('T', ' '),
  };
  yield* neutron.notifier.notify({
    server_uuid: text(port.row, 'device_id'),
    name: 'network-vif-plugged',
    status: 'completed',
    tag: id,
  });
  const [active] = yield* readPorts(db, { id });
  if (active) yield* pushLater(neutron, caller, active, PLUG.push);
}
