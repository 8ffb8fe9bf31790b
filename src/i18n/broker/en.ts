/** English: what happens at the broker by hand, and what RabbitMQ makes of it. */

import {
  asked,
  confirmed,
  got,
  named,
  ofType,
  patternWords,
  queueArguments,
  routes,
  where,
} from '../broker-say/en.ts';
import { c, duration, list } from '../rich.ts';
import { times } from '../say/en.ts';
import type { BrokerTexts } from '../shape.ts';
import { words } from '../words/en.ts';
import { argOf as arg, type BrokerStory, calledOf, isPublish, tableOf } from './story.ts';

const count = (s: BrokerStory): number => s.sent.length;
const body = (s: BrokerStory): string => {
  if (!s.message) return 'the message';
  const called = named(calledOf(s.message));
  return s.message.rpc.type === 'reply' ? `the answer to ${called}` : called;
};

/** Reply queues have names that nobody can read. */
const queueOf = (s: BrokerStory): string => {
  const queue = s.dropped?.queue ?? '';
  return queue.startsWith('reply_') ? 'the reply queue' : c(queue);
};

function bindTell(s: BrokerStory): string {
  const queue = c(arg(s, 'destination'));
  const source = c(arg(s, 'source'));
  const key = arg(s, 'routing_key');
  switch (s.type) {
    case 'fanout':
      return `Every message to ${source} is copied to ${queue} from now on.${key === '' ? ' No key is needed.' : ` The key ${c(key)} is kept, but a fanout exchange never looks at it.`}`;
    case 'topic':
      return `A message to ${source} is copied to ${queue} when its routing key fits the pattern ${c(key)}.${patternWords(key)}`;
    case 'headers':
      return `${source} will compare the message's headers with ${asked(s)}: ${tableOf(s)['x-match'] === 'any' ? 'one that agrees is enough' : 'all of them must agree'}. The routing key does not count.`;
    default:
      return `A message to ${source} is copied to ${queue} when its routing key is ${c(key)}, letter for letter.`;
  }
}

function consumeTell(s: BrokerStory): string {
  const prefetch = Number(s.args.prefetch ?? 0);
  const limit =
    prefetch === 0
      ? ' It set no prefetch: everything that is ready is sent to it at once.'
      : ` Prefetch ${c(prefetch)}: it never has more than ${times(prefetch, 'message', 'messages')} unacknowledged; the next one is sent after an ack.`;
  const answers: { readonly [answer: string]: string } = {
    requeue_once: ' What it sees for the first time it will put back.',
    requeue: ' It will put back whatever it gets.',
    reject: ' It will reject what it gets.',
    nothing: ' It will never acknowledge.',
  };
  return `From now on RabbitMQ pushes messages of queue ${c(arg(s, 'queue'))} to client ${c(s.actor)}; it need not ask.${limit}${answers[arg(s, 'answer')] ?? ''}${order(s)}`;
}

/** What waited and goes out now, and why in that order. */
function order(s: BrokerStory): string {
  const waiting = s.before?.ready.length ?? 0;
  if (waiting === 0 || s.deliveries.length === 0) return '';
  const bodies = list(
    s.deliveries.map((one) => one.body),
    ', then ',
  );
  const [first, second] = s.deliveries;
  const overtook =
    first &&
    second &&
    first.priority !== null &&
    second.priority !== null &&
    first.priority > second.priority;
  return ` ${times(waiting, 'message', 'messages')} waited: first ${bodies}.${overtook ? ` Priority ${c(first.priority)} goes before ${c(second.priority)}, though it was published later.` : ''}`;
}

function publishTitle(s: BrokerStory): string {
  const what = count(s) > 1 ? `${count(s)} messages` : named(arg(s, 'body'));
  return `${c(s.actor)} publishes ${what}`;
}

function publishTell(s: BrokerStory): string {
  const first = s.sent[0];
  if (!first) {
    return s.refused
      ? `It names exchange ${c(arg(s, 'exchange'))}, which is not there. RabbitMQ takes no message for it: the answer is a refusal.`
      : 'Nothing came of it.';
  }
  return `${where(first)}${routes(first, s.sent.length)}${life(s)}${got(s)}${confirmed(s)}`;
}

