/**
 * Whether a command makes sense now. One table of reasons against it, asked of the running kernel before a command takes
 * effect, and of the World at a moment for those who offer commands.
 */
import { ACTORS } from '../nova/words.ts';
import type { Actor, JsonTable } from '../trace/fact.ts';
import type { RefusalCode } from '../words/fault-names.ts';
import { textAt } from './arguments.ts';

/** What stands now, as far as commands ask. */
export interface Circumstances {
  readonly brokerRuns: boolean;
  /** is it part of the cloud: from the beginning or added, and not removed? */
  isThere(service: Actor): boolean;
  runs(service: Actor): boolean;
  /** does it speak AMQP at all? */
  hasBroker(service: Actor): boolean;
  /** AMQP connections that it has */
  connections(service: Actor): number;
  /** null = there is no such queue */
  queue(vhost: string, queue: string): { readonly ready: number; readonly consumers: number } | null;
  isCut(host: string): boolean;
  /** the service that `add_service` would make */
  added(args: JsonTable): Actor;
  /** a compute's host when the service is one, and how many servers it holds */
  hosts(service: Actor): { readonly isCompute: boolean; readonly servers: number };
}

export type { RefusalCode } from '../words/fault-names.ts';

/** `subject` = the service, queue or host that it is about; `other` = a vhost, or the service that is missing. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly subject: string;
  readonly other: string;
}

type Judge = (args: JsonTable, now: Circumstances) => Refusal | null;

const because = (code: RefusalCode, subject: string, other = ''): Refusal => ({ code, subject, other });

const there: Judge = (args, now) => {
  const service = textAt(args, 'service');
  return now.isThere(service) ? null : because('not_there', service);
};

const running: Judge = (args, now) => {
  const service = textAt(args, 'service');
  return there(args, now) ?? (now.runs(service) ? null : because('not_running', service));
};

const stopped: Judge = (args, now) => {
  const service = textAt(args, 'service');
  return there(args, now) ?? (now.runs(service) ? because('running', service) : null);
};

const speaking: Judge = (args, now) => {
  const service = textAt(args, 'service');
  return running(args, now) ?? (now.hasBroker(service) ? null : because('no_amqp', service));
};

const connected: Judge = (args, now) => {
  const service = textAt(args, 'service');
  return speaking(args, now) ?? (now.connections(service) > 0 ? null : because('no_connection', service));
};

const brokerUp: Judge = (_args, now) => (now.brokerRuns ? null : because('broker_down', 'rabbitmq'));

const queueThere: Judge = (args, now) => {
  const [vhost, queue] = [textAt(args, 'vhost', '/'), textAt(args, 'queue')];
  return brokerUp(args, now) ?? (now.queue(vhost, queue) ? null : because('no_queue', queue, vhost));
};

const messageThere: Judge = (args, now) => {
  const [vhost, queue] = [textAt(args, 'vhost', '/'), textAt(args, 'queue')];
  const ready = now.queue(vhost, queue)?.ready ?? 0;
  return queueThere(args, now) ?? (ready > 0 ? null : because('no_message', queue, vhost));
};

const consumerThere: Judge = (args, now) => {
  const [vhost, queue] = [textAt(args, 'vhost', '/'), textAt(args, 'queue')];
  const consumers = now.queue(vhost, queue)?.consumers ?? 0;
  return queueThere(args, now) ?? (consumers > 0 ? null : because('no_consumer', queue, vhost));
};

const helpers = (subject: Actor, names: readonly Actor[], now: Circumstances): Refusal | null => {
  const down = names.find((name) => !now.runs(name));
  return down === undefined ? null : because('helper_down', subject, down);
};

/** A compute's rows are written by those who have its databases. */
const adding: Judge = (args, now) => {
  // a menu asks before it is said what is added
  if (args.program === undefined || args.host === undefined) return null;
  const actor = now.added(args);
  if (now.isThere(actor)) return because('there', actor);
  if (textAt(args, 'program') !== 'nova-compute') return null;
  return helpers(actor, [ACTORS.cellConductor, ACTORS.api, ACTORS.placement], now);
};

const removing: Judge = (args, now) => {
  const service = textAt(args, 'service');
  const missing = there(args, now);
  if (missing) return missing;
  const { isCompute, servers } = now.hosts(service);
  if (servers > 0) return because('hosts_servers', service, String(servers));
  return helpers(service, isCompute ? [ACTORS.api, ACTORS.placement] : [ACTORS.api], now);
};

const JUDGES: { readonly [command: string]: Judge } = {
  stop: running,
  kill: (args, now) => (textAt(args, 'when', 'now') === 'now' ? running : speaking)(args, now),
  start: stopped,
  slow: there,
  read_rows: there,
  add_service: adding,
  remove_service: removing,
  cut_connection: (args, now) => (textAt(args, 'when', 'now') === 'now' ? connected : speaking)(args, now),
  lose_ack: speaking,
  cut_host: (args, now) => {
    const host = textAt(args, 'host');
    return now.isCut(host) ? because('host_cut', host) : null;
  },
  join_host: (args, now) => {
    const host = textAt(args, 'host');
    return now.isCut(host) ? null : because('host_not_cut', host);
  },
  delay: queueThere,
  drop_message: messageThere,
  duplicate_message: messageThere,
  pause_consumers: consumerThere,
  resume_consumers: consumerThere,
  stop_broker: brokerUp,
  restart_broker: brokerUp,
  start_broker: (_args, now) => (now.brokerRuns ? because('broker_runs', 'rabbitmq') : null),
};

/** By hand at a broker that does not run: nobody answers. */
const BY_HAND = [
  ...['declare_exchange', 'delete_exchange', 'declare_queue', 'delete_queue'],
  ...['bind', 'unbind', 'purge', 'publish', 'consume'],
];

/** null = it makes sense. */
export function refusalOf(command: string, args: JsonTable, now: Circumstances): Refusal | null {
  const judge = BY_HAND.includes(command) ? brokerUp : JUDGES[command];
  return judge?.(args, now) ?? null;
}

const SENTENCES: { readonly [C in RefusalCode]: (subject: string, other: string) => string } = {
  not_there: (s) => `${s} is not in the cloud; add_service brings it in`,
  there: (s) => `${s} is in the cloud already; start it if it does not run`,
  not_running: (s) => `${s} does not run; start it first`,
  running: (s) => `${s} runs already; stop or kill it first`,
  no_amqp: (s) => `${s} speaks no AMQP: there is nothing of it to lose or to cut`,
  no_connection: (s) => `${s} has no connection to the broker that could be cut; wait until it has one`,
  broker_down: () => 'the broker does not run; start it first',
  broker_runs: () => 'the broker runs already; stop it first',
  no_queue: (s, vhost) => `there is no queue ${s} in vhost ${vhost} now`,
  no_message: (s, vhost) => `no message is ready in queue ${s} of vhost ${vhost} now`,
  no_consumer: (s, vhost) => `nobody consumes from queue ${s} of vhost ${vhost} now`,
  host_cut: (s) => `host ${s} is cut off already; join_host brings it back`,
  host_not_cut: (s) => `host ${s} is on the network; only a host that is cut off can be joined`,
  helper_down: (s, helper) => `the rows of ${s} are written by ${helper}, which does not run; start it first`,
  hosts_servers: (s, n) => `${s} hosts ${n} servers, and Nova deletes no such compute service`,
};

export const sentenceOf = ({ code, subject, other }: Refusal): string => SENTENCES[code](subject, other);
