/**
 * Facts: what a Trace is made of. Plain data in the past tense; no methods, no sentences. One fact per atomic step of
 * the cloud. A simulated run, a recording and a live tap all come down to these, and the World is folded from nothing
 * else. Kinds in SIMULATOR_ONLY are those that no recording can produce: where a trace comes from a recording, views say
 * "unknown" for what they would have told.
 */
import type { Micros } from '../base/time.ts';
import type { Actor, BrokerFacts, JsonTable, MessageId } from './broker-facts.ts';
import { CHOICE_KINDS, type SchedulerFacts } from './scheduler-facts.ts';

export {
  type Actor,
  type Binding,
  BROKER,
  DROP_REASONS,
  type DropReason,
  type JsonTable,
  type MessageId,
  type MessageProperties,
  type RpcSummary,
  type RpcType,
  UNKNOWN_ACTOR,
} from './broker-facts.ts';
export type { FilterDrop, LeftOut, Weighing } from './scheduler-facts.ts';

/**
 * The recorder's rule: `scenario` = its request id was given out by nova-api in the run, `neutron` = published by
 * neutron-server, `periodic` = everything else (start-up too).
 */
export type Group = 'scenario' | 'neutron' | 'periodic';

/** How a call ended for its caller (law R5, core/checks/README.md). */
const CALL_RESOLUTIONS = [
  'result',
  'remote_error',
  'MessagingTimeout',
  'MessageDeliveryFailure',
  'caller_killed',
] as const;
export type CallResolution = (typeof CALL_RESOLUTIONS)[number];

/** A value of SQLite as rows hold it. Blobs do not occur in these schemas. */
export type Cell = null | number | string;
export type Row = { readonly [column: string]: Cell };

interface RpcFacts {
  /** A worker of a service began to run a request (after the ack, after the duplicate filter). */
  'rpc.dispatched': { message: MessageId; method: string };
  /** The same worker ended; `failure` = exception class. A reply, if any, is a publication of its own. */
  'rpc.completed': { message: MessageId; method: string; failure: string | null };
  /** actor = the caller, which waits from its publication of the call until here. */
  'rpc.resolved': { msg_id: string; resolution: CallResolution; failure: string | null };
  /** A reply that no thread of the process waits for: "No calling threads waiting for msg_id". */
  'rpc.late_reply': { msg_id: string; message: MessageId };
  /** A publication that waits for a broker that cannot be reached (`retry=None`); `method` = null for a reply. */
  'rpc.publish_blocked': { vhost: string; exchange: string; routing_key: string; method: string | null };
  /** It went out after all; `blocked` = index of the fact above. */
  'rpc.publish_unblocked': { blocked: number };
  /** A `_unique_id` that the listener has seen among its last 16. */
  'rpc.duplicate_discarded': { message: MessageId; unique_id: string };
  /** A reply given up: reply queue missing for 60 s, or named obsolete before. */
  'rpc.reply_abandoned': {
    msg_id: string;
    reply_q: string;
    reason: 'missing_queue' | 'obsolete_reply_queue';
  };
}

interface OutsideFacts {
  /** actor = who asks. `exchange_id` joins request and answer. */
  'http.requested': {
    exchange_id: number;
    to: Actor;
    method: string;
    /** path and query, as sent */
    path: string;
    /** `compute 2.93` and the like; empty when none was sent */
    microversion: string;
    global_request_id: string | null;
    body: string | null;
  };
  /**
   * actor = the server: one of its workers took the request. Only where the deployment counts its workers; until then
   * the request waited in the socket's queue.
   */
  'http.accepted': { exchange_id: number; from: Actor };
  /** actor = who asked, and learns here that there will be no answer */
  'http.refused': {
    exchange_id: number;
    to: Actor;
    reason: 'connection_refused' | 'connection_reset' | 'listen_queue_full';
  };
  /** actor = who answers; `request_id` = given out by it (`req-...`) */
  'http.answered': {
    exchange_id: number;
    to: Actor;
    status: number;
    request_id: string;
    body: string | null;
  };
  /**
   * actor = the service whose connection it was. `rows` = rows returned or changed, null where a recording does not tell. The statement is the one that was
   * run on SQLite, with `?`; `parameters` in order. `keys` = primary keys of the rows of `table` that a SELECT returned;
   * null where it does not return them (an aggregate, a COMMIT), or where the recording does not tell.
   */
  'sql.executed': {
    database: string;
    verb: 'SELECT' | 'INSERT' | 'UPDATE' | 'DELETE' | 'COMMIT';
    table: string;
    statement: string;
    parameters: readonly Cell[];
    rows: number | null;
    keys: readonly (readonly Cell[])[] | null;
  };
  /** cause = its `sql.executed`. `key` = primary key in schema order. before null = inserted, after null = deleted. */
  'row.changed': {
    database: string;
    table: string;
    key: readonly Cell[];
    before: Row | null;
    after: Row | null;
  };
}

