/** English: what can be done to a running cloud. */
import type { JsonTable } from '../../core/trace/fact.ts';
import { c } from '../rich.ts';
import type { FaultTexts } from '../shape.ts';

const of = (args: JsonTable, name: string): string => c(String(args[name] ?? ''));

const KILLED: { readonly [when: string]: (request: string) => string } = {
  before_ack: (request) => `before it acknowledges ${request}`,
  after_ack: (request) => `after it acknowledges ${request} and before the work`,
  in_work: (request) => `in its work on ${request}`,
};

/** What happened, and what follows from it. */
const STRUCK: { readonly [when: string]: (method: string) => readonly [what: string, then: string] } = {
  before_ack: (m) => [
    `has ${m} in hand and dies before the ack`,
    'RabbitMQ still owns the message and will redeliver it.',
  ],
  after_ack: (m) => [
    `has acknowledged ${m} and dies before the work`,
    'RabbitMQ has forgotten the message: nobody will run it.',
  ],
  in_work: (m) => [`dies in the middle of ${m}`, 'The message was acknowledged: nobody will finish it.'],
  before_confirm: (m) => [
    `has published ${m}, and its connection breaks before the confirm`,
    'It cannot know that RabbitMQ has the message, and will publish it again with the same _unique_id.',
  ],
  ack_on_its_way: (m) => [
    `has sent the ack of ${m}, and its connection breaks`,
    'RabbitMQ has not read the ack: the work has begun, and the message will be redelivered all the same.',
  ],
};

export const faults: FaultTexts = {
  commands: {
    stop: {
      what: 'Ends the service in order: it takes no further request, finishes those in work (not what it handed to threads of its own, as a build on a compute) and closes its connections; its queue stays.',
      title: (a) => `${of(a, 'service')} is told to stop`,
    },
    kill: {
      what: 'The process dies at once, or at a moment of its next request: what it had acknowledged is gone.',
      title: (a) =>
        `${of(a, 'service')} will be killed ${KILLED[String(a.when)]?.(`its next ${a.method === undefined ? 'request' : of(a, 'method')}`) ?? 'now'}`,
    },
    start: {
      what: 'The service starts with an empty memory and consumes what waits in its queues.',
      title: (a) => `${of(a, 'service')} is started`,
    },
    slow: {
      what: 'Each piece of its own work takes this share of the usual time; 100 is normal.',
      title: (a) => `${of(a, 'service')} now takes ${of(a, 'percent')} % of its usual time`,
    },
    add_service: {
      what: 'One more worker of a topic, of which nobody has to be told: it consumes. A server that is given to a further compute host before discover_hosts ends in cell0.',
      title: (a) => `A further ${of(a, 'program')} appears on host ${of(a, 'host')}`,
    },
    remove_service: {
      what: 'Stops the service and marks its services row as deleted.',
      title: (a) => `${of(a, 'service')} is removed`,
    },
    cut_connection: {
      what: 'Its AMQP connections break, now or before a confirm; it connects again after 1, 3, 5 seconds and so on.',
      title: (a) =>
        a.when === 'before_confirm'
          ? `The connection of ${of(a, 'service')} will break before a confirm`
          : `The connections of ${of(a, 'service')} to the broker break`,
    },
    lose_ack: {
      what: 'Its next ack never reaches the broker and the connection breaks: the message is delivered twice.',
      title: (a) => `The next ack of ${of(a, 'service')} will be lost`,
    },
    lose_consumer: {
      what: 'The broker forgets that it consumes its replies, or its requests, and the notice gets lost (a failover): the connection lives, and nothing is delivered over it. If nobody else consumes the queue, its lease begins.',
      title: (a) =>
        `The broker forgets that ${of(a, 'service')} consumes ${a.of === 'requests' ? 'requests' : 'replies'}`,
    },
    cut_host: {
      what: 'The machine is off the network: its services run on and reach nobody on another host.',
      title: (a) => `Host ${of(a, 'host')} is off the network`,
    },
    join_host: {
      what: 'The machine is back on the network; its services connect again by themselves.',
      title: (a) => `Host ${of(a, 'host')} is back on the network`,
    },
    delay: {
      what: 'Each delivery of this queue takes so much longer from now on; 0 is normal.',
      title: (a) => `Deliveries of ${of(a, 'queue')} take ${of(a, 'ms')} ms longer`,
    },
    drop_message: {
      what: 'A thought experiment: the first ready message vanishes. AMQP has no such thing.',
      title: (a) => `Thought experiment: the first message of ${of(a, 'queue')} vanishes`,
    },
    duplicate_message: {
      what: 'A thought experiment: the first ready message comes in once more, with the same _unique_id.',
      title: (a) => `Thought experiment: the first message of ${of(a, 'queue')} is doubled`,
    },
    stop_broker: {
      what: 'RabbitMQ stops: publishers block, consumers hear nothing, queues that are not durable are gone.',
      title: () => 'The broker is stopped',
    },
    start_broker: {
      what: 'RabbitMQ starts; services connect again and declare their queues again.',
      title: () => 'The broker is started',
    },
    restart_broker: {
      what: 'RabbitMQ is away for a while and comes back by itself.',
      title: () => 'The broker is restarted',
    },
  },
  struck: (f) => {
    const [what, then] = STRUCK[f.when]?.(f.method === null ? 'an answer' : c(f.method)) ?? ['', ''];
    return { title: `${c(f.actor)} ${what}`, tell: then };
  },
};
