/** A broker on a virtual clock of its own, for tests: no kernel, no services, facts in a list. */
import { makeAgenda } from '../base/agenda.ts';
import { micros, plus } from '../base/time.ts';
import type { Fact, FactKind, FactOf, MessageProperties } from '../trace/fact.ts';
import { makeFactLog } from '../trace/log.ts';
import { type Broker, type Channel, type ChannelOptions, type Connection, makeBroker } from './broker.ts';

export interface TestBroker {
  readonly broker: Broker;
  readonly facts: readonly Fact[];
  /** all facts of a kind */
  of<K extends FactKind>(kind: K): FactOf<K>[];
  /** Runs what is due until `ms` from now, then stands there. */
  advance(ms: number): void;
  /** Runs what is due now, without moving the clock (beyond the delay of deliveries). */
  settle(): void;
  connect(user?: string, vhost?: string): Connection;
  channel(user?: string, options?: ChannelOptions): Channel;
}

/** `delay`: microseconds that the n-th delivery travels; none by default. */
export function makeTestBroker(delay: (n: number) => number = () => 0): TestBroker {
  const agenda = makeAgenda<() => void>();
  const log = makeFactLog();
  let now = micros(0);
  let deliveries = 0;
  const broker = makeBroker({
    now: () => now,
    schedule(at, run) {
      const entry = agenda.add(at, run);
      return () => {
        entry.cancelled = true;
      };
    },
    emit: (actor, body, { cause = null, group = 'periodic' } = {}) => log.add(now, actor, cause, group, body),
    deliveryDelay() {
      deliveries += 1;
      return micros(delay(deliveries));
    },
    summarize: () => ({ type: 'other' }),
    groupOf: () => 'scenario',
  });
  const runUntil = (until: number): void => {
    for (let next = agenda.peek(); next && next.at <= until; next = agenda.peek()) {
      agenda.take();
      now = next.at;
      next.item();
    }
  };
  const connect = (user = 'guest', vhost = '/'): Connection => broker.connect({ vhost, user, name: user });
  return {
    broker,
    facts: log.facts,
    of: <K extends FactKind>(kind: K) => log.facts.filter((fact): fact is FactOf<K> => fact.kind === kind),
    advance(ms) {
      const until = plus(now, micros(ms * 1000));
      runUntil(until);
      now = until;
    },
    settle: () => runUntil(now),
    connect,
    channel: (user = 'guest', options = {}) => connect(user).openChannel(options),
  };
}

/** Publishes each body to a queue through the default exchange. */
export function send(
  channel: Channel,
  queue: string,
  bodies: readonly string[],
  properties: MessageProperties = {},
): void {
  for (const body of bodies) channel.basicPublish({ exchange: '', routingKey: queue, body, properties });
}

interface Taken {
  readonly bodies: string[];
  readonly tags: number[];
  readonly redelivered: boolean[];
}

/** Consumes into lists, in order of arrival; acks at once when `ack` is set. */
export function take(
  channel: Channel,
  queue: string,
  options: { ack?: boolean; noAck?: boolean; tag?: string; priority?: number; exclusive?: boolean } = {},
): Taken {
  const taken: Taken = { bodies: [], tags: [], redelivered: [] };
  channel.basicConsume({
    queue,
    ...(options.tag === undefined ? {} : { consumerTag: options.tag }),
    noAck: options.noAck ?? false,
    exclusive: options.exclusive ?? false,
    arguments: options.priority === undefined ? {} : { 'x-priority': options.priority },
    onDelivery(delivery) {
      taken.bodies.push(delivery.body);
      taken.tags.push(delivery.deliveryTag);
      taken.redelivered.push(delivery.redelivered);
      if (options.ack) channel.basicAck(delivery.deliveryTag);
    },
  });
  return taken;
}

/** The bodies that basic.get takes until the queue is empty. */
export function drain(channel: Channel, queue: string): string[] {
  const bodies: string[] = [];
  for (;;) {
    const answer = channel.basicGet({ queue, noAck: true });
    if (!answer) return bodies;
    bodies.push(answer.body);
  }
}

/** The refusal that a call throws: `404 NOT_FOUND - ...`; `no refusal` when it does not throw one. */
export function refusal(call: () => unknown): string {
  try {
    call();
  } catch (error) {
    if (error instanceof Error && 'replyCode' in error) return `${error.replyCode} ${error.message}`;
    throw error;
  }
  return 'no refusal';
}
