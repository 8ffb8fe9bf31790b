/**
 * `POST /v2.1/servers` (`nova/compute/api.py:API._create_instance`): validates, counts, writes the request into nova_api
 * and casts it to the super conductor. The answer does not wait for anything behind the cast.
 */
import { CodedError, defined } from '../../base/assert.ts';
import { cast } from '../../rpc/client.ts';
import type { HttpAnswer, Task } from '../../service/effects.ts';
import { API_DATABASE } from '../cells.ts';
import { loggerOf } from '../log.ts';
import { checkQuota } from '../quota.ts';
import { json } from '../rest.ts';
import { pause, TIMING } from '../timing/timing.ts';
import { TOPICS, VERSIONS } from '../words.ts';
import { checkImage } from './check-image.ts';
import { checkNetwork, getImage } from './create-checks.ts';
import { adminOnly } from './policy.ts';
import { type ServerWanted, serverWanted } from './server-body.ts';
import { buildArgs, storeRequests } from './server-requests.ts';
import type { Api, ApiRequest } from './state.ts';

const LOG = loggerOf('nova.compute.api');

const TIMES = TIMING.api.create_server;

export function* createServer(api: Api, request: ApiRequest): Task<HttpAnswer> {
  const { host, db } = api;
  const wanted = serverWanted(request.body.server);
  if (wanted.host !== null) adminOnly(request, 'compute:servers:create:requested_destination');
  yield* pause(host, TIMES.flavor);
  const flavorRow = yield* db.first(API_DATABASE, 'flavors', { flavorid: wanted.flavorRef });
  if (!flavorRow) throw new CodedError('FlavorNotFound', `Flavor ${wanted.flavorRef} could not be found.`);
  const image = yield* getImage(api, request, wanted.imageRef);
  const most = yield* roomOnNetwork(api, request, wanted);
  if (wanted.host !== null) yield* checkHost(api, request, wanted.host);
  checkImage(image, flavorRow);
  yield* pause(host, TIMES.quota);
  const { projectId, userId } = request.user;
  const servers = { flavor: flavorRow, min: wanted.minCount, max: most };
  const count = yield* checkQuota(db, { host, projectId, userId }, servers);
  yield* pause(host, TIMES.objects);
  const stored = yield* storeRequests(api, request, { wanted, flavorRow, image, count });
  yield* pause(host, TIMES.cast);
  yield* cast(api.top, {
    target: { topic: TOPICS.conductor, namespace: 'compute_task', version: VERSIONS.computeTask },
    method: 'schedule_and_build_instances',
    args: buildArgs(wanted, image, stored),
    context: request.context,
  });
  yield* pause(host, TIMES.answer);
  const { uuid } = defined(stored[0], 'a stored request');
  const links = [{ rel: 'self', href: `http://127.0.0.1:8774/v2.1/servers/${uuid}` }];
  const body = { server: { id: uuid, links, 'OS-DCF:diskConfig': 'MANUAL', adminPass: '***' } };
  return json(202, body);
}

/** How many servers there are ports for. Errors: `CodedError` `PortLimitExceeded` where they are fewer than asked for. */
function* roomOnNetwork(api: Api, request: ApiRequest, wanted: ServerWanted): Task<number> {
  const { networkId, minCount, maxCount } = wanted;
  if (networkId === null) return maxCount;
  const room = yield* checkNetwork(api, request, networkId, maxCount);
  if (room < minCount) throw new CodedError('PortLimitExceeded', 'Maximum number of ports exceeded');
  return room;
}

/** `_validate_host_or_node`: one that no cell knows is refused. Errors: `CodedError` `ComputeHostNotFound`. */
function* checkHost({ db }: Api, { context }: ApiRequest, host: string): Task {
  const mapping = yield* db.first(API_DATABASE, 'host_mappings', { host });
  if (mapping) return;
  yield* LOG.warning({ context }, `No host-to-cell mapping found for host ${host}.`);
  throw new CodedError('ComputeHostNotFound', `Compute host ${host} could not be found.`);
}
