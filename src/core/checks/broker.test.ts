import { expect, it } from 'vitest';
import type { Channel, Connection } from '../amqp/broker.ts';
import { AmqpError } from '../amqp/broker.ts';
import { makeTestBroker } from '../amqp/test-broker.ts';
import { makeRandom } from '../base/random.ts';
import type { Fact } from '../trace/fact.ts';
import { checkTrace } from './check-trace.ts';
import { makeTiny } from './tiny.fixture.ts';

const QUEUES = ['q0', 'q1', 'q2', 'q3'];
const KEYS = ['a', 'a.b', 'a.b.c', 'b', ''];
const PATTERNS = ['#', 'a.*', '*.b', 'a.#', '#.c', 'a', ''];
const EXCHANGES = [
  ['topic', 'topic'],
  ['direct', 'direct'],
  ['fanout', 'fanout'],
] as const;

/** What clients of one seed do at random: declare, bind, publish, consume, ack, refuse, vanish; the broker restarts. */
function randomRun(seed: number, operations: number): readonly Fact[] {
  const random = makeRandom(seed).stream('run');
  const pick = <T>(list: readonly T[]): T => list[random.below(list.length)] as T;
  const yes = (percent: number): boolean => random.below(100) < percent;
  const test = makeTestBroker(() => random.below(3) * 1000);
  const clients: { connection: Connection; channel: Channel; held: number[] }[] = [];

  const connect = (): void => {
    const connection = test.connect(`client${clients.length}`);
    clients.push({ connection, channel: connection.openChannel(), held: [] });
  };
  const declare = (channel: Channel): void => {
    for (const [exchange, type] of EXCHANGES) channel.exchangeDeclare({ exchange, type, durable: true });
    const queue = random.below(QUEUES.length);
    const ttl: Record<string, number> = queue === 1 ? { 'x-message-ttl': 20 } : {};
    channel.queueDeclare({ queue: QUEUES[queue] as string, durable: queue > 1, arguments: ttl });
    channel.queueBind({
      queue: QUEUES[queue] as string,
      exchange: pick(EXCHANGES)[0],
      routingKey: pick(PATTERNS),
    });
  };
  const operate = (client: (typeof clients)[number]): void => {
    const { connection, channel, held } = client;
    const dice = random.below(100);
    if (dice < 15) declare(channel);
    else if (dice < 50) {
      const expiration = yes(30) ? { expiration: String(random.below(30)) } : {};
      const properties = { delivery_mode: yes(50) ? 2 : 1, ...expiration };
      const exchange = yes(20) ? '' : pick(EXCHANGES)[0];
      const routingKey = exchange === '' ? pick(QUEUES) : pick(KEYS);
      channel.basicPublish({ exchange, routingKey, body: 'x', properties, mandatory: yes(20) });
    } else if (dice < 60) {
      const onDelivery = ({ deliveryTag }: { deliveryTag: number }) => held.push(deliveryTag);
      const noAck = yes(15);
      channel.basicConsume({ queue: pick(QUEUES), noAck, onDelivery: noAck ? () => {} : onDelivery });
    } else if (dice < 78) {
      const [tag] = held.splice(random.below(held.length + 1), 1);
      if (tag !== undefined) channel.basicAck(tag);
    } else if (dice < 85) {
      const [tag] = held.splice(random.below(held.length + 1), 1);
      if (tag !== undefined) channel.basicNack(tag, { requeue: yes(70) });
    } else if (dice < 87) channel.queuePurge({ queue: pick(QUEUES) });
    else if (dice < 88) channel.queueDelete({ queue: pick(QUEUES) });
    else if (dice < 90) connection.lose();
    else if (dice < 91) channel.close();
    else if (dice < 92) {
      test.broker.stop('restart');
      test.broker.start('restart');
    } else test.advance(random.below(15));
  };

  for (let i = 0; i < operations; i += 1) {
    for (let at = clients.length - 1; at >= 0; at -= 1) {
      const client = clients[at];
      if (client && !(client.connection.isOpen && client.channel.isOpen)) clients.splice(at, 1);
    }
    while (clients.length < 3) connect();
    try {
      operate(pick(clients));
    } catch (error) {
      if (!(error instanceof AmqpError)) throw error;
    }
  }
  test.advance(100);
  return test.facts;
}

it('the broker keeps every law under random clients, losses and restarts', () => {
  const seen = new Map<string, number>();
  for (let seed = 1; seed <= 150; seed += 1) {
    const facts = randomRun(seed, 200);
    for (const fact of facts) {
      const mark = fact.kind === 'message.dropped' ? `dropped ${fact.reason}` : fact.kind;
      seen.set(mark, (seen.get(mark) ?? 0) + 1);
      if (fact.kind === 'message.delivered' && fact.redelivered)
        seen.set('again', (seen.get('again') ?? 0) + 1);
    }
    const violations = checkTrace({ ...makeTiny().trace(), facts });
    expect({ seed, violations }).toEqual({ seed, violations: [] });
  }
  const rare = ['expired', 'unroutable', 'purged', 'queue_deleted', 'broker_restart', 'rejected'];
  for (const reason of rare) expect(seen.get(`dropped ${reason}`), reason).toBeGreaterThan(20);
  for (const mark of ['message.acked', 'message.requeued', 'again']) {
    expect(seen.get(mark), mark).toBeGreaterThan(100);
  }
});
