/** Requests to Placement (`nova/scheduler/client/report.py:SchedulerReportClient`): none is repeated. */
import { CodedError } from '../base/assert.ts';
import type { JsonObject } from '../base/json.ts';
import { type HttpAnswer, type HttpRequest, http, type Task } from '../service/effects.ts';
import type { ServiceHost } from '../service/service.ts';
import { connectFailure, failureOf } from './connect-failure.ts';
import { loggerOf } from './log.ts';
import { ACTORS } from './words.ts';

const LOG = loggerOf('nova.scheduler.client.report');

/** Where the recorded lab's Placement listens. */
const PORT = 35002;

/** Errors: `TracedError` `ConnectFailure`. */
export function* askPlacement(host: ServiceHost, request: Omit<HttpRequest, 'to'>): Task<HttpAnswer> {
  try {
    return yield* http({ ...request, to: ACTORS.placement });
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const peer = { port: PORT, path: request.path };
    throw connectFailure(peer, [], [failureOf(host, peer, error)]);
  }
}

/** `safe_connect`: null where Placement does not answer, which is logged alone. Errors: any other of `work`. */
export function* safely<T>({ context }: { readonly context: JsonObject }, work: Task<T>): Task<T | null> {
  try {
    return yield* work;
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'ConnectFailure') throw error;
    yield* LOG.warning({ context }, 'Placement API service is not responding.', error);
    return null;
  }
}
