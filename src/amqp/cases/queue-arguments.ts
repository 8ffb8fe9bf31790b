/** Arguments of queues: their types, their bounds, and what makes two declares equal. */
import type { Case } from './case.ts';

const CLASSIC = { 'x-queue-type': 'classic' };
const QUORUM = { 'x-queue-type': 'quorum' };
const of = (type: string, value: unknown) => ({ '!': type, value });

export const queueArguments: readonly Case[] = [
  {
    id: 'no-type-means-classic',
    law: 'a queue of no type is a classic one, whichever is declared first',
    steps: [
      ['queue', 'bare'],
      ['queue', 'bare', { arguments: CLASSIC }],
      ['queue', 'said', { arguments: CLASSIC }],
      ['queue', 'said'],
      [
        'refused',
        406,
        "received the value 'quorum' of type 'longstr' but current is none",
        ['queue', 'bare', { arguments: QUORUM }],
      ],
      [
        'refused',
        406,
        "received 'quorum' but current is 'classic'",
        ['queue', 'said', { arguments: QUORUM }],
      ],
      ['queue', 'many', { arguments: QUORUM }],
      ['refused', 406, "received none but current is the value 'quorum'", ['queue', 'many']],
      [
        'refused',
        406,
        "received 'classic' but current is 'quorum'",
        ['queue', 'many', { arguments: CLASSIC }],
      ],
    ],
  },
  {
    id: 'types-count-in-equivalence',
    law: 'a second declare compares whole numbers by value over all widths, and no other type with them',
    steps: [
      ['queue', 'q', { messageTtl: 10_000 }],
      ['queue', 'q', { arguments: { 'x-message-ttl': of('long', 10_000) } }],
      ['queue', 'q', { arguments: { 'x-message-ttl': of('unsignedint', 10_000) } }],
      [
        'refused',
        406,
        "inequivalent arg 'x-message-ttl' for queue '@q' in vhost '/': received '10000' but current is '10000'",
        ['queue', 'q', { arguments: { 'x-message-ttl': '10000' } }],
      ],
      [
        'refused',
        406,
        "received '1.0e4' but current is '10000'",
        ['queue', 'q', { arguments: { 'x-message-ttl': of('double', 10_000) } }],
      ],
      ['refused', 406, "received 'true' but", ['queue', 'q', { arguments: { 'x-message-ttl': true } }]],
      ['refused', 406, 'received none but', ['queue', 'q', { arguments: { 'x-message-ttl': null } }]],
      [
        'refused',
        406,
        `received '[{byte,1},{longstr,<<"a">>}]' but`,
        ['queue', 'q', { arguments: { 'x-message-ttl': [1, 'a'] } }],
      ],
    ],
  },
  {
    id: 'inequivalence-tells-types',
    law: "an argument that only one declare has is told with its type, by RabbitMQ's names",
    steps: [
      ['queue', 'q'],
      ['refused', 406, "the value '5' of type 'byte'", ['queue', 'q', { messageTtl: 5 }]],
      ['refused', 406, "the value '10000' of type 'short'", ['queue', 'q', { messageTtl: 10_000 }]],
      ['refused', 406, "the value '40000' of type 'signedint'", ['queue', 'q', { messageTtl: 40_000 }]],
      ['refused', 406, "'5000000000' of type 'long'", ['queue', 'q', { messageTtl: 5_000_000_000 }]],
      [
        'refused',
        406,
        "'5' of type 'unsignedshort'",
        ['queue', 'q', { arguments: { 'x-message-ttl': of('unsignedshort', 5) } }],
      ],
      ['refused', 406, "'-1' of type 'byte'", ['queue', 'q', { messageTtl: -1 }]],
      [
        'refused',
        406,
        `'[{<<"a">>,byte,1}]' of type 'table'`,
        ['queue', 'q', { arguments: { 'x-message-ttl': { a: 1 } } }],
      ],
      [
        'refused',
        406,
        "'undefined' of type 'void'",
        ['queue', 'q', { arguments: { 'x-message-ttl': null } }],
      ],
    ],
  },
  {
    id: 'unknown-arguments-are-free',
    law: 'arguments that a kind of queue does not know are no matter of equivalence',
    steps: [
      ['queue', 'q', { arguments: { 'x-mine': 1 } }],
      ['queue', 'q', { arguments: { 'x-mine': 2 } }],
      ['queue', 'q', { arguments: { 'x-delivery-limit': 2 } }],
      ['queue', 'many', { arguments: QUORUM }],
      ['queue', 'many', { arguments: { ...QUORUM, 'x-max-priority': 2 } }],
    ],
  },
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
        "invalid arg 'x-message-ttl' for queue '@q' in vhost '/': \"expected",
        ['queue', 'q', { arguments: { 'x-delivery-limit': 1, 'x-message-ttl': 'a' } }],
      ],
      ['gone', 'queue', 'q'],
    ],
  },
];