export type LogLevel = 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR';

/** What a log line tells of its request; names are null for work of the service itself. */
export interface LogRequest {
  readonly id: string;
  readonly global_id: string | null;
  readonly project: string | null;
  readonly user: string | null;
}

interface RecordingFacts {
  /** Something is missing here: a tap lost `lost` messages, or nobody knows how many (null). Nothing is concluded across it. */
  'recording.gap': { lost: number | null };
}

interface ServiceFacts {
  'service.started': { host: string; program: string };
  /** It takes no further request and finishes those that it has in work; null = however long that takes. */
  'service.stopping': { requests: number; timeout_s: number | null };
  /** `timeout` = what was in work at an orderly stop took longer than it was given */
  'service.stopped': { how: 'stop' | 'kill' | 'crash' | 'timeout' };
  /** actor = `client`: a command of the experiment took effect */
  'command.given': { name: string; args: JsonTable };
  /**
   * actor = the service that it hit: a fault that a command had armed strikes at a message (of a delivery, or one that the
   * service published). `command` = index of its `command.given`; `method` = RPC method of the message, null for a reply.
   */
  'fault.struck': {
    fault: 'kill' | 'cut_connection' | 'lose_ack';
    when: 'before_ack' | 'after_ack' | 'in_work' | 'before_confirm' | 'ack_on_its_way';
    message: MessageId;
    method: string | null;
    command: number;
  };
  /**
   * A line of the service's own log, in the words of its program. Nothing follows from it: it is no fact's cause.
   * `logger` = `nova.compute.manager`; `request` = of the context that the line is written in, null without one (`[-]`);
   * `instance` = uuid that the line is about; `trace` = the traceback below it, as Python prints it.
   */
  'log.written': {
    level: LogLevel;
    logger: string;
    text: string;
    request: LogRequest | null;
    instance: string | null;
    trace: string | null;
  };
  /**
   * A thread that a service handed work to ended by an exception, and nobody waits for it; the service goes on. `method` = the
   * RPC method that had begun it, long returned; `printed` = eventlet's hub prints the traceback to stderr.
   */
  'thread.failed': { method: string; instance_uuid: string; error: string; printed: boolean };
  /** A handler raised where nothing catches it; a service or the run may end by it. */
  'process.failed': { process: string; error: string };
}

export interface FactBodies
  extends BrokerFacts,
    RpcFacts,
    OutsideFacts,
    RecordingFacts,
    ServiceFacts,
    SchedulerFacts {}
export type FactKind = keyof FactBodies;

interface FactHead {
  /** its place in the trace, from 0 */
  readonly index: number;
  readonly at: Micros;
  readonly actor: Actor;
  /** index of the fact that made this one happen; null for what began by itself; always < index */
  readonly cause: number | null;
  readonly group: Group;
}

export type FactOf<K extends FactKind> = K extends FactKind
  ? FactHead & { readonly kind: K } & { readonly [P in keyof FactBodies[K]]: FactBodies[K][P] }
  : never;

/** A message as a client gave it to the broker. */
export type Published = FactOf<'message.published'>;

/** A row inserted, updated or deleted. */
export type RowChanged = FactOf<'row.changed'>;

/** One fact. Discriminated by `kind`. */
export type Fact = { [K in FactKind]: FactOf<K> }[FactKind];

export type ChoiceKind = keyof SchedulerFacts;

/** One of those that tell how a host was chosen. */
export const isOfChoice = (fact: Fact): fact is FactOf<ChoiceKind> =>
  fact.kind.startsWith('scheduler.') || fact.kind === 'placement.candidates';

/** A fact before the trace gave it its place: what the parts of the simulator hand to `emit`. */
export type FactBody = {
  [K in FactKind]: { readonly kind: K } & { readonly [P in keyof FactBodies[K]]: FactBodies[K][P] };
}[FactKind];

/** No recording can produce these: no tool on a real cloud sees them from outside (RabbitMQ's trace has no acks). */
export const SIMULATOR_ONLY: readonly FactKind[] = [
  'consumer.paused',
  'amqp.refused',
  'message.acked',
  'message.requeued',
  'message.confirmed',
  'message.returned',
  'http.accepted',
  'http.refused',
  'rpc.dispatched',
  'rpc.completed',
  'rpc.resolved',
  'rpc.late_reply',
  'rpc.publish_blocked',
  'rpc.publish_unblocked',
  'rpc.duplicate_discarded',
  'rpc.reply_abandoned',
  'fault.struck',
  ...CHOICE_KINDS,
  'thread.failed',
  'process.failed',
];
