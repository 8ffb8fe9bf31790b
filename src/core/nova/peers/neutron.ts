/**
 * neutron-server: networks, subnets, ports. The routes of its API that Nova uses; ports are made, bound and deleted in
 * `neutron-create.ts`, `neutron-bind.ts` and `neutron-delete.ts`.
 */
import type { Where } from '../../databases/builder.ts';
import { makeTransport } from '../../rpc/transport.ts';
import { type HttpAnswer, makeLock, type Task } from '../../service/effects.ts';
import type { ServiceDefinition, ServiceHost } from '../../service/service.ts';
import type { ServicePlace } from '../../trace/trace.ts';
import { type Db, makeDb } from '../db.ts';
import { textOr } from '../fields.ts';
import { type Asked, idle, json, pickFields, type Route, serveRest } from '../rest.ts';
import { TIMING } from '../timing/timing.ts';
import { TOP_VHOST } from '../words.ts';
import { updatePort } from './neutron-bind.ts';
import { deleteBinding, showBinding } from './neutron-bindings.ts';
import { createPort } from './neutron-create.ts';
import { deletePort } from './neutron-delete.ts';
import { makeNotifier } from './neutron-events.ts';
import type { Caller } from './neutron-fanouts.ts';
import { activateBinding, createBinding } from './neutron-migrate.ts';
import { type Neutron, networkNotFound, portNotFound } from './neutron-parts.ts';
import {
  portBody,
  readNetworks,
  readPorts,
  readQuota,
  readSecurityGroups,
  readSubnets,
} from './neutron-read.ts';

export function makeNeutron(place: ServicePlace): ServiceDefinition {
  return {
    place,
    messageGroup: 'neutron',
    start(given) {
      const processor = makeLock('neutron-server', given.conf.workers ?? 1);
      const host: ServiceHost = { ...given, processor };
      const [vhost = TOP_VHOST] = place.vhosts;
      const db = makeDb(host, TIMING.neutron.statement);
      const transport = makeTransport(host, vhost);
      const neutron = { host, db, rows: new Map(), transport, notifier: makeNotifier(given) };
      const times = TIMING.neutron.requests;
      const tokens = { allowExpired: true };
      const answer = serveRest({ host, api: 'neutron', routes: routes(neutron), times, tokens });
      return { main: idle(), answer };
    },
  };
}

function routes(neutron: Neutron): readonly Route[] {
  const { db } = neutron;
  const route = (method: Route['method'], path: string, handle: Route['handle']): Route => ({
    method,
    pattern: `/v2.0${path}`,
    handle,
  });
  return [
    route('GET', '/networks', (asked) => listNetworks(db, asked)),
    route('GET', '/networks/{id}', (asked) => showNetwork(db, asked)),
    route('GET', '/quotas/{project}', (asked) => showQuota(db, asked)),
    route('GET', '/ports', (asked) => listPorts(db, asked)),
    route('GET', '/ports/{id}', (asked) => showPort(db, asked)),
    route('POST', '/ports/{id}/bindings', (asked) => createBinding(neutron, asked)),
    route('PUT', '/ports/{id}/bindings/{host}/activate', (asked) =>
      activateBinding(neutron, asked, callerOf(neutron, asked)),
    ),
    route('GET', '/ports/{id}/bindings/{host}', (asked) => showBinding(neutron, asked)),
    route('DELETE', '/ports/{id}/bindings/{host}', (asked) => deleteBinding(neutron, asked)),
    route('GET', '/subnets', (asked) => listSubnets(db, asked)),
    route('GET', '/security-groups', (asked) => listSecurityGroups(db, asked)),
    route('GET', '/floatingips', noRouterService),
    route('GET', '/extensions', extensions),
    route('POST', '/ports', (asked) => createPort(neutron, asked, callerOf(neutron, asked))),
    route('PUT', '/ports/{id}', (asked) => updatePort(neutron, asked, callerOf(neutron, asked))),
    route('DELETE', '/ports/{id}', (asked) => deletePort(neutron, asked, callerOf(neutron, asked))),
  ];
}

/** Whose request it is, as neutron's own messages carry it: their time is that at which it was known who asks. */
const callerOf = ({ host }: Neutron, { http, identity, identified }: Asked): Caller => ({
  identity,
  requestId: http.requestId,
  globalRequestId: http.globalRequestId ?? null,
  timestamp: host.wall(identified).isoMicros.replace('T', ' '),
});

/** Query keys of a list that are columns of its table; `tenant_id` is `project_id`'s old name. */
function filters(asked: Asked, columns: readonly string[]): Where {
  const where: { [column: string]: { in: readonly string[] } } = {};
  for (const [key, values] of asked.query) {
    const column = key === 'tenant_id' ? 'project_id' : key;
    if (columns.includes(column)) where[column] = { in: values };
  }
  return where;
}

function* listNetworks(db: Db, asked: Asked): Task<HttpAnswer> {
  const networks = yield* readNetworks(db, filters(asked, ['id', 'name', 'project_id', 'status']));
  return json(200, { networks: networks.map((network) => pickFields(asked, network)) });
}

function* showNetwork(db: Db, asked: Asked): Task<HttpAnswer> {
  const id = asked.params.id ?? '';
  const [network] = yield* readNetworks(db, { id });
  if (!network) throw networkNotFound(id);
  return json(200, { network: pickFields(asked, network) });
}

function* showQuota(db: Db, asked: Asked): Task<HttpAnswer> {
  return json(200, { quota: yield* readQuota(db, asked.params.project ?? '') });
}

function* listPorts(db: Db, asked: Asked): Task<HttpAnswer> {
  const columns = [
    'id',
    'name',
    'project_id',
    'network_id',
    'device_id',
    'device_owner',
    'mac_address',
    'status',
  ];
  const ports = yield* readPorts(db, filters(asked, columns));
  const hosts = asked.query.get('binding:host_id');
  const bound = hosts ? ports.filter((port) => hosts.includes(textOr(port.binding, 'host', ''))) : ports;
  return json(200, { ports: bound.map((port) => pickFields(asked, portBody(port))) });
}

function* showPort(db: Db, asked: Asked): Task<HttpAnswer> {
  const id = asked.params.id ?? '';
  const [port] = yield* readPorts(db, { id });
  if (!port) throw portNotFound(id);
  return json(200, { port: pickFields(asked, portBody(port)) });
}

function* listSubnets(db: Db, asked: Asked): Task<HttpAnswer> {
  const subnets = yield* readSubnets(db, filters(asked, ['id', 'name', 'project_id', 'network_id']));
  return json(200, { subnets: subnets.map((subnet) => pickFields(asked, subnet)) });
}

function* listSecurityGroups(db: Db, asked: Asked): Task<HttpAnswer> {
  const groups = yield* readSecurityGroups(db, filters(asked, ['id', 'name', 'project_id']));
  return json(200, { security_groups: groups.map((group) => pickFields(asked, group)) });
}

/** Those that Nova asks for by name (`nova/network/constants.py`); ports' resource requests are not among the lab's. */
const EXTENSIONS = ['binding', 'binding-extended', 'port-security', 'security-group', 'provider', 'net-mtu'];

function* extensions(): Task<HttpAnswer> {
  return json(200, { extensions: EXTENSIONS.map((alias) => ({ alias, name: alias })) });
}

/** The recorded lab has no L3 service: the resource is not there. */
// biome-ignore lint/correctness/useYield: a handler is a generator even where it asks nothing
function* noRouterService(): Task<HttpAnswer> {
  return json(404, {
    message: 'The resource could not be found.',
    code: '404 Not Found',
    title: 'Not Found',
  });
}
