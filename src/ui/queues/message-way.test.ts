import { expect, test } from 'vitest';
import { makeTestBroker, take } from '../../core/amqp/test-broker.ts';
import type { Trace } from '../../core/trace/trace.ts';
import { makeWorlds } from '../../core/trace/worlds.ts';
import { type CopyEvent, messageWay } from './message-way.ts';
import { outcomeOf } from './outcome.ts';

/** A job that its consumer gives back once, then refuses for good: it becomes a dead letter. */
function trace(source: Trace['source'] = 'simulated'): Trace {
  const world = makeTestBroker();
  const channel = world.channel('publisher');
  channel.exchangeDeclare({ exchange: 'work', type: 'topic' });
  channel.exchangeDeclare({ exchange: 'dead', type: 'fanout' });
  channel.queueDeclare({ queue: 'tasks', arguments: { 'x-dead-letter-exchange': 'dead' } });
  channel.queueDeclare({ queue: 'graves' });
  channel.queueBind({ queue: 'tasks', exchange: 'work', routingKey: 'job.*' });
  channel.queueBind({ queue: 'graves', exchange: 'dead' });
  channel.basicPublish({ exchange: 'work', routingKey: 'job.1', body: 'x' });
  channel.basicPublish({ exchange: 'work', routingKey: 'nobody', body: 'y' });
  const consumer = world.channel('worker');
  const taken = take(consumer, 'tasks');
  world.settle();
  consumer.basicNack(taken.tags[0]!, { requeue: true });
  world.settle();
  consumer.basicNack(taken.tags[1]!, { requeue: false });
  world.settle();
  return {
    v: 1,
    source,
    experiment: null,
    epoch_ms: 0,
    topology: { vhosts: ['/'], databases: [], services: [] },
    seed: {},
    facts: world.facts,
    error: null,
  };
}

const wayAt = (of: Trace, id: number, index = of.facts.length - 1) => {
  const worlds = makeWorlds(of);
  return messageWay(of, worlds, worlds.at(index), id)!;
};
const told = (event: CopyEvent) =>
  event.kind === 'copy' ? event.fact.kind : `dead letter to ${event.fact.exchange}`;

test('a copy is followed from its queue to its dead letter, which has a way of its own', () => {
  const way = wayAt(trace(), 1);
  expect(way.route?.visits[0]?.ways.find((one) => one.fits)?.binding.routing_key).toBe('job.*');
  expect(way.copies).toHaveLength(1);
  expect(way.copies[0]!.events.map(told)).toEqual([
    'message.delivered',
    'message.requeued',
    'message.delivered',
    'message.dropped',
    'dead letter to dead',
  ]);
  expect(way.copies[0]!.now).toBe('gone');
  const letter = way.copies[0]!.events.at(-1)!.fact.message;
  expect(wayAt(trace(), letter).copies).toMatchObject([{ queue: 'graves', events: [], now: 'ready' }]);
});

test('where the copy is now is said at the cursor', () => {
  const whole = trace();
  const published = whole.facts.findIndex((fact) => fact.kind === 'message.published');
  const delivered = whole.facts.findIndex((fact) => fact.kind === 'message.delivered');
  const now = (index: number) => wayAt(whole, 1, index).copies[0]!.now;
  expect([published - 1, published, delivered].map(now)).toEqual(['later', 'ready', 'unacked']);
});

test('a message that no queue took has no copy and a reason', () => {
  const way = wayAt(trace(), 2);
  expect(way.copies).toEqual([]);
  expect(way.lost?.reason).toBe('unroutable');
});

test('of a recording neither the bindings nor the end of a copy that was handed out are known', () => {
  const way = wayAt(trace('recorded'), 1);
  expect(way.route).toBeNull();
  expect(way.copies[0]!.now).toBe('unknown');
});

test('a command that the trace does not hold has no outcome', () => {
  expect(outcomeOf(trace(), { name: 'purge', args: { queue: 'tasks' } })).toBeNull();
});
