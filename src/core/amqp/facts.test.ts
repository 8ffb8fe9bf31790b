import { expect, test } from 'vitest';
import type { Returned } from './broker.ts';
import { makeTestBroker, refusal, send, take } from './test-broker.ts';

test('what changes nothing leaves no fact', () => {
  const { channel, facts } = makeTestBroker();
  const ch = channel();
  const declare = (): void => {
    ch.exchangeDeclare({ exchange: 'nova', type: 'topic' });
    ch.queueDeclare({ queue: 'compute' });
    ch.queueBind({ queue: 'compute', exchange: 'nova', routingKey: 'compute' });
  };
  declare();
  expect(facts.map((fact) => fact.kind)).toEqual([
    'connection.opened',
    'exchange.declared',
    'queue.declared',
    'binding.added',
  ]);
  declare();
  ch.queueUnbind({ queue: 'compute', exchange: 'nova', routingKey: 'other' });
  ch.queuePurge({ queue: 'compute' });
  ch.basicQos({ prefetchCount: 1 });
  expect(facts).toHaveLength(4);
});

test("a message's facts follow each other as cause and effect, in the group of its publication", () => {
  const { channel, settle, of } = makeTestBroker();
  const publisher = channel('nova-conductor');
  const consumer = channel('nova-compute-cpu1');
  publisher.queueDeclare({ queue: 'q' });
  const taken = take(consumer, 'q');
  const { fact, message } = publisher.basicPublish({ exchange: '', routingKey: 'q', body: 'b' });
  settle();
  consumer.basicNack(taken.tags[0]!);
  settle();
  consumer.basicAck(taken.tags[1]!);
  const [published] = of('message.published');
  const [first, second] = of('message.delivered');
  const [requeued] = of('message.requeued');
  expect(published).toMatchObject({
    index: fact,
    message,
    actor: 'nova-conductor',
    queues: ['q'],
    group: 'scenario',
  });
  expect(first).toMatchObject({
    cause: fact,
    actor: 'nova-compute-cpu1',
    redelivered: false,
    group: 'scenario',
  });
  expect(requeued).toMatchObject({ actor: 'rabbitmq', reason: 'nack' });
  expect(second).toMatchObject({ cause: requeued?.index, redelivered: true });
  expect(of('message.acked')).toMatchObject([{ actor: 'nova-compute-cpu1', group: 'scenario' }]);
});

test('a message that no queue takes is dropped as unroutable, once', () => {
  const { channel, of } = makeTestBroker();
  send(channel(), 'nowhere', ['1']);
  expect(of('message.dropped')).toMatchObject([
    { queue: null, reason: 'unroutable', cause: of('message.published')[0]?.index, actor: 'rabbitmq' },
  ]);
});

test('a mandatory one is returned instead, before its confirm', () => {
  const { channel, settle, of } = makeTestBroker();
  const told: string[] = [];
  const ch = channel('nova-compute-cpu1', {
    onReturn: (returned: Returned) => told.push(`${returned.replyCode} ${returned.replyText}`),
    onConfirm: (confirm) => told.push(`${confirm.sequence} ${confirm.ack}`),
  });
  ch.confirmSelect();
  const publish = { exchange: '', routingKey: 'reply_1', body: '', mandatory: true };
  expect(ch.basicPublish(publish).sequence).toBe(1);
  expect(told).toEqual([]);
  settle();
  expect(told).toEqual(['312 NO_ROUTE', '1 true']);
  expect([of('message.returned').length, of('message.dropped').length]).toEqual([1, 0]);
});

test('confirms exist on confirm channels only', () => {
  const { channel, of } = makeTestBroker();
  const ch = channel();
  send(ch, 'q', ['1']);
  ch.confirmSelect();
  send(ch, 'q', ['2']);
  expect(of('message.confirmed')).toMatchObject([{ message: 2, ack: true }]);
});

test('a user_id that is not the login is refused, and nothing is published', () => {
  const { channel, of } = makeTestBroker();
  const publish = () => send(channel('guest'), 'q', ['1'], { user_id: 'somebody' });
  expect(refusal(publish)).toBe(
    "406 PRECONDITION_FAILED - user_id property set to 'somebody' but authenticated user was 'guest'",
  );
  expect(of('message.published')).toEqual([]);
});

test('the facts of a queue name its flags and arguments, those of a consumer its service', () => {
  const { channel, of } = makeTestBroker();
  const ch = channel('nova-scheduler');
  ch.queueDeclare({ queue: 'reply_1', arguments: { 'x-expires': 1_800_000 } });
  take(ch, 'reply_1', { tag: '1' });
  expect(of('queue.declared')).toMatchObject([
    { actor: 'nova-scheduler', durable: false, exclusive: false, arguments: { 'x-expires': 1_800_000 } },
  ]);
  expect(of('consumer.added')).toMatchObject([
    { actor: 'nova-scheduler', user: 'nova-scheduler', consumer: '1', prefetch: 0, no_ack: false },
  ]);
});
