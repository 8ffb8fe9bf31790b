/** Arguments of queues: their types, their bounds, and the kind of queue that they belong to. */
import type { Case } from './case.ts';

const CLASSIC = { 'x-queue-type': 'classic' };
const QUORUM = { 'x-queue-type': 'quorum' };
const of = (type: string, value: unknown) => ({ '!': type, value });

export const queueArguments: readonly Case[] = [
  {
    id: 'times-have-bounds',
    law: 'no time is longer than ten years, and none is negative',
    steps: [
      ['queue', 'longest', { expires: 315_360_000_000, messageTtl: 315_360_000_000 }],
      ['refused', 406, '{value_too_large,315360000001}', ['queue', 'q', { expires: 315_360_000_001 }]],
      ['refused', 406, '{value_too_large,315360000001}', ['queue', 'q', { messageTtl: 315_360_000_001 }]],
      ['refused', 406, '{value_too_large,9007199254740992}', ['queue', 'q', { messageTtl: 2 ** 53 }]],
      ['refused', 406, '{value_zero,0}', ['queue', 'q', { expires: 0 }]],
      ['gone', 'queue', 'q'],
    ],
  },
  {
    id: 'times-of-quorum-queues-have-bounds',
    law: 'the times of a quorum queue have the same bounds',
    steps: [
      ['queue', 'longest', { expires: 315_360_000_000, messageTtl: 315_360_000_000, arguments: QUORUM }],
      [
        'refused',
        406,
        '{value_too_large,315360000001}',
        ['queue', 'q', { expires: 315_360_000_001, arguments: QUORUM }],
      ],
      [
        'refused',
        406,
        '{value_too_large,315360000001}',
        ['queue', 'q', { messageTtl: 315_360_000_001, arguments: QUORUM }],
      ],
      ['refused', 406, '{value_negative,-1}', ['queue', 'q', { maxLength: -1, arguments: QUORUM }]],
      ['gone', 'queue', 'q'],
    ],
  },
  {
    id: 'expirations-have-bounds',
    law: 'the time that a message may live has the same bounds, as a text of digits',
    steps: [
      ['queue', 'q'],
      [
        'refused',
        406,
        "invalid expiration '315360000001': {value_too_large,315360000001}",
        ['publish', '', 'q', 'a', { expiration: 315_360_000_001 }],
      ],
      ['publish', '', 'q', 'b', { expiration: 315_360_000_000 }],
      ['left', 'q', 'b'],
    ],
  },
  {
    id: 'lengths-have-bounds',
    law: 'lengths may be as long as they like, levels go up to 255',
    steps: [
      ['queue', 'long', { maxLength: 2 ** 53, arguments: { 'x-max-length-bytes': 2 ** 53 } }],
      ['refused', 406, '{value_negative,-1}', ['queue', 'q', { maxLength: -1 }]],
      ['refused', 406, '{value_negative,-1}', ['queue', 'q', { arguments: { 'x-max-length-bytes': -1 } }]],
      ['refused', 406, '{max_value_exceeded,256}', ['queue', 'q', { maxPriority: 256 }]],
      ['refused', 406, '{value_negative,-1}', ['queue', 'q', { maxPriority: -1 }]],
      ['queue', 'none', { maxPriority: 0 }],
      ['gone', 'queue', 'q'],
    ],
  },
  {
    id: 'types-of-queue-arguments',
    law: 'every argument of a queue has its type',
    steps: [
      [
        'refused',
        406,
        '"expected integer, got longstr"',
        ['queue', 'q', { arguments: { 'x-expires': '5' } }],
      ],
      ['refused', 406, '"expected integer, got double"', ['queue', 'q', { maxLength: 1.5 }]],
      [
        'refused',
        406,
        '"expected integer, got double"',
        ['queue', 'q', { arguments: { 'x-max-length': of('double', 5) } }],
      ],
      [
        'refused',
        406,
        '"expected integer, got timestamp"',
        ['queue', 'q', { arguments: { 'x-message-ttl': of('timestamp', 5) } }],
      ],
      [
        'refused',
        406,
        '"expected integer, got bool"',
        ['queue', 'q', { arguments: { 'x-max-priority': true } }],
      ],
      [
        'refused',
        406,
        "invalid type 'byte' for arg 'x-dead-letter-exchange' in queue '@q'",
        ['queue', 'q', { arguments: { 'x-dead-letter-exchange': 5 } }],
      ],
      ['refused', 406, 'routing_key_but_no_dlx_defined', ['queue', 'q', { deadLetterRoutingKey: 'k' }]],
      [
        'refused',
        406,
        '{unacceptable_type,longstr}',
        ['queue', 'q', { arguments: { 'x-single-active-consumer': 'true' } }],
      ],
      ['refused', 406, `"unsupported queue mode 'x'"`, ['queue', 'q', { queueMode: 'x' }]],
      [
        'refused',
        406,
        `"unsupported queue version '5'"`,
        ['queue', 'q', { arguments: { 'x-queue-version': 5 } }],
      ],
      [
        'refused',
        406,
        `"unsupported queue type 'x'"`,
        ['queue', 'q', { arguments: { 'x-queue-type': 'x' } }],
      ],
      ['refused', 406, '{unacceptable_type,byte}', ['queue', 'q', { arguments: { 'x-queue-type': 5 } }]],
      ['gone', 'queue', 'q'],
    ],
  },
  {
    id: 'arguments-of-another-type',
    law: 'an argument that belongs to another type of queue is refused, whatever its value',
    steps: [
      [
        'refused',
        406,
        "invalid arg 'x-delivery-limit' for queue '@q' in vhost '/' of queue type rabbit_classic_queue",
        ['queue', 'q', { arguments: { 'x-delivery-limit': 2 } }],
      ],
      [
        'refused',
        406,
        'of queue type rabbit_classic_queue',
        ['queue', 'q', { arguments: { ...CLASSIC, 'x-max-in-memory-length': 'x' } }],
      ],
      ['refused', 406, 'rabbit_classic_queue', ['queue', 'q', { arguments: { 'x-max-age': '1h' } }]],
      ['gone', 'queue', 'q'],
    ],
  },
  {
    id: 'classic-arguments-of-a-quorum-queue',
    law: 'levels and modes belong to classic queues alone',
    steps: [
      [
        'refused',
        406,
        "invalid arg 'x-max-priority' for queue '@q' in vhost '/' of queue type rabbit_quorum_queue",
        ['queue', 'q', { maxPriority: 5, arguments: QUORUM }],
      ],
      ['refused', 406, 'rabbit_quorum_queue', ['queue', 'q', { queueMode: 'lazy', arguments: QUORUM }]],
      [
        'refused',
        406,
        'rabbit_quorum_queue',
        ['queue', 'q', { arguments: { ...QUORUM, 'x-queue-version': 1 } }],
      ],
      ['gone', 'queue', 'q'],
    ],
  },
  {
    id: 'a-bad-value-before-a-foreign-argument',
    law: 'a known argument of a bad value is told before one that belongs to another type of queue',
    steps: [
      [
        'refused',
        406,
        "invalid arg 'x-message-ttl' for queue '@q' in vhost '/': \"expected",
        ['queue', 'q', { arguments: { 'x-delivery-limit': 1, 'x-message-ttl': 'a' } }],
      ],
      ['gone', 'queue', 'q'],
    ],
  },
];
