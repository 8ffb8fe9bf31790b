/**
 * What neutron can do is asked of it before some acts, and known for ten minutes (`nova/network/neutron.py:API._has_extension`,
 * `[neutron]/extension_sync_interval`): by each controller for itself, since each has a client of its own.
 */
import { fromMs, type Micros, plus } from '../../base/time.ts';
import type { Task } from '../../service/effects.ts';
import type { ServiceHost } from '../../service/service.ts';
import { askNeutron } from '../ask-neutron.ts';
import { pause } from '../timing/timing.ts';
import type { Api, ApiController, ApiRequest } from './state.ts';

const KNOWN_FOR = fromMs(600_000);

/** Those that a process which ran before the beginning knows of, as recorded: a boot and a live migration asked for none. */
const ASKED_BEFORE: readonly ApiController[] = ['create', 'migrate', 'evacuate'];

export const knownExtensions = (host: ServiceHost): Map<ApiController, Micros> =>
  new Map(host.isCold ? [] : ASKED_BEFORE.map((controller) => [controller, host.now()]));

/** `afterMs` = before the question, where there is one; `who` = in whose name it is asked. */
function* lookAtExtensions(
  { host, extensions }: Api,
  controller: ApiController,
  afterMs: number,
  who: { readonly globalRequestId: string; readonly token?: string },
): Task {
  const since = extensions.get(controller);
  if (since !== undefined && host.now() < plus(since, KNOWN_FOR)) return;
  yield* pause(host, afterMs);
  yield* askNeutron(host, { method: 'GET', path: '/v2.0/extensions', ...who });
  extensions.set(controller, host.now());
}

/** `block_extended_resource_request`: as nobody's request but its own (`get_admin_context`). */
export const refuseExtendedRequests = (api: Api, controller: ApiController, afterMs: number): Task =>
  lookAtExtensions(api, controller, afterMs, { globalRequestId: `req-${api.host.stream('id').uuid()}` });

/** `create_resource_requests` of a server that is to have a network */
export function* lookForCreate(api: Api, { http: { token, requestId } }: ApiRequest, afterMs: number): Task {
  const by = token === undefined ? {} : { token };
  yield* lookAtExtensions(api, 'create', afterMs, { globalRequestId: requestId, ...by });
}
