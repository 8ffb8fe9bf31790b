/** What a stretch of facts did outside the map's lines: REST and SQL at each service, rows in each database, queues lit. */
import { indexOf } from '../../core/reading/trace-index.ts';
import { isError } from '../../core/story/is-error.ts';
import type { DropReason, Fact, Published } from '../../core/trace/fact.ts';
import type { Trace } from '../../core/trace/trace.ts';
import { exchangeKey, isPlayground, queueKey } from './lanes.ts';

interface HttpAsked {
  readonly from: string;
  readonly to: string;
  /** it was refused, or no answer came */
  readonly isBad: boolean;
}
export interface Marks {
  /** peers asked, one entry a request, by the service that asked */
  readonly http: ReadonlyMap<string, readonly string[]>;
  /** statements, by the service whose connection it was */
  readonly sql: ReadonlyMap<string, number>;
  /** who asked whom by HTTP, request by request */
  readonly asked: readonly HttpAsked[];
  /** rows changed, by database */
  readonly databases: ReadonlyMap<string, number>;
  /** who changed them */
  readonly writers: ReadonlyMap<string, ReadonlySet<string>>;
  /** everybody that published, got, asked or answered something */
  readonly touched: ReadonlySet<string>;
  /** queues that a message went through, on a playground exchanges, too: `queueKey`, `exchangeKey` */
  readonly lit: ReadonlySet<string>;
  /** publications: their exchanges and bindings are lit */
  readonly sent: readonly Published[];
  /** why a copy ended, by the key of its queue or exchange */
  readonly lost: ReadonlyMap<string, DropReason>;
}

/**
 * Facts `from` (exclusive) to `to` (inclusive). Periodic facts are left out unless `isShown` says otherwise; publications
 * that are still `leaving` light no exchange and no queue.
 */
export function marksOf(
  trace: Trace,
  from: number,
  to: number,
  isShown: (fact: Fact) => boolean,
  leaving: ReadonlySet<number>,
): Marks {
  const http = new Map<string, string[]>();
  const sql = new Map<string, number>();
  const databases = new Map<string, number>();
  const writers = new Map<string, Set<string>>();
  const touched = new Set<string>();
  const lit = new Set<string>();
  const sent: Published[] = [];
  const lost = new Map<string, DropReason>();
  const asked: HttpAsked[] = [];
  const { actors } = indexOf(trace);
  const byHand = isPlayground(trace.topology);
  for (const fact of trace.facts.slice(from + 1, to + 1)) {
    if (!isShown(fact)) continue;
    if (fact.kind === 'http.requested') {
      http.set(fact.actor, [...(http.get(fact.actor) ?? []), fact.to]);
      asked.push({ from: fact.actor, to: fact.to, isBad: false });
      touched.add(fact.to);
    } else if (fact.kind === 'http.answered') {
      asked.push({ from: fact.to, to: fact.actor, isBad: isError(fact, actors) });
    } else if (fact.kind === 'http.refused') {
      asked.push({ from: fact.actor, to: fact.to, isBad: true });
    } else if (fact.kind === 'sql.executed') {
      if (fact.verb !== 'COMMIT') sql.set(fact.actor, (sql.get(fact.actor) ?? 0) + 1);
    } else if (fact.kind === 'row.changed') {
      databases.set(fact.database, (databases.get(fact.database) ?? 0) + 1);
      writers.set(fact.database, (writers.get(fact.database) ?? new Set()).add(fact.actor));
    } else if (fact.kind === 'message.published') {
      touched.add(fact.actor);
      if (leaving.has(fact.index)) continue;
      sent.push(fact);
      for (const queue of fact.queues) lit.add(queueKey(fact.vhost, queue));
    } else if (fact.kind === 'message.delivered') touched.add(fact.actor);
    const place = lossOf(fact, trace);
    if (place) lost.set(place.key, place.reason);
    if (byHand) markEntity(fact, lit, touched);
  }
  return { http, asked, sql, databases, writers, touched, lit, sent, lost };
}

/** On the map of a playground: what is declared, bound, consumed and put back, too. */
function markEntity(fact: Fact, lit: Set<string>, touched: Set<string>): void {
  switch (fact.kind) {
    case 'exchange.declared':
    case 'message.published':
      lit.add(exchangeKey(fact.vhost, fact.exchange));
      return;
    case 'binding.added':
      if (fact.destination_type === 'queue') lit.add(queueKey(fact.vhost, fact.destination));
      lit.add(exchangeKey(fact.vhost, fact.source));
      return;
    case 'consumer.added':
    case 'consumer.paused':
      touched.add(fact.actor);
      lit.add(queueKey(fact.vhost, fact.queue));
      return;
    case 'queue.declared':
    case 'message.delivered':
    case 'message.requeued':
      lit.add(queueKey(fact.vhost, fact.queue));
      return;
    case 'message.dropped':
      if (fact.queue !== null) lit.add(queueKey(fact.vhost, fact.queue));
      return;
    case 'amqp.refused':
      touched.add(fact.actor);
      return;
    default:
  }
}

interface Loss {
  readonly key: string;
  readonly reason: DropReason;
}

/** Where a copy ended: in its queue, or at the exchange that found none. */
function lossOf(fact: Fact, trace: Trace): Loss | null {
  if (fact.kind !== 'message.dropped' && fact.kind !== 'message.returned') return null;
  const reason = fact.kind === 'message.dropped' ? fact.reason : 'unroutable';
  const queue = fact.kind === 'message.dropped' ? fact.queue : null;
  const exchange = indexOf(trace).messages.get(fact.message)?.published.exchange ?? '';
  return { key: queue === null ? exchangeKey(fact.vhost, exchange) : queueKey(fact.vhost, queue), reason };
}
