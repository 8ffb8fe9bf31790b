/**
 * A process's side of one vhost: a connection to send on, one for its reply queue, one for each server, as
 * oslo.messaging 14.0.3 makes them (`_drivers/impl_rabbit.py`, `_drivers/amqpdriver.py`). A lost connection is made
 * anew after 1, 3, 5 ... 30 s; a publication that failed for it is repeated, for ever.
 */
import { CodedError } from '../base/assert.ts';
import type { JsonObject } from '../base/json.ts';
import { fromMs, micros } from '../base/time.ts';
import {
  amqp,
  type Confirmed,
  type Delivered,
  emit,
  type Inbox,
  makeInbox,
  receive,
  sleep,
  sleepBeforeRetry,
  spawn,
  type Task,
  TIMED_OUT,
} from '../service/effects.ts';
import type { ServiceHost } from '../service/service.ts';
import type { MessageProperties } from '../trace/fact.ts';
import { type DirectWiring, makeDirectWiring } from './direct.ts';

/** `rabbit_transient_queues_ttl`, seconds, on reply and fanout queues */
const TRANSIENT_QUEUES_TTL = 1800;

/** Arguments of such a queue of this process; 0 = it never expires. */
export function transientArguments({ conf }: ServiceHost): JsonObject {
  const { transientQueuesTtl = TRANSIENT_QUEUES_TTL } = conf;
  return transientQueuesTtl === 0 ? {} : { 'x-expires': transientQueuesTtl * 1000 };
}

interface Waiter {
  readonly inbox: Inbox<JsonObject>;
}

export interface Transport {
  readonly host: ServiceHost;
  readonly vhost: string;
  /** `[DEFAULT]/rpc_response_timeout` of this process, seconds */
  readonly responseTimeout: number;
  /** set: there is no queue, and what follows stays empty */
  readonly direct: DirectWiring | null;
  /** the sending connection and the exchanges it has declared */
  sender: { readonly connection: string; readonly declared: Set<string> } | null;
  /** the one reply queue of this process on this transport, made at its first call */
  replyQueue: string | null;
  readonly waiters: Map<string, Waiter>;
  /** reply queues given up lately, with the moment until which replies to them are dropped (microseconds) */
  readonly obsolete: Map<string, number>;
}

/** `rpc_response_timeout`, seconds */
const RESPONSE_TIMEOUT = 60;

export function makeTransport(host: ServiceHost, vhost: string): Transport {
  const direct = host.conf.wiring === 'direct' ? makeDirectWiring(host, vhost) : null;
  const { responseTimeout = RESPONSE_TIMEOUT } = host.conf;
  return {
    host,
    vhost,
    responseTimeout,
    direct,
    sender: null,
    replyQueue: null,
    waiters: new Map(),
    obsolete: new Map(),
  };
}

function isConnectionError(error: unknown): boolean {
  return error instanceof CodedError && (error.code === 'connection_lost' || error.code === 'broker_down');
}

/** `interval_start` 1 s, `interval_step` 2 s, `interval_max` 30 s */
function* waitBeforeRetry(attempt: number): Task {
  yield* sleepBeforeRetry(micros(Math.min(1 + 2 * attempt, 30) * 1_000_000));
}

/** A connection to the vhost, however long it takes; `refused` is done at each attempt in vain. */
function* connect(transport: Transport, lost: Inbox<string>, refused?: () => Task): Task<string> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return yield* amqp({ method: 'connect', vhost: transport.vhost, lost });
    } catch (error) {
      if (!isConnectionError(error)) throw error;
      if (refused) yield* refused();
      yield* waitBeforeRetry(attempt);
    }
  }
}

interface Publication {
  readonly exchange: string;
  /** null for the default exchange, which is not declared */
  readonly exchangeType: 'topic' | 'fanout' | null;
  readonly routingKey: string;
  readonly body: string;
  readonly properties: MessageProperties;
  readonly mandatory: boolean;
  /** the request's RPC method; null for a reply */
  readonly method: string | null;
  /** a queue by the name of the routing key, which is made and bound before the first publication to it */
  readonly ensures?: string;
}

