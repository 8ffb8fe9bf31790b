/** Arguments of consumers and exchanges, and the mode of a message: their types and values. */
import type { Case } from './case.ts';

const of = (type: string, value: unknown) => ({ '!': type, value });

export const otherArguments: readonly Case[] = [
  {
    id: 'types-of-consumer-arguments',
    law: 'every argument of a consumer has its type, and its kind of queue',
    steps: [
      ['queue', 'q'],
      [
        'refused',
        406,
        `invalid arg 'x-priority' for queue '@q' in vhost '/': "expected integer, got longstr"`,
        ['consume', 'c', 'q', { arguments: { 'x-priority': '5' } }],
      ],
      [
        'refused',
        406,
        '"expected integer, got double"',
        ['consume', 'c', 'q', { arguments: { 'x-priority': 1.5 } }],
      ],
      ['refused', 406, 'got void', ['consume', 'c', 'q', { arguments: { 'x-priority': null } }]],
      [
        'refused',
        406,
        "invalid arg 'x-cancel-on-ha-failover' for queue '@q' in vhost '/': {unacceptable_type,longstr}",
        ['consume', 'c', 'q', { arguments: { 'x-cancel-on-ha-failover': 'x' } }],
      ],
      [
        'refused',
        406,
        "invalid arg 'x-stream-offset' for queue '@q' in vhost '/' of queue type rabbit_classic_queue",
        ['consume', 'c', 'q', { arguments: { 'x-stream-offset': 'first' } }],
      ],
      ['ready', 'q', 0, 0],
      ['consume', 'low', 'q', { arguments: { 'x-priority': of('long', -5) } }],
      ['consume', 'high', 'q', { arguments: { 'x-priority': 2 ** 53 } }],
      ['publish', '', 'q', 'a b'],
      ['seen', 'high', 'a b'],
    ],
  },
  {
    id: 'types-of-exchange-arguments',
    law: 'an alternate exchange is a name, and so is the way in which headers match',
    steps: [
      [
        'refused',
        406,
        "invalid type 'byte' for arg 'alternate-exchange' in exchange '@x'",
        ['exchange', 'x', 'direct', { arguments: { 'alternate-exchange': 5 } }],
      ],
      [
        'refused',
        406,
        "invalid type 'void'",
        ['exchange', 'x', 'direct', { arguments: { 'alternate-exchange': null } }],
      ],
      ['gone', 'exchange', 'x'],
      ['exchange', 'x', 'headers', { alternateExchange: 'a' }],
      [
        'refused',
        406,
        "received 'b' but current is 'a'",
        ['exchange', 'x', 'headers', { alternateExchange: 'b' }],
      ],
      ['refused', 406, "received none but current is the value 'a'", ['exchange', 'x', 'headers']],
      ['queue', 'q'],
      [
        'refused',
        406,
        'Invalid x-match field type byte (value 5); expected longstr',
        ['bind', 'q', 'x', '', { 'x-match': 5 }],
      ],
      ['refused', 406, 'type void (value undefined)', ['bind', 'q', 'x', '', { 'x-match': null }]],
    ],
  },
  {
    id: 'delivery-modes',
    law: 'a message is transient or persistent, and nothing third',
    steps: [
      ['queue', 'q'],
      [
        'refused',
        406,
        'invalid message: {delivery_mode_unknown,3}',
        ['publish', '', 'q', 'a', { deliveryMode: 3 }],
      ],
      ['refused', 406, '{delivery_mode_unknown,0}', ['publish', '', 'q', 'a', { deliveryMode: 0 }]],
      ['publish', '', 'q', 'b', { deliveryMode: 1 }],
      ['publish', '', 'q', 'c', { deliveryMode: true }],
      ['take', 'm', 'q', 'b'],
      ['shows', 'm', 0, 'properties.deliveryMode', 1],
      ['take', 'm', 'q', 'c'],
      ['shows', 'm', 1, 'properties.deliveryMode', 2],
    ],
  },
];
