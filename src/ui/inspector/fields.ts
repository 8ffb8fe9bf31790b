/** What the inspector says of a message: its envelope, its place in oslo.messaging, and what became of it. */

import { bytesOf, type MessageStory } from '../../core/reading/lookup.ts';
import { indexOf } from '../../core/reading/trace-index.ts';
import type { Published } from '../../core/trace/fact.ts';
import type { Trace } from '../../core/trace/trace.ts';
import type { World } from '../../core/trace/world.ts';
import type { MessageField } from '../../i18n/index.ts';
import { duration, type Texts } from '../../i18n/index.ts';

/** One line: identifiers in `code` style, words as text; null = unknown, because a recording cannot tell. */
export interface FieldLine {
  readonly field: MessageField;
  readonly values: readonly string[] | null;
  readonly code: boolean;
}

const code = (field: MessageField, ...values: (string | number | undefined)[]): FieldLine[] => {
  const known = values.filter((value) => value !== undefined).map(String);
  return known.length === 0 ? [] : [{ field, values: known, code: true }];
};
const words = (field: MessageField, ...values: string[]): FieldLine => ({ field, values, code: false });

/** The flag travels with the publication only; no trace of a broker shows it. */
const UNKNOWN_MANDATORY: FieldLine = { field: 'mandatory', values: null, code: false };

/** AMQP's part: where it was put, how it was routed, its properties. */
export function envelopeLines(
  fact: Published,
  world: World,
  texts: Texts,
  simulated = true,
): readonly FieldLine[] {
  const t = texts.panels;
  const { properties: p } = fact;
  return [
    words('publisher', fact.actor),
    words('published_at', duration(fact.at / 1000)),
    ...code('vhost', fact.vhost),
    fact.exchange === '' ? words('exchange', t.common.defaultExchange) : line('exchange', [fact.exchange]),
    fact.routing_key === ''
      ? words('routing_key', t.common.emptyText)
      : line('routing_key', [fact.routing_key]),
    words('routed_how', routedHow(fact, world, texts)),
    fact.queues.length === 0 ? words('queues', t.common.none) : line('queues', fact.queues),
    words('size', t.inspector.bytes(fact.rpc.body_bytes ?? bytesOf(fact.body))),
    ...(p.expiration === undefined ? [] : [words('expiration', t.inspector.milliseconds(p.expiration))]),
    ...code('delivery_mode', p.delivery_mode),
    ...code('priority', p.priority),
    ...code('content_type', p.content_type),
    ...code('content_encoding', p.content_encoding),
    ...(Object.keys(p.headers ?? {}).length === 0 ? [] : code('headers', JSON.stringify(p.headers))),
    simulated ? words('mandatory', fact.mandatory ? t.common.yes : t.common.no) : UNKNOWN_MANDATORY,
    ...code('connection', fact.connection),
  ];
}

/** oslo.messaging's part. */
export function rpcLines(fact: Published, timeout: unknown, texts: Texts): readonly FieldLine[] {
  const { rpc } = fact;
  const t = texts.panels.inspector;
  const watched = typeof timeout === 'number' ? t.seconds(timeout) : t.timeoutNone;
  return [
    words('kind', texts.words.rpcTypes[rpc.type]),
    ...code('method', rpc.method ?? rpc.in_reply_to, rpc.method === undefined ? undefined : rpc.detail),
    ...code('version', rpc.version),
    ...code('namespace', rpc.namespace),
    ...code('msg_id', rpc.msg_id),
    ...code('reply_q', rpc.reply_q),
    ...code('unique_id', rpc.unique_id),
    ...code('request_id', rpc.request_id),
    ...(rpc.type === 'call' ? [words('timeout', watched)] : []),
    ...code('failure', rpc.failure),
    words('group', texts.words.groups[fact.group]),
  ];
}

/** What became of it, as far as the cursor has come; acks and the like are unknown for a recording. */
export function deliveryLines(
  fact: Published,
  trace: Trace,
  upTo: number,
  texts: Texts,
): readonly FieldLine[] {
  const story = indexOf(trace).messages.get(fact.message);
  if (!story) return [];
  const c = texts.panels.common;
  const seen = <T extends { readonly index: number }>(list: readonly T[]): T[] =>
    list.filter((one) => one.index <= upTo);
  const moments = (
    field: MessageField,
    list: readonly { actor: string; at: number; index: number }[],
  ): FieldLine => {
    const told = seen(list).map((one) => `${one.actor}${c.comma}${duration(one.at / 1000)}`);
    return words(field, ...(told.length > 0 ? told : [c.none]));
  };
  const inside = (
    field: MessageField,
    list: MessageStory['acked' | 'dispatched' | 'completed'],
  ): FieldLine =>
    trace.source === 'simulated' ? moments(field, list) : { field, values: null, code: false };
  const drops = seen(story.dropped).map((one) => texts.words.drops[one.reason]);
  const again = seen(story.delivered).some((one) => one.redelivered);
  return [
    moments('delivered', story.delivered),
    ...(again ? [words('redelivered', c.yes)] : []),
    inside('acked', story.acked),
    inside('dispatched', story.dispatched),
    inside('completed', story.completed),
    ...(drops.length > 0 ? [words('dropped', ...drops)] : []),
  ];
}

function line(field: MessageField, values: readonly string[]): FieldLine {
  return { field, values, code: true };
}

function routedHow(fact: Published, world: World, texts: Texts): string {
  const t = texts.panels.inspector.routed;
  if (fact.queues.length === 0) return t.nowhere;
  if (fact.exchange === '') return t.default;
  const type = world.vhosts.get(fact.vhost)?.exchanges.get(fact.exchange)?.type ?? typeByName(fact.exchange);
  return type === 'headers' ? t.direct : t[type];
}

/** A recording declares nothing: oslo.messaging names its fanout exchanges so, and all others of a call are topics. */
function typeByName(exchange: string): 'fanout' | 'topic' {
  return exchange.endsWith('_fanout') ? 'fanout' : 'topic';
}