/** Publishes, waiting for a broker that is down (`retry=None`): a sender is blocked, not failed. */
export function* publish(transport: Transport, p: Publication): Task<Confirmed> {
  const { exchange, routingKey: routing_key, method } = p;
  const { vhost } = transport;
  let blocked: number | null = null;
  const hold = function* (): Task {
    blocked ??= yield* emit({ kind: 'rpc.publish_blocked', vhost, exchange, routing_key, method });
  };
  for (let attempt = 0; ; attempt += 1) {
    try {
      const published = yield* publishOnce(transport, p, hold);
      if (blocked !== null) yield* emit({ kind: 'rpc.publish_unblocked', blocked });
      return published;
    } catch (error) {
      if (!isConnectionError(error)) throw error;
      transport.sender = null;
      yield* hold();
      yield* waitBeforeRetry(attempt);
    }
  }
}

/** Errors: those of a connection that is lost. */
function* publishOnce(transport: Transport, p: Publication, hold: () => Task): Task<Confirmed> {
  if (!transport.sender) {
    const connection = yield* connect(transport, makeInbox<string>('lost'), hold);
    transport.sender = { connection, declared: new Set() };
  }
  const { connection, declared } = transport.sender;
  if (p.exchangeType !== null && !declared.has(p.exchange)) {
    yield* amqp({
      method: 'exchange.declare',
      connection,
      exchange: p.exchange,
      type: p.exchangeType,
      autoDelete: p.exchangeType === 'fanout',
    });
    declared.add(p.exchange);
  }
  if (p.ensures !== undefined && !declared.has(`queue ${p.ensures}`)) {
    const queue = p.ensures;
    yield* amqp({ method: 'queue.declare', connection, queue });
    yield* amqp({ method: 'queue.bind', connection, queue, exchange: p.exchange, routingKey: queue });
    declared.add(`queue ${queue}`);
  }
  const { exchange, routingKey, body, properties, mandatory } = p;
  return yield* amqp({
    method: 'basic.publish',
    connection,
    exchange,
    routingKey,
    body,
    properties,
    mandatory,
  });
}

/** Declares and consumes on a connection; `lost` gets its id when the broker cancels a consumer. */
type Declare = (connection: string, lost: Inbox<string>) => Task;

/**
 * A connection that consumes, with what it needs declared by `declare`; made anew under the same names whenever it is
 * lost, or one of its consumers is cancelled by the broker (`ConsumerCancelled` is a recoverable error).
 */
export function* keepConsuming(transport: Transport, name: string, declare: Declare): Task {
  const lost = makeInbox<string>(`lost/${name}`);
  const connection = yield* connect(transport, lost);
  yield* declare(connection, lost);
  yield* spawn(`reconnect ${name}`, reconnect(transport, lost, connection, declare), 'service');
}

function* reconnect(transport: Transport, lost: Inbox<string>, first: string, declare: Declare): Task {
  let now = first;
  for (;;) {
    const ended = yield* receive(lost);
    // of several consumers of one connection each is cancelled by itself
    if (ended !== now) continue;
    yield* closeQuietly(now);
    yield* sleep(fromMs(1000));
    for (let attempt = 0; ; attempt += 1) {
      try {
        now = yield* connect(transport, lost);
        yield* declare(now, lost);
        break;
      } catch (error) {
        if (!isConnectionError(error)) throw error;
        yield* waitBeforeRetry(attempt);
      }
    }
  }
}

/** One that is lost is closed already. */
function* closeQuietly(connection: string): Task {
  try {
    yield* amqp({ method: 'close', connection });
  } catch (error) {
    if (!isConnectionError(error)) throw error;
  }
}

/**
 * Takes the next delivery; null when its connection went before it could be acked (it will come again). `takes` = whether it
 * is wanted still: what is not stays with the broker, which gives it to another when the connection closes.
 */
export function* takeAndAck(inbox: Inbox<Delivered>, takes = () => true): Task<Delivered | null> {
  const delivered = yield* receive(inbox);
  if (delivered === TIMED_OUT || !takes()) return null;
  try {
    const { connection, deliveryTag } = delivered;
    yield* amqp({ method: 'basic.ack', connection, deliveryTag });
    return delivered;
  } catch (error) {
    if (!isConnectionError(error)) throw error;
    return null;
  }
}
