/**
 * Requests that are repeated where nobody answers (`keystoneauth1/session.py:_send_request` with `connect_retries`): Nova asks
 * neutron so (`[neutron]/http_retries` 3). What it raises in the end is ConnectFailure, with all attempts in its traceback.
 */
import { CodedError } from '../base/assert.ts';
import { fromMs } from '../base/time.ts';
import { type HttpAnswer, type HttpRequest, http, sleep, type Task } from '../service/effects.ts';
import type { ServiceHost } from '../service/service.ts';
import { type Frame, frame, type Raised, TracedError } from './python-trace.ts';
import { ACTORS } from './words.ts';

/** Milliseconds before each repetition. */
const RETRIES = [500, 1000, 2000] as const;

/** Where the recorded lab's neutron listens. */
const NEUTRON_PORT = 35004;

/** Errors: `TracedError` `ConnectFailure`. */
export function* askNeutron(host: ServiceHost, request: Omit<HttpRequest, 'to'>): Task<HttpAnswer> {
  const failures: Failure[] = [];
  for (;;) {
    try {
      return yield* http({ ...request, to: ACTORS.neutron });
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      failures.push(failureOf(host, request, error));
    }
    const wait = RETRIES[failures.length - 1];
    if (wait === undefined) throw connectFailure(request, failures);
    yield* sleep(fromMs(wait));
  }
}

/** One attempt in vain: what `requests` says of it, and by what it came. */
interface Failure {
  readonly message: string;
  readonly raised: (handling: Raised | null) => Raised;
}

function failureOf(host: ServiceHost, { path }: Omit<HttpRequest, 'to'>, error: CodedError): Failure {
  if (error.code !== 'connection_refused') {
    const message =
      "('Connection aborted.', RemoteDisconnected('Remote end closed connection without response'))";
    const text = `requests.exceptions.ConnectionError: ${message}`;
    return { message, raised: (handling) => ({ frames: REQUESTS, text, handling }) };
  }
  const address = `0x7f${host.stream('python').hex(10)}`;
  const connection = `<urllib3.connection.HTTPConnection object at ${address}>: Failed to establish a new connection: ${ERRNO}`;
  const message = `HTTPConnectionPool(host='127.0.0.1', port=${NEUTRON_PORT}): Max retries exceeded with url: ${path} (Caused by NewConnectionError('${connection}'))`;
  const texts: readonly (readonly [readonly Frame[], string])[] = [
    [CONNECT, `ConnectionRefusedError: ${ERRNO}`],
    [NEW_CONNECTION, `urllib3.exceptions.NewConnectionError: ${connection}`],
    [MAX_RETRIES, `urllib3.exceptions.MaxRetryError: ${message}`],
    [REQUESTS, `requests.exceptions.ConnectionError: ${message}`],
  ];
  const raised = (handling: Raised | null): Raised => {
    let now = handling;
    for (const [frames, text] of texts) now = { frames, text, handling: now };
    return now as Raised;
  };
  return { message, raised };
}

const ERRNO = '[Errno 111] ECONNREFUSED';

