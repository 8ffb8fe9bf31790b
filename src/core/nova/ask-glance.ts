/** Requests to glance (`nova/image/glance.py:GlanceClientWrapper.call`): one that finds nobody, or nobody who can, is repeated, `[glance]/num_retries` 3, a second apart. */
import { CodedError } from '../base/assert.ts';
import { fromMs } from '../base/time.ts';
import { type HttpAnswer, type HttpRequest, http, sleep, type Task } from '../service/effects.ts';
import { ACTORS } from './words.ts';

const RETRIES = 3;
const GLANCE = 'http://127.0.0.1:35003';

/** Errors: `CodedError` `GlanceConnectionFailed`. */
export function* askGlance(request: Omit<HttpRequest, 'to'>): Task<HttpAnswer> {
  for (let attempt = 0; ; attempt += 1) {
    const answer = yield* askOnce(request);
    if (typeof answer !== 'string') return answer;
    if (attempt === RETRIES)
      throw new CodedError('GlanceConnectionFailed', `Connection to glance host ${GLANCE} failed: ${answer}`);
    yield* sleep(fromMs(1000));
  }
}

/** Why it is to be asked again: it does not answer, or says that it cannot. */
function* askOnce(request: Omit<HttpRequest, 'to'>): Task<HttpAnswer | string> {
  try {
    const answer = yield* http({ ...request, to: ACTORS.glance });
    return answer.status === 503 ? 'HTTP 503 Service Unavailable' : answer;
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return error.message;
  }
}
