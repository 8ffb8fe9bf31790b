/** English: the names of what can be done to a running cloud, and why it may make no sense; loaded with the forms. */

import { c } from '../rich.ts';
import type { FaultFormTexts } from './texts.ts';

export const commands: FaultFormTexts = {
  names: {
    stop: 'Stop',
    kill: 'Kill',
    start: 'Start',
    slow: 'Change its pace',
    add_service: 'Add a service',
    remove_service: 'Remove',
    cut_connection: 'Cut its connection',
    lose_ack: 'Lose an ack',
    cut_host: 'Cut the host off',
    join_host: 'Join the host again',
    delay: 'Delay deliveries',
    drop_message: 'Drop the first message',
    duplicate_message: 'Double the first message',
    stop_broker: 'Stop the broker',
    start_broker: 'Start the broker',
    restart_broker: 'Restart the broker',
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
};
