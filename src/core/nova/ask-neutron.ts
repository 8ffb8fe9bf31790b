/**
 * Requests that are repeated where nobody answers (`keystoneauth1/session.py:_send_request` with `connect_retries`): Nova asks
 * neutron so (`[neutron]/http_retries` 3). What it raises in the end is ConnectFailure, with all attempts in its traceback.
 */
import { CodedError } from '../base/assert.ts';
import { fromMs } from '../base/time.ts';
import { type HttpAnswer, type HttpRequest, http, sleep, type Task } from '../service/effects.ts';
import type { ServiceHost } from '../service/service.ts';
import { connectFailure, type Failure, failureOf } from './connect-failure.ts';
import { type Frame, frame } from './python-trace.ts';
import { ACTORS } from './words.ts';

/** Milliseconds before each repetition. */
const RETRIES = [500, 1000, 2000] as const;

/** Where the recorded lab's neutron listens. */
const PORT = 35004;

/** Of neutronclient, where neutron says that it cannot. */
const UNAVAILABLE = 'neutronclient.common.exceptions.ServiceUnavailable';

/** Errors: `TracedError` `ConnectFailure`, `CodedError` `UNAVAILABLE`. */
export function* askNeutron(host: ServiceHost, request: Omit<HttpRequest, 'to'>): Task<HttpAnswer> {
  const answer = yield* askAgain(host, request);
  if (answer.status === 503) throw new CodedError(UNAVAILABLE, answer.body);
  return answer;
}

function* askAgain(host: ServiceHost, request: Omit<HttpRequest, 'to'>): Task<HttpAnswer> {
  const peer = { port: PORT, path: request.path };
  const failures: Failure[] = [];
  for (;;) {
    try {
      return yield* http({ ...request, to: ACTORS.neutron });
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      failures.push(failureOf(host, peer, error));
    }
    const wait = RETRIES[failures.length - 1];
    if (wait === undefined) throw connectFailure(peer, clientFrames(request), failures);
    yield* sleep(fromMs(wait));
  }
}

/** Of neutronclient: `list_ports`, `list_networks`; nothing of what no recording shows. */
function clientFrames({ method, path }: Omit<HttpRequest, 'to'>): readonly Frame[] {
  const [resource = ''] = path.replace('/v2.0/', '').split('?');
  const line = LIST_LINES[resource];
  if (method !== 'GET' || line === undefined) return [];
  const code = `return self.list('${resource}', self.${resource}_path, retrieve_all,`;
  const list = frame(CLIENT, line, `list_${resource}`, code, code.slice('return '.length));
  return [WRAPPER, list, ...LIST];
}

const CLIENT = 'neutronclient/v2_0/client.py';
const LIST_LINES: { readonly [resource: string]: number } = { ports: 815, networks: 860 };

const WRAPPER = frame(
  'nova/network/neutron.py',
  196,
  'wrapper',
  'ret = obj(*args, **kwargs)',
  'obj(*args, **kwargs)',
);

const LIST: readonly Frame[] = [
  WRAPPER,
  frame(CLIENT, 372, 'list', 'for r in self._pagination(collection, path, **params):'),
  frame(CLIENT, 387, '_pagination', 'res = self.get(path, params=params)', 'self.get(path, params=params)'),
  WRAPPER,
  frame(
    CLIENT,
    356,
    'get',
    'return self.retry_request("GET", action, body=body,',
    'self.retry_request("GET", action, body=body,',
  ),
  WRAPPER,
  frame(
    CLIENT,
    333,
    'retry_request',
    'return self.do_request(method, action, body=body,',
    'self.do_request(method, action, body=body,',
  ),
  WRAPPER,
  frame(
    CLIENT,
    284,
    'do_request',
    'resp, replybody = self.httpclient.do_request(action, method, body=body,',
    'self.httpclient.do_request(action, method, body=body,',
  ),
  frame(
    'neutronclient/client.py',
    342,
    'do_request',
    'return self.request(url, method, **kwargs)',
    'self.request(url, method, **kwargs)',
  ),
  frame(
    'neutronclient/client.py',
    330,
    'request',
    'resp = super(SessionClient, self).request(*args, **kwargs)',
    'super(SessionClient, self).request(*args, **kwargs)',
  ),
];
