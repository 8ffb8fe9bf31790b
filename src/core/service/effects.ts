/**
 * What a process may ask of the world, as plain values. A handler is a generator that yields these and reads like
 * Nova's own code. Whoever drives the generators is the interpreter: the kernel is one, in virtual time; another can drive
 * a real broker and real timers. A few effects only tell it what the work is about (`begin_anew`, `emit`, `log`,
 * `retry`, `quiet`, `behalf`); one that keeps no trace may pass over them.
 */
import type { Micros } from '../base/time.ts';
import type { Statement, StatementResult } from '../databases/engine.ts';
import type { Actor, FactBodies, FactBody, JsonTable, MessageId, MessageProperties } from '../trace/fact.ts';

export type Task<T = void> = Generator<Effect, T, unknown>;

/** A place where one process leaves something and another takes it; first come, first served. */
export interface Inbox<T> {
  readonly name: string;
  /** never set: it tells the type of what is left here */
  readonly of?: T;
  /** what waits here and who waits for it; the interpreter makes it, and nobody else looks at it */
  line: unknown;
}

export function makeInbox<T>(name: string): Inbox<T> {
  return { name, line: null };
}

export interface HttpRequest {
  readonly to: Actor;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** path and query, as sent */
  readonly path: string;
  /** `compute 2.93`, `placement 1.36`; empty for none */
  readonly microversion?: string;
  /** X-Openstack-Request-ID of the caller */
  readonly globalRequestId?: string;
  /** X-Auth-Token of a user; absent = the caller's own service token, known to every server already */
  readonly token?: string;
  readonly body?: string;
}

export interface HttpAnswer {
  readonly status: number;
  /** JSON text, or empty */
  readonly body: string;
}

/** What the server's handler gets: the request and the id that this server gives it. */
export interface HttpIncoming extends HttpRequest {
  readonly from: Actor;
  /** `req-<uuid4>`, given out by the server that answers */
  readonly requestId: string;
}

/** A message as it reaches a consumer. */
export interface Delivered {
  readonly connection: string;
  readonly deliveryTag: number;
  readonly redelivered: boolean;
  readonly queue: string;
  readonly body: string;
  readonly properties: MessageProperties;
  /** by which facts name it */
  readonly message: MessageId;
}

/** What the publisher knows of a publication once the broker has confirmed it. */
export interface Confirmed {
  /** it was `mandatory`, and no queue took it */
  readonly returned: boolean;
}

/**
 * AMQP methods on a connection's one channel, which is in confirm mode. What is left out is `false` or empty. `connect`
 * answers with the connection's name; it is left in `lost` when the connection breaks.
 */
export type AmqpAction =
  | { readonly method: 'connect'; readonly vhost: string; readonly lost: Inbox<string> }
  | {
      readonly method: 'exchange.declare';
      readonly connection: string;
      readonly exchange: string;
      readonly type: string;
      readonly durable?: boolean;
      readonly autoDelete?: boolean;
      readonly internal?: boolean;
      readonly arguments?: JsonTable;
    }
  | { readonly method: 'exchange.delete'; readonly connection: string; readonly exchange: string }
  | {
      readonly method: 'queue.declare';
      readonly connection: string;
      readonly queue: string;
      readonly durable?: boolean;
      readonly autoDelete?: boolean;
      readonly exclusive?: boolean;
      readonly arguments?: JsonTable;
    }
  | {
      readonly method: 'queue.bind' | 'queue.unbind';
      readonly connection: string;
      readonly queue: string;
      readonly exchange: string;
      readonly routingKey: string;
      readonly arguments?: JsonTable;
    }
  | {
      readonly method: 'exchange.bind' | 'exchange.unbind';
      readonly connection: string;
      readonly destination: string;
      readonly source: string;
      readonly routingKey: string;
      readonly arguments?: JsonTable;
    }
  | { readonly method: 'queue.purge' | 'queue.delete'; readonly connection: string; readonly queue: string }
  | { readonly method: 'basic.qos'; readonly connection: string; readonly prefetchCount: number }
  | {
      readonly method: 'basic.consume';
      readonly connection: string;
      readonly queue: string;
      readonly consumerTag: string;
      readonly inbox: Inbox<Delivered>;
      /** gets the connection's id when the broker cancels the consumer; absent = the client does not care */
      readonly cancelled?: Inbox<string>;
    }
  | {
      readonly method: 'basic.publish';
      readonly connection: string;
      readonly exchange: string;
      readonly routingKey: string;
      readonly body: string;
      readonly properties: MessageProperties;
      readonly mandatory: boolean;
    }
  | { readonly method: 'basic.ack'; readonly connection: string; readonly deliveryTag: number }
  | {
      readonly method: 'basic.nack';
      readonly connection: string;
      readonly deliveryTag: number;
      readonly requeue: boolean;
    }
  | { readonly method: 'basic.cancel'; readonly connection: string; readonly consumerTag: string }
  | { readonly method: 'close'; readonly connection: string };

/**
 * On whose behalf a process works, for those who tell the work of one request from that of another: its spawner's; the
 * service's own, as a listener; or that of the request that a message brought.
 */
export type Behalf = 'spawner' | 'service' | Delivered;

/** A line of a service's log, as its program writes it. */
export type LogLine = Readonly<FactBodies['log.written']>;

