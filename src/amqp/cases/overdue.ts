/** Deliveries that are held too long. They take half an hour of a real broker's time. */
import type { Case } from './case.ts';

const MINUTE = 60_000;
const LATE = 'delivery acknowledgement on channel';

export const overdue: readonly Case[] = [
  {
    id: 'unacked-for-half-an-hour',
    law: 'a delivery that is held for half an hour closes its channel and comes back',
    steps: [
      ['queue', 'q'],
      ['consume', 'c', 'q'],
      ['publish', '', 'q', 'a b'],
      ['seen', 'c', 'a b'],
      ['ack', 'c', 1],
      ['pass', 29 * MINUTE],
      ['ready', 'q', 0, 1],
      ['refused', 406, 'Timeout value used: 1800000 ms.', ['pass', 2.5 * MINUTE]],
      ['ready', 'q', 1, 0],
      ['left', 'q', 'a*'],
    ],
  },
  {
    id: 'got-and-unacked-for-half-an-hour',
    law: 'what basic.get took is held to the same time',
    steps: [
      ['queue', 'q'],
      ['publish', '', 'q', 'a'],
      ['take', 'm', 'q', 'a'],
      ['pass', 29 * MINUTE],
      ['ready', 'q', 0],
      ['refused', 406, LATE, ['pass', 2.5 * MINUTE]],
      ['left', 'q', 'a*'],
    ],
  },
  {
    id: 'quorum-unacked-for-half-an-hour',
    law: 'a quorum queue counts the return',
    steps: [
      ['queue', 'q', { arguments: { 'x-queue-type': 'quorum' } }],
      ['consume', 'c', 'q'],
      ['publish', '', 'q', 'a'],
      ['seen', 'c', 'a'],
      ['refused', 406, LATE, ['pass', 31.5 * MINUTE]],
      ['take', 'm', 'q', 'a*'],
      ['shows', 'm', 0, 'headers.x-delivery-count', 1],
    ],
  },
  {
    id: 'overdue-at-the-next-minute',
    law: 'a channel looks once a minute, from when it began to hold something',
    steps: [
      ['queue', 'q'],
      ['consume', 'c', 'q'],
      ['publish', '', 'q', 'a'],
      ['seen', 'c', 'a'],
      ['pass', MINUTE / 3],
      ['publish', '', 'q', 'b'],
      ['seen', 'c', 'b'],
      ['pass', 10 * MINUTE],
      ['ack', 'c', 0],
      ['pass', 20.25 * MINUTE],
      ['ready', 'q', 0, 1],
      ['refused', 406, LATE, ['pass', MINUTE]],
      ['left', 'q', 'b*'],
    ],
  },
  {
    id: 'younger-deliveries-have-their-own-half-hour',
    law: 'only the oldest counts: who acks in time keeps the channel, and a consumer that need not ack has no time',
    steps: [
      ['queue', 'q'],
      ['queue', 'free'],
      ['consume', 'c', 'q'],
      ['on', 'b', ['consume', 'd', 'free', { noAck: true }]],
      ['publish', '', 'free', 'f'],
      ['publish', '', 'q', 'a'],
      ['seen', 'c', 'a'],
      ['pass', 20 * MINUTE],
      ['publish', '', 'q', 'b'],
      ['seen', 'c', 'b'],
      ['ack', 'c', 0],
      ['pass', 11.5 * MINUTE],
      ['ack', 'c', 1],
      ['ready', 'q', 0, 1],
      ['ready', 'free', 0, 1],
    ],
  },
];
