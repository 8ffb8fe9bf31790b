import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Channel, Connection } from './broker.ts';
import { makeTestBroker, refusal, type TestBroker } from './test-broker.ts';
import { type Ledger, makeLedger } from './test-ledger.ts';

const QUEUES = ['q0', 'q1', 'q2', 'q3'] as const;
const EXCHANGES = ['amq.direct', 'amq.topic', 'amq.fanout'] as const;

const queue = fc.constantFrom(...QUEUES);
const exchange = fc.constantFrom(...EXCHANGES);
const client = fc.nat(2);
const pattern = fc.constantFrom('a.b', 'a.*', '#.b', 'a.#.b', 'a');
const routingKey = fc.constantFrom('a.b', 'a.b', 'a', 'a.c.b', 'q0', 'q1');

const operation = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ op: fc.constant('declare' as const), client, queue, kind: fc.nat(3) }),
  },
  { weight: 4, arbitrary: fc.record({ op: fc.constant('bind' as const), client, queue, exchange, pattern }) },
  {
    weight: 1,
    arbitrary: fc.record({ op: fc.constant('unbind' as const), client, queue, exchange, pattern }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ op: fc.constant('join' as const), client, source: exchange, exchange, pattern }),
  },
  {
    weight: 12,
    arbitrary: fc.record({
      op: fc.constant('publish' as const),
      client,
      exchange: fc.constantFrom('', ...EXCHANGES),
      routingKey,
      expiration: fc.constantFrom(undefined, undefined, '1', '3'),
      persistent: fc.boolean(),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ op: fc.constant('consume' as const), client, queue, prefetch: fc.nat(3) }),
  },
  { weight: 2, arbitrary: fc.record({ op: fc.constant('get' as const), client, queue }) },
  {
    weight: 8,
    arbitrary: fc.record({
      op: fc.constant('settle' as const),
      client,
      which: fc.nat(5),
      how: fc.constantFrom('ack' as const, 'nack' as const, 'reject' as const, 'discard' as const),
      multiple: fc.boolean(),
    }),
  },
  { weight: 6, arbitrary: fc.record({ op: fc.constant('advance' as const), ms: fc.nat(4) }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('purge' as const), client, queue }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('delete' as const), client, queue }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('cancel' as const), client, which: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('channel' as const), client }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('misuse' as const), client }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('lose' as const), client }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('restart' as const) }) },
);
type LawOperation = typeof operation extends fc.Arbitrary<infer T> ? T : never;

interface Client {
  connection: Connection;
  channel: Channel;
  readonly tags: number[];
  /** tags that were settled already */
  readonly spent: number[];
  readonly consumers: string[];
}

const KINDS = [
  { durable: true },
  { durable: false },
  { durable: true, arguments: { 'x-max-length': 3 } },
  { durable: false, autoDelete: true },
] as const;

function settleOne(
  me: Client,
  index: number,
  how: 'ack' | 'nack' | 'reject' | 'discard',
  multiple: boolean,
): void {
  if (me.tags.length === 0) return;
  const at = index % me.tags.length;
  const tag = me.tags[at] as number;
  me.spent.push(...me.tags.splice(multiple ? 0 : at, multiple ? at + 1 : 1));
  if (how === 'ack') me.channel.basicAck(tag, multiple);
  else if (how === 'nack') me.channel.basicNack(tag, { multiple });
  else if (how === 'discard') me.channel.basicNack(tag, { multiple, requeue: false });
  else me.channel.basicReject(tag);
}

