/**
 * `POST /v2.0/ports`: the writes of the recorded boot in their order, each at its time. The port quota is reserved
 * first and given back last; what fails in between is undone (databases here commit each statement).
 */
import { CodedError } from '../../base/assert.ts';
import { isObject } from '../../base/json.ts';
import { fromMs, plus } from '../../base/time.ts';
import { type HttpAnswer, spawn, type Task } from '../../service/effects.ts';
import type { Row } from '../../trace/fact.ts';
import { text } from '../fields.ts';
import { type Asked, json } from '../rest.ts';
import { pause, TIMING } from '../timing/timing.ts';
import { freeAddress, type Pool, toAddress, toNumber } from './neutron-addresses.ts';
import { type Caller, groupMembersUpdated, pushPort } from './neutron-fanouts.ts';
import { type HeldRows, holdingRows, type Neutron, networkNotFound, portNotFound } from './neutron-parts.ts';
import { type PortRows, portBody, readPorts, readQuota } from './neutron-read.ts';

const TIMES = TIMING.neutron.create_port;

/** seconds that a quota reservation lives (`neutron/db/quota/api.py:RESERVATION_EXPIRATION_TIMEOUT`) */
const RESERVATION_SECONDS = 120;
/** a taken address is drawn anew so many times */
const ADDRESS_TRIES = 10;

/** 201 with the port. Errors: 404 network, 409 quota or no free address. */
export function* createPort(neutron: Neutron, asked: Asked, caller: Caller): Task<HttpAnswer> {
  const { db } = neutron;
  const wanted = isObject(asked.body.port) ? asked.body.port : {};
  const project_id = named(wanted, 'tenant_id') || named(wanted, 'project_id') || asked.identity.projectId;
  const network_id = named(wanted, 'network_id');
  const network = yield* db.first('neutron', 'networks', { id: network_id });
  if (!network) throw networkNotFound(network_id);
  const reservation = yield* reserve(neutron, project_id);
  if (reservation === null) throw new CodedError('OverQuota', "Quota exceeded for resources: ['port'].");
  const { id, made, groups } = yield* holdingRows(neutron, (held) =>
    insertPort(neutron, { wanted, project_id, network_id, reservation, held }),
  );
  yield* pause(neutron.host, TIMES.tell_group);
  yield* groupMembersUpdated(neutron.transport, caller, groups);
  yield* pause(neutron.host, TIMES.release);
  yield* release(neutron, reservation);
  if (!made) throw portNotFound(id);
  const pushLater = function* (): Task {
    yield* pause(neutron.host, TIMES.push);
    yield* pushPort(neutron.transport, caller, made, []);
  };
  yield* spawn('push port', pushLater());
  return json(201, { port: portBody(made) });
}

type WantedPort = { readonly [key: string]: unknown };

const named = (wanted: WantedPort, key: string): string =>
  typeof wanted[key] === 'string' ? (wanted[key] as string) : '';

interface PortToMake {
  readonly wanted: WantedPort;
  readonly project_id: string;
  readonly network_id: string;
  /** given back where it fails */
  readonly reservation: string;
  readonly held: HeldRows;
}

interface MadePort {
  readonly id: string;
  /** undefined = somebody deleted it before it was read back */
  readonly made: PortRows | undefined;
  readonly groups: readonly string[];
}

/** The transaction that makes it. */
function* insertPort(neutron: Neutron, port: PortToMake): Task<MadePort> {
  const { db, host } = neutron;
  const { wanted, project_id, network_id, held } = port;
  yield* pause(host, TIMES.attributes);
  const standard_attr_id = yield* db.insert('neutron', 'standardattributes', {
    resource_type: 'ports',
    description: '',
    created_at: host.wall().sql,
    updated_at: host.wall().sql,
  });
  const id = host.stream('id/port').uuid();
  yield* db.insert('neutron', 'ports', {
    project_id,
    id,
    name: named(wanted, 'name'),
    network_id,
    mac_address: named(wanted, 'mac_address') || makeMac(neutron),
    admin_state_up: 1,
    status: 'DOWN',
    device_id: named(wanted, 'device_id'),
    device_owner: named(wanted, 'device_owner'),
    ip_allocation: null,
    standard_attr_id,
  });
  const added = { id, network_id, standard_attr_id, held };
  if (!(yield* allocateAddress(neutron, added, wantedAddress(wanted)))) {
    yield* db.remove('neutron', 'ports', { id });
    yield* db.remove('neutron', 'standardattributes', { id: standard_attr_id });
    yield* release(neutron, port.reservation);
    const message = `No more IP addresses available on network ${network_id}.`;
    throw new CodedError('IpAddressGenerationFailure', message);
  }
  const groups = yield* secure(neutron, id, project_id, wanted.security_groups);
  yield* pause(host, TIMES.binding);
  yield* db.insert('neutron', 'ml2_port_bindings', {
    port_id: id,
    host: '',
    vnic_type: 'normal',
    profile: '',
    vif_type: 'unbound',
    vif_details: '',
    status: 'ACTIVE',
  });
  yield* pause(host, TIMES.read_back);
  const [made] = yield* readPorts(db, { id });
  yield* db.commit('neutron');
  return { id, made, groups };
}

