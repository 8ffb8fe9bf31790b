/** A request to Placement in the name of the request that is scheduled, with this process's own token. */

import type { Incoming } from '../../rpc/server.ts';
import type { HttpAnswer, HttpRequest, Task } from '../../service/effects.ts';
import { askPlacement as ask } from '../ask-placement.ts';
import { textOf } from '../context.ts';
import type { Scheduler } from './state.ts';

/** Errors: `CodedError` `ConnectFailure`. */
export function askPlacement(
  { host, memory }: Scheduler,
  incoming: Incoming,
  request: Pick<HttpRequest, 'method' | 'path' | 'microversion' | 'body'>,
): Task<HttpAnswer> {
  return ask(host, {
    ...request,
    globalRequestId: textOf(incoming.context, 'request_id'),
    ...(memory.token === null ? {} : { token: memory.token }),
  });
}
