/**
 * Whether a command makes sense now: the judges that the table of commands names. Asked of the running kernel before a
 * command takes effect, and of the World at a moment for those who offer commands.
 */
import type { Actor, JsonTable, Row } from '../trace/fact.ts';
import { serversNamed } from '../trace/named-servers.ts';
import type { Topology } from '../trace/trace.ts';
import {
  type CommandName,
  commandLeaving,
  commandRow,
  isCommand,
  type JudgeName,
  type RefusalCode,
  waits,
} from '../words/commands.ts';
import { ADDABLE, actorOn } from '../words/services.ts';

/** What stands now, as far as commands ask. */
export interface Circumstances {
  readonly topology: Topology;
  readonly brokerRuns: boolean;
  /** is it part of the cloud: from the beginning or added, and not removed? */
  isThere(service: Actor): boolean;
  runs(service: Actor): boolean;
  /** AMQP connections that it has */
  connections(service: Actor): number;
  /** null = there is no such queue */
  queue(vhost: string, queue: string): { readonly ready: number; readonly consumers: number } | null;
  isCut(host: string): boolean;
  /** rows of `instances` in every cell as they stand, cell0's too */
  instances(): readonly Row[];
  /** rows of `build_requests` as they stand */
  buildRequests(): readonly Row[];
}

/** `subject` = the service, queue or host that it is about; `other` = a vhost, or the service that is missing. */
export interface Refusal {
  readonly code: RefusalCode;
  readonly subject: string;
  readonly other: string;
}

/** What a `CodedError` `command_refused` tells. */
export interface RefusedCommand extends Refusal {
  readonly command: CommandName;
  readonly at_us: number;
}

type Judge = (args: JsonTable, now: Circumstances) => Refusal | null;

const because = (code: RefusalCode, subject: string, other = ''): Refusal => ({ code, subject, other });

const text = (args: JsonTable, name: string, otherwise = ''): string => {
  const value = args[name];
  return typeof value === 'string' ? value : otherwise;
};

const placeOf = (args: JsonTable): [vhost: string, queue: string] => [
  text(args, 'vhost', '/'),
  text(args, 'queue'),
];

const programOf = (service: Actor, { topology }: Circumstances): string | null =>
  topology.services.find((place) => place.actor === service)?.program ?? null;

const speaksAmqp = (service: Actor, { topology }: Circumstances): boolean =>
  (topology.services.find((place) => place.actor === service)?.vhosts.length ?? 0) > 0;

const helpers = (subject: Actor, names: readonly Actor[], now: Circumstances): Refusal | null => {
  const down = names.find((name) => !now.runs(name));
  return down === undefined ? null : because('helper_down', subject, down);
};

/** Servers that a compute's host holds. */
function serversOn(service: Actor, now: Circumstances): number {
  const host = now.topology.services.find((place) => place.actor === service)?.host;
  return now.instances().filter((row) => row.host === host && row.deleted === 0).length;
}

const JUDGES: { readonly [J in JudgeName]: Judge } = {
  service_there(args, now) {
    const service = text(args, 'service');
    return now.isThere(service) ? null : because('not_there', service);
  },
  has_record(args, now) {
    const service = text(args, 'service');
    const place = now.topology.services.find((one) => one.actor === service);
    const isRecorded = place?.kind === 'nova' && place.program !== 'nova-api';
    return JUDGES.service_there(args, now) ?? (isRecorded ? null : because('no_record', service));
  },
  service_runs(args, now) {
    const service = text(args, 'service');
    return JUDGES.service_there(args, now) ?? (now.runs(service) ? null : because('not_running', service));
  },
  service_stopped(args, now) {
    const service = text(args, 'service');
    return JUDGES.service_there(args, now) ?? (now.runs(service) ? because('running', service) : null);
  },
  speaks_amqp(args, now) {
    const service = text(args, 'service');
    return JUDGES.service_runs(args, now) ?? (speaksAmqp(service, now) ? null : because('no_amqp', service));
  },
  connected(args, now) {
    const service = text(args, 'service');
    const isConnected = now.connections(service) > 0;
    return JUDGES.speaks_amqp(args, now) ?? (isConnected ? null : because('no_connection', service));
  },
  broker_up: (_args, now) => (now.brokerRuns ? null : because('broker_down', 'rabbitmq')),
  broker_down: (_args, now) => (now.brokerRuns ? because('broker_runs', 'rabbitmq') : null),
  queue_there(args, now) {
    const [vhost, queue] = placeOf(args);
    return (
      JUDGES.broker_up(args, now) ?? (now.queue(vhost, queue) ? null : because('no_queue', queue, vhost))
    );
  },
  message_there(args, now) {
    const [vhost, queue] = placeOf(args);
    const ready = now.queue(vhost, queue)?.ready ?? 0;
    return JUDGES.queue_there(args, now) ?? (ready > 0 ? null : because('no_message', queue, vhost));
  },
  consumer_there(args, now) {
    const [vhost, queue] = placeOf(args);
    const consumers = now.queue(vhost, queue)?.consumers ?? 0;
    return JUDGES.queue_there(args, now) ?? (consumers > 0 ? null : because('no_consumer', queue, vhost));
  },
  host_joined(args, now) {
    const host = text(args, 'host');
    return now.isCut(host) ? because('host_cut', host) : null;
  },
  host_cut(args, now) {
    const host = text(args, 'host');
    return now.isCut(host) ? null : because('host_not_cut', host);
  },
  server_there(args, now) {
    const server = text(args, 'server');
    return serversNamed(server, now).length > 0 ? null : because('no_server', server);
  },
  can_be_added(args, now) {
    const { program, host } = args;
    // a menu asks before it is said what is added
    if (typeof program !== 'string' || typeof host !== 'string') return null;
    const actor = actorOn(now.topology.services, program, host);
    return now.isThere(actor) ? because('there', actor) : null;
  },
  can_be_removed(args, now) {
    const service = text(args, 'service');
    const missing = JUDGES.service_there(args, now);
    if (missing) return missing;
    const isCompute = programOf(service, now) === 'nova-compute';
    const servers = isCompute ? serversOn(service, now) : 0;
    if (servers > 0) return because('hosts_servers', service, String(servers));
    return helpers(service, ADDABLE[isCompute ? 'nova-compute' : 'nova-scheduler'].removed_by, now);
  },
};

/** null = it makes sense. */
export function refusalOf(command: string, args: JsonTable, now: Circumstances): Refusal | null {
  if (!isCommand(command)) return null;
  const { judge, armed } = commandRow(command);
  const asked = armed !== undefined && waits(command, args) ? armed : judge;
  return asked === null ? null : JUDGES[asked](args, now);
}

const SENTENCES: { readonly [C in RefusalCode]: (subject: string, other: string) => string } = {
  not_there: (s) => `${s} is not in the cloud; ${commandLeaving('service there')} brings it in`,
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
  host_cut: (s) => `host ${s} is cut off already; ${commandLeaving('host joined')} brings it back`,
  host_not_cut: (s) => `host ${s} is on the network; only a host that is cut off can be joined`,
  helper_down: (s, helper) => `the rows of ${s} are written by ${helper}, which does not run; start it first`,
  no_record: (s) => `${s} has no record among Nova's services: nothing there could be changed`,
  no_server: (s) => `there is no server ${s} now`,
  hosts_servers: (s, n) => `${s} hosts ${n} servers, and Nova deletes no such compute service`,
};

export const sentenceOf = ({ code, subject, other }: Refusal): string => SENTENCES[code](subject, other);
