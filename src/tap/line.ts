/** A message of RabbitMQ's firehose as a line of our own recordings, redacted: what is not on the allow-list never leaves here. */
import { isObject } from '../core/base/json.ts';
import type { MessageRecord } from '../core/recording/readers/records.ts';
import { makeMessageReader, propertiesOf, type RawMessage } from '../core/recording/readers/wire-message.ts';
import type { Redactor } from '../core/recording/redact/redactor.ts';
import type { MessageProperties, RpcSummary } from '../core/trace/fact.ts';

/** What `amq.rabbitmq.trace` delivers (`rabbit_trace.erl`): the routing key tells the way, the headers all but the body. */
export interface TracedMessage {
  readonly routingKey: string;
  readonly headers: { readonly [name: string]: unknown };
  readonly body: string;
}

export interface TapLine {
  /** epoch milliseconds */
  readonly t: number;
  /** since the tap began, milliseconds */
  readonly dt: number;
  readonly kind: 'publish' | 'deliver';
  readonly vhost: string;
  readonly exchange: string;
  readonly routing_keys: readonly [string];
  /** publish only: where it went; none = it was dropped */
  readonly routed_queues?: readonly string[];
  /** deliver only */
  readonly queue?: string;
  readonly redelivered?: 0 | 1;
  readonly properties: MessageProperties;
  readonly headers: object;
  readonly node: string;
  readonly channel: number;
  readonly connection: string;
  /** the service, where it is known whose the connection is; else the broker's user */
  readonly user: string;
  readonly rpc: RpcSummary;
  /** the body as it was on the wire, redacted */
  readonly payload: string;
}

/** Here is something missing: `lost` messages, or some may have been lost and nobody knows how many (null). */
export interface GapLine {
  readonly kind: 'gap';
  readonly t: number;
  /** they came after this, epoch milliseconds, and before `t` */
  readonly from?: number;
  readonly lost: number | null;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

/**
 * Bodies that are remembered, and characters of them: a message is delivered soon after it was published, and is not read and
 * redacted again then.
 */
const MOST_BODIES = 500;
const MOST_CHARACTERS = 2_000_000;

/** What was read of a body, when it was published. */
interface ReadBody {
  readonly pair: string;
  readonly vhost: string;
  readonly exchange: string;
  readonly routingKey: string;
  readonly rpc: RpcSummary;
  readonly payload: string;
}

/** What is kept of a message of the firehose; a delivery has its body, as its publication may lie before the tap. */
function makeBodyReader(redact: Redactor): (raw: RawMessage, payload: string) => MessageRecord {
  const [remembering, plain] = [makeMessageReader(redact), makeMessageReader(redact)];
  const bodies = new Map<string, ReadBody>();
  let characters = 0;
  const remember = (body: string, read: ReadBody): void => {
    bodies.set(body, read);
    characters += body.length;
    for (const [old, { pair }] of bodies) {
      if (bodies.size <= MOST_BODIES && characters <= MOST_CHARACTERS) return;
      bodies.delete(old);
      characters -= old.length;
      remembering.forget([pair]);
    }
  };
  return (raw, payload) => {
    const { vhost, exchange, routing_key: routingKey, way } = raw;
    const known = bodies.get(payload);
    const isSame = known?.vhost === vhost && known.exchange === exchange && known.routingKey === routingKey;
    const again = isSame ? remembering.readAgain(raw, known.pair.slice(vhost.length + 1)) : null;
    if (known && again) {
      const properties = propertiesOf(raw.properties, raw.headers, redact);
      return { ...again, properties, rpc: known.rpc, body: known.payload };
    }
    if (way === 'publish' && !known) {
      const read = remembering.read(raw, payload);
      remember(payload, { pair: read.pair, vhost, exchange, routingKey, rpc: read.rpc, payload: read.body });
      return read;
    }
    // what came another way than it was published, or before the tap, is read for itself
    const read = plain.read(raw, payload);
    plain.forget([read.pair]);
    return read;
  };
}

interface FirehoseLines {
  /** null = it is no message of the firehose. `t` = now, epoch milliseconds */
  read(traced: TracedMessage, t: number): TapLine | null;
}

/** `began` = epoch milliseconds; `whose` = the service of a connection, by its name in the firehose; null = not known. */
export function makeLineReader(
  redact: Redactor,
  began: number,
  whose: (connection: string) => string | null,
): FirehoseLines {
  const keptOf = makeBodyReader(redact);
  return {
    read({ routingKey, headers, body }, t) {
      const way = routingKey.startsWith('publish.')
        ? 'publish'
        : routingKey.startsWith('deliver.')
          ? 'deliver'
          : null;
      if (way === null) return null;
      const connection = textOf(headers.connection);
      const properties = isObject(headers.properties) ? headers.properties : {};
      const kept = keptOf(
        {
          t,
          way,
          vhost: textOf(headers.vhost),
          exchange: textOf(headers.exchange_name),
          routing_key: textsOf(headers.routing_keys)[0] ?? '',
          queues: way === 'publish' ? textsOf(headers.routed_queues) : [routingKey.slice('deliver.'.length)],
          routed: true,
          redelivered: headers.redelivered === 1,
          properties,
          headers: properties.headers ?? {},
          connection,
          user: whose(connection) ?? textOf(headers.user),
          group: null,
        },
        body,
      );
      const { headers: hidden = {}, ...told } = kept.properties;
      return {
        t,
        dt: Math.round((t - began) * 1000) / 1000,
        kind: way,
        vhost: kept.vhost,
        exchange: kept.exchange,
        routing_keys: [kept.routing_key],
        ...(way === 'publish'
          ? { routed_queues: kept.queues }
          : { queue: kept.queues[0] ?? '', redelivered: kept.redelivered ? 1 : 0 }),
        properties: told,
        headers: hidden,
        node: textOf(headers.node),
        channel: typeof headers.channel === 'number' ? headers.channel : 0,
        connection: kept.connection,
        user: kept.user,
        rpc: kept.rpc,
        payload: kept.body,
      };
    },
  };
}