function perform(world: TestBroker, me: Client, step: LawOperation): void {
  const { channel } = me;
  const exists = (name: string): boolean =>
    world.broker.inspect('/').queues.some((each) => each.name === name);
  if ('queue' in step && step.op !== 'declare' && !exists(step.queue)) return;
  if (step.op === 'declare' && !exists(step.queue)) {
    channel.queueDeclare({ queue: step.queue, ...KINDS[step.kind] });
  } else if (step.op === 'bind') {
    channel.queueBind({ queue: step.queue, exchange: step.exchange, routingKey: step.pattern });
  } else if (step.op === 'unbind') {
    channel.queueUnbind({ queue: step.queue, exchange: step.exchange, routingKey: step.pattern });
  } else if (step.op === 'join') {
    channel.exchangeBind({ source: step.source, destination: step.exchange, routingKey: step.pattern });
  } else if (step.op === 'publish') {
    const expiration = step.expiration === undefined ? {} : { expiration: step.expiration };
    const properties = { delivery_mode: step.persistent ? 2 : 1, ...expiration };
    channel.basicPublish({ exchange: step.exchange, routingKey: step.routingKey, body: '', properties });
  } else if (step.op === 'consume') {
    channel.basicQos({ prefetchCount: step.prefetch });
    const onDelivery = ({ deliveryTag }: { deliveryTag: number }) => me.tags.push(deliveryTag);
    me.consumers.push(channel.basicConsume({ queue: step.queue, onDelivery }));
  } else if (step.op === 'get') {
    const got = channel.basicGet({ queue: step.queue });
    if (got) me.tags.push(got.deliveryTag);
  } else if (step.op === 'settle') {
    settleOne(me, step.which, step.how, step.multiple && step.how !== 'reject');
  } else if (step.op === 'purge') channel.queuePurge({ queue: step.queue });
  else if (step.op === 'delete') channel.queueDelete({ queue: step.queue });
  else if (step.op === 'cancel') channel.basicCancel({ consumerTag: me.consumers[step.which] ?? 'none' });
}

/** The broker's own view of its queues must be the ledger's, which knows nothing but facts. */
function compare(world: TestBroker, ledger: Ledger): void {
  expect(ledger.broken).toEqual([]);
  for (const { name, ready, unacked } of world.broker.inspect('/').queues) {
    expect([name, ready]).toEqual([name, ledger.at(name, 'ready')]);
    expect([name, unacked.toSorted((a, b) => a - b)]).toEqual([name, ledger.at(name, 'unacked')]);
  }
}

function play(steps: readonly LawOperation[], delay: (n: number) => number): void {
  const world = makeTestBroker(delay);
  const ledger = makeLedger();
  let read = 0;
  const catchUp = (): void => {
    for (; read < world.facts.length; read += 1) ledger.read(world.facts[read]!);
  };
  const open = (): Client => {
    const connection = world.connect();
    return { connection, channel: connection.openChannel(), tags: [], spent: [], consumers: [] };
  };
  const clients = [open(), open(), open()];
  const replace = (at: number): void => {
    const gone = clients[at]!.connection.id;
    clients[at] = open();
    catchUp();
    expect(ledger.heldBy(gone)).toEqual([]);
  };
  for (const [kind, name] of QUEUES.entries())
    clients[0]!.channel.queueDeclare({ queue: name, ...KINDS[kind] });
  for (const step of steps) {
    if (step.op === 'advance') world.advance(step.ms);
    else if (step.op === 'restart') {
      const survivors = ledger.survivors();
      world.broker.stop('restart');
      catchUp();
      expect(ledger.standing()).toEqual(survivors);
      world.broker.start('restart');
      for (const at of [0, 1, 2]) replace(at);
    } else if (step.op === 'lose') {
      clients[step.client]!.connection.lose();
      replace(step.client);
    } else if (step.op === 'channel') {
      clients[step.client]!.channel.close();
      catchUp();
      expect(ledger.heldBy(clients[step.client]!.connection.id)).toEqual([]);
      clients[step.client]!.connection.close();
      replace(step.client);
    } else if (step.op === 'misuse') {
      const { channel, connection, spent } = clients[step.client]!;
      const acked = world.of('message.acked').length;
      expect(refusal(() => channel.basicAck(spent.at(-1) ?? 99))).toMatch(
        '406 PRECONDITION_FAILED - unknown',
      );
      expect(world.of('message.acked')).toHaveLength(acked);
      connection.close();
      replace(step.client);
    } else perform(world, clients[step.client]!, step);
    catchUp();
    compare(world, ledger);
  }
}

const LAWS =
  'whatever is done, copies are conserved (M1), routed as bound (M2), end once (M3), keep their order (M4), come back first (M5) and are acked by their holder alone (M6)';

test.each([
  ['without any delay of deliveries', () => 0],
  ['with deliveries that take unequal times', (n: number) => (n * 7919) % 2500],
])(`${LAWS}: %s`, (_title, delay) => {
  fc.assert(
    fc.property(fc.array(operation, { minLength: 20, maxLength: 60 }), (steps) => play(steps, delay)),
    { seed: 20261122, numRuns: 500 },
  );
});
