/** One message as a broker had it, redacted: the same for every format that shows messages of a broker. */
import { isObject, type JsonObject, parseJson } from '../../base/json.ts';
import type { JsonTable, MessageProperties, RpcSummary } from '../../trace/fact.ts';
import { HIDDEN_KEY, isHidden } from '../../trace/hidden.ts';
import { isSeconds } from '../redact/allowed.ts';
import { bytesIn, isTooDeep } from '../redact/measure.ts';
import type { Redactor } from '../redact/redactor.ts';
import { summarizeMessage } from '../summary.ts';
import { isTime } from './clock.ts';
import type { MessageRecord } from './records.ts';

/** What a format tells of a message. `payload` = the body: a text, or what a recorder parsed of it. */
export interface RawMessage
  extends Pick<
    MessageRecord,
    't' | 'way' | 'vhost' | 'exchange' | 'routing_key' | 'queues' | 'routed' | 'redelivered'
  > {
  readonly properties: unknown;
  readonly headers: unknown;
  readonly connection: string;
  readonly user: string;
  readonly payload: unknown;
  readonly group: MessageRecord['group'];
  /** what a recorder that hid the body tells of it: the events of an `external_instance_event` are named there alone */
  readonly detail?: unknown;
}

const DEEPEST = 32;

/** What a reader of messages is asked with each of them. */
interface MessageReader {
  read(raw: RawMessage): MessageRecord;
  /** The delivery of a message that has been published, by its `_unique_id`: its body need not be looked at. null = not yet. */
  readAgain(raw: Omit<RawMessage, 'payload'>, uniqueId: string): MessageRecord | null;
  /** Messages that are kept no longer: should one be delivered still, its body is read. */
  forget(pairs: Iterable<string>): void;
}

/** Made once for a reader: it remembers which messages have been published, whose bodies need not be kept again. */
export function makeMessageReader(redact: Redactor): MessageReader {
  const published = new Set<string>();
  const nameOf = (name: string): string => redact.name(name, 'broker');
  const headOf = (raw: Omit<RawMessage, 'payload'>) =>
    ({
      kind: 'message',
      t: raw.t,
      way: raw.way,
      vhost: nameOf(raw.vhost),
      exchange: nameOf(raw.exchange),
      routing_key: nameOf(raw.routing_key),
      routed: raw.routed,
      queues: raw.queues.map(nameOf),
      redelivered: raw.redelivered,
      connection: nameOf(raw.connection),
      user: nameOf(raw.user),
      group: raw.group,
    }) as const;
  return {
    read(raw) {
      const { payload } = raw;
      const message = innerOf(payload);
      const known = withDetail(summarizeMessage(raw.exchange, raw.routing_key, message), raw.detail);
      const pair = `${raw.vhost}\n${known.unique_id ?? `${raw.exchange}\n${raw.routing_key}\n${typeof payload === 'string' ? payload : JSON.stringify(payload)}`}`;
      const isNew = raw.way === 'publish' || !published.has(pair);
      // one of a time that cannot be is left out of the trace: its delivery stands for it
      if (raw.way === 'publish' && isTime(raw.t)) published.add(pair);
      return {
        ...headOf(raw),
        properties: isNew ? propertiesOf(raw.properties, raw.headers, redact) : {},
        body: isNew ? bodyOf(payload, message, redact) : '',
        rpc: isNew ? summaryOf(known, payload, redact) : { type: 'other' },
        pair,
      };
    },
    readAgain(raw, uniqueId) {
      const pair = `${raw.vhost}\n${uniqueId}`;
      if (!published.has(pair)) return null;
      return { ...headOf(raw), properties: {}, body: '', rpc: { type: 'other' }, pair };
    },
    forget(pairs) {
      for (const pair of pairs) published.delete(pair);
    },
  };
}

/** Where the body says no more than that something was hidden, what its recorder told. */
const withDetail = (known: RpcSummary, told: unknown): RpcSummary =>
  typeof told === 'string' && isHidden(known.detail) ? { ...known, detail: told } : known;

/** The inner message of a payload, parsed or not; null where it is none, or nests too deep to be looked at. */
export function innerOf(payload: unknown): JsonObject | null {
  const envelope =
    typeof payload === 'string' ? (isTooDeep(payload, DEEPEST) ? null : parseJson(payload)) : payload;
  if (!isObject(envelope)) return null;
  const inner = envelope['oslo.message'];
  const read = typeof inner === 'string' ? (isTooDeep(inner, DEEPEST) ? null : parseJson(inner)) : inner;
  return isObject(read) ? (read as JsonObject) : null;
}

export function bodyOf(payload: unknown, message: JsonObject | null, redact: Redactor): string {
  if (payload === '') return '';
  if (message === null) return redact.hide(payload, 'body');
  // parsed once, as recorders write it: a text within a text would only be longer
  return JSON.stringify({ 'oslo.version': '2.0', 'oslo.message': redact.message(message) });
}

const DETAIL = /^[A-Za-z?][A-Za-z_.-]{0,60}([ ,][A-Za-z?][A-Za-z_.-]{0,60}){0,8}$/;
const METHOD = /^[A-Za-z_][A-Za-z_-]{0,63}(\.[A-Za-z_][A-Za-z_-]{0,63}){0,7}$/;
const PUBLISHER = /^[a-z]{2,20}-?[a-z_-]{0,24}[:.][A-Za-z0-9._-]{1,64}$/;

/** The summary of the raw message, with ids renamed and words that look like words. */
function summaryOf(known: RpcSummary, payload: unknown, redact: Redactor): RpcSummary {
  const { type, timeout, ending } = known;
  const words = (
    key: 'method' | 'version' | 'namespace' | 'failure',
    shape: Parameters<Redactor['text']>[1],
  ) => (known[key] === undefined ? {} : { [key]: redact.text(known[key], shape, 'context') });
  const ids = (key: 'msg_id' | 'unique_id') =>
    known[key] === undefined ? {} : { [key]: String(redact.cell(key, known[key], 'context')) };
  const requests = (key: 'request_id' | 'global_request_id') =>
    known[key] === undefined ? {} : { [key]: redact.text(known[key], 'request', 'context') };
  const detail = known.detail;
  const detailKept = (): string =>
    type === 'notification'
      ? redact.shapedName(detail, PUBLISHER, 'arguments')
      : redact.text(detail, DETAIL, 'arguments');
  return {
    type,
    ...words('method', METHOD),
    ...words('version', 'version'),
    ...words('namespace', METHOD),
    ...ids('msg_id'),
    ...ids('unique_id'),
    ...(known.reply_q === undefined ? {} : { reply_q: redact.name(known.reply_q, 'broker') }),
    ...(timeout !== undefined && isSeconds(timeout) ? { timeout } : {}),
    ...requests('request_id'),
    ...requests('global_request_id'),
    ...(detail === undefined ? {} : { detail: detailKept() }),
    ...words('failure', 'class'),
    ...(ending === undefined ? {} : { ending }),
    body_bytes: bytesIn(payload),
  };
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
