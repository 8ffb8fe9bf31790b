/**
 * One service of the core on the real machine: its generators, moved by real timers, a real broker, real databases and HTTP on
 * loopback. What it is given is what the simulator gives it; nothing else of the cloud is in its reach.
 */
import { CodedError } from '../core/base/assert.ts';
import { fromMs, type Micros, micros, wallTime } from '../core/base/time.ts';
import { lineText } from '../core/operator/log-line.ts';
import type { HttpAnswer, HttpIncoming, LogLine, Task } from '../core/service/effects.ts';
import type { ServiceDefinition, ServiceHost } from '../core/service/service.ts';
import type { FactBody } from '../core/trace/fact.ts';
import type { BrokerAddress } from './address.ts';
import { type BrokerSide, type Connect, makeBrokerSide } from './broker.ts';
import { askOver, type HttpServer, serveHttp } from './http.ts';
import { makeProcesses } from './processes.ts';
import { realStream } from './random.ts';
import { limitedTo, type Sql } from './sql.ts';
import type { Meeting } from './state.ts';

interface ServiceParts {
  readonly definition: ServiceDefinition;
  /** those that the deployment has, for who asks without a broker */
  readonly all: readonly ServiceDefinition[];
  readonly connect: Connect;
  readonly broker: BrokerAddress;
  readonly sql: Sql;
  readonly state: Meeting;
  /** how long the service's own work takes, percent of what was recorded */
  readonly workPercent: number;
  /** a line of its log */
  readonly write: (line: string) => void;
  /** hears what its processes tell of their work, as the simulator's facts would have it */
  readonly told?: (body: FactBody) => void;
}

export interface LiveService {
  /** Runs a task in its name. */
  run<T>(task: Task<T>): Promise<T>;
  /**
   * Ends it as oslo.service does on SIGTERM: it takes no further request, finishes those in hand for as long as
   * `graceful_shutdown_timeout` lets it, and closes its connections.
   */
  stop(): Promise<void>;
  /** fails when its start-up does, as nova's launcher ends then */
  readonly main: Promise<void>;
}

/** `graceful_shutdown_timeout`, seconds */
const SHUTDOWN = 60;
const LOOK_MS = 50;

export async function startService(parts: ServiceParts): Promise<LiveService> {
  const { definition, state, broker, connect } = parts;
  const { actor, databases } = definition.place;
  const clock = makeClock();
  const host = hostOf(parts, clock);
  const log = (line: LogLine): void => parts.write(lineText(clock.epochMs, clock.now(), process.pid, line));
  const warn = (logger: string, text: string): void => log({ ...PLAIN, level: 'WARNING', logger, text });
  let server: HttpServer | null = null;
  let isServing = definition.listens === undefined;
  const tell = (): void =>
    state.setWhereabouts(actor, { pid: process.pid, port: server?.port ?? null, ready: isServing });
  const amqp = makeBrokerSide({
    connect,
    address: broker,
    program: actor,
    opened: (port) => port !== null && state.noteConnection(port, actor),
    consumes(queue) {
      if (isServing || queue !== `${definition.listens?.topic}.${definition.place.host}`) return;
      isServing = true;
      tell();
    },
    trouble: (why) => warn('oslo.messaging._drivers.impl_rabbit', `AMQP server on ${broker.shown}: ${why}`),
  });
  let answer: ((request: HttpIncoming) => Task<HttpAnswer>) | null = null;
  const processes = makeProcesses({
    actor,
    sql: limitedTo(databases, parts.sql),
    now: clock.now,
    amqp: (action) => amqp.act(action),
    http: (request) => askOver(actor, request, state.whereabouts(request.to)?.port ?? null),
    listen(given) {
      answer = given;
      isServing = true;
      tell();
    },
    log,
    tell: (body) => {
      parts.told?.(body);
      for (const line of linesOf(body)) log(line);
    },
    failed: (name, error) => {
      if (!isKill(error))
        log({ ...PLAIN, level: 'ERROR', logger: 'novascope', text: `${name}: ${textOf(error)}` });
    },
  });
  const running = definition.start(host);
  answer = running.answer ?? null;
  if (answer || definition.conf?.wiring === 'direct')
    server = await serveHttp(actor, definition.conf?.workers ?? null, async (request) => {
      if (!answer) return { status: 503, body: '' };
      try {
        return await processes.run(`${request.method} ${request.path}`, answer(request));
      } catch (error) {
        log({
          ...PLAIN,
          level: 'ERROR',
          logger: 'novascope',
          text: `${request.method} ${request.path}: ${textOf(error)}`,
        });
        return faultOf(error);
      }
    });
  tell();
  const main = processes.run('main', running.main);
  return {
    main,
    run: (task) => processes.run('by hand', task),
    async stop() {
      host.work.isEnding = true;
      const seconds = definition.conf?.shutdownTimeout ?? SHUTDOWN;
      const until = seconds === 0 ? Number.POSITIVE_INFINITY : performance.now() + seconds * 1000;
      while (host.work.requests > 0 && performance.now() < until)
        await new Promise((go) => setTimeout(go, LOOK_MS));
      await Promise.all(
        [...host.work.queues].map(([queue, connection]) => leaveQueue(amqp, queue, connection)),
      );
      main.catch(() => undefined);
      processes.stop();
      await server?.close();
      await amqp.close();
    },
  };
}

