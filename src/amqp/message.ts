/** Messages and properties: amqplib's names outside, AMQP's inside. */
import type { Delivery, GetAnswer, Returned } from '../core/amqp/api.ts';
import { isObject, type Json } from '../core/base/json.ts';
import type { JsonTable, MessageProperties } from '../core/trace/fact.ts';
import { bytesOf } from './content.ts';
import { shownTable, tableWith } from './field-table.ts';
import { integer, long, options, text } from './fields.ts';
import type { ConsumeMessage, GetMessage, Message, Properties, PublishOptions } from './shapes.ts';

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

function listOf(keys: unknown): string[] | undefined {
  if (keys === undefined) return undefined;
  return Array.isArray(keys) ? keys.map(String) : [String(keys)];
}

function deliveryMode({ persistent, deliveryMode: mode }: Partial<PublishOptions>): number | undefined {
  if (persistent !== undefined) return persistent ? 2 : 1;
  if (typeof mode === 'number') return mode;
  return mode ? 2 : undefined;
}

const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

/** The properties of a publication out of amqplib's options; what is absent stays absent. */
export function propertiesOf(given: PublishOptions | null | undefined): MessageProperties {
  const asked = options(given);
  const lists = { CC: listOf(asked.CC), BCC: listOf(asked.BCC) };
  const made: { [name: string]: unknown } = { headers: tableWith('headers', asked.headers, lists) };
  for (const [name, wire] of TEXTS) if (isGiven(asked[name])) made[wire] = text(name, asked[name]);
  const mode = deliveryMode(asked);
  if (mode !== undefined) made.delivery_mode = integer('deliveryMode', mode, 255);
  if (isGiven(asked.priority)) made.priority = integer('priority', asked.priority, 255);
  if (isGiven(asked.timestamp)) made.timestamp = long('timestamp', asked.timestamp);
  if (isGiven(asked.expiration)) made.expiration = text('expiration', String(asked.expiration));
  return made as MessageProperties;
}

/** `time` of an x-death entry is a timestamp on the wire, and amqplib shows it so. */
function deathWithTime(death: Json): unknown {
  if (!isObject(death) || typeof death.time !== 'number') return shownTable({ death }).death;
  return { ...shownTable(death as JsonTable), time: { '!': 'timestamp', value: death.time } };
}

function headersOf(headers: JsonTable): { [name: string]: unknown } {
  const deaths = headers['x-death'];
  const rest = shownTable(headers);
  return Array.isArray(deaths) ? { ...rest, 'x-death': deaths.map(deathWithTime) } : rest;
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

export function deliveredMessage(delivery: Delivery): ConsumeMessage {
  const { consumerTag, deliveryTag, redelivered, exchange, routingKey } = delivery;
  return {
    fields: { consumerTag, deliveryTag, redelivered, exchange, routingKey },
    properties: propertiesFrom(delivery.properties),
    content: bytesOf(delivery.body),
  };
}

export function gotMessage(answer: GetAnswer): GetMessage {
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
    // as on the wire: neither tag nor `redelivered`, which amqplib's type promises
    fields: { replyCode, replyText, exchange, routingKey } as Message['fields'],
    properties: propertiesFrom(returned.properties),
    content: bytesOf(returned.body),
  };
}
