/** What a shut part of the details says of itself in one line. */
import { isObject } from '../../core/base/json.ts';
import { bytesOf } from '../../core/reading/lookup.ts';
import { indexOf } from '../../core/reading/trace-index.ts';
import type { Published } from '../../core/trace/fact.ts';
import type { Trace } from '../../core/trace/trace.ts';
import { duration, type Texts } from '../../i18n/index.ts';
import type { MessageWire } from './wire.ts';

export function envelopeAside({ exchange, routing_key, body, rpc }: Published, texts: Texts): string {
  const { common, inspector } = texts.panels;
  const from = exchange === '' ? common.defaultExchange : exchange;
  const to = routing_key === '' ? common.emptyText : routing_key;
  return `${from} → ${to}${common.comma}${inspector.bytes(rpc.body_bytes ?? bytesOf(body))}`;
}

export function bodyAside({ rpc }: Published, { content }: MessageWire, texts: Texts): string {
  const { common, inspector } = texts.panels;
  const method = rpc.method ?? rpc.in_reply_to ?? '';
  const name = rpc.version === undefined ? method : `${method} ${rpc.version}`;
  const told =
    rpc.failure ?? (isObject(content.args) ? inspector.args(Object.keys(content.args).length) : '');
  return [name, told].filter((part) => part !== '').join(common.comma);
}

/** The furthest that it came, by the cursor. */
export function deliveryAside(fact: Published, trace: Trace, upTo: number, texts: Texts): string {
  const t = texts.panels.inspector.came;
  const story = indexOf(trace).messages.get(fact.message);
  const last = <F extends { readonly index: number; readonly at: number }>(
    list: readonly F[] = [],
  ): F | null => list.findLast((one) => one.index <= upTo) ?? null;
  const completed = last(story?.completed);
  if (completed) return t.done(duration(completed.at / 1000));
  const dropped = last(story?.dropped);
  if (dropped) return texts.words.drops[dropped.reason];
  if (fact.queues.length === 0) return texts.words.drops.unroutable;
  if (last(story?.dispatched)) return t.inWork;
  if (last(story?.acked)) return t.acked;
  const delivered = last(story?.delivered);
  return delivered ? t.delivered(duration(delivered.at / 1000)) : t.ready;
}
