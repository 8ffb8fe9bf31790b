/** Messages and properties: amqplib's names outside, AMQP's inside. */
import type { Delivery, GetAnswer, Returned } from '../core/amqp/api.ts';
import { isObject, type Json } from '../core/base/json.ts';
import type { JsonTable, MessageProperties } from '../core/trace/fact.ts';
import { bytesOf } from './content.ts';
import { integer, number, options, table, text } from './fields.ts';
import type { Message, Properties, PublishOptions } from './shapes.ts';

const TEXTS = [
  ['contentType', 'content_type'],
  ['contentEncoding', 'content_encoding'],
  ['correlationId', 'correlation_id'],
  ['replyTo', 'reply_to'],
  ['messageId', 'message_id'],
  ['type', 'type'],
  ['userId', 'user_id'],
  ['appId', 'app_id'],
] as const;

const listOf = (keys: unknown): string[] => (Array.isArray(keys) ? keys.map(String) : [String(keys)]);

function deliveryMode({ persistent, deliveryMode: mode }: Partial<PublishOptions>): number | undefined {
  if (persistent !== undefined) return persistent ? 2 : 1;
  if (typeof mode === 'number') return mode;
  return mode ? 2 : undefined;
}

/** The properties of a publication out of amqplib's options; what is absent stays absent. */
export function propertiesOf(given: PublishOptions | null | undefined): MessageProperties {
  const asked = options(given);
  const headers = table('headers', asked.headers);
  if (asked.CC !== undefined) headers.CC = listOf(asked.CC);
  if (asked.BCC !== undefined) headers.BCC = listOf(asked.BCC);
  const made: { [name: string]: unknown } = { headers: headers as JsonTable };
  for (const [name, wire] of TEXTS) {
    if (asked[name] !== undefined && asked[name] !== null) made[wire] = text(name, asked[name]);
  }
  const mode = deliveryMode(asked);
  if (mode !== undefined) made.delivery_mode = integer('deliveryMode', mode, 255);
  if (asked.priority !== undefined) made.priority = integer('priority', asked.priority, 255);
  if (asked.timestamp !== undefined) made.timestamp = number('timestamp', asked.timestamp);
  if (asked.expiration !== undefined) made.expiration = text('expiration', String(asked.expiration));
  return made as MessageProperties;
}

/** `time` of an x-death entry is a timestamp on the wire, and amqplib shows it so. */
function deathWithTime(death: Json): unknown {
  if (!isObject(death) || typeof death.time !== 'number') return death;
  return { ...death, time: { '!': 'timestamp', value: death.time } };
}

function headersOf(headers: JsonTable): { [name: string]: unknown } {
  const deaths = headers['x-death'];
  if (!Array.isArray(deaths)) return { ...headers };
  return { ...headers, 'x-death': deaths.map(deathWithTime) };
}

function propertiesFrom(wire: MessageProperties): Properties {
  return {
    contentType: wire.content_type,
    contentEncoding: wire.content_encoding,
    headers: headersOf(wire.headers ?? {}),
    deliveryMode: wire.delivery_mode,
    priority: wire.priority,
    correlationId: wire.correlation_id,
    replyTo: wire.reply_to,
    expiration: wire.expiration,
    messageId: wire.message_id,
    timestamp: wire.timestamp,
    type: wire.type,
    userId: wire.user_id,
    appId: wire.app_id,
    clusterId: undefined,
  };
}

export function deliveredMessage(delivery: Delivery): Message {
  const { consumerTag, deliveryTag, redelivered, exchange, routingKey } = delivery;
  return {
    fields: { consumerTag, deliveryTag, redelivered, exchange, routingKey },
    properties: propertiesFrom(delivery.properties),
    content: bytesOf(delivery.body),
  };
}

export function gotMessage(answer: GetAnswer): Message {
  const { deliveryTag, redelivered, exchange, routingKey, messageCount } = answer;
  return {
    fields: { deliveryTag, redelivered, exchange, routingKey, messageCount },
    properties: propertiesFrom(answer.properties),
    content: bytesOf(answer.body),
  };
}

export function returnedMessage(returned: Returned): Message {
  const { replyCode, replyText, exchange, routingKey } = returned;
  return {
    fields: { replyCode, replyText, exchange, routingKey },
    properties: propertiesFrom(returned.properties),
    content: bytesOf(returned.body),
  };
}
