/** A message of RabbitMQ's firehose as a line of our own recordings, redacted: what is not on the allow-list never leaves here. */
import { isObject } from '../core/base/json.ts';
import { makeMessageReader } from '../core/recording/readers/wire-message.ts';
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

/** Here is something missing: `lost` messages, or nobody knows how many (null). */
export interface GapLine {
  readonly kind: 'gap';
  readonly t: number;
  readonly lost: number | null;
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const textsOf = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];

/** `whose` = the service of a connection, by its name in the firehose; null = not known. */
export function lineOf(
  { routingKey, headers, body }: TracedMessage,
  at: { readonly t: number; readonly began: number },
  redact: Redactor,
  whose: (connection: string) => string | null,
): TapLine | null {
  const way = routingKey.startsWith('publish.')
    ? 'publish'
    : routingKey.startsWith('deliver.')
      ? 'deliver'
      : null;
  if (way === null) return null;
  const connection = textOf(headers.connection);
  const properties = isObject(headers.properties) ? headers.properties : {};
  const queues = way === 'publish' ? textsOf(headers.routed_queues) : [routingKey.slice('deliver.'.length)];
  // one reader a message: a line of a delivery has its body, since its publication may lie before the tap
  const kept = makeMessageReader(redact).read(
    {
      t: at.t,
      way,
      vhost: textOf(headers.vhost),
      exchange: textOf(headers.exchange_name),
      routing_key: textsOf(headers.routing_keys)[0] ?? '',
      queues,
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
    t: at.t,
    dt: Math.round((at.t - at.began) * 1000) / 1000,
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
}