/** Properties that decide how long it waits, and where in the queue it stands. */
function life(s: BrokerStory): string {
  const properties = s.sent[0]?.fact.properties;
  const ahead = s.before?.ready.length ?? 0;
  const isPriority = s.before?.declared?.arguments['x-max-priority'] !== undefined;
  const parts: string[] = [];
  if (properties?.priority !== undefined && isPriority) {
    parts.push(` Priority ${c(properties.priority)}: it stands before every message of a lower one.`);
  }
  if (properties?.expiration !== undefined) {
    parts.push(` It may live ${duration(Number(properties.expiration))} (expiration).`);
    if (ahead > 0)
      parts.push(
        ` It stands behind ${times(ahead, 'other', 'others')}, and RabbitMQ looks at the head only.`,
      );
  }
  return parts.join('');
}

function droppedTell(s: BrokerStory): string {
  const next =
    s.deadLetterExchange === null
      ? ` The queue has no dead-letter exchange: it is gone.`
      : ` The queue's dead-letter exchange is ${c(s.deadLetterExchange)}: it is published there next.`;
  if (s.dropped?.reason === 'rejected') {
    return `${c(s.holder ?? s.actor)} rejects it and does not ask for it back, so the copy leaves ${c(s.dropped.queue)}.${next}`;
  }
  if (s.dropped?.reason === 'expired') return `${expired(s)}${next}${got(s)}`;
  const why = s.dropped ? `: ${words.drops[s.dropped.reason]}` : '';
  return `RabbitMQ drops the copy in ${queueOf(s)}${why}.${next}`;
}

function expired(s: BrokerStory): string {
  const ttl = s.ttl ?? 0;
  const lived = s.lived ?? 0;
  if (lived <= ttl + 1)
    return `Its time to live, ${duration(ttl)}, ran out while it stood at the head of the queue: it is dropped at once.`;
  return `Its time to live was ${duration(ttl)}, yet it lay there ${duration(lived)}: it stood behind another message, and RabbitMQ looks at the head only. Now it came to the head and is dropped.`;
}

/** Its holder said nothing: it is gone, or its channel is. */
const isByItself = ({ back }: BrokerStory): boolean =>
  back === 'connection_closed' || back === 'channel_closed';

function againTell(s: BrokerStory): string {
  const again = s.deliveries.find((one) => one.message === s.message?.message);
  const how = again
    ? ` It goes out again at once, to ${c(again.actor)}, marked ${c('redelivered')}: somebody had it before and may have begun its work.${again.acked ? ' This time it is acknowledged and leaves the queue.' : ''}`
    : ' It waits there, marked as delivered once before.';
  return `${isByItself(s) ? `It was not acknowledged when ${s.back === 'channel_closed' ? 'its channel' : 'the connection'} closed, so RabbitMQ puts it back` : `A ${c(s.back ?? '')} with requeue`}: the copy takes its old place in ${c(s.queue?.queue ?? '')}, not the end of it.${how}${twice(s)}`;
}

const twice = ({ discards: who }: BrokerStory): string =>
  who === null
    ? ''
    : ` When it comes again, ${c(who)} knows its ${c('_unique_id')}: it acknowledges the copy and throws it away, and nothing is done twice.`;

function deadTell(s: BrokerStory): string {
  const first = s.sent[0];
  const deaths = s.deaths.map(
    (one) => `${c(one.reason)} in ${c(one.queue)}, ${times(one.count, 'time', 'times')}`,
  );
  const header =
    deaths.length === 0 ? '' : ` The header ${c('x-death')} says what happened to it: ${deaths.join('; ')}.`;
  return `RabbitMQ itself publishes what died, as a new message with the same body.${header} ${first ? where(first) + routes(first) : ''}${got(s)}`;
}

function refusedTell(s: BrokerStory): string {
  const f = s.refused;
  if (!f) return '';
  const scope =
    f.scope === 'channel'
      ? 'RabbitMQ closes the channel; to go on, a new one must be opened.'
      : 'RabbitMQ closes the whole connection.';
  const nothing = isPublish(f) ? ' Nothing was published: there is no confirm and no return for it.' : '';
  return `${c(f.reply_text)}. ${scope}${nothing}`;
}

const QUEUE_OF = (s: BrokerStory): string => c(arg(s, 'queue'));

export { brokerStoryOf } from './story.ts';

