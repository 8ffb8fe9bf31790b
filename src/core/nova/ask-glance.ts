/** Requests to glance (`nova/image/glance.py:GlanceClientWrapper.call`): one that finds nobody, or nobody who can, is repeated, `[glance]/num_retries` 3, a second apart. */
import { CodedError } from '../base/assert.ts';
import type { JsonObject } from '../base/json.ts';
import { fromMs } from '../base/time.ts';
import { type HttpAnswer, type HttpRequest, http, sleep, type Task } from '../service/effects.ts';
import type { ServiceHost } from '../service/service.ts';
import { connectFailure, failureOf } from './connect-failure.ts';
import { loggerOf } from './log.ts';
import { TracedError } from './python-trace.ts';
import { ACTORS } from './words.ts';

const LOG = loggerOf('nova.image.glance');

const RETRIES = 3;
/** Where the recorded lab's glance listens. */
const PORT = 35003;
const GLANCE = `http://127.0.0.1:${PORT}`;

/** Who asks, and in whose name. */
interface GlanceClient {
  readonly host: ServiceHost;
  readonly context: JsonObject;
}

/** Errors: `CodedError` `GlanceConnectionFailed`. */
export function* askGlance(
  { host, context }: GlanceClient,
  request: Omit<HttpRequest, 'to'>,
): Task<HttpAnswer> {
  for (let attempt = 0; ; attempt += 1) {
    const answer = yield* askOnce(host, request);
    if (!(answer instanceof CodedError)) return answer;
    const then = attempt === RETRIES ? 'done trying' : 'retrying';
    const what = `Error contacting glance server '${GLANCE}' for '${METHODS[request.method]}', ${then}.`;
    yield* LOG.exception({ context }, what, answer);
    if (attempt === RETRIES) {
      const why = `Connection to glance host ${GLANCE} failed: ${answer.message}`;
      throw new CodedError('GlanceConnectionFailed', why);
    }
    yield* sleep(fromMs(1000));
  }
}

/** Of glanceclient's images. */
const METHODS: { readonly [verb: string]: string } = { GET: 'get', POST: 'create', DELETE: 'delete' };

/** Why it is to be asked again, as glanceclient raises it: it does not answer, or says that it cannot. */
function* askOnce(host: ServiceHost, request: Omit<HttpRequest, 'to'>): Task<HttpAnswer | CodedError> {
  try {
    const answer = yield* http({ ...request, to: ACTORS.glance });
    if (answer.status !== 503) return answer;
    return new CodedError('glanceclient.exc.HTTPServiceUnavailable', 'HTTP 503 Service Unavailable');
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    const peer = { port: PORT, path: request.path };
    const failure = connectFailure(peer, [], [failureOf(host, peer, error)]);
    const said = `Error finding address for ${GLANCE}${request.path}: ${failure.message}`;
    const text = `glanceclient.exc.CommunicationError: ${said}`;
    const raised = { frames: [], text, handling: failure.raised };
    return new TracedError('glanceclient.exc.CommunicationError', said, raised);
  }
}
