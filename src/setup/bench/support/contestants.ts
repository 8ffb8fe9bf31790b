/**
 * Brokers in memory, each brought to the same task: a topic exchange with `width` bindings (`area.<n>.*`), each to a queue
 * of its own with a consumer that acks. `publish(n)` sends to the n-th; after `flush` all is acked.
 */

import { connect } from '../../../amqp/promise-api.ts';
import { brokerAt, forgetBroker } from '../../../amqp/steering.ts';
import { makeBroker } from '../../../core/amqp/broker.ts';
import { makeAgenda } from '../../../core/base/agenda.ts';
import { type Micros, micros } from '../../../core/base/time.ts';
import { makeFactLog } from '../../../core/trace/log.ts';

interface Course {
  publish(n: number): void;
  flush(): void | Promise<void>;
  /** how many messages were acked so far */
  acked(): number;
  end(): void | Promise<void>;
}
export type Contestant = (width: number) => Course | Promise<Course>;

const BODY = 'a message of some forty characters, no more';
const pattern = (n: number): string => `area.${n}.*`;
const key = (n: number): string => `area.${n}.start`;
const nothing = (): void => {};

/** A broker of the core on a bare agenda; `facts`: they are kept in a list, as a simulation keeps them. */
export function coreBroker(facts: boolean) {
  const agenda = makeAgenda<() => void>();
  const log = makeFactLog();
  const now = micros(0);
  let told = 0;
  const broker = makeBroker({
    now: () => now,
    schedule(at, run) {
      const entry = agenda.add(at, run);
      return () => {
        entry.cancelled = true;
      };
    },
    emit: facts
      ? (actor, body, { cause = null, group = 'periodic' } = {}) => log.add(now, actor, cause, group, body)
      : () => told++,
    deliveryDelay: () => 0 as Micros,
    summarize: () => ({ type: 'other' }),
    groupOf: () => 'scenario',
  });
  const channel = broker.connect({ vhost: '/', user: 'guest', name: 'bench' }).openChannel();
  const settle = (): void => {
    for (let entry = agenda.take(); entry; entry = agenda.take()) entry.item();
  };
  return { channel, settle };
}

export function core(facts: boolean): Contestant {
  return (width) => {
    const { channel, settle } = coreBroker(facts);
    let acked = 0;
    channel.exchangeDeclare({ exchange: 'x', type: 'topic' });
    for (let n = 0; n < width; n += 1) {
      const { queue } = channel.queueDeclare({ queue: `q${n}` });
      channel.queueBind({ queue, exchange: 'x', routingKey: pattern(n) });
      channel.basicConsume({
        queue,
        onDelivery(delivery) {
          acked += 1;
          channel.basicAck(delivery.deliveryTag);
        },
      });
    }
    return {
      publish(n) {
        channel.basicPublish({ exchange: 'x', routingKey: key(n), body: BODY });
        settle();
      },
      flush: nothing,
      acked: () => acked,
      end: nothing,
    };
  };
}

export const shaped: Contestant = async (width) => {
  const url = 'amqp://bench';
  const course = await amqplibCourse(() => connect(url, { clock: 'virtual' }), width);
  const broker = brokerAt(url);
  return { ...course, flush: () => broker.settle(), end: () => forgetBroker(url) };
};

interface AnyChannel {
  assertExchange(name: string, type: string): unknown;
  assertQueue(name: string): unknown;
  bindQueue(queue: string, exchange: string, pattern: string): unknown;
  consume(queue: string, onMessage: (message: never) => void): unknown;
  publish(exchange: string, key: string, content: Uint8Array): unknown;
  ack(message: never): void;
}
interface AnyModel {
  createChannel(): Promise<unknown>;
}

export async function amqplibCourse(connected: () => Promise<AnyModel>, width: number): Promise<Course> {
  const channel = (await (await connected()).createChannel()) as AnyChannel;
  let acked = 0;
  await channel.assertExchange('x', 'topic');
  for (let n = 0; n < width; n += 1) {
    await channel.assertQueue(`q${n}`);
    await channel.bindQueue(`q${n}`, 'x', pattern(n));
    await channel.consume(`q${n}`, (message) => {
      acked += 1;
      channel.ack(message);
    });
  }
  const body = Buffer.from(BODY);
  return {
    publish: (n) => void channel.publish('x', key(n), body),
    flush: () => new Promise((resolve) => setImmediate(resolve)),
    acked: () => acked,
    end: nothing,
  };
}

interface Smqp {
  Broker: new () => {
    assertExchange(name: string, type: string, options: object): void;
    assertQueue(name: string, options: object): void;
    bindQueue(queue: string, exchange: string, pattern: string): void;
    consume(queue: string, onMessage: (key: string, message: { ack(): void }) => void): void;
    publish(exchange: string, key: string, content: string): void;
  };
}

export function smqp({ Broker }: Smqp): Contestant {
  return (width) => {
    const broker = new Broker();
    let acked = 0;
    broker.assertExchange('x', 'topic', { durable: false, autoDelete: false });
    for (let n = 0; n < width; n += 1) {
      broker.assertQueue(`q${n}`, { durable: false, autoDelete: false });
      broker.bindQueue(`q${n}`, 'x', pattern(n));
      broker.consume(`q${n}`, (_key, message) => {
        acked += 1;
        message.ack();
      });
    }
    return {
      publish: (n) => broker.publish('x', key(n), BODY),
      flush: nothing,
      acked: () => acked,
      end: nothing,
    };
  };
}

/** No broker at all: a map from key to a list, what any of them must at least do. */
export const floor: Contestant = (width) => {
  const queues = new Map<string, { readonly body: string; readonly tag: number }[]>();
  for (let n = 0; n < width; n += 1) queues.set(key(n), []);
  const unacked = new Map<number, string>();
  let acked = 0;
  let tag = 0;
  return {
    publish(n) {
      const queue = queues.get(key(n)) ?? [];
      tag += 1;
      queue.push({ body: BODY, tag });
      const message = queue.shift();
      if (!message) return;
      unacked.set(message.tag, message.body);
      unacked.delete(message.tag);
      acked += 1;
    },
    flush: nothing,
    acked: () => acked,
    end: nothing,
  };
};
