/** Streams are not modelled: what is refused, and what stands near them. */
import type { Case } from './case.ts';

const STREAM = { 'x-queue-type': 'stream' };
const QUORUM = { 'x-queue-type': 'quorum' };
const NOT_HERE = 'streams are not modelled here';

export const streams: readonly Case[] = [
  {
    id: 'streams-are-not-modelled',
    law: 'a stream is refused in one sentence, and nothing is declared',
    hereOnly: 'RabbitMQ has streams',
    steps: [
      [
        'refused',
        406,
        `PRECONDITION_FAILED - queue '@s' in vhost '/': ${NOT_HERE}`,
        ['queue', 's', { arguments: STREAM }],
      ],
      ['gone', 'queue', 's'],
      ['queue', 's'],
      ['publish', '', 's', 'a'],
      ['left', 's', 'a'],
    ],
  },
  {
    id: 'streams-with-arguments-are-not-modelled',
    law: 'so is one with arguments of its own: its age, its size, its segments',
    hereOnly: 'RabbitMQ has streams',
    steps: [
      ['refused', 406, NOT_HERE, ['queue', 's', { arguments: { ...STREAM, 'x-max-age': '1h' } }]],
      ['refused', 406, NOT_HERE, ['queue', 's', { arguments: { ...STREAM, 'x-max-length-bytes': 1000 } }]],
      [
        'refused',
        406,
        NOT_HERE,
        ['queue', 's', { arguments: { ...STREAM, 'x-stream-max-segment-size-bytes': 1000 } }],
      ],
      ['gone', 'queue', 's'],
    ],
  },
  {
    id: 'what-no-stream-can-be',
    law: 'a stream is durable, shared, and without a time to live: everything else is refused, and nothing is declared',
    steps: [
      ['refused', 406, '', ['queue', 's', { autoDelete: true, arguments: STREAM }]],
      ['refused', 406, '', ['queue', 's', { exclusive: true, arguments: STREAM }]],
      ['refused', 406, '', ['queue', 's', { durable: false, arguments: STREAM }]],
      ['refused', 406, '', ['queue', 's', { messageTtl: 1000, arguments: STREAM }]],
      ['refused', 406, '', ['queue', 's', { maxPriority: 5, arguments: STREAM }]],
      ['gone', 'queue', 's'],
    ],
  },
  {
    id: 'no-queue-becomes-a-stream',
    law: 'a queue that is there is not declared as a stream, and stays what it is',
    steps: [
      ['queue', 'q'],
      ['queue', 'many', { arguments: QUORUM }],
      ['publish', '', 'q', 'a'],
      ['refused', 406, '', ['queue', 'q', { arguments: STREAM }]],
      ['refused', 406, '', ['queue', 'many', { arguments: STREAM }]],
      ['left', 'q', 'a'],
      ['queue', 'many', { arguments: QUORUM }],
    ],
  },
  {
    id: 'words-near-stream',
    law: 'a type of queue is written exactly',
    steps: [
      [
        'refused',
        406,
        `invalid arg 'x-queue-type' for queue '@s' in vhost '/': "unsupported queue type 'Stream'"`,
        ['queue', 's', { arguments: { 'x-queue-type': 'Stream' } }],
      ],
      [
        'refused',
        406,
        `"unsupported queue type 'streams'"`,
        ['queue', 's', { arguments: { 'x-queue-type': 'streams' } }],
      ],
      ['refused', 406, `"unsupported queue type ''"`, ['queue', 's', { arguments: { 'x-queue-type': '' } }]],
      ['gone', 'queue', 's'],
    ],
  },
  {
    id: 'arguments-of-streams-elsewhere',
    law: 'what belongs to streams is refused by other queues',
    steps: [
      [
        'refused',
        406,
        "invalid arg 'x-max-age' for queue '@q' in vhost '/' of queue type rabbit_quorum_queue",
        ['queue', 'q', { arguments: { ...QUORUM, 'x-max-age': '1h' } }],
      ],
      [
        'refused',
        406,
        "invalid arg 'x-stream-max-segment-size-bytes' for queue '@q' in vhost '/' of queue type rabbit_classic_queue",
        ['queue', 'q', { arguments: { 'x-stream-max-segment-size-bytes': 1000 } }],
      ],
      [
        'refused',
        406,
        "invalid arg 'x-initial-cluster-size'",
        ['queue', 'q', { arguments: { ...QUORUM, 'x-initial-cluster-size': 1 } }],
      ],
      ['gone', 'queue', 'q'],
    ],
  },
  {
    id: 'offsets-elsewhere',
    law: 'no other queue is read from an offset, whichever it is',
    steps: [
      ['queue', 'q'],
      ['queue', 'many', { arguments: QUORUM }],
      [
        'refused',
        406,
        "'x-stream-offset'",
        ['consume', 'c', 'q', { arguments: { 'x-stream-offset': 'next' } }],
      ],
      ['refused', 406, "'x-stream-offset'", ['consume', 'c', 'q', { arguments: { 'x-stream-offset': 5 } }]],
      [
        'refused',
        406,
        "invalid arg 'x-stream-offset' for queue '@many' in vhost '/' of queue type rabbit_quorum_queue",
        ['consume', 'c', 'many', { arguments: { 'x-stream-offset': 'first' } }],
      ],
      ['ready', 'q', 0, 0],
      ['ready', 'many', 0, 0],
    ],
  },
];
