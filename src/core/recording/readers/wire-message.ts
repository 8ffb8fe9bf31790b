/** One message as a broker had it, redacted: the same for every format that shows messages of a broker. */
import { isObject, type JsonObject } from '../../base/json.ts';
import type { JsonTable, MessageProperties, RpcSummary } from '../../trace/fact.ts';
import { HIDDEN_KEY, isHidden } from '../../trace/hidden.ts';
import { isSeconds } from '../redact/allowed.ts';
import { bytesIn, parseBounded } from '../redact/measure.ts';
import type { Redactor } from '../redact/redactor.ts';
import { summarizeMessage } from '../summary.ts';
import { isTime } from './clock.ts';
import type { MessageRecord } from './records.ts';

/** What a format tells of a message beside its body. */
export interface RawMessage
  extends Pick<
    MessageRecord,
    't' | 'way' | 'vhost' | 'exchange' | 'routing_key' | 'queues' | 'routed' | 'redelivered'
  > {
  readonly properties: unknown;
  readonly headers: unknown;
  readonly connection: string;
  readonly user: string;
  readonly group: MessageRecord['group'];
  /** what a recorder that hid the body tells of it: the events of an `external_instance_event` are named there alone */
  readonly detail?: unknown;
}

/** What a reader of messages is asked with each of them. */
interface MessageReader {
  /** `payload` = the body: a text, or what a recorder parsed of it. */
  read(raw: RawMessage, payload: unknown): MessageRecord;
  /** The delivery of a message that has been published, by its `_unique_id`: its body need not be looked at. null = not yet. */
  readAgain(raw: RawMessage, uniqueId: string): MessageRecord | null;
  /** Messages that are kept no longer: should one be delivered still, its body is read. */
  forget(pairs: Iterable<string>): void;
}

/** Made once for a reader: it remembers which messages have been published, whose bodies need not be kept again. */
export function makeMessageReader(redact: Redactor): MessageReader {
  const published = new Set<string>();
  const nameOf = (name: string): string => redact.name(name, 'broker');
  const recordOf = (
    raw: RawMessage,
    pair: string,
    properties: MessageProperties,
    body: string,
    rpc: RpcSummary,
  ): MessageRecord => ({
    kind: 'message',
    t: raw.t,
    way: raw.way,
    vhost: nameOf(raw.vhost),
    exchange: nameOf(raw.exchange),
    routing_key: nameOf(raw.routing_key),
    routed: raw.routed,
    queues: raw.queues.length === 1 ? [nameOf(raw.queues[0] ?? '')] : raw.queues.map(nameOf),
    redelivered: raw.redelivered,
    connection: nameOf(raw.connection),
    user: nameOf(raw.user),
    group: raw.group,
    properties,
    body,
    rpc,
    pair,
  });
  return {
    read(raw, payload) {
      const message = innerOf(payload);
      const known = withDetail(summarizeMessage(raw.exchange, raw.routing_key, message), raw.detail);
      const pair = `${raw.vhost}\n${known.unique_id ?? `${raw.exchange}\n${raw.routing_key}\n${typeof payload === 'string' ? payload : JSON.stringify(payload)}`}`;
      if (raw.way === 'deliver' && published.has(pair)) return recordOf(raw, pair, NONE, '', OTHER);
      // one of a time that cannot be is left out of the trace: its delivery stands for it
      if (raw.way === 'publish' && isTime(raw.t)) published.add(pair);
      const properties = propertiesOf(raw.properties, raw.headers, redact);
      const body = bodyOf(payload, message, redact);
      return recordOf(raw, pair, properties, body, summaryOf(known, payload, redact));
    },
    readAgain(raw, uniqueId) {
      const pair = `${raw.vhost}\n${uniqueId}`;
      return published.has(pair) ? recordOf(raw, pair, NONE, '', OTHER) : null;
    },
    forget(pairs) {
      for (const pair of pairs) published.delete(pair);
    },
  };
}

/** What is told of a message that was told of when it was published. */
const NONE: MessageProperties = {};
const OTHER: RpcSummary = { type: 'other' };

/** Where the body says no more than that something was hidden, what its recorder told. */
const withDetail = (known: RpcSummary, told: unknown): RpcSummary =>
  typeof told === 'string' && isHidden(known.detail) ? { ...known, detail: told } : known;

/** The inner message of a payload, parsed or not; null where it is none, or out of bounds. */
export function innerOf(payload: unknown): JsonObject | null {
  const envelope = typeof payload === 'string' ? parseBounded(payload) : payload;
  if (!isObject(envelope)) return null;
  const inner = envelope['oslo.message'];
  const read = typeof inner === 'string' ? parseBounded(inner) : inner;
  return isObject(read) ? (read as JsonObject) : null;
}

export function bodyOf(payload: unknown, message: JsonObject | null, redact: Redactor): string {
  if (payload === '') return '';
  const kept = message && redact.message(message);
  // parsed once, as recorders write it: a text within a text would only be longer
  return kept === null
    ? redact.hide(payload, 'body')
    : inOnePiece(`{"oslo.version":"2.0","oslo.message":${kept}}`);
}

