import { expect, test } from 'vitest';
import type { FactOf } from '../../core/trace/fact.ts';
import type { QueueState, VhostState } from '../../core/trace/world.ts';
import { groupsOf } from './lanes.ts';
import { binding, exchange, message } from './vhost.fixture.ts';

const queue = (name: string): [string, QueueState] => [
  name,
  {
    vhost: '/',
    queue: name,
    declared: null,
    ready: [],
    unacked: [],
    consumers: [],
    enqueued: 0,
    delivered: 0,
    acked: 0,
    dropped: {},
  },
];
const vhost: VhostState = {
  vhost: '/',
  exchanges: new Map([
    exchange('', 'direct'),
    exchange('nova', 'topic'),
    exchange('lost', 'fanout', { unroutable: 1 }),
  ]),
  queues: new Map([queue('reply_1'), queue('scheduler'), queue('conductor')]),
  bindings: [binding('nova', 'conductor'), binding('nova', 'scheduler')],
};
const shape = (groups: ReturnType<typeof groupsOf>) =>
  groups.map(({ exchange: name, lanes }) => [name, lanes.map((lane) => lane.queue.queue)]);
const all = (): boolean => true;

test('a queue stands with the exchange that it is bound to, one for replies with the default exchange', () => {
  expect(shape(groupsOf(vhost, null, true, all))).toEqual([
    ['nova', ['conductor', 'scheduler']],
    ['', ['reply_1']],
    ['lost', []],
  ]);
});

test('the lane that the message of the step took is lit, also by the default exchange', () => {
  const lit = (one: FactOf<'message.published'>) =>
    groupsOf(vhost, one, true, all).flatMap(({ lanes }) => lanes.filter((lane) => lane.isLit));
  expect(lit(message('nova', 'scheduler', ['scheduler'])).map((lane) => lane.queue.queue)).toEqual([
    'scheduler',
  ]);
  const [byName] = lit(message('', 'conductor', ['conductor']));
  expect(byName?.queue.queue).toBe('conductor');
  expect(byName?.keys[0]).toEqual({ source: '', key: 'conductor', arguments: null });
});

test('an exchange at which the message stops stands there without a lane', () => {
  const groups = groupsOf(vhost, message('lost', '', []), true, all);
  expect(groups.at(-1)).toMatchObject({ exchange: 'lost', lanes: [], isLit: true });
});

test('which exchange fills a queue is unknown in a recording', () => {
  const groups = groupsOf({ ...vhost, exchanges: new Map(), bindings: [] }, null, false, all);
  expect(groups.map((group) => group.exchange)).toEqual([null]);
  expect(groups[0]?.lanes[0]?.keys).toEqual([{ source: null, key: null, arguments: null }]);
});
