/**
 * The REST side of a service, for nova-api and for the peers that Nova asks: method, path pattern and action key to
 * handler; whose request it is; what its stages take; what is answered where it goes wrong.
 */
import { CodedError } from '../base/assert.ts';
import { isObject, type Json, parseJson } from '../base/json.ts';
import type { Micros } from '../base/time.ts';
import type { HttpAnswer, HttpIncoming, Task } from '../service/effects.ts';
import type { ServiceHost } from '../service/service.ts';
import { type ApiName, faultAnswer } from './faults.ts';
import { pause, type RequestTimes, type RequestTimesTable } from './timing/timing.ts';
import { type Identity, NOBODY, type TokenCache, type ValidationOptions, validateToken } from './token.ts';

/** A request, taken apart. */
export interface Asked {
  readonly http: HttpIncoming;
  /** what stood for `{name}` in the pattern, decoded */
  readonly params: { readonly [name: string]: string };
  /** every value of every key, decoded, in the order sent */
  readonly query: ReadonlyMap<string, readonly string[]>;
  /** the parsed body where it is a JSON object, else empty */
  readonly body: { readonly [key: string]: Json };
  /** who asks, and since when the service knows it */
  readonly identity: Identity;
  readonly identified: Micros;
}

export interface Route {
  readonly method: HttpIncoming['method'];
  /** `/allocations/{uuid}` */
  readonly pattern: string;
  /** of several requests to one path: the key that the body must have (`os-stop` of `POST /v2.1/servers/{id}/action`) */
  readonly action?: string;
  /** answered to anybody, before any token */
  readonly open?: true;
  /** Errors: `CodedError` with a code of the API's faults. */
  readonly handle: (asked: Asked) => Task<HttpAnswer>;
}

interface RestServer {
  readonly host: ServiceHost;
  /** whose words its faults have */
  readonly api: ApiName;
  readonly routes: readonly Route[];
  readonly times: RequestTimesTable;
  /** how tokens are checked; null: by nobody, this is keystone */
  readonly tokens: ValidationOptions | null;
  /** what it logs of a request that it has answered; `since` = when it came in */
  readonly told?: (asked: Asked, answer: HttpAnswer, since: Micros) => Task;
}

/** The answering side of a service (`RunningService.answer`); the first route that fits is taken. */
export function serveRest(server: RestServer): (http: HttpIncoming) => Task<HttpAnswer> {
  const { host, api, tokens } = server;
  const cache: TokenCache = new Map();
  /** an error that the API has a word for becomes its answer */
  const guarded = function* (http: HttpIncoming, work: Task<HttpAnswer>): Task<HttpAnswer> {
    try {
      return yield* work;
    } catch (error) {
      const answer = error instanceof CodedError ? faultAnswer(api, error, http.requestId) : null;
      if (!answer) throw error;
      return answer;
    }
  };
  const identify = function* (http: HttpIncoming, isOpen: boolean): Task<Identity> {
    if (!tokens || isOpen) return NOBODY;
    const identity = yield* validateToken(cache, http, tokens);
    if (!identity) throw new CodedError('Unauthorized', 'The request you have made requires authentication.');
    return identity;
  };
  const work = function* (http: HttpIncoming): Task<HttpAnswer> {
    const { path, query } = splitPath(http.path);
    const body = parseBody(http.body);
    const { route, params } = find(server.routes, http.method, path, body);
    const since = host.now();
    const { arrive, begin, end } = timesOf(server.times, route);
    if (arrive !== undefined) yield* pause(host, msOf(arrive, http));
    const identity = yield* identify(http, route.open === true);
    const asked = { http, params, query, body, identity, identified: host.now() };
    if (begin !== undefined) yield* pause(host, begin);
    const answer = yield* guarded(http, route.handle(asked));
    if (end !== undefined) yield* pause(host, end);
    if (server.told) yield* server.told(asked, answer, since);
    return answer;
  };
  return (http) => guarded(http, work(http));
}

function msOf(arrive: NonNullable<RequestTimes['arrive']>, { token }: HttpIncoming): number {
  if (typeof arrive === 'number') return arrive;
  return token === undefined ? arrive.byService : arrive.byUser;
}

function timesOf(times: RequestTimesTable, { method, pattern, action }: Route): RequestTimes {
  const name = `${method} ${pattern}${action === undefined ? '' : ` ${action}`}`;
  return times[name] ?? times.usual ?? {};
}

interface Found {
  readonly route: Route;
  readonly params: Asked['params'];
}

/** What no route takes has a route of its own, which refuses it once it is known who asks. */
function find(routes: readonly Route[], method: string, path: string, body: Asked['body']): Found {
  let known = false;
  for (const route of routes) {
    if (route.method !== method) continue;
    const params = matchPath(route.pattern, path);
    if (!params) continue;
    if (route.action === undefined || Object.hasOwn(body, route.action)) return { route, params };
    known = true;
  }
  const fault = known
    ? new CodedError('BadRequest', `There is no such action: ${Object.keys(body).join(', ')}`)
    : new CodedError('NotFound', `The resource could not be found: ${method} ${path}`);
  // biome-ignore lint/correctness/useYield: a handler is a generator even where it asks nothing
  const refuse = function* (): Task<HttpAnswer> {
    throw fault;
  };
  return { route: { method: 'GET', pattern: '', handle: refuse }, params: {} };
}

/** `main` of a service that answers requests and does nothing by itself: its start-up lies long before the run. */
export function* idle(): Task {}

export function json(status: number, body: Json): HttpAnswer {
  return { status, body: JSON.stringify(body) };
}

export const noContent: HttpAnswer = { status: 204, body: '' };

/** The first value of a query key, or null. */
export function queryValue(asked: Asked, key: string): string | null {
  return asked.query.get(key)?.[0] ?? null;
}

/** `fields=a&fields=b` of neutron's API: those keys only; without it, all. */
export function pickFields(asked: Asked, whole: { readonly [key: string]: Json }): Json {
  const fields = asked.query.get('fields');
  if (!fields) return whole;
  return Object.fromEntries(Object.entries(whole).filter(([key]) => fields.includes(key)));
}

export function splitPath(text: string): { path: string; query: Map<string, string[]> } {
  const at = text.indexOf('?');
  const query = new Map<string, string[]>();
  if (at < 0) return { path: text, query };
  for (const pair of text.slice(at + 1).split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const key = decode(equals < 0 ? pair : pair.slice(0, equals));
    const value = equals < 0 ? '' : decode(pair.slice(equals + 1));
    query.set(key, [...(query.get(key) ?? []), value]);
  }
  return { path: text.slice(0, at), query };
}

function matchPath(pattern: string, path: string): { [name: string]: string } | null {
  const wanted = pattern.split('/');
  const given = path.split('/');
  if (wanted.length !== given.length) return null;
  const params: { [name: string]: string } = {};
  for (const [i, part] of wanted.entries()) {
    const segment = given[i] ?? '';
    if (part.startsWith('{')) {
      if (segment === '') return null;
      params[part.slice(1, -1)] = decode(segment);
    } else if (part !== segment) return null;
  }
  return params;
}

function parseBody(text: string | undefined): Asked['body'] {
  const body = text === undefined ? undefined : parseJson(text);
  return isObject(body) ? (body as Asked['body']) : {};
}

/** A malformed escape is left as it stands. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