export const broker: BrokerTexts = {
  kinds: {
    declare_exchange: 'exchange.declare',
    delete_exchange: 'exchange.delete',
    declare_queue: 'queue.declare',
    delete_queue: 'queue.delete',
    bind: 'queue.bind',
    unbind: 'queue.unbind',
    purge: 'queue.purge',
    publish: 'basic.publish',
    consume: 'basic.consume',
    pause_consumers: 'by hand',
    resume_consumers: 'by hand',
    restart_broker: 'by hand',
    requeued: 'requeued',
    returned: 'basic.return',
    refused: 'refused',
    dropped: 'dropped',
    dead_letter: 'dead letter',
  },
  refused_command: 'RabbitMQ refuses the order, and nothing is changed by it.',
  steps: {
    declare_exchange: {
      title: (s) => `Declare exchange ${c(arg(s, 'exchange'))}: ${s.type ?? ''}`,
      tell: (s) =>
        `${s.known ? 'It was there already, and stays as it is. ' : ''}${ofType(s.type)}${s.bound.length === 0 ? ' Nothing is bound to it yet: a message to it would be dropped.' : ''}`,
    },
    delete_exchange: {
      title: (s) => `Delete exchange ${c(arg(s, 'exchange'))}`,
      tell: (s) => `Its ${times(s.bound.length, 'binding goes', 'bindings go')} with it. The queues stay.`,
    },
    declare_queue: {
      title: (s) => `Declare queue ${QUEUE_OF(s)}`,
      tell: (s) =>
        `${s.known ? 'It was there already, and stays as it is.' : 'It is empty, and reachable at once through the default exchange: with its own name as the routing key.'}${queueArguments(s)}`,
    },
    delete_queue: {
      title: (s) => `Delete queue ${QUEUE_OF(s)}`,
      tell: (s) =>
        `${times(s.before?.ready.length ?? 0, 'message', 'messages')} in it, and its bindings, are gone.`,
    },
    bind: {
      title: (s) => {
        const what = `Bind queue ${c(arg(s, 'destination'))} to ${c(arg(s, 'source'))}`;
        if (s.type === 'headers') return `${what}: ${asked(s)}`;
        return arg(s, 'routing_key') === '' ? what : `${what} with ${c(arg(s, 'routing_key'))}`;
      },
      tell: bindTell,
    },
    unbind: {
      title: (s) => `Unbind ${c(arg(s, 'destination'))} from ${c(arg(s, 'source'))}`,
      tell: (s) =>
        `${c(arg(s, 'source'))} gives it nothing more by this binding. What lies in the queue stays.`,
    },
    purge: {
      title: (s) => `Purge queue ${QUEUE_OF(s)}`,
      tell: (s) =>
        `${times(s.before?.ready.length ?? 0, 'message was', 'messages were')} ready and ${s.before?.ready.length === 1 ? 'is' : 'are'} dropped. What a consumer holds unacknowledged stays.`,
    },
    publish: { title: publishTitle, tell: publishTell },
    consume: {
      title: (s) => `Client ${c(s.actor)} consumes from queue ${QUEUE_OF(s)}`,
      tell: consumeTell,
    },
    pause_consumers: {
      title: (s) => `Hold back the consumers of ${QUEUE_OF(s)}`,
      tell: () => 'They take nothing more, and the queue fills. AMQP has no such thing; it is for looking.',
    },
    resume_consumers: {
      title: (s) => `Let the consumers of ${QUEUE_OF(s)} go on`,
      tell: (s) => `What waited goes out.${got(s)}`,
    },
    restart_broker: {
      title: () => 'Restart RabbitMQ',
      tell: () =>
        'Durable queues and exchanges come back, with their persistent messages. All else is gone, connections too.',
    },
    requeued: {
      title: (s) =>
        isByItself(s)
          ? `RabbitMQ takes ${body(s)} back from ${c(s.holder ?? s.actor)}`
          : `${c(s.holder ?? s.actor)} gives ${body(s)} back`,
      tell: againTell,
    },
    returned: {
      title: (s) => `RabbitMQ returns ${body(s)} to its publisher`,
      tell: (s) =>
        `${c('basic.return')} ${c(s.returned?.reply_code ?? '')} ${c(s.returned?.reply_text ?? '')}: it was mandatory, and no queue took it.${s.confirmed === true ? ' The confirm follows, and it is an ack: a confirm says that RabbitMQ is done with the message, a return says that nobody got it.' : ''}`,
    },
    refused: {
      title: (s) => `RabbitMQ refuses ${c(s.actor)}: ${c(s.refused?.reply_code ?? '')}`,
      tell: refusedTell,
    },
    dropped: {
      title: (s) => {
        const queue = queueOf(s);
        if (s.dropped?.reason === 'expired') return `${body(s)} expires in ${queue}`;
        if (s.dropped?.reason === 'rejected') return `${c(s.holder ?? s.actor)} rejects ${body(s)}`;
        return `RabbitMQ drops ${body(s)} in ${queue}`;
      },
      tell: droppedTell,
    },
    dead_letter: {
      title: (s) => `RabbitMQ sends ${body(s)} to ${c(s.sent[0]?.fact.exchange ?? '')}`,
      tell: deadTell,
    },
  },
};