/** A text made of many pieces holds all of them, until one of its letters is asked for. */
function inOnePiece(text: string): string {
  text.charCodeAt(text.length - 1);
  return text;
}

const DETAIL = /^[A-Za-z?][A-Za-z_.-]{0,60}([ ,][A-Za-z?][A-Za-z_.-]{0,60}){0,8}$/;
const METHOD = /^[A-Za-z_][A-Za-z_-]{0,63}(\.[A-Za-z_][A-Za-z_-]{0,63}){0,7}$/;
const PUBLISHER = /^[a-z]{2,20}-?[a-z_-]{0,24}[:.][A-Za-z0-9._-]{1,64}$/;

/** The summary of the raw message, with ids renamed and words that look like words. */
function summaryOf(known: RpcSummary, payload: unknown, redact: Redactor): RpcSummary {
  const { type, msg_id, unique_id, reply_q, timeout, detail, ending } = known;
  const kept: { -readonly [K in keyof RpcSummary]: RpcSummary[K] } = { type };
  const text = (
    key: 'method' | 'version' | 'namespace' | 'request_id' | 'global_request_id' | 'failure',
    look: Parameters<Redactor['text']>[1],
  ): void => {
    if (known[key] !== undefined) kept[key] = redact.text(known[key], look, 'context');
  };
  text('method', METHOD);
  text('version', 'version');
  text('namespace', METHOD);
  if (msg_id !== undefined) kept.msg_id = String(redact.cell('msg_id', msg_id, 'context'));
  if (unique_id !== undefined) kept.unique_id = String(redact.cell('unique_id', unique_id, 'context'));
  if (reply_q !== undefined) kept.reply_q = redact.name(reply_q, 'broker');
  if (timeout !== undefined && isSeconds(timeout)) kept.timeout = timeout;
  text('request_id', 'request');
  text('global_request_id', 'request');
  if (detail !== undefined)
    kept.detail =
      type === 'notification'
        ? redact.shapedName(detail, PUBLISHER, 'arguments')
        : redact.text(detail, DETAIL, 'arguments');
  text('failure', 'class');
  if (ending !== undefined) kept.ending = ending;
  kept.body_bytes = bytesIn(payload);
  return kept;
}

/** Kinds and encodings of bodies, of OpenStack and of what else is sent over brokers. */
const TEXTS: readonly (readonly [keyof MessageProperties, RegExp])[] = [
  [
    'content_type',
    /^(text\/(plain|html|xml|csv)|application\/(data|json|xml|octet-stream|grpc|(x-)?(protobuf|msgpack|yaml|avro|python-serialize)|vnd\.(masstransit\+json|google\.protobuf)|cloudevents\+json))(; ?charset=utf-?8)?$/i,
  ],
  ['content_encoding', /^(utf-?8|us-ascii|ascii|binary|base64|identity|gzip|deflate|zlib|bzip2|br|zstd)$/i],
];
/** The largest of each that AMQP or a clock knows. */
const NUMBERS: readonly (readonly [keyof MessageProperties, number])[] = [
  ['delivery_mode', 2],
  ['priority', 255],
  ['timestamp', 4e12],
];
const IDS: readonly (keyof MessageProperties)[] = ['correlation_id', 'message_id', 'reply_to'];
const HIDDEN: readonly (keyof MessageProperties)[] = ['type', 'user_id', 'app_id'];

export function propertiesOf(given: unknown, headers: unknown, redact: Redactor): MessageProperties {
  const kept: { [key: string]: unknown } = {};
  const own = isObject(given) ? given : {};
  for (const [key, look] of TEXTS)
    if (own[key] !== undefined) kept[key] = redact.text(own[key], look, 'headers');
  const { expiration } = own;
  if (typeof expiration === 'string' && /^\d{1,10}$/.test(expiration)) kept.expiration = expiration;
  else if (expiration !== undefined) redact.hide(expiration, 'headers');
  for (const [key, most] of NUMBERS) {
    const value = own[key];
    if (Number.isSafeInteger(value) && Number(value) >= 0 && Number(value) <= most) kept[key] = value;
    else if (value !== undefined && value !== null) redact.hide(value, 'headers');
  }
  for (const key of IDS)
    if (typeof own[key] === 'string' && own[key] !== '')
      kept[key] = redact.cell('msg_id', own[key], 'headers');
  for (const key of HIDDEN)
    if (own[key] !== undefined && own[key] !== '') kept[key] = redact.hide(own[key], 'headers');
  const all = isObject(headers) ? headers : isObject(own.headers) ? own.headers : {};
  if (Object.keys(all).length > 0)
    kept.headers = { [HIDDEN_KEY]: redact.hide(all, 'headers') } satisfies JsonTable;
  return kept as MessageProperties;
}