/** The reservation's id, or null when the project has as many ports as it may. */
function* reserve(neutron: Neutron, project_id: string): Task<string | null> {
  const { db, host } = neutron;
  const { port: limit } = yield* readQuota(db, project_id);
  const used = yield* db.select('neutron', 'ports', { project_id });
  const reserved = yield* db.select('neutron', 'reservations', { project_id });
  if (typeof limit === 'number' && limit >= 0 && used.length + reserved.length >= limit) return null;
  yield* pause(neutron.host, TIMES.reservation);
  const id = host.stream('id/reservation').uuid();
  const expiration = host.wall(plus(host.now(), fromMs(RESERVATION_SECONDS * 1000))).sql;
  yield* db.insert('neutron', 'reservations', { project_id, id, expiration });
  yield* pause(neutron.host, TIMES.resource_delta);
  yield* db.insert('neutron', 'resourcedeltas', { resource: 'port', reservation_id: id, amount: 1 });
  yield* db.commit('neutron');
  return id;
}

function* release(neutron: Neutron, id: string): Task {
  const { db } = neutron;
  yield* db.remove('neutron', 'resourcedeltas', { resource: 'port', reservation_id: id });
  yield* db.remove('neutron', 'reservations', { id });
  yield* db.commit('neutron');
}

/** `[DEFAULT]/base_mac` fa:16:3e:00:00:00 and three octets */
function makeMac(neutron: Neutron): string {
  const digits = neutron.host.stream('mac').hex(6);
  return `fa:16:3e:${digits.slice(0, 2)}:${digits.slice(2, 4)}:${digits.slice(4)}`;
}

function wantedAddress(wanted: WantedPort): string | null {
  const [first] = Array.isArray(wanted.fixed_ips) ? wanted.fixed_ips : [];
  return isObject(first) && typeof first.ip_address === 'string' ? first.ip_address : null;
}

interface NewPort {
  readonly id: string;
  readonly network_id: string;
  readonly standard_attr_id: number | null;
  readonly held: HeldRows;
}

/** An address of the network's first IPv4 subnet with room (none where it has no subnet); false = no address is free. */
function* allocateAddress(neutron: Neutron, port: NewPort, wanted: string | null): Task<boolean> {
  const { db, host } = neutron;
  const subnets = yield* db.select('neutron', 'subnets', { network_id: port.network_id, ip_version: 4 });
  let given = subnets.length === 0;
  for (const subnet of subnets) {
    yield* pause(neutron.host, TIMES.subnet);
    yield* port.held.lock(text(subnet, 'id'));
    yield* db.update('neutron', 'subnets', { in_use: 1 }, { id: subnet.id ?? null });
    const ip_address = yield* takeFrom(neutron, subnet, wanted);
    if (ip_address === null) continue;
    const subnet_id = subnet.id ?? null;
    yield* pause(neutron.host, TIMES.address);
    yield* db.insert('neutron', 'ipallocations', {
      port_id: port.id,
      ip_address,
      subnet_id,
      network_id: port.network_id,
    });
    given = true;
    break;
  }
  if (!given) return false;
  const id = port.standard_attr_id;
  yield* db.update(
    'neutron',
    'standardattributes',
    { revision_number: 1, updated_at: host.wall().sql },
    { id, revision_number: 0 },
  );
  yield* pause(neutron.host, TIMES.address_noted);
  const now = host.wall().sql;
  yield* db.update('neutron', 'standardattributes', { updated_at: now }, { id, revision_number: 1 });
  const ip_allocation = subnets.length === 0 ? 'none' : 'immediate';
  yield* db.update('neutron', 'ports', { ip_allocation }, { id: port.id });
  return true;
}

/** Takes an address of the subnet's pools; two requests that draw the same one are told apart by the primary key. */
function* takeFrom(neutron: Neutron, subnet: Row, wanted: string | null): Task<string | null> {
  const { db, host } = neutron;
  const ipam = yield* db.first('neutron', 'ipamsubnets', { neutron_subnet_id: subnet.id ?? null });
  const ipam_subnet_id = ipam?.id ?? null;
  const pools = (yield* db.select('neutron', 'ipamallocationpools', { ipam_subnet_id })).flatMap(poolOf);
  yield* pause(neutron.host, TIMES.address_pools);
  for (let tries = 0; tries < ADDRESS_TRIES; tries += 1) {
    const rows = yield* db.select('neutron', 'ipamallocations', { ipam_subnet_id });
    const taken = rows.flatMap((row) => toNumber(text(row, 'ip_address')) ?? []);
    const drawn = freeAddress(pools, taken, host.stream('address'));
    const ip_address = wanted ?? (drawn === null ? null : toAddress(drawn));
    if (ip_address === null) return null;
    if (rows.some((row) => row.ip_address === ip_address)) return null;
    try {
      yield* db.insert('neutron', 'ipamallocations', { ip_address, status: 'ALLOCATED', ipam_subnet_id });
      return ip_address;
    } catch (error) {
      if (!(error instanceof CodedError) || error.code !== 'sql_error') throw error;
    }
  }
  return null;
}

function poolOf(row: Row): Pool[] {
  const first = toNumber(text(row, 'first_ip'));
  const last = toNumber(text(row, 'last_ip'));
  return first === null || last === null ? [] : [{ first, last }];
}

/** Port security and the groups asked for, or the project's default group; gives the groups. */
function* secure(neutron: Neutron, port_id: string, project_id: string, asked: unknown): Task<string[]> {
  const { db } = neutron;
  yield* pause(neutron.host, TIMES.port_security);
  yield* db.insert('neutron', 'portsecuritybindings', { port_id, port_security_enabled: 1 });
  yield* pause(neutron.host, TIMES.security_group);
  let groups = Array.isArray(asked) ? asked.map(String) : [];
  if (groups.length === 0) {
    const row = yield* db.first('neutron', 'default_security_group', { project_id });
    groups = row ? [text(row, 'security_group_id')] : [];
  }
  for (const security_group_id of groups)
    yield* db.insert('neutron', 'securitygroupportbindings', { port_id, security_group_id });
  return groups;
}
