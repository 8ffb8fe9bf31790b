/** One line of the recorder's trace.ndjson, checked field by field: lenient to unknown keys, never guessing a missing one. */
import { isObject, type Json, parseJson } from '../base/json.ts';
import { toWire } from '../trace/body.ts';
import type { Group, JsonTable, MessageProperties, RpcSummary } from '../trace/fact.ts';
import { summarizeBody } from './summary.ts';

export interface RecordedLine {
  readonly kind: 'publish' | 'deliver';
  /** epoch milliseconds */
  readonly t: number;
  readonly vhost: string;
  readonly exchange: string;
  readonly routing_key: string;
  /** publish: the queues it went to; deliver: the one queue */
  readonly queues: readonly string[];
  readonly redelivered: boolean;
  readonly properties: MessageProperties;
  readonly connection: string;
  readonly user: string;
  readonly body: string;
  readonly rpc: RpcSummary;
  readonly group: Group;
}

/** The line, or a text that says what is wrong with it. */
export function parseRecordedLine(text: string): RecordedLine | string {
  const line = parseJson(text);
  if (line === undefined) return 'is no JSON';
  return isObject(line) ? fromObject(line) : 'is no JSON object';
}

const GROUPS: readonly string[] = ['scenario', 'neutron', 'periodic'];

function fromObject(line: { readonly [key: string]: unknown }): RecordedLine | string {
  const { kind, t, vhost, exchange, user, payload } = line;
  if (kind !== 'publish' && kind !== 'deliver') return '`kind` is neither publish nor deliver';
  if (typeof t !== 'number' || !Number.isFinite(t)) return '`t` is no number';
  if (typeof vhost !== 'string') return '`vhost` is missing';
  if (typeof exchange !== 'string') return '`exchange` is missing';
  if (typeof user !== 'string') return '`user` is missing';
  if (payload === undefined) return '`payload` is missing';
  const routingKey = Array.isArray(line.routing_keys) ? line.routing_keys[0] : undefined;
  if (typeof routingKey !== 'string') return '`routing_keys` holds no text';
  const queues = kind === 'publish' ? line.routed_queues : [line.queue];
  if (!Array.isArray(queues) || !queues.every((q) => typeof q === 'string')) {
    return kind === 'publish' ? '`routed_queues` is no list of texts' : '`queue` is missing';
  }
  const body = toWire(payload as Json);
  const properties = propertiesOf(line.properties, line.headers);
  return {
    kind,
    t,
    vhost,
    exchange,
    routing_key: routingKey,
    queues,
    redelivered: line.redelivered === 1 || line.redelivered === true,
    properties,
    connection: typeof line.connection === 'string' ? line.connection : '',
    user,
    body,
    rpc: summarizeBody(exchange, routingKey, body, properties),
    group: GROUPS.includes(String(line.group)) ? (line.group as Group) : 'periodic',
  };
}

function propertiesOf(properties: unknown, headers: unknown): MessageProperties {
  const known = isObject(properties) ? (properties as MessageProperties) : {};
  return isObject(headers) && Object.keys(headers).length > 0
    ? { ...known, headers: headers as JsonTable }
    : known;
}
