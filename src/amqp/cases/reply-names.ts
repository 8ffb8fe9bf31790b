/** The names of direct reply-to, and what is no queue though it looks like one. */
import type { Case } from './case.ts';

const REPLIES = 'amq.rabbitmq.reply-to';

export const replyNames: readonly Case[] = [
  {
    id: 'reply-names-are-there',
    law: 'the name of direct reply-to can be declared, passively or not: empty, with one consumer',
    steps: [
      ['ready', REPLIES, 0, 1],
      ['queue', REPLIES],
      ['consume', 'c', REPLIES, { noAck: true }],
      ['ready', REPLIES, 0, 1],
      ['refused', 404, `no queue '${REPLIES}'`, ['take', 'm', REPLIES, null]],
      ['refused', 404, `no queue '${REPLIES}'`, ['bind', REPLIES, 'amq.direct', 'k']],
      ['deleteQueue', REPLIES, 0],
    ],
  },
  {
    id: 'reply-name-of-a-channel',
    law: 'the name under which a channel takes its answers is there as long as the channel, for others too',
    steps: [
      ['queue', 'q'],
      ['on', 'b', ['consume', 'c', REPLIES, { noAck: true }]],
      ['on', 'b', ['publish', '', 'q', 'ask', { replyTo: REPLIES }]],
      ['take', 'm', 'q', 'ask'],
      ['ready', '%m.0.properties.replyTo', 0, 1],
      ['on', '2:a', ['ready', '%m.0.properties.replyTo', 0, 1]],
      ['on', '2:a', ['queue', '%m.0.properties.replyTo']],
      ['refused', 404, 'no queue', ['consume', 'd', '%m.0.properties.replyTo', { noAck: true }]],
      ['on', 'b', ['close']],
      ['refused', 404, 'no queue', ['ready', '%m.0.properties.replyTo', 0]],
      ['refused', 404, `no queue '${REPLIES}.mine'`, ['ready', `${REPLIES}.mine`, 0]],
    ],
  },
  {
    id: 'no-name-is-no-queue',
    law: 'a passive declare of no name finds nothing, even after a declare',
    steps: [
      ['queue', 'q'],
      ['refused', 404, "no queue '' in vhost '/'", ['ready', '', 0]],
    ],
  },
  {
    id: 'reply-name-of-a-cancelled-consumer',
    law: 'who stops to take answers keeps no name for them',
    steps: [
      ['queue', 'q'],
      ['on', 'b', ['consume', 'c', REPLIES, { noAck: true }]],
      ['on', 'b', ['publish', '', 'q', 'ask', { replyTo: REPLIES }]],
      ['take', 'm', 'q', 'ask'],
      ['ready', '%m.0.properties.replyTo', 0, 1],
      ['on', 'b', ['cancel', 'c']],
      ['refused', 404, 'no queue', ['ready', '%m.0.properties.replyTo', 0]],
    ],
  },
  {
    id: 'names-near-reply-names',
    law: 'other names of the broker are no queues: looked for they are not found, declared they are refused',
    steps: [
      ['refused', 404, "no queue 'amq.novascope-none' in vhost '/'", ['ready', 'amq.novascope-none', 0]],
      ['refused', 403, "'amq.novascope-none'", ['queue', 'amq.novascope-none']],
      ['refused', 404, "no queue 'amq.rabbitmq.reply-t'", ['ready', 'amq.rabbitmq.reply-t', 0]],
    ],
  },
];
