/** nova-api: REST in front; it has no RPC server. It casts to the super conductor and, for a server that has a host, to its compute. */

import { CodedError } from '../../base/assert.ts';
import { parseJson } from '../../base/json.ts';
import type { Micros } from '../../base/time.ts';
import { pythonJson } from '../../rpc/python-json.ts';
import { makeTransport } from '../../rpc/transport.ts';
import type { HttpAnswer, HttpIncoming, Task } from '../../service/effects.ts';
import type { ServiceDefinition } from '../../service/service.ts';
import type { ServicePlace } from '../../trace/trace.ts';
import { cellTransports } from '../cells.ts';
import { requestContext } from '../context.ts';
import { makeDb } from '../db.ts';
import { faultAnswer } from '../faults.ts';
import { loggerOf } from '../log.ts';
import { type Asked, idle, type Route, serveRest } from '../rest.ts';
import { TIMING } from '../timing/timing.ts';
import { TOP_VHOST } from '../words.ts';
import { createServer } from './create-server.ts';
import { deleteServer } from './delete-server.ts';
import { deleteService } from './delete-service.ts';
import { confirmResize, revertResize } from './end-resize.ts';
import { evacuate } from './evacuate.ts';
import { externalEvents } from './external-events.ts';
import { attachInterface, detachInterface } from './interfaces.ts';
import { liveMigrate } from './live-migrate.ts';
import { lockServer, unlockServer } from './lock-server.ts';
import { knownExtensions } from './neutron-extensions.ts';
import { updateQuotaSet } from './quota-sets.ts';
import { rebuild } from './rebuild.ts';
import { migrate, resize } from './resize.ts';
import { actOnServer, SERVER_ACTIONS } from './server-actions.ts';
import { consoleOutput, diagnostics, remoteConsole } from './server-questions.ts';
import { updateService } from './services.ts';
import { setMetadata } from './set-metadata.ts';
import { shelve, unshelve } from './shelve.ts';
import { listServers, showServer } from './show-servers.ts';
import { snapshot } from './snapshot.ts';
import type { Api, ApiRequest } from './state.ts';

const LOG = loggerOf('nova.api.openstack.wsgi');
const REQUESTS = loggerOf('nova.api.openstack.requestlog');

/** A request that nova-api answers, and by what. */
interface ApiRoute extends Omit<Route, 'handle'> {
  readonly handle: (api: Api, request: ApiRequest) => Task<HttpAnswer>;
}

const SERVER_ACTION = '/v2.1/servers/{id}/action';

const ROUTES: readonly ApiRoute[] = [
  { method: 'POST', pattern: '/v2.1/servers', handle: createServer },
  { method: 'DELETE', pattern: '/v2.1/servers/{id}', handle: deleteServer },
  { method: 'POST', pattern: '/v2.1/servers/{id}/os-interface', handle: attachInterface },
  { method: 'DELETE', pattern: '/v2.1/servers/{id}/os-interface/{port}', handle: detachInterface },
  { method: 'POST', pattern: '/v2.1/os-server-external-events', handle: externalEvents },
  { method: 'PUT', pattern: '/v2.1/os-services/{id}', handle: updateService },
  { method: 'DELETE', pattern: '/v2.1/os-services/{id}', handle: deleteService },
  { method: 'PUT', pattern: '/v2.1/os-quota-sets/{id}', handle: updateQuotaSet },
  { method: 'GET', pattern: '/v2.1/servers/detail', handle: listServers },
  { method: 'GET', pattern: '/v2.1/servers/{id}', handle: showServer },
  { method: 'GET', pattern: '/v2.1/servers/{id}/diagnostics', handle: diagnostics },
  { method: 'POST', pattern: '/v2.1/servers/{id}/metadata', handle: setMetadata },
  { method: 'POST', pattern: '/v2.1/servers/{id}/remote-consoles', handle: remoteConsole },
  { method: 'POST', pattern: SERVER_ACTION, action: 'os-getConsoleOutput', handle: consoleOutput },
  { method: 'POST', pattern: SERVER_ACTION, action: 'lock', handle: lockServer },
  { method: 'POST', pattern: SERVER_ACTION, action: 'unlock', handle: unlockServer },
  { method: 'POST', pattern: SERVER_ACTION, action: 'rebuild', handle: rebuild },
  { method: 'POST', pattern: SERVER_ACTION, action: 'createImage', handle: snapshot },
  { method: 'POST', pattern: SERVER_ACTION, action: 'shelve', handle: shelve },
  { method: 'POST', pattern: SERVER_ACTION, action: 'unshelve', handle: unshelve },
  { method: 'POST', pattern: SERVER_ACTION, action: 'os-migrateLive', handle: liveMigrate },
  { method: 'POST', pattern: SERVER_ACTION, action: 'evacuate', handle: evacuate },
  { method: 'POST', pattern: SERVER_ACTION, action: 'resize', handle: resize },
  { method: 'POST', pattern: SERVER_ACTION, action: 'migrate', handle: migrate },
  { method: 'POST', pattern: SERVER_ACTION, action: 'confirmResize', handle: confirmResize },
  { method: 'POST', pattern: SERVER_ACTION, action: 'revertResize', handle: revertResize },
  ...SERVER_ACTIONS.map(
    (row): ApiRoute => ({
      method: 'POST',
      pattern: SERVER_ACTION,
      action: row.action,
      handle: (api, request) => actOnServer(row, api, request),
    }),
  ),
];

