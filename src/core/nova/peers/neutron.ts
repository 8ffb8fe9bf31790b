/**
 * neutron-server: networks, subnets, ports. The routes of its API that Nova uses; ports are made, bound and deleted in
 * `neutron-create.ts`, `neutron-bind.ts` and `neutron-delete.ts`. Times: recorded/boot, a round trip less what the
 * statements take.
 */
import type { Where } from '../../databases/builder.ts';
import { makeTransport } from '../../rpc/transport.ts';
import { type HttpAnswer, sleep, type Task } from '../../service/effects.ts';
import type { ServiceDefinition } from '../../service/service.ts';
import type { ServicePlace } from '../../trace/trace.ts';
import { type Db, makeDb } from '../db.ts';
import { updatePort } from './neutron-bind.ts';
import { createPort } from './neutron-create.ts';
import { deletePort } from './neutron-delete.ts';
import { makeNotifier } from './neutron-events.ts';
import type { Caller } from './neutron-fanouts.ts';
import { type Neutron, neutronError, portNotFound } from './neutron-parts.ts';
import {
  portBody,
  readNetworks,
  readPorts,
  readQuota,
  readSecurityGroups,
  readSubnets,
} from './neutron-read.ts';
import { type Asked, json, pickFields, type Route, serve } from './routes.ts';
import { type Identity, type TokenCache, validateToken } from './token.ts';

export function makeNeutron(place: ServicePlace): ServiceDefinition {
  return {
    place,
    start(host) {
      const [vhost = '/'] = place.vhosts;
      const db = makeDb(host, 0.8);
      const neutron = { host, db, transport: makeTransport(host, vhost), notifier: makeNotifier(host) };
      return { main: nothingToStart(), answer: serve(routes(neutron)) };
    },
  };
}

function* nothingToStart(): Task {}

type Handler = (asked: Asked, caller: Caller, identity: Identity) => Task<HttpAnswer>;

function routes(neutron: Neutron): Route[] {
  const { host, db } = neutron;
  const tokens: TokenCache = new Map();
  /** `before` ms until the first statement, `after` ms from the last one to the answer */
  const route = (
    method: Route['method'],
    pattern: string,
    before: number,
    after: number,
    handle: Handler,
  ): Route => ({
    method,
    pattern: `/v2.0${pattern}`,
    *handle(asked) {
      yield* sleep(host.took(before * 0.6));
      const identity = yield* validateToken(tokens, asked.http, { allowExpired: true });
      if (!identity) return neutronError(401, 'HTTPUnauthorized', 'The request requires authentication.');
      const caller: Caller = {
        identity,
        requestId: asked.http.requestId,
        globalRequestId: asked.http.globalRequestId ?? null,
        timestamp: host.wall().isoMicros.replace('T', ' '),
      };
      yield* sleep(host.took(before * 0.4));
      const answer = yield* handle(asked, caller, identity);
      yield* sleep(host.took(after));
      return answer;
    },
  });
  return [
    route('GET', '/networks', 12, 33, (asked) => listNetworks(db, asked)),
    route('GET', '/networks/{id}', 8, 31, (asked) => showNetwork(db, asked)),
    route('GET', '/quotas/{project}', 5.6, 1.1, (asked) => showQuota(db, asked)),
    route('GET', '/ports', 10, 9, (asked) => listPorts(db, asked)),
    route('GET', '/ports/{id}', 10, 11, (asked) => showPort(db, asked)),
    route('GET', '/subnets', 8.5, 12.5, (asked) => listSubnets(db, asked)),
    route('GET', '/security-groups', 8.5, 14.5, (asked) => listSecurityGroups(db, asked)),
    route('GET', '/floatingips', 3, 2.7, noRouterService),
    route('POST', '/ports', 9, 2.6, (asked, caller, identity) =>
      createPort(neutron, asked, caller, identity),
    ),
    route('PUT', '/ports/{id}', 9, 1, (asked, caller) => updatePort(neutron, asked, caller)),
    route('DELETE', '/ports/{id}', 21, 2, (asked, caller) => deletePort(neutron, asked, caller)),
  ];
}

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
  if (!network) return neutronError(404, 'NetworkNotFound', `Network ${id} could not be found.`);
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
  const bound = hosts ? ports.filter((port) => hosts.includes(String(port.binding.host))) : ports;
  return json(200, { ports: bound.map((port) => pickFields(asked, portBody(port))) });
}

function* showPort(db: Db, asked: Asked): Task<HttpAnswer> {
  const id = asked.params.id ?? '';
  const [port] = yield* readPorts(db, { id });
  return port ? json(200, { port: pickFields(asked, portBody(port)) }) : portNotFound(id);
}

function* listSubnets(db: Db, asked: Asked): Task<HttpAnswer> {
  const subnets = yield* readSubnets(db, filters(asked, ['id', 'name', 'project_id', 'network_id']));
  return json(200, { subnets: subnets.map((subnet) => pickFields(asked, subnet)) });
}

function* listSecurityGroups(db: Db, asked: Asked): Task<HttpAnswer> {
  const groups = yield* readSecurityGroups(db, filters(asked, ['id', 'name', 'project_id']));
  return json(200, { security_groups: groups.map((group) => pickFields(asked, group)) });
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
