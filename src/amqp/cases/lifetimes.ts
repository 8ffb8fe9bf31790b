/** Times to live, limits, and how queues and exchanges end. */
import type { Case } from './case.ts';

export const lifetimes: readonly Case[] = [
  {
    id: 'queue-ttl',
    law: 'a queue forgets what waited longer than its time to live',
    steps: [
      ['queue', 'q', { messageTtl: 400 }],
      ['publish', '', 'q', 'a b'],
      ['pass', 600],
      ['publish', '', 'q', 'c'],
      ['left', 'q', 'c'],
    ],
  },
  {
    id: 'message-ttl-at-the-head',
    law: 'a message that expired behind a living one stays until it comes to the head',
    steps: [
      ['queue', 'q'],
      ['publish', '', 'q', 'long'],
      ['publish', '', 'q', 'short', { expiration: 40 }],
      ['pass', 120],
      ['ready', 'q', 2],
      ['left', 'q', 'long'],
    ],
  },
  {
    id: 'lower-ttl-counts',
    law: 'of a queue and a message the lower time to live counts',
    steps: [
      ['queue', 'q', { messageTtl: 60000 }],
      ['publish', '', 'q', 'short', { expiration: '40' }],
      ['publish', '', 'q', 'long', { expiration: '90000' }],
      ['pass', 120],
      ['left', 'q', 'long'],
    ],
  },
  {
    id: 'held-does-not-expire',
    law: 'what a consumer holds does not expire, and goes at once when it comes back too late',
    steps: [
      ['queue', 'q', { messageTtl: 400 }],
      ['publish', '', 'q', 'a'],
      ['take', 'm', 'q', 'a'],
      ['pass', 600],
      ['nack', 'm', 0, true],
      ['left', 'q', ''],
    ],
  },
  {
    id: 'ttl-zero',
    law: 'with a time to live of 0 a message reaches a waiting consumer or nobody',
    steps: [
      ['queue', 'q', { messageTtl: 0 }],
      ['publish', '', 'q', 'missed'],
      ['left', 'q', ''],
      ['consume', 'c', 'q', { noAck: true }],
      ['publish', '', 'q', 'caught'],
      ['seen', 'c', 'caught'],
    ],
  },
  {
    id: 'queue-expires',
    law: 'a queue that nobody uses goes',
    steps: [
      ['queue', 'q', { expires: 100 }],
      ['pass', 250],
      ['gone', 'queue', 'q'],
    ],
  },
  {
    id: 'consumer-holds-the-lease',
    law: 'a queue with a consumer does not expire',
    steps: [
      ['queue', 'q', { expires: 500 }],
      ['consume', 'c', 'q'],
      ['pass', 800],
      ['ready', 'q', 0, 1],
    ],
  },
  {
    id: 'drop-head',
    law: 'a full queue drops its oldest',
    steps: [
      ['queue', 'q', { maxLength: 2 }],
      ['publish', '', 'q', 'a b c d'],
      ['left', 'q', 'c d'],
    ],
  },
  {
    id: 'held-do-not-count',
    law: 'a length limit counts ready messages only',
    steps: [
      ['queue', 'q', { maxLength: 1 }],
      ['publish', '', 'q', 'a'],
      ['take', 'm', 'q', 'a'],
      ['publish', '', 'q', 'b'],
      ['ready', 'q', 1],
      ['ack', 'm', 0],
      ['left', 'q', 'b'],
    ],
  },
  {
    id: 'limit-in-bytes',
    law: 'a limit in bytes counts bodies',
    steps: [
      ['queue', 'q', { arguments: { 'x-max-length-bytes': 5 } }],
      ['publish', '', 'q', 'four five5'],
      ['left', 'q', 'five5'],
    ],
  },
  {
    id: 'auto-delete-queue',
    law: 'an auto-delete queue goes with its last consumer, and never before it had one',
    steps: [
      ['queue', 'q', { autoDelete: true }],
      ['ready', 'q', 0],
      ['consume', 'c', 'q'],
      ['consume', 'd', 'q'],
      ['cancel', 'c'],
      ['ready', 'q', 0, 1],
      ['cancel', 'd'],
      ['gone', 'queue', 'q'],
    ],
  },
  {
    id: 'auto-delete-exchange',
    law: 'an auto-delete exchange goes with its last binding',
    steps: [
      ['exchange', 'x', 'direct', { autoDelete: true }],
      ['queue', 'q'],
      ['bind', 'q', 'x', 'a'],
      ['bind', 'q', 'x', 'b'],
      ['unbind', 'q', 'x', 'a'],
      ['publish', 'x', 'b', 'still'],
      ['left', 'q', 'still'],
      ['deleteQueue', 'q', 0],
      ['gone', 'exchange', 'x'],
    ],
  },
  {
    id: 'exclusive-goes-with-its-connection',
    law: 'an exclusive queue goes with its connection',
    steps: [
      ['on', '2:a', ['queue', 'q', { exclusive: true }]],
      ['on', '2:a', ['close']],
      ['on', '2:b', ['ready', 'q', 0]],
      ['hangUp', '2'],
      ['gone', 'queue', 'q'],
    ],
  },
  {
    id: 'bindings-go-with-the-queue',
    law: 'a queue that is declared again has none of the bindings it had',
    steps: [
      ['exchange', 'x', 'fanout'],
      ['queue', 'q'],
      ['bind', 'q', 'x', ''],
      ['deleteQueue', 'q', 0],
      ['queue', 'q'],
      ['publish', 'x', '', 'a'],
      ['left', 'q', ''],
    ],
  },
  {
    id: 'purge-leaves-the-held',
    law: 'a purge takes what is ready and leaves what is held',
    steps: [
      ['queue', 'q'],
      ['publish', '', 'q', 'a b c'],
      ['take', 'm', 'q', 'a'],
      ['purge', 'q', 2],
      ['nack', 'm', 0, true],
      ['left', 'q', 'a*'],
    ],
  },
];