function connectFailure(request: Omit<HttpRequest, 'to'>, failures: readonly Failure[]): TracedError {
  const last = failures.length - 1;
  let raised: Raised | null = null;
  let sentence = '';
  for (const [i, failure] of failures.entries()) {
    sentence = `Unable to establish connection to http://127.0.0.1:${NEUTRON_PORT}${request.path}: ${failure.message}`;
    const text = `keystoneauth1.exceptions.connection.ConnectFailure: ${sentence}`;
    const frames = i === last ? [...clientFrames(request), ...SESSION] : SESSION.slice(-1);
    raised = { frames, text, handling: failure.raised(raised) };
  }
  return new TracedError('ConnectFailure', sentence, raised as Raised);
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

const SESSION: readonly Frame[] = [
  frame(
    'keystoneauth1/adapter.py',
    257,
    'request',
    'return self.session.request(url, method, **kwargs)',
    'self.session.request(url, method, **kwargs)',
  ),
  frame('keystoneauth1/session.py', 931, 'request', 'resp = send(**kwargs)', 'send(**kwargs)'),
  frame(
    'keystoneauth1/session.py',
    1053,
    '_send_request',
    'return self._send_request(',
    'self._send_request(',
  ),
  frame(
    'keystoneauth1/session.py',
    1053,
    '_send_request',
    'return self._send_request(',
    'self._send_request(',
  ),
  frame(
    'keystoneauth1/session.py',
    1053,
    '_send_request',
    'return self._send_request(',
    'self._send_request(',
  ),
  frame('keystoneauth1/session.py', 1038, '_send_request', 'raise exceptions.ConnectFailure(msg)'),
];

const CONNECT: readonly Frame[] = [
  frame(
    'urllib3/connection.py',
    174,
    '_new_conn',
    'conn = connection.create_connection(',
    'connection.create_connection(',
  ),
  frame('urllib3/util/connection.py', 96, 'create_connection', 'raise err'),
  frame('urllib3/util/connection.py', 86, 'create_connection', 'sock.connect(sa)'),
  frame('eventlet/greenio/base.py', 256, 'connect', 'socket_checkerr(fd)'),
  frame('eventlet/greenio/base.py', 54, 'socket_checkerr', 'raise socket.error(err, errno.errorcode[err])'),
];

const NEW_CONNECTION: readonly Frame[] = [
  frame(
    'urllib3/connectionpool.py',
    705,
    'urlopen',
    'httplib_response = self._make_request(',
    'self._make_request(',
  ),
  frame('urllib3/connectionpool.py', 400, '_make_request', 'conn.request(method, url, **httplib_request_kw)'),
  frame(
    'urllib3/connection.py',
    239,
    'request',
    'super(HTTPConnection, self).request(method, url, body=body, headers=headers)',
  ),
  frame(
    '/usr/lib/python3.11/http/client.py',
    1282,
    'request',
    'self._send_request(method, url, body, headers, encode_chunked)',
  ),
  frame(
    '/usr/lib/python3.11/http/client.py',
    1328,
    '_send_request',
    'self.endheaders(body, encode_chunked=encode_chunked)',
  ),
  frame(
    '/usr/lib/python3.11/http/client.py',
    1277,
    'endheaders',
    'self._send_output(message_body, encode_chunked=encode_chunked)',
  ),
  frame('/usr/lib/python3.11/http/client.py', 1037, '_send_output', 'self.send(msg)'),
  frame('/usr/lib/python3.11/http/client.py', 975, 'send', 'self.connect()'),
  frame('urllib3/connection.py', 205, 'connect', 'conn = self._new_conn()', 'self._new_conn()'),
  frame('urllib3/connection.py', 186, '_new_conn', 'raise NewConnectionError('),
];

const MAX_RETRIES: readonly Frame[] = [
  frame('requests/adapters.py', 489, 'send', 'resp = conn.urlopen(', 'conn.urlopen('),
  frame('urllib3/connectionpool.py', 789, 'urlopen', 'retries = retries.increment(', 'retries.increment('),
  frame(
    'urllib3/util/retry.py',
    594,
    'increment',
    'raise MaxRetryError(_pool, url, error or ResponseError(cause))',
  ),
];

const REQUESTS: readonly Frame[] = [
  frame(
    'keystoneauth1/session.py',
    1022,
    '_send_request',
    'resp = self.session.request(method, url, **kwargs)',
    'self.session.request(method, url, **kwargs)',
  ),
  frame(
    'requests/sessions.py',
    587,
    'request',
    'resp = self.send(prep, **send_kwargs)',
    'self.send(prep, **send_kwargs)',
  ),
  frame(
    'requests/sessions.py',
    701,
    'send',
    'r = adapter.send(request, **kwargs)',
    'adapter.send(request, **kwargs)',
  ),
  frame('requests/adapters.py', 565, 'send', 'raise ConnectionError(e, request=request)'),
];
