/** nova-api: REST in front; it has no RPC server. It casts to the super conductor and, for events, to computes. */
import { CodedError } from '../../base/assert.ts';
import { isObject, type Json, parseJson } from '../../base/json.ts';
import type { HttpAnswer, HttpIncoming, Task } from '../../kernel/effects.ts';
import { http, sleep } from '../../kernel/effects.ts';
import type { ServiceDefinition, ServiceHost } from '../../kernel/service.ts';
import { makeTransport, type Transport } from '../../rpc/transport.ts';
import type { ServicePlace } from '../../trace/trace.ts';
import { requestContext, type User } from '../context.ts';
import { type Db, makeDb } from '../db.ts';
import { ACTORS, CELL_VHOST, TOP_VHOST } from '../words.ts';
import { createServer } from './create-server.ts';
import { externalEvents } from './external-events.ts';

/** What one nova-api process holds. */
export interface Api {
  readonly host: ServiceHost;
  readonly db: Db;
  /** top-level broker, and the cell's, found through cell_mappings */
  readonly top: Transport;
  readonly cell: Transport;
}

/** One authenticated request. */
export interface ApiRequest {
  readonly incoming: HttpIncoming;
  readonly user: User;
  readonly context: ReturnType<typeof requestContext>;
  readonly body: { readonly [key: string]: Json };
}

export function makeNovaApi(place: ServicePlace): ServiceDefinition {
  return {
    place,
    requestGroup: 'scenario',
    start(host) {
      const api: Api = {
        host,
        db: makeDb(host, 1.5),
        top: makeTransport(host, TOP_VHOST),
        cell: makeTransport(host, CELL_VHOST),
      };
      const users = new Map<string, User>();
      return { main: start(), answer: (incoming) => answer(api, users, incoming) };
    },
  };
}

/** nova-api has written its `services` row long ago and sends no heartbeat. */
function* start(): Task {}

function* answer(api: Api, users: Map<string, User>, incoming: HttpIncoming): Task<HttpAnswer> {
  try {
    const user = yield* authenticate(api, users, incoming);
    const parsed = parseJson(incoming.body ?? '{}');
    const request: ApiRequest = {
      incoming,
      user,
      context: requestContext({
        user,
        requestId: incoming.requestId,
        globalRequestId: incoming.globalRequestId ?? null,
        timestamp: api.host.wall().isoMicros,
      }),
      body: isObject(parsed) ? (parsed as ApiRequest['body']) : {},
    };
    if (incoming.method === 'POST' && incoming.path === '/v2.1/servers')
      return yield* createServer(api, request);
    if (incoming.method === 'POST' && incoming.path === '/v2.1/os-server-external-events') {
      return yield* externalEvents(api, request);
    }
    return fault(404, 'itemNotFound', 'The resource could not be found.');
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return faultOf(error);
  }
}

const FAULTS: { readonly [code: string]: readonly [number, string] } = {
  FlavorNotFound: [400, 'badRequest'],
  ImageNotFound: [400, 'badRequest'],
  NetworkNotFound: [400, 'badRequest'],
  TooManyInstances: [403, 'forbidden'],
  connection_refused: [503, 'serviceUnavailable'],
  connection_reset: [503, 'serviceUnavailable'],
};

function faultOf(error: CodedError): HttpAnswer {
  const [status, name] = FAULTS[error.code] ?? [500, 'computeFault'];
  return fault(status, name, error.message);
}

const fault = (status: number, name: string, message: string): HttpAnswer => ({
  status,
  body: JSON.stringify({ [name]: { code: status, message } }),
});

/** neutron's own service user: known to nova-api's cache since long before (recorded/boot/http.ndjson). */
const NEUTRON: User = {
  userId: 'a9db1927b14e4946b780a7573a02bba7',
  userName: 'neutron',
  projectId: '514c8306a5234b9993c2ab5343588082',
  projectName: 'service',
  roles: ['reader', 'service', 'admin', 'member'],
  isAdmin: true,
};

/** keystonemiddleware's authtoken: asks keystone once for each token, then remembers. */
function* authenticate(api: Api, users: Map<string, User>, incoming: HttpIncoming): Task<User> {
  const { token } = incoming;
  if (token === undefined) {
    yield* sleep(api.host.took(9));
    return NEUTRON;
  }
  const known = users.get(token);
  if (known) return known;
  yield* sleep(api.host.took(7.6));
  const reply = yield* http({ to: ACTORS.keystone, method: 'GET', path: '/v3/auth/tokens', token });
  if (reply.status !== 200)
    throw new CodedError('Unauthorized', 'The request you have made requires authentication.');
  const { token: t } = JSON.parse(reply.body) as {
    token: {
      user: { id: string; name: string };
      project: { id: string; name: string };
      roles: { name: string }[];
    };
  };
  const user: User = {
    userId: t.user.id,
    userName: t.user.name,
    projectId: t.project.id,
    projectName: t.project.name,
    roles: t.roles.map((r) => r.name),
    isAdmin: t.roles.some((r) => r.name === 'admin'),
  };
  users.set(token, user);
  return user;
}
