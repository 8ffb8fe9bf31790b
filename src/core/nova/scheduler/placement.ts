/** A request to Placement in the name of the request that is scheduled, with this process's own token. */

import type { Incoming } from '../../rpc/server.ts';
import { type HttpAnswer, type HttpRequest, http, type Task } from '../../service/effects.ts';
import { textOf } from '../context.ts';
import { ACTORS } from '../words.ts';
import type { Scheduler } from './state.ts';

/** Errors: those of `http`. */
export function askPlacement(
  { memory }: Scheduler,
  incoming: Incoming,
  request: Pick<HttpRequest, 'method' | 'path' | 'microversion' | 'body'>,
): Task<HttpAnswer> {
  return http({
    ...request,
    to: ACTORS.placement,
    globalRequestId: textOf(incoming.context, 'request_id'),
    ...(memory.token === null ? {} : { token: memory.token }),
  });
}
