/**
 * REST between the services: a request starts a process at the server; its end is the answer. Where the server's workers
 * are counted, a request without a free one waits in the socket's queue, first come first served.
 */
import { CodedError } from '../base/assert.ts';
import type { Micros } from '../base/time.ts';
import type { HttpAnswer, HttpIncoming, HttpRequest, Task } from '../service/effects.ts';
import type { Actor, FactBody, FactOf, Group } from '../trace/fact.ts';
import type { Process } from './process.ts';

type HttpHandler = (request: HttpIncoming) => Task<HttpAnswer>;
type Reason = FactOf<'http.refused'>['reason'];

/** Connections that wait for a worker at most: uWSGI's `listen`, 100 unless set. */
const LISTEN_QUEUE = 100;

interface HttpHost {
  /** is there a way through the network between the two? */
  connects(a: Actor, b: Actor): boolean;
  serverOf(actor: Actor): HttpHandler | null;
  /** requests that it works on at once; null = not counted */
  workersOf(actor: Actor): number | null;
  /** how many more requests an actor has in work now */
  inWork(actor: Actor, more: 1 | -1): void;
  requestId(actor: Actor): string;
  groupFor(actor: Actor, callers: Group): Group;
  /** this id was given out by a service whose requests make a scenario */
  giveOut(requestId: string): void;
  emit(actor: Actor, body: FactBody, options: { cause: number | null; group: Group }): number;
  start(
    actor: Actor,
    name: string,
    task: Task<unknown>,
    options: { cause: number | null; group: Group },
    ended: (value: unknown, error: unknown) => void,
  ): Process;
  /** one way through the network */
  wire(from: Actor): Micros;
}

interface HttpCaller {
  after(delay: Micros, run: () => void): void;
  answer(answer: HttpAnswer): void;
  fail(error: unknown): void;
}

export interface HttpSide {
  ask(process: Process, request: HttpRequest, caller: HttpCaller): void;
}

/** One request on its way. */
interface HttpExchange {
  readonly id: number;
  readonly process: Process;
  readonly request: HttpRequest;
  readonly caller: HttpCaller;
  readonly group: Group;
  /** its `http.requested` */
  readonly asked: number;
}

interface WorkerLine {
  busy: number;
  readonly waiting: HttpExchange[];
}

export function makeHttpSide(host: HttpHost): HttpSide {
  const lines = new Map<Actor, WorkerLine>();
  let exchanges = 0;
  return {
    ask(process, request, caller) {
      exchanges += 1;
      const group = host.groupFor(request.to, process.group);
      const asked = host.emit(
        process.actor,
        {
          kind: 'http.requested',
          exchange_id: exchanges,
          to: request.to,
          method: request.method,
          path: request.path,
          microversion: request.microversion ?? '',
          global_request_id: request.globalRequestId ?? null,
          body: request.body ?? null,
        },
        { cause: process.cause, group },
      );
      process.cause = asked;
      const exchange = { id: exchanges, process, request, caller, group, asked };
      caller.after(host.wire(process.actor), () => arrive(host, lines, exchange));
    },
  };
}

function arrive(host: HttpHost, lines: Map<Actor, WorkerLine>, exchange: HttpExchange): void {
  const { to } = exchange.request;
  const server = host.connects(exchange.process.actor, to) ? host.serverOf(to) : null;
  const workers = host.workersOf(to);
  if (!server) refuse(host, exchange, 'connection_refused');
  else if (workers === null) work(host, exchange, server, () => undefined);
  else {
    const line = lines.get(to) ?? { busy: 0, waiting: [] };
    lines.set(to, line);
    if (line.busy < workers) take(host, line, exchange, server);
    else if (line.waiting.length < LISTEN_QUEUE) line.waiting.push(exchange);
    else refuse(host, exchange, 'listen_queue_full');
  }
}

/** A worker takes the request; when it is free again, the next one's turn has come. */
function take(host: HttpHost, line: WorkerLine, exchange: HttpExchange, server: HttpHandler): void {
  const { id, process, request, asked, group } = exchange;
  line.busy += 1;
  const accepted = { kind: 'http.accepted', exchange_id: id, from: process.actor } as const;
  host.emit(request.to, accepted, { cause: asked, group });
  work(host, exchange, server, () => {
    line.busy -= 1;
    const next = line.waiting.shift();
    if (!next) return;
    const answers = host.serverOf(request.to);
    if (answers) take(host, line, next, answers);
    else {
      // with the process its socket is gone, and all that waited there
      for (const waiting of [next, ...line.waiting.splice(0)]) refuse(host, waiting, 'connection_reset');
    }
  });
}

function work(host: HttpHost, exchange: HttpExchange, server: HttpHandler, free: () => void): void {
  const { id, process, request, caller, group, asked } = exchange;
  const { to } = request;
  const requestId = host.requestId(to);
  if (group === 'scenario' && host.groupFor(to, 'periodic') === 'scenario') host.giveOut(requestId);
  const task = server({ ...request, from: process.actor, requestId });
  const name = `${request.method} ${request.path}`;
  host.inWork(to, 1);
  const worker = host.start(to, name, task, { cause: asked, group }, (answer, error) => {
    host.inWork(to, -1);
    if (error !== undefined) {
      refuse(host, exchange, 'connection_reset');
      free();
      return;
    }
    const { status, body } = answer as HttpAnswer;
    const index = host.emit(
      to,
      {
        kind: 'http.answered',
        exchange_id: id,
        to: process.actor,
        status,
        request_id: requestId,
        body: body === '' ? null : body,
      },
      { cause: worker.cause, group },
    );
    caller.after(host.wire(to), () => {
      if (!host.connects(process.actor, to)) {
        refuse(host, exchange, 'connection_reset');
        return;
      }
      process.cause = index;
      caller.answer({ status, body });
    });
    free();
  });
}

/** The caller learns that there is no answer. */
function refuse(host: HttpHost, exchange: HttpExchange, reason: Reason): void {
  const { id, process, request, caller, group, asked } = exchange;
  const { to } = request;
  const words: { readonly [R in Reason]: string } = {
    connection_refused: `${to} does not answer: connection refused`,
    connection_reset: `${to} broke off ${request.method} ${request.path}`,
    listen_queue_full: `${to} takes no more connections: its listen queue of ${LISTEN_QUEUE} is full`,
  };
  if (process.alive) {
    const fact = { kind: 'http.refused', exchange_id: id, to, reason } as const;
    process.cause = host.emit(process.actor, fact, { cause: asked, group });
  }
  caller.fail(new CodedError(reason, words[reason]));
}
