/** What outlives a restart. Played on the broker in memory only: a broker that somebody else runs is left alone. */
import type { Case } from './case.ts';

export const restarts: readonly Case[] = [
  {
    id: 'durable-and-persistent',
    law: 'only persistent messages in durable queues outlive a restart',
    steps: [
      ['queue', 'kept', { durable: true }],
      ['queue', 'lost', { durable: false }],
      ['publish', '', 'kept', 'stays', { persistent: true }],
      ['publish', '', 'kept', 'goes'],
      ['publish', '', 'lost', 'goes-too', { persistent: true }],
      ['restart'],
      ['left', 'kept', 'stays'],
      ['gone', 'queue', 'lost'],
    ],
  },
  {
    id: 'bindings-between-durables',
    law: 'a binding outlives a restart when both its ends do',
    steps: [
      ['exchange', 'x', 'topic', { durable: true }],
      ['exchange', 'brief', 'topic', { durable: false }],
      ['queue', 'q', { durable: true }],
      ['bind', 'q', 'x', '#'],
      ['bind', 'q', 'brief', '#'],
      ['restart'],
      ['publish', 'x', 'k', 'a'],
      ['left', 'q', 'a'],
      ['gone', 'exchange', 'brief'],
    ],
  },
  {
    id: 'held-comes-back',
    law: 'what was held at a restart comes back in its place, marked',
    steps: [
      ['queue', 'q', { durable: true }],
      ['publish', '', 'q', 'a b c', { persistent: true }],
      ['take', 'm', 'q', 'a'],
      ['take', 'm', 'q', 'b'],
      ['restart'],
      ['left', 'q', 'a* b* c'],
    ],
  },
  {
    id: 'exclusive-does-not',
    law: 'an exclusive queue does not outlive a restart, durable or not',
    steps: [['queue', 'q', { exclusive: true, durable: true }], ['restart'], ['gone', 'queue', 'q']],
  },
];
