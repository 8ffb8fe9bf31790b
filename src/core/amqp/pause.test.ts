import { expect, test } from 'vitest';
import { makeTestBroker, send, take } from './test-broker.ts';

test('a paused consumer takes nothing: its queue fills, and empties when it is let go', () => {
  const { broker, channel, settle, of } = makeTestBroker();
  const ch = channel('a');
  ch.queueDeclare({ queue: 'q' });
  const taken = take(ch, 'q');
  expect(broker.pauseConsumers({ vhost: '/', queue: 'q', paused: true })).toBe(1);
  send(ch, 'q', ['1', '2']);
  settle();
  expect([taken.bodies, broker.inspect('/').queues[0]?.ready.length]).toEqual([[], 2]);
  expect(broker.pauseConsumers({ vhost: '/', queue: 'q', paused: true })).toBe(0);
  expect(broker.pauseConsumers({ vhost: '/', queue: 'q', paused: false })).toBe(1);
  settle();
  expect(taken.bodies).toEqual(['1', '2']);
  expect(of('consumer.paused').map((fact) => [fact.actor, fact.paused])).toEqual([
    ['a', true],
    ['a', false],
  ]);
});

test('others go on while one is paused, and only that user is paused', () => {
  const { broker, channel, settle } = makeTestBroker();
  const one = channel('a');
  one.queueDeclare({ queue: 'q' });
  const [a, b] = [take(one, 'q'), take(channel('b'), 'q')];
  broker.pauseConsumers({ vhost: '/', queue: 'q', user: 'a', paused: true });
  send(one, 'q', ['1', '2', '3']);
  settle();
  expect([a.bodies, b.bodies]).toEqual([[], ['1', '2', '3']]);
  expect(broker.pauseConsumers({ vhost: '/', queue: 'none', paused: true })).toBe(0);
});
