/**
 * The worker's side (`server.py`, `_drivers/amqpdriver.py:AMQPListener`): declares its queues, takes messages, acks each
 * BEFORE anything else, drops duplicates, hands the rest to an executor of 64, dispatches, replies. Told to stop, it reads no
 * further delivery, cancels no consumer, and finishes what it has acked (`server.py:stop`, `wait`).
 */
import { CodedError } from '../base/assert.ts';
import type { Json, JsonObject } from '../base/json.ts';
import { fromMs, micros, plus } from '../base/time.ts';
import {
  amqp,
  type Delivered,
  emit,
  listenHttp,
  makeInbox,
  post,
  receive,
  sleep,
  spawn,
  type Task,
  TIMED_OUT,
} from '../service/effects.ts';
import { CONTROL_EXCHANGE } from './client.ts';
import { answerBy } from './direct.ts';
import { pack, packFailure, properties, RemoteError, unpack } from './envelope.ts';
import { keepConsuming, publish, type Transport, takeAndAck, transientArguments } from './transport.ts';

/** `executor_thread_pool_size` where nothing else is set */
const EXECUTOR_THREADS = 64;
/** `_drivers/amqp.py:_MsgIdCache`: how many `_unique_id`s a listener remembers */
const DUPLICATES_REMEMBERED = 16;
/** `kombu_missing_consumer_retry_timeout`, seconds; tried every 0.25 s */
const MISSING_REPLY_QUEUE_SECONDS = 60;

export interface Incoming {
  readonly method: string;
  readonly args: JsonObject;
  /** keys without `_context_` */
  readonly context: JsonObject;
}

export type Method = (incoming: Incoming) => Task<Json>;

export interface Endpoint {
  readonly namespace?: string;
  readonly version: string;
  readonly methods: { readonly [name: string]: Method };
}

interface ServerTarget {
  readonly topic: string;
  /** the host: second queue `<topic>.<server>` */
  readonly server: string;
}

/** Starts to listen; ends when the queues are declared and consumed. The work goes on in processes of its own. */
export function* serve(transport: Transport, target: ServerTarget, endpoints: readonly Endpoint[]): Task {
  if (transport.direct) {
    yield* listenHttp(answerBy((message) => attempt(endpoints, message)));
    return;
  }
  const { topic, server } = target;
  const inbox = makeInbox<Delivered>(`listen ${topic}.${server}`);
  const fanoutQueue = `${topic}_fanout_${transport.host.stream('id/message').hex(32)}`;
  yield* keepConsuming(transport, topic, function* (connection, cancelled) {
    for (const queue of [topic, `${topic}.${server}`]) {
      yield* amqp({
        method: 'exchange.declare',
        connection,
        exchange: CONTROL_EXCHANGE,
        type: 'topic',
        autoDelete: false,
      });
      yield* amqp({ method: 'queue.declare', connection, queue, arguments: {} });
      yield* amqp({ method: 'queue.bind', connection, queue, exchange: CONTROL_EXCHANGE, routingKey: queue });
    }
    const exchange = `${topic}_fanout`;
    yield* amqp({ method: 'exchange.declare', connection, exchange, type: 'fanout', autoDelete: true });
    yield* amqp({
      method: 'queue.declare',
      connection,
      queue: fanoutQueue,
      arguments: transientArguments(transport.host),
    });
    yield* amqp({ method: 'queue.bind', connection, queue: fanoutQueue, exchange, routingKey: topic });
    const queues = [topic, `${topic}.${server}`, fanoutQueue];
    for (const [i, queue] of queues.entries()) {
      yield* amqp({
        method: 'basic.consume',
        connection,
        queue,
        consumerTag: String(i + 1),
        inbox,
        cancelled,
      });
    }
    // `impl_rabbit.py:Connection.close`
    transport.host.work.queues.set(fanoutQueue, connection);
  });
  yield* spawn(`listen ${topic}`, listen(transport, inbox, endpoints), 'service');
}

function* listen(
  transport: Transport,
  inbox: ReturnType<typeof makeInbox<Delivered>>,
  endpoints: readonly Endpoint[],
): Task {
  const seen: string[] = [];
  const threads = transport.host.conf.workers ?? EXECUTOR_THREADS;
  const executor = { running: 0, backlog: [] as { delivered: Delivered; message: JsonObject }[] };
  const { work: inHand } = transport.host;
  const startNext = function* (): Task {
    while (executor.running < threads) {
      const next = executor.backlog.shift();
      if (!next) return;
      executor.running += 1;
      const work = dispatch(transport, next.delivered, next.message, endpoints);
      const task = (function* (): Task {
        try {
          yield* work;
        } finally {
          executor.running -= 1;
          inHand.requests -= 1;
        }
        yield* startNext();
      })();
      yield* spawn(`${String(next.message.method)}`, task, next.delivered);
    }
  };
  for (;;) {
    const delivered = yield* takeAndAck(inbox, () => !inHand.isEnding);
    if (!delivered) continue;
    const message = unpack(delivered.body);
    const uniqueId = String(message._unique_id);
    if (seen.includes(uniqueId)) {
      yield* emit({ kind: 'rpc.duplicate_discarded', message: delivered.message, unique_id: uniqueId });
      continue;
    }
    seen.push(uniqueId);
    if (seen.length > DUPLICATES_REMEMBERED) seen.shift();
    executor.backlog.push({ delivered, message });
    inHand.requests += 1;
    yield* startNext();
  }
}

