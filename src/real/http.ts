/**
 * REST between the processes of an engine, on this machine only. Where a service listens stands in the folder of the engine,
 * as it does in keystone's catalogue; it is looked up for each request, so a restarted service is found again.
 */
import { randomUUID } from 'node:crypto';
import {
  Agent,
  createServer,
  type IncomingMessage,
  request as open,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { CodedError } from '../core/base/assert.ts';
import type { HttpAnswer, HttpIncoming, HttpRequest } from '../core/service/effects.ts';
import type { Actor } from '../core/trace/fact.ts';

/** Who asks, which TCP does not say. */
const FROM = 'x-novascope-from';
const REQUEST_ID = 'x-openstack-request-id';
const MICROVERSION = 'openstack-api-version';
/** A request's body at most, bytes. */
const BODY_MAX = 1 << 20;
const LOOPBACK = '127.0.0.1';

const agent = new Agent({ keepAlive: true, maxSockets: 256 });

/** `port` = where the other service listens; null = it does not run. Errors: as of the effect `http`. */
export function askOver(from: Actor, request: HttpRequest, port: number | null): Promise<HttpAnswer> {
  const { to, method, path, microversion, globalRequestId, token, body } = request;
  if (port === null)
    return Promise.reject(new CodedError('connection_refused', `${to} does not answer: connection refused`));
  return new Promise((done, fail) => {
    const headers = {
      [FROM]: from,
      accept: 'application/json',
      ...(microversion ? { [MICROVERSION]: microversion } : {}),
      ...(globalRequestId ? { [REQUEST_ID]: globalRequestId } : {}),
      ...(token ? { 'x-auth-token': token } : {}),
      ...(body === undefined
        ? {}
        : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) }),
    };
    const asked = open({ host: LOOPBACK, port, method, path, headers, agent }, (response) => {
      readAll(response).then(
        (text) => done({ status: response.statusCode ?? 0, body: text }),
        () => fail(new CodedError('connection_reset', `${to} broke off ${method} ${path}`)),
      );
    });
    asked.on('error', (error: NodeJS.ErrnoException) => {
      const refused = error.code === 'ECONNREFUSED';
      const why = refused ? `${to} does not answer: connection refused` : `${to} broke off ${method} ${path}`;
      fail(new CodedError(refused ? 'connection_refused' : 'connection_reset', why));
    });
    asked.end(body);
  });
}

/** Errors: one that says nothing, where it breaks off or is too long. */
function readAll(stream: IncomingMessage): Promise<string> {
  return new Promise((done, fail) => {
    const parts: Buffer[] = [];
    let size = 0;
    stream.on('data', (part: Buffer) => {
      size += part.length;
      parts.push(part);
      if (size > BODY_MAX * 16) stream.destroy(new Error('too long'));
    });
    stream.once('error', fail);
    // what is broken off ends with no `end`
    stream.once('close', () => fail(new Error('broken off')));
    stream.once('end', () =>
      done((parts.length === 1 ? parts[0] : Buffer.concat(parts))?.toString('utf8') ?? ''),
    );
  });
}

export interface HttpServer {
  readonly port: number;
  close(): Promise<void>;
}

/** `workers` = requests in work at a time; more wait, first come first served. null = not counted. */
export async function serveHttp(
  actor: Actor,
  workers: number | null,
  handle: (request: HttpIncoming) => Promise<HttpAnswer>,
): Promise<HttpServer> {
  const turn = makeTurns(workers);
  const server: Server = createServer((incoming, response) => {
    answerOne(actor, incoming, response, (request) => turn(() => handle(request))).catch(() =>
      response.destroy(),
    );
  });
  await new Promise<void>((done, fail) => {
    server.once('error', fail);
    server.listen(0, LOOPBACK, done);
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}

const METHODS: readonly string[] = ['GET', 'POST', 'PUT', 'DELETE'];

async function answerOne(
  actor: Actor,
  incoming: IncomingMessage,
  response: ServerResponse,
  handle: (request: HttpIncoming) => Promise<HttpAnswer>,
): Promise<void> {
  const { method = 'GET', url = '/', headers } = incoming;
  const one = (name: string): string | null => {
    const value = headers[name];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  const refuse = (status: number, words: string): void => {
    response.writeHead(status, { 'content-type': 'text/plain' }).end(`${words}\n`);
  };
  // a page in a browser reaches this port by a name of its own, or says where it comes from
  if (!/^(127\.0\.0\.1|localhost)(:\d+)?$/.test(headers.host ?? '') || headers.origin !== undefined)
    return refuse(403, 'Only programs on this machine are answered.');
  if (!METHODS.includes(method)) return refuse(405, `${method} is not answered.`);
  if (Number(headers['content-length'] ?? 0) > BODY_MAX) return refuse(413, 'The body is too long.');
  const body = await readAll(incoming);
  const requestId = `req-${randomUUID()}`;
  const [global, token, version] = [one(REQUEST_ID), one('x-auth-token'), one(MICROVERSION)];
  const answer = await handle({
    to: actor,
    from: one(FROM) ?? 'client',
    method: method as HttpIncoming['method'],
    path: url,
    requestId,
    ...(version ? { microversion: version } : {}),
    ...(global ? { globalRequestId: global } : {}),
    ...(token ? { token } : {}),
    ...(body === '' ? {} : { body }),
  });
  response.writeHead(answer.status, {
    [REQUEST_ID]: requestId,
    ...(answer.body === '' ? {} : { 'content-type': 'application/json' }),
    'content-length': String(Buffer.byteLength(answer.body)),
  });
  response.end(answer.body);
}

/** Runs what it is given as soon as a worker is free. */
function makeTurns(workers: number | null): <T>(work: () => Promise<T>) => Promise<T> {
  if (workers === null) return (work) => work();
  const waiting: (() => void)[] = [];
  let free = workers;
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((go) => waiting.push(go));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    }
  };
}
