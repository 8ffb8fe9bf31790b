/** A trace's messages as text, one line each, for people: the terminal's sequence diagram. */
import type { Actor, FactOf } from '../trace/fact.ts';
import { causedByCommand, isTold } from '../trace/origin.ts';
import type { Trace } from '../trace/trace.ts';
import { type FirehoseOptions, receiversOf } from './firehose.ts';

/** `   1.011 s  nova-api -> nova-conductor-super  cast schedule_and_build_instances 1.17  (/ nova conductor)`, in order. */
export function* sequenceLines(trace: Trace, options: FirehoseOptions): Iterable<string> {
  const caused = causedByCommand(trace);
  const told = isTold(trace);
  const receivers = receiversOf(trace.facts);
  for (const fact of trace.facts) {
    if (fact.kind !== 'message.published' || !told(fact)) continue;
    if (!options.periodic && fact.group === 'periodic' && !caused[fact.index]) continue;
    yield sequenceLine(fact, receivers.get(fact.message) ?? []);
  }
}

export function sequenceLine(fact: FactOf<'message.published'>, to: readonly Actor[]): string {
  const seconds = (fact.at / 1_000_000).toFixed(3).padStart(9);
  const { vhost, exchange, routing_key } = fact;
  const place = [vhost, exchange === '' ? '(default)' : exchange, routing_key === '' ? "''" : routing_key];
  return `${seconds} s  ${fact.actor} -> ${receiver(fact, to)}  ${what(fact)}  (${place.join(' ')})`;
}

function receiver(fact: FactOf<'message.published'>, to: readonly Actor[]): string {
  if (to.length > 0) return to.join(', ');
  return fact.queues.length === 0
    ? 'nobody (no queue bound)'
    : `nobody yet (waits in ${fact.queues.join(', ')})`;
}

function what(fact: FactOf<'message.published'>): string {
  const { type, method, version, detail, in_reply_to, failure } = fact.rpc;
  if (type === 'reply') return `reply to ${in_reply_to ?? '?'}${failure ? `: ${failure}` : ''}`;
  return [type, method ?? '', version ?? '', detail ?? ''].filter((word) => word !== '').join(' ');
}