function* dispatch(
  transport: Transport,
  delivered: Delivered,
  message: JsonObject,
  endpoints: readonly Endpoint[],
): Task {
  const method = String(message.method);
  const done = makeInbox<true>(`done ${method}`);
  yield* emit({ kind: 'rpc.dispatched', message: delivered.message, method });
  const beat = message._timeout;
  if (typeof beat === 'number' && beat >= 2) {
    yield* spawn(`heartbeat of ${method}`, heartbeats(transport, message, beat, done));
  }
  const end = yield* attempt(endpoints, message);
  const result = 'result' in end ? end.result : null;
  const failure = 'failure' in end ? end.failure : null;
  yield* post(done, true);
  if (message._msg_id !== undefined) yield* reply(transport, message, result, failure);
  yield* emit({ kind: 'rpc.completed', message: delivered.message, method, failure: failure?.code ?? null });
}

/** Runs what the message asks for; an exception is an outcome, too. */
function* attempt(
  endpoints: readonly Endpoint[],
  message: JsonObject,
): Task<{ readonly result: Json } | { readonly failure: RemoteError }> {
  try {
    return { result: yield* runMethod(endpoints, message) };
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    if (error instanceof RemoteError) return { failure: error };
    return { failure: new RemoteError(error.code, moduleOf(error.code), error.message) };
  }
}

const BUILTINS = ['AttributeError', 'KeyError', 'TypeError', 'ValueError'];

/** Where Python finds the class of an exception that is known by its code, which may say so itself. */
export function moduleOf(code: string): string {
  if (BUILTINS.includes(code)) return 'builtins';
  if (code === 'CantStartEngineError') return 'oslo_db.exception';
  if (code === 'ConnectFailure') return 'keystoneauth1.exceptions.connection';
  if (code === 'RemoteError') return 'oslo_messaging.rpc.client';
  if (code.includes('.')) return code.slice(0, code.lastIndexOf('.'));
  if (code.endsWith('Client')) return 'neutronclient.common.exceptions';
  return code.startsWith('Message') || code === 'MessagingTimeout'
    ? 'oslo_messaging.exceptions'
    : 'nova.exception';
}

function compatible(requested: string, offered: string): boolean {
  const [major = 0, minor = 0] = requested.split('.').map(Number);
  const [offeredMajor = 0, offeredMinor = 0] = offered.split('.').map(Number);
  return major === offeredMajor && minor <= offeredMinor;
}

function* runMethod(endpoints: readonly Endpoint[], message: JsonObject): Task<Json> {
  const name = String(message.method);
  const version = typeof message.version === 'string' ? message.version : '1.0';
  const context: { [key: string]: Json } = {};
  for (const [key, value] of Object.entries(message)) {
    if (key.startsWith('_context_')) context[key.slice('_context_'.length)] = value;
  }
  let versionFound = false;
  for (const endpoint of endpoints) {
    if (endpoint.namespace !== message.namespace || !compatible(version, endpoint.version)) continue;
    versionFound = true;
    const method = endpoint.methods[name];
    if (method) return yield* method({ method: name, args: message.args as JsonObject, context });
  }
  if (versionFound)
    throw new RemoteError(
      'NoSuchMethod',
      'oslo_messaging.rpc.dispatcher',
      `Endpoint does not support RPC method ${name}`,
    );
  throw new RemoteError(
    'UnsupportedVersion',
    'oslo_messaging.rpc.dispatcher',
    `Endpoint does not support RPC version ${version}. Attempted method: ${name}`,
  );
}

function* heartbeats(
  transport: Transport,
  message: JsonObject,
  monitor: number,
  done: ReturnType<typeof makeInbox<true>>,
): Task {
  for (;;) {
    const ended = yield* receive(
      done,
      plus(transport.host.now(), micros(Math.floor((monitor * 1_000_000) / 2))),
    );
    if (ended !== TIMED_OUT) return;
    yield* publishReply(transport, message, { result: null, failure: null, ending: false });
  }
}

function* reply(transport: Transport, message: JsonObject, result: Json, failure: RemoteError | null): Task {
  const replyQ = String(message._reply_q);
  const msgId = String(message._msg_id);
  const { host, obsolete } = transport;
  if ((obsolete.get(replyQ) ?? 0) > host.now()) {
    yield* emit({
      kind: 'rpc.reply_abandoned',
      msg_id: msgId,
      reply_q: replyQ,
      reason: 'obsolete_reply_queue',
    });
    return;
  }
  const packed = failure ? packFailure(failure) : null;
  const giveUpAt = plus(host.now(), micros(MISSING_REPLY_QUEUE_SECONDS * 1_000_000));
  for (;;) {
    const taken = yield* publishReply(transport, message, { result, failure: packed, ending: true });
    if (taken) return;
    if (host.now() >= giveUpAt) break;
    yield* sleep(fromMs(250));
  }
  obsolete.set(replyQ, plus(host.now(), micros(MISSING_REPLY_QUEUE_SECONDS * 1_000_000)));
  yield* emit({ kind: 'rpc.reply_abandoned', msg_id: msgId, reply_q: replyQ, reason: 'missing_queue' });
}

/** Default exchange, mandatory; false when the reply queue is not there. */
function* publishReply(transport: Transport, message: JsonObject, body: JsonObject): Task<boolean> {
  const { returned } = yield* publish(transport, {
    exchange: '',
    exchangeType: null,
    routingKey: String(message._reply_q),
    body: pack({
      ...body,
      _msg_id: message._msg_id ?? null,
      _unique_id: transport.host.stream('id/message').hex(32),
    }),
    properties: properties(null),
    mandatory: true,
    method: null,
  });
  return !returned;
}
