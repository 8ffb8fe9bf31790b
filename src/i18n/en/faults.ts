/** English: what can be done to a running cloud. */
import type { JsonTable } from '../../core/trace/fact.ts';
import type { FaultTexts } from '../fault-texts.ts';
import { c } from '../rich.ts';

const of = (args: JsonTable, name: string): string => c(String(args[name] ?? ''));

const ofMethod = (args: JsonTable): string => (args.method === undefined ? '' : ` of ${of(args, 'method')}`);

const KILLED: { readonly [when: string]: string } = {
  before_ack: 'before it acknowledges its next request',
  after_ack: 'between its next ack and the work',
  in_work: 'in the middle of its next work',
};

const STRUCK: { readonly [when: string]: (method: string) => string } = {
  before_ack: (m) =>
    `has ${m} in hand and dies before the ack: RabbitMQ still owns the message and will redeliver it.`,
  after_ack: (m) =>
    `has acknowledged ${m} and dies before the work: RabbitMQ has forgotten the message, nobody will run it.`,
  in_work: (m) => `dies in the middle of ${m}: it was acknowledged, so nobody will finish it.`,
  before_confirm: (m) =>
    `has published ${m}, and its connection breaks before the confirm: it cannot know that RabbitMQ has it, and will publish it again with the same _unique_id.`,
  ack_on_its_way: (m) =>
    `has sent the ack of ${m} and begins; the connection breaks before RabbitMQ reads the ack, so the message will be redelivered.`,
};

export const faults: FaultTexts = {
  commands: {
    stop: {
      name: 'Stop',
      what: 'Ends the service in order: it closes its connections; its queue stays.',
      title: (a) => `${of(a, 'service')} is told to stop`,
    },
    kill: {
      name: 'Kill',
      what: 'The process dies at once, or at a moment of its next request: what it had acknowledged is gone.',
      title: (a) =>
        `${of(a, 'service')} will be killed${ofMethod(a) === '' ? '' : ` at the next${ofMethod(a).slice(3)}`} ${KILLED[String(a.when)] ?? 'now'}`,
    },
    start: {
      name: 'Start',
      what: 'The service starts with an empty memory and consumes what waits in its queues.',
      title: (a) => `${of(a, 'service')} is started`,
    },
    slow: {
      name: 'Change its pace',
      what: 'Each piece of its own work takes this share of the usual time; 100 is normal.',
      title: (a) => `${of(a, 'service')} now takes ${of(a, 'percent')} % of its usual time`,
    },
    add_service: {
      name: 'Add a service',
      what: 'One more worker of a topic, or one more compute host. Nobody has to be told: it consumes.',
      title: (a) => `A further ${of(a, 'program')} appears on host ${of(a, 'host')}`,
    },
    remove_service: {
      name: 'Remove',
      what: 'Stops the service and marks its services row as deleted.',
      title: (a) => `${of(a, 'service')} is removed`,
    },
    cut_connection: {
      name: 'Cut its connection',
      what: 'Its AMQP connections break, now or before a confirm; it connects again after 1, 3, 5 seconds and so on.',
      title: (a) =>
        a.when === 'before_confirm'
          ? `The connection of ${of(a, 'service')} will break before a confirm`
          : `The connections of ${of(a, 'service')} to the broker break`,
    },
    lose_ack: {
      name: 'Lose an ack',
      what: 'Its next ack never reaches the broker and the connection breaks: the message is delivered twice.',
      title: (a) => `The next ack of ${of(a, 'service')} will be lost`,
    },
    cut_host: {
      name: 'Cut the host off',
      what: 'The machine is off the network: its services run on and reach nobody on another host.',
      title: (a) => `Host ${of(a, 'host')} is off the network`,
    },
    join_host: {
      name: 'Join the host again',
      what: 'The machine is back on the network; its services connect again by themselves.',
      title: (a) => `Host ${of(a, 'host')} is back on the network`,
    },
    delay: {
      name: 'Delay deliveries',
      what: 'Each delivery of this queue takes so much longer from now on; 0 is normal.',
      title: (a) => `Deliveries of ${of(a, 'queue')} take ${of(a, 'ms')} ms longer`,
    },
    drop_message: {
      name: 'Drop the first message',
      what: 'A thought experiment: the first ready message vanishes. AMQP has no such thing.',
      title: (a) => `Thought experiment: the first message of ${of(a, 'queue')} vanishes`,
    },
    duplicate_message: {
      name: 'Double the first message',
      what: 'A thought experiment: the first ready message comes in once more, with the same _unique_id.',
      title: (a) => `Thought experiment: the first message of ${of(a, 'queue')} is doubled`,
    },
    stop_broker: {
      name: 'Stop the broker',
      what: 'RabbitMQ stops: publishers block, consumers hear nothing, queues that are not durable are gone.',
      title: () => 'The broker is stopped',
    },
    start_broker: {
      name: 'Start the broker',
      what: 'RabbitMQ starts; services connect again and declare their queues anew.',
      title: () => 'The broker is started',
    },
    restart_broker: {
      name: 'Restart the broker',
      what: 'RabbitMQ is away for a while and comes back by itself.',
      title: () => 'The broker is restarted',
    },
  },
  args: {
    service: 'service',
    host: 'host',
    program: 'program',
    when: 'when',
    method: 'only for this RPC method',
    percent: 'percent of the usual time',
    queue: 'queue',
    vhost: 'vhost',
    ms: 'milliseconds longer',
    away_ms: 'milliseconds away',
  },
  choices: {
    now: 'now',
    before_ack: 'before the next ack',
    after_ack: 'after the next ack, before the work',
    in_work: 'in the middle of the next work',
    before_confirm: 'before the next confirm',
  },
  thought: 'Thought experiment: nothing in AMQP does this.',
  refusals: {
    not_there: (s) => `${c(s)} is not in the cloud; add it first.`,
    there: (s) => `${c(s)} is in the cloud already; start it if it does not run.`,
    not_running: (s) => `${c(s)} does not run; start it first.`,
    running: (s) => `${c(s)} runs already; stop or kill it first.`,
    no_amqp: (s) => `${c(s)} speaks no AMQP: there is nothing of it to lose or to cut.`,
    no_connection: (s) => `${c(s)} has no connection to the broker that could be cut; wait until it has one.`,
    broker_down: () => 'The broker does not run; start it first.',
    broker_runs: () => 'The broker runs already; stop it first.',
    no_queue: (s, vhost) => `There is no queue ${c(s)} in vhost ${c(vhost)} now.`,
    no_message: (s) => `No message is ready in queue ${c(s)} now.`,
    no_consumer: (s) => `Nobody consumes from queue ${c(s)} now.`,
    host_cut: (s) => `Host ${c(s)} is cut off already; join it first.`,
    host_not_cut: (s) => `Host ${c(s)} is on the network; only a host that is cut off can be joined.`,
    helper_down: (s, helper) =>
      `The rows of ${c(s)} are written by ${c(helper)}, which does not run; start that first.`,
    hosts_servers: (s, n) => `${c(s)} hosts servers (${c(n)}); Nova does not delete such a compute service.`,
  },
  refused: (command, seconds, why) => `${command} at ${seconds} s makes no sense: ${why}`,
  struck: (f) => `${c(f.actor)} ${STRUCK[f.when]?.(c(f.method ?? 'reply')) ?? ''}`,
};