/** It has written its `services` row long ago and sends no heartbeat. */
export function makeNovaApi(place: ServicePlace): ServiceDefinition {
  return {
    place,
    requestGroup: 'scenario',
    start(host) {
      const api: Api = {
        host,
        db: makeDb(host, TIMING.api.statement),
        top: makeTransport(host, TOP_VHOST),
        cells: cellTransports(host),
        extensions: knownExtensions(host),
      };
      const routes = ROUTES.map(
        (route): Route => ({ ...route, handle: (asked) => handled(route, api, requestOf(api, asked)) }),
      );
      const times = TIMING.api.requests;
      const tokens = { allowExpired: false };
      const told = (asked: Asked, answer: HttpAnswer, since: Micros): Task =>
        REQUESTS.info(requestOf(api, asked), requestLine(asked.http, answer, host.now() - since));
      return { main: idle(), answer: serveRest({ host, api: 'nova', routes, times, tokens, told }) };
    },
  };
}

/** `nova/api/openstack/requestlog.py`: Python's JSON has a space behind each comma and colon. */
function requestLine({ method, path, microversion }: HttpIncoming, answer: HttpAnswer, us: number): string {
  const { status, body } = answer;
  const length = body === '' ? 0 : pythonJson(parseJson(body) ?? null).length;
  const version = microversion?.split(' ')[1] ?? '2.1';
  const took = (us / 1_000_000).toFixed(6);
  return `127.0.0.1 "${method} ${path}" status: ${status} len: ${length} microversion: ${version} time: ${took}`;
}

/** Errors that no controller turns into an HTTP exception: nothing is written of them (`nova/api/openstack/wsgi.py`). */
const UNTOLD: ReadonlySet<string> = new Set([
  'BadRequest',
  'NotFound',
  'Unauthorized',
  'PolicyNotAuthorized',
]);

function* handled(route: ApiRoute, api: Api, request: ApiRequest): Task<HttpAnswer> {
  try {
    return yield* route.handle(api, request);
  } catch (error) {
    if (error instanceof CodedError && !UNTOLD.has(error.code)) {
      const status = faultAnswer('nova', error, request.http.requestId)?.status ?? 500;
      const { context } = request;
      if (status < 500) yield* LOG.info({ context }, `HTTP exception thrown: ${error.message}`);
      else if (status === 500) yield* LOG.exception({ context }, 'Unexpected exception in API method', error);
    }
    throw error;
  }
}

function requestOf({ host }: Api, asked: Asked): ApiRequest {
  const { http, identity, identified } = asked;
  const user = { ...identity, isAdmin: identity.roles.includes('admin') };
  const context = requestContext({
    user,
    requestId: http.requestId,
    globalRequestId: http.globalRequestId ?? null,
    timestamp: host.wall(identified).isoMicros,
  });
  return { ...asked, user, context };
}