export type Effect =
  /** `retry` = until the broker may be reached again: a run does not wait for one that never comes back */
  | { readonly do: 'sleep'; readonly us: Micros; readonly retry?: true }
  | { readonly do: 'execute'; readonly statement: Statement }
  | { readonly do: 'commit'; readonly database: string }
  | { readonly do: 'http'; readonly request: HttpRequest }
  | { readonly do: 'spawn'; readonly name: string; readonly task: Task; readonly behalf: Behalf }
  | {
      readonly do: 'receive';
      readonly inbox: Inbox<unknown>;
      readonly until: Micros | null;
      /** another process of the same service is at work, and lets it go on in the end */
      readonly turn?: true;
    }
  /** `quiet` = what its taker does then does not follow from it */
  | { readonly do: 'post'; readonly inbox: Inbox<unknown>; readonly item: unknown; readonly quiet: boolean }
  | { readonly do: 'emit'; readonly body: FactBody }
  | { readonly do: 'log'; readonly line: LogLine }
  | { readonly do: 'amqp'; readonly action: AmqpAction }
  | { readonly do: 'listen'; readonly answer: (request: HttpIncoming) => Task<HttpAnswer> }
  /** a periodic task begins: nothing in the run made it happen */
  | { readonly do: 'begin_anew' };

/** What `receive` gives when its time is over. */
export const TIMED_OUT: unique symbol = Symbol('timed out');

/**
 * A task of one effect, whose answer is its value: what a generator with that one `yield` would be, at less than its cost
 * (it is most of what a process does).
 */
class Only {
  private asked = false;
  private readonly effect: Effect;
  constructor(effect: Effect) {
    this.effect = effect;
  }
  [Symbol.iterator](): this {
    return this;
  }
  next(answer: unknown): IteratorResult<Effect, unknown> {
    if (this.asked) return { done: true, value: answer };
    this.asked = true;
    return { done: false, value: this.effect };
  }
  throw(error: unknown): never {
    throw error;
  }
  return(value: unknown): IteratorResult<Effect, unknown> {
    return { done: true, value };
  }
}

const only = <T>(effect: Effect): Task<T> => new Only(effect) as unknown as Task<T>;

export const sleep = (us: Micros): Task => only({ do: 'sleep', us });

export const execute = (statement: Statement): Task<StatementResult> => only({ do: 'execute', statement });

export const commit = (database: string): Task => only({ do: 'commit', database });

/** Before another attempt to reach the broker: nobody need wait for it while there is no hope of one. */
export const sleepBeforeRetry = (us: Micros): Task => only({ do: 'sleep', us, retry: true });

/**
 * Errors: `CodedError` `connection_refused` when the server does not run, `connection_reset` when it dies meanwhile,
 * `listen_queue_full` when more wait for its workers than its socket holds.
 */
export const http = (request: HttpRequest): Task<HttpAnswer> => only({ do: 'http', request });

/** From now on this process's service answers HTTP by `answer`, as long as it runs. */
export const listenHttp = (answer: (request: HttpIncoming) => Task<HttpAnswer>): Task =>
  only({ do: 'listen', answer });

/** Begins a process of the same service; it ends with the service, if not before. */
export const spawn = (name: string, task: Task, behalf: Behalf = 'spawner'): Task =>
  only({ do: 'spawn', name, task, behalf });

/** The next item, or `TIMED_OUT` when none came until `until` (by `ServiceHost.now`; null = wait for ever). */
export const receive = <T>(inbox: Inbox<T>, until: Micros | null = null): Task<T | typeof TIMED_OUT> =>
  only({ do: 'receive', inbox, until });

/** Who takes it follows from what this process did last. */
export const post = <T>(inbox: Inbox<T>, item: T): Task => only({ do: 'post', inbox, item, quiet: false });

/** Some may hold it at once: one (a lock) or as many as a semaphore counts. Who comes first is served first. */
export interface Lock {
  /** how many more may hold it */
  free: number;
  /** how many wait for it */
  waiters: number;
  readonly waiting: Inbox<true>;
}

/** `holders` = how many may hold it at once */
export function makeLock(name: string, holders = 1): Lock {
  return { free: holders, waiters: 0, waiting: makeInbox<true>(`lock ${name}`) };
}

/** Waits its turn. What it does then still follows from what it did before: a lock is no cause. */
export function* acquire(lock: Lock): Task {
  if (lock.free > 0) {
    lock.free -= 1;
    return;
  }
  lock.waiters += 1;
  try {
    yield { do: 'receive', inbox: lock.waiting, until: null, turn: true };
  } finally {
    lock.waiters -= 1;
  }
}

export function* release(lock: Lock): Task {
  if (lock.waiters === 0) lock.free += 1;
  else yield { do: 'post', inbox: lock.waiting, item: true, quiet: true };
}

/** `work` while the lock is held. Errors: those of `work`. */
export function* holding<T>(lock: Lock, work: Task<T>): Task<T> {
  yield* acquire(lock);
  try {
    return yield* work;
  } finally {
    yield* release(lock);
  }
}

/** Adds a fact in the name of this process's service; gives the number by which a later fact can name it. */
export const emit = (body: FactBody): Task<number> => only({ do: 'emit', body });

/** Writes a line of the service's log. What the process does next does not follow from it. */
export const log = (line: LogLine): Task => only({ do: 'log', line });

/** Errors: `CodedError` `connection_lost` when the connection is gone, `broker_down` when none can be made. */
export function amqp(action: AmqpAction & { readonly method: 'basic.publish' }): Task<Confirmed>;
export function amqp(action: AmqpAction & { readonly method: 'connect' }): Task<string>;
export function amqp(action: AmqpAction): Task<unknown>;
export function amqp(action: AmqpAction): Task<unknown> {
  return only({ do: 'amqp', action });
}

/** What it does now, as a periodic task, follows from nothing that it did before. */
export const beginAnew = (): Task => only({ do: 'begin_anew' });
