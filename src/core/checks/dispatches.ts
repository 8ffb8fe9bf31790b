/**
 * R2: a request is run once for each of its copies, and once more only where an ack was lost or its publisher repeated
 * it; one listener never runs a `_unique_id` twice within its last 16.
 */
import type { Actor, Fact, FactOf } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';
import type { Violation } from './violation.ts';

/** `_drivers/amqp.py:_MsgIdCache` */
const REMEMBERED = 16;

interface RequestDispatches {
  /** dispatches that what happened allows */
  allowed: number;
  dispatched: number;
}

export function checkDispatches(trace: Trace): readonly Violation[] {
  const found: Violation[] = [];
  const requests = new Map<string, RequestDispatches>();
  const uniqueIds = new Map<number, string>();
  const remembered = new Map<Actor, string[]>();
  for (const fact of trace.facts) {
    if (fact.kind === 'message.published') published(requests, uniqueIds, fact);
    else if (fact.kind === 'service.stopped') remembered.delete(fact.actor);
    else if (fact.kind === 'fault.struck' && fact.fault === 'lose_ack') {
      const request = requests.get(uniqueIds.get(fact.message) ?? '');
      if (request) request.allowed += 1;
    } else if (fact.kind === 'rpc.dispatched') {
      const id = uniqueIds.get(fact.message);
      const request = id === undefined ? undefined : requests.get(id);
      if (id === undefined || !request) continue;
      request.dispatched += 1;
      const say = (what: string): unknown =>
        found.push({
          id: 'R2',
          fact: fact.index,
          sentence: `${fact.method} (message ${fact.message}) ${what}`,
        });
      if (request.dispatched > request.allowed) {
        say(`was run ${request.dispatched} times, and nothing explains more than ${request.allowed}`);
      }
      if (again(remembered, fact, id)) say(`was run twice by ${fact.actor}, which remembers its ids`);
    }
  }
  return found;
}

function published(
  requests: Map<string, RequestDispatches>,
  uniqueIds: Map<number, string>,
  fact: FactOf<'message.published'>,
): void {
  const id = fact.rpc.unique_id;
  if (id === undefined || !['call', 'cast', 'fanout'].includes(fact.rpc.type)) return;
  uniqueIds.set(fact.message, id);
  const known = requests.get(id) ?? { allowed: 0, dispatched: 0 };
  known.allowed += fact.queues.length;
  requests.set(id, known);
}

function again(remembered: Map<Actor, string[]>, fact: Fact, id: string): boolean {
  const ids = remembered.get(fact.actor) ?? [];
  const twice = ids.includes(id);
  remembered.set(fact.actor, [...ids, id].slice(-REMEMBERED));
  return twice;
}
