/**
 * A peer that nobody answers for (`keystoneauth1/session.py:_send_request`): Nova has it as ConnectFailure, with all attempts in
 * its traceback.
 */
import type { CodedError } from '../base/assert.ts';
import type { ServiceHost } from '../service/service.ts';
import { type Frame, frame, type Raised, TracedError } from './python-trace.ts';

interface Peer {
  readonly port: number;
  readonly path: string;
}

/** One attempt in vain: what `requests` says of it, and by what it came. */
export interface Failure {
  readonly message: string;
  readonly raised: (handling: Raised | null) => Raised;
}

/** `port` = where the recorded lab's peer listens */
export function failureOf(host: ServiceHost, { port, path }: Peer, error: CodedError): Failure {
  if (error.code !== 'connection_refused') {
    const message =
      "('Connection aborted.', RemoteDisconnected('Remote end closed connection without response'))";
    const text = `requests.exceptions.ConnectionError: ${message}`;
    return { message, raised: (handling) => ({ frames: REQUESTS, text, handling }) };
  }
  const address = `0x7f${host.stream('python').hex(10)}`;
  const connection = `<urllib3.connection.HTTPConnection object at ${address}>: Failed to establish a new connection: ${ERRNO}`;
  const message = `HTTPConnectionPool(host='127.0.0.1', port=${port}): Max retries exceeded with url: ${path} (Caused by NewConnectionError('${connection}'))`;
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

/** What keystoneauth raises after `failures`; `client` = the frames of who asked it. */
export function connectFailure(
  { port, path }: Peer,
  client: readonly Frame[],
  failures: readonly Failure[],
): TracedError {
  const last = failures.length - 1;
  let raised: Raised | null = null;
  let sentence = '';
  for (const [i, failure] of failures.entries()) {
    sentence = `Unable to establish connection to http://127.0.0.1:${port}${path}: ${failure.message}`;
    const text = `keystoneauth1.exceptions.connection.ConnectFailure: ${sentence}`;
    const frames =
      i === last ? [...client, ...ASKED, ...failures.slice(1).map(() => AGAIN), RAISED] : [RAISED];
    raised = { frames, text, handling: failure.raised(raised) };
  }
  return new TracedError('ConnectFailure', sentence, raised as Raised);
}

const ASKED: readonly Frame[] = [
  frame(
    'keystoneauth1/adapter.py',
    257,
    'request',
    'return self.session.request(url, method, **kwargs)',
    'self.session.request(url, method, **kwargs)',
  ),
  frame('keystoneauth1/session.py', 931, 'request', 'resp = send(**kwargs)', 'send(**kwargs)'),
];

const AGAIN = frame(
  'keystoneauth1/session.py',
  1053,
  '_send_request',
  'return self._send_request(',
  'self._send_request(',
);

const RAISED = frame(
  'keystoneauth1/session.py',
  1038,
  '_send_request',
  'raise exceptions.ConnectFailure(msg)',
);

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
