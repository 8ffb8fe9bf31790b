/** What the broker refuses, with its code and its own words. */
import type { Case } from './case.ts';

export const refusals: readonly Case[] = [
  {
    id: 'nothing-there',
    law: 'what names a queue or exchange that is not there is refused with 404',
    steps: [
      ['queue', 'q'],
      ['refused', 404, "no queue '@none'", ['consume', 'c', 'none']],
      ['refused', 404, "no queue '@none'", ['purge', 'none', 0]],
      ['refused', 404, "no exchange '@none'", ['bind', 'q', 'none', 'k']],
      ['refused', 404, "no exchange '@none'", ['publish', 'none', 'k', 'a']],
      ['ready', 'q', 0],
    ],
  },
  {
    id: 'declared-otherwise',
    law: 'a queue or exchange cannot be declared again with other properties, and stays as it was',
    steps: [
      ['queue', 'q', { durable: true }],
      ['refused', 406, "inequivalent arg 'durable'", ['queue', 'q', { durable: false }]],
      ['refused', 406, "inequivalent arg 'x-message-ttl'", ['queue', 'q', { messageTtl: 5 }]],
      ['exchange', 'x', 'topic'],
      ['refused', 406, "inequivalent arg 'type'", ['exchange', 'x', 'direct']],
      ['queue', 'q', { durable: true }],
      ['exchange', 'x', 'topic'],
    ],
  },
  {
    id: 'bad-arguments',
    law: 'arguments that make no sense are refused, and nothing half-declared stays behind',
    steps: [
      ['refused', 406, "invalid arg 'x-message-ttl'", ['queue', 'q', { messageTtl: -1 }]],
      ['refused', 406, "invalid arg 'x-expires'", ['queue', 'q', { expires: 0 }]],
      ['refused', 406, "invalid arg 'x-overflow'", ['queue', 'q', { overflow: 'spill' }]],
      ['gone', 'queue', 'q'],
    ],
  },
  {
    id: 'reserved-names',
    law: "names that begin with amq. are the broker's",
    steps: [
      ['refused', 403, 'reserved prefix', ['queue', 'amq.mine']],
      ['refused', 403, 'reserved prefix', ['exchange', 'amq.mine', 'direct']],
    ],
  },
  {
    id: 'default-exchange-is-fixed',
    law: 'nothing can be bound to the default exchange, and it cannot be deleted',
    steps: [
      ['queue', 'q'],
      ['refused', 403, 'operation not permitted on the default exchange', ['bind', 'q', '', 'k']],
      ['refused', 403, 'operation not permitted on the default exchange', ['deleteExchange', '']],
    ],
  },
  {
    id: 'internal-exchange',
    law: 'an internal exchange takes from exchanges only',
    steps: [
      ['exchange', 'in', 'fanout', { internal: true }],
      ['exchange', 'x', 'fanout'],
      ['queue', 'q'],
      ['link', 'in', 'x', ''],
      ['bind', 'q', 'in', ''],
      ['refused', 403, 'cannot publish to internal exchange', ['publish', 'in', '', 'direct']],
      ['publish', 'x', '', 'through'],
      ['left', 'q', 'through'],
    ],
  },
  {
    id: 'exclusive-to-its-connection',
    law: 'an exclusive queue is locked for other connections, but anybody may publish to it',
    steps: [
      ['on', '2:a', ['queue', 'q', { exclusive: true }]],
      ['refused', 405, 'cannot obtain exclusive access', ['ready', 'q', 0]],
      ['refused', 405, 'cannot obtain exclusive access', ['consume', 'c', 'q']],
      ['publish', '', 'q', 'hello'],
      ['on', '2:a', ['left', 'q', 'hello']],
    ],
  },
  {
    id: 'delete-with-conditions',
    law: 'a queue or exchange in use is not deleted by who asks for an unused one',
    steps: [
      ['queue', 'q'],
      ['exchange', 'x', 'fanout'],
      ['bind', 'q', 'x', ''],
      ['publish', 'x', '', 'a'],
      ['refused', 406, 'not empty', ['deleteQueue', 'q', 0, { ifEmpty: true }]],
      ['refused', 406, 'in use', ['deleteExchange', 'x', { ifUnused: true }]],
      ['on', 'b', ['consume', 'c', 'q']],
      ['refused', 406, 'in use', ['deleteQueue', 'q', 0, { ifUnused: true }]],
    ],
  },
  {
    id: 'deleting-nothing',
    law: 'deleting or unbinding what is not there is no error',
    steps: [
      ['queue', 'q'],
      ['exchange', 'x', 'direct'],
      ['unbind', 'q', 'x', 'never-bound'],
      ['deleteQueue', 'none', 0],
      ['deleteExchange', 'none'],
    ],
  },
  {
    id: 'odd-expiration',
    law: 'an expiration is a number of milliseconds and not negative',
    steps: [
      ['queue', 'q'],
      ['refused', 406, "invalid expiration 'soon'", ['publish', '', 'q', 'a', { expiration: 'soon' }]],
      ['refused', 406, "invalid expiration '-5'", ['publish', '', 'q', 'a', { expiration: -5 }]],
      ['left', 'q', ''],
    ],
  },
  {
    id: 'somebody-else',
    law: 'nobody publishes in the name of another user',
    steps: [
      ['queue', 'q'],
      ['publish', '', 'q', 'mine', { userId: 'guest' }],
      ['refused', 406, "authenticated user was 'guest'", ['publish', '', 'q', 'a', { userId: 'root' }]],
      ['left', 'q', 'mine'],
    ],
  },
  {
    id: 'unknown-type-ends-the-connection',
    law: 'an unknown exchange type ends the connection, not only the channel',
    steps: [
      ['on', '2:a', ['refused', 503, "unknown exchange type 'spiral'", ['exchange', 'x', 'spiral']]],
      ['gone', 'exchange', 'x'],
    ],
  },
  {
    id: 'consumer-tag-twice',
    law: 'a consumer tag used twice on a channel ends the connection',
    steps: [
      ['queue', 'q'],
      ['on', '2:a', ['consume', 'c', 'q', { consumerTag: 'tag' }]],
      [
        'on',
        '2:a',
        [
          'refused',
          530,
          "attempt to reuse consumer tag 'tag'",
          ['consume', 'd', 'q', { consumerTag: 'tag' }],
        ],
      ],
      ['ready', 'q', 0, 0],
    ],
  },
];