/** `impl_rabbit.py:Connection.close`; one whose connection is lost is the broker's to expire. */
async function leaveQueue(amqp: BrokerSide, queue: string, connection: string): Promise<void> {
  try {
    await amqp.act({ method: 'queue.delete', connection, queue });
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
  }
}

const PLAIN = { request: null, instance: null, trace: null } as const;

const textOf = (error: unknown): string => {
  if (error instanceof CodedError) return `${error.code}: ${error.message}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
};

const isKill = (error: unknown): boolean => error instanceof CodedError && error.code === 'killed';

interface LiveClock {
  readonly epochMs: number;
  now(): Micros;
}

/** Since the program began, by a clock that never goes back; the wall clock is read once. */
function makeClock(): LiveClock {
  const began = performance.now();
  return { epochMs: Date.now(), now: () => micros(Math.round((performance.now() - began) * 1000)) };
}

function hostOf({ definition, all, workPercent }: ServiceParts, clock: LiveClock): ServiceHost {
  const { place, conf = {} } = definition;
  const jitter = (): number => (90 + realStream.below(25)) / 100;
  return {
    actor: place.actor,
    place,
    conf,
    isCold: true,
    remembers: null,
    quietUntil: micros(0),
    work: { isEnding: false, requests: 0, queues: new Map() },
    listeners: () =>
      all.flatMap(({ place: other, listens }) =>
        listens ? [{ actor: other.actor, server: other.host, ...listens }] : [],
      ),
    now: clock.now,
    wall: (at = clock.now()) => wallTime(clock.epochMs, at),
    stream: () => realStream,
    took: (medianMs) => fromMs((medianMs * workPercent * jitter()) / 100),
  };
}

/** What oslo.messaging writes of what a process tells; all else that it tells is for those who keep a trace. */
function linesOf(body: { readonly kind: string; readonly [key: string]: unknown }): readonly LogLine[] {
  const line = (level: LogLine['level'], text: string): readonly LogLine[] => [
    { ...PLAIN, level, logger: 'oslo_messaging._drivers.amqpdriver', text },
  ];
  if (body.kind === 'rpc.late_reply')
    return line('INFO', `No calling threads waiting for msg_id : ${body.msg_id}`);
  if (body.kind === 'rpc.duplicate_discarded')
    return line('ERROR', `ignoring duplicate message ${body.unique_id}`);
  if (body.kind === 'rpc.reply_abandoned')
    return line('WARNING', `${body.reply_q} doesn't exist, drop reply to ${body.msg_id}`);
  if (body.kind === 'thread.failed' || body.kind === 'process.failed')
    return line('ERROR', String(body.error));
  return [];
}

/** `nova/api/openstack/__init__.py:FaultWrapper`; what no handler made an answer of */
function faultOf(error: unknown): HttpAnswer {
  const name = error instanceof CodedError ? error.code : 'Exception';
  const message = `Unexpected API Error. Please report this at http://bugs.launchpad.net/nova/ and attach the Nova API log if possible.\n<class '${name}'>`;
  return { status: 500, body: JSON.stringify({ computeFault: { code: 500, message } }) };
}
