/** What makes two declares of a queue equal. */
import type { Case } from './case.ts';

const CLASSIC = { 'x-queue-type': 'classic' };
const QUORUM = { 'x-queue-type': 'quorum' };
const of = (type: string, value: unknown) => ({ '!': type, value });

export const equivalence: readonly Case[] = [
  {
    id: 'no-type-means-classic',
    law: 'a queue of no type is a classic one, whichever is declared first',
    steps: [
      ['queue', 'bare'],
      ['queue', 'bare', { arguments: CLASSIC }],
      ['queue', 'said', { arguments: CLASSIC }],
      ['queue', 'said'],
      ['queue', 'mine', { exclusive: true, durable: false }],
      ['queue', 'mine', { exclusive: true, durable: false, arguments: CLASSIC }],
    ],
  },
  {
    id: 'a-bare-queue-is-no-quorum-queue',
    law: 'a classic queue, said to be one or not, is not equal to a quorum queue',
    steps: [
      ['queue', 'bare'],
      ['queue', 'said', { arguments: CLASSIC }],
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
    ],
  },
  {
    id: 'a-quorum-queue-is-no-bare-queue',
    law: 'a quorum queue is not equal to a classic one, said to be one or not',
    steps: [
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
    id: 'no-type-and-other-arguments',
    law: 'with or without its type, the other arguments and the properties of a classic queue must be equal',
    steps: [
      ['queue', 'bare', { messageTtl: 1000 }],
      ['queue', 'bare', { messageTtl: 1000, arguments: CLASSIC }],
      ['refused', 406, "inequivalent arg 'x-message-ttl'", ['queue', 'bare', { arguments: CLASSIC }]],
      [
        'refused',
        406,
        "inequivalent arg 'durable' for queue '@bare' in vhost '/': received 'false' but current is 'true'",
        ['queue', 'bare', { durable: false, messageTtl: 1000, arguments: CLASSIC }],
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
    id: 'lengths-compare-by-number',
    law: 'a length, a level and a time of disuse are compared as a time to live is',
    steps: [
      ['queue', 'q', { maxLength: 5, maxPriority: 3, expires: 60_000 }],
      [
        'queue',
        'q',
        {
          arguments: { 'x-max-length': of('long', 5), 'x-max-priority': of('short', 3), 'x-expires': 60_000 },
        },
      ],
      [
        'refused',
        406,
        "inequivalent arg 'x-max-length' for queue '@q' in vhost '/': received '5' but current is '5'",
        ['queue', 'q', { maxPriority: 3, expires: 60_000, arguments: { 'x-max-length': '5' } }],
      ],
    ],
  },
  {
    id: 'names-compare-by-text',
    law: 'names and flags of a queue are equal or not',
    steps: [
      ['queue', 'q', { deadLetterExchange: 'd', arguments: { 'x-single-active-consumer': false } }],
      ['queue', 'q', { deadLetterExchange: 'd', arguments: { 'x-single-active-consumer': false } }],
      [
        'refused',
        406,
        "received 'e' but current is 'd'",
        ['queue', 'q', { deadLetterExchange: 'e', arguments: { 'x-single-active-consumer': false } }],
      ],
      [
        'refused',
        406,
        "inequivalent arg 'x-single-active-consumer' for queue '@q' in vhost '/': received 'true' but current is 'false'",
        ['queue', 'q', { deadLetterExchange: 'd', arguments: { 'x-single-active-consumer': true } }],
      ],
      [
        'refused',
        406,
        "received none but current is the value 'false' of type 'bool'",
        ['queue', 'q', { deadLetterExchange: 'd' }],
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
];
