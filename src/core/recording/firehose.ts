/**
 * Writes a trace as the recorder of RabbitMQ's firehose writes its `trace.ndjson`: one line per publication and per
 * delivery, with the same field names, shapes and key order.
 */
import type { Json } from '../base/json.ts';
import { toPayload } from '../trace/body.ts';
import type {
  Actor,
  Fact,
  FactOf,
  Group,
  JsonTable,
  MessageId,
  MessageProperties,
  Published,
  RpcSummary,
} from '../trace/fact.ts';
import { causedByCommand, isTold } from '../trace/origin.ts';
import type { Trace } from '../trace/trace.ts';

interface LineCommon {
  /** epoch milliseconds, three decimals */
  readonly t: number;
  /** milliseconds since the start of the trace */
  readonly dt: number;
  readonly vhost: string;
  readonly exchange: string;
  readonly routing_keys: readonly string[];
  readonly properties: MessageProperties;
  readonly headers: JsonTable;
  readonly node: string;
  readonly channel: number;
  readonly connection: string;
  /** publish: the publisher; deliver: the consumer */
  readonly user: Actor;
  readonly rpc: RpcSummary;
  readonly payload: Json;
  readonly group: Group;
}

export interface PublishLine extends LineCommon {
  readonly kind: 'publish';
  /** `[]` = dropped */
  readonly routed_queues: readonly string[];
  readonly from: Actor;
  /** who it was delivered to */
  readonly to: readonly Actor[];
}

interface DeliverLine extends LineCommon {
  readonly kind: 'deliver';
  readonly queue: string;
  readonly redelivered: 0 | 1;
}

export type FirehoseLine = PublishLine | DeliverLine;

/** Messages are missing here, as a tap writes it. */
interface MissingLine {
  readonly kind: 'gap';
  readonly t: number;
  /** null = nobody knows how many */
  readonly lost: number | null;
}

export interface FirehoseOptions {
  /** Periodic work as well. Without it, what a command caused is kept even where its group is periodic. */
  readonly periodic: boolean;
}

const NODE = 'rabbit@ctl';

/** Lines in the order of the facts. A delivery whose publication is not in the trace has no body, so it has no line. */
export function* toFirehose(trace: Trace, options: FirehoseOptions): Iterable<FirehoseLine> {
  for (const line of toFirehoseWithGaps(trace, options)) if (line.kind !== 'gap') yield line;
}

/** The same with the gaps of a recording in their places: what is missing is missing still when it is opened again. */
export function* toFirehoseWithGaps(
  trace: Trace,
  options: FirehoseOptions,
): Iterable<FirehoseLine | MissingLine> {
  const caused = causedByCommand(trace);
  const told = isTold(trace);
  const kept = (fact: Fact): boolean =>
    told(fact) && (options.periodic || fact.group !== 'periodic' || caused[fact.index] === true);
  const receivers = receiversOf(trace.facts);
  const published = new Map<MessageId, Published>();
  for (const fact of trace.facts) {
    if (fact.kind === 'message.published') {
      published.set(fact.message, fact);
      if (kept(fact)) yield publishLine(trace.epoch_ms, fact, receivers.get(fact.message) ?? []);
    } else if (fact.kind === 'message.delivered') {
      const message = published.get(fact.message);
      if (message && kept(message)) yield deliverLine(trace.epoch_ms, fact, message);
    } else if (fact.kind === 'recording.gap') {
      yield { kind: 'gap', t: times(trace.epoch_ms, fact).t, lost: fact.lost };
    }
  }
}

/** Who each message was delivered to, each once, in order of delivery. */
export function receiversOf(facts: readonly Fact[]): ReadonlyMap<MessageId, readonly Actor[]> {
  const receivers = new Map<MessageId, Actor[]>();
  for (const fact of facts) {
    if (fact.kind !== 'message.delivered') continue;
    const known = receivers.get(fact.message);
    if (!known) receivers.set(fact.message, [fact.actor]);
    else if (!known.includes(fact.actor)) known.push(fact.actor);
  }
  return receivers;
}

const rounded = (value: number): number => Math.round(value * 1000) / 1000;

function times(epochMs: number, fact: Fact): { t: number; dt: number } {
  return { t: rounded(epochMs + fact.at / 1000), dt: fact.at / 1000 };
}

function publishLine(epochMs: number, fact: Published, to: readonly Actor[]): PublishLine {
  const { headers, ...properties } = fact.properties;
  return {
    ...times(epochMs, fact),
    kind: 'publish',
    vhost: fact.vhost,
    exchange: fact.exchange,
    routing_keys: [fact.routing_key],
    routed_queues: fact.queues,
    properties,
    headers: headers ?? {},
    node: NODE,
    channel: 1,
    connection: fact.connection,
    user: fact.actor,
    rpc: fact.rpc,
    payload: toPayload(fact.body),
    group: fact.group,
    from: fact.actor,
    to,
  };
}

function deliverLine(epochMs: number, fact: FactOf<'message.delivered'>, message: Published): DeliverLine {
  const { headers, ...properties } = message.properties;
  return {
    ...times(epochMs, fact),
    kind: 'deliver',
    vhost: fact.vhost,
    exchange: message.exchange,
    queue: fact.queue,
    redelivered: fact.redelivered ? 1 : 0,
    routing_keys: [message.routing_key],
    properties,
    headers: headers ?? {},
    node: NODE,
    channel: 1,
    connection: fact.connection,
    user: fact.actor,
    rpc: message.rpc,
    payload: toPayload(message.body),
    group: message.group,
  };
}
