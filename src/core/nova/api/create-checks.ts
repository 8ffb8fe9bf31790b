/** What nova-api asks its peers before it accepts a new server: the image, and the network with the room for its ports. */
import { CodedError } from '../../base/assert.ts';
import { isObject, type JsonObject, parseJson } from '../../base/json.ts';
import type { Task } from '../../service/effects.ts';
import { askGlance } from '../ask-glance.ts';
import { askNeutron } from '../ask-neutron.ts';
import { numberOr } from '../fields.ts';
import type { Image } from '../objects/catalog.ts';
import { pause, TIMING } from '../timing/timing.ts';
import { lookForCreate } from './neutron-extensions.ts';
import type { Api, ApiRequest } from './state.ts';

const TIMES = TIMING.api.create_server;

/** Errors: `CodedError` `ImageNotFound`, `GlanceConnectionFailed`. */
export function* getImage(api: Api, request: ApiRequest, id: string): Task<Image> {
  const ask = { method: 'GET', ...idsOf(request) } as const;
  const by = { host: api.host, context: request.context };
  yield* pause(api.host, TIMES.image);
  const reply = yield* askGlance(by, { ...ask, path: `/v2/images/${id}` });
  if (reply.status !== 200) throw new CodedError('ImageNotFound', 'Can not find requested image');
  yield* pause(api.host, TIMES.image_schema);
  yield* askGlance(by, { ...ask, path: '/v2/schemas/image' });
  return JSON.parse(reply.body) as Image;
}

/**
 * `nova/network/neutron.py:validate_networks`, with what the scheduler will want to know of the network: five questions.
 * Gives how many servers there is room for. Errors: `CodedError` `NetworkNotFound`, `PortLimitExceeded`.
 */
export function* checkNetwork(api: Api, request: ApiRequest, id: string, servers: number): Task<number> {
  const { projectId } = request.user;
  const ask = function* (ms: number, path: string): Task<JsonObject> {
    yield* pause(api.host, ms);
    const { body } = yield* askNeutron(api.host, { method: 'GET', ...idsOf(request), path });
    const read = parseJson(body);
    return isObject(read) ? (read as JsonObject) : {};
  };
  const { networks } = yield* ask(TIMES.network, `/v2.0/networks?id=${id}`);
  if (!Array.isArray(networks) || networks.length === 0)
    throw new CodedError('NetworkNotFound', `Network ${id} could not be found.`);
  const { quota } = yield* ask(TIMES.port_quota, `/v2.0/quotas/${projectId}`);
  const { ports } = yield* ask(TIMES.ports, `/v2.0/ports?tenant_id=${projectId}&fields=id`);
  const limit = isObject(quota) ? numberOr(quota, 'port', -1) : -1;
  const room = limit < 0 ? servers : roomFor(servers, limit, Array.isArray(ports) ? ports.length : 0);
  yield* lookForCreate(api, request, TIMES.segments);
  yield* ask(TIMES.segments, `/v2.0/networks/${id}?fields=segments`);
  const fields = 'fields=provider%3Aphysical_network&fields=provider%3Anetwork_type';
  yield* ask(TIMES.provider_network, `/v2.0/networks/${id}?${fields}`);
  return room;
}

/** Each server needs one port. */
function roomFor(servers: number, limit: number, used: number): number {
  if (used > limit)
    throw new CodedError(
      'PortLimitExceeded',
      `The number of defined ports: ${used} is over the limit: ${limit}`,
    );
  return Math.min(servers, limit - used);
}

function idsOf(request: ApiRequest): { globalRequestId: string; token?: string } {
  const { token, requestId } = request.http;
  return token === undefined ? { globalRequestId: requestId } : { globalRequestId: requestId, token };
}
