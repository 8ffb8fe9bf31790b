/** nova-api: REST in front; it has no RPC server. It casts to the super conductor and, for events, to computes. */

import { CodedError } from '../../base/assert.ts';
import { isObject, parseJson } from '../../base/json.ts';
import { makeTransport } from '../../rpc/transport.ts';
import type { HttpAnswer, HttpIncoming, Task } from '../../service/effects.ts';
import { sleep } from '../../service/effects.ts';
import type { ServiceDefinition } from '../../service/service.ts';
import type { ServicePlace } from '../../trace/trace.ts';
import { requestContext, type User } from '../context.ts';
import { makeDb } from '../db.ts';
import { type TokenCache, validateToken } from '../peers/token.ts';
import { CELL_VHOST, TOP_VHOST } from '../words.ts';
import { createServer } from './create-server.ts';
import { externalEvents } from './external-events.ts';
import type { Api, ApiRequest } from './state.ts';

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
      const tokens: TokenCache = new Map();
      return { main: start(), answer: (incoming) => answer(api, tokens, incoming) };
    },
  };
}

/** nova-api has written its `services` row long ago and sends no heartbeat. */
function* start(): Task {}

function* answer(api: Api, tokens: TokenCache, incoming: HttpIncoming): Task<HttpAnswer> {
  try {
    const user = yield* authenticate(api, tokens, incoming);
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
  BadRequest: [400, 'badRequest'],
  Unauthorized: [401, 'unauthorized'],
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

/** keystonemiddleware's authtoken: keystone is asked once for each token, then it is remembered. */
function* authenticate(api: Api, tokens: TokenCache, incoming: HttpIncoming): Task<User> {
  yield* sleep(api.host.took(incoming.token === undefined ? 9 : 7.6));
  const identity = yield* validateToken(tokens, incoming, { allowExpired: false });
  if (!identity) throw new CodedError('Unauthorized', 'The request you have made requires authentication.');
  return { ...identity, isAdmin: identity.roles.includes('admin') };
}
