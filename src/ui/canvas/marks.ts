/** What a stretch of facts did outside the map's lines: REST and SQL at each service, rows in each database, queues lit. */

import { indexOf } from '../../core/reading/trace-index.ts';
import type { DropReason, Fact, Published } from '../../core/trace/fact.ts';
import type { Trace } from '../../core/trace/trace.ts';
import { isPlayground } from './layout.ts';
import { exchangeRowOf, type QueueRow, queueRows, rowOf } from './queue-rows.ts';

export interface Marks {
  /** peers asked, one entry a request, by the service that asked */
  readonly http: ReadonlyMap<string, readonly string[]>;
  /** statements, by the service whose connection it was */
  readonly sql: ReadonlyMap<string, number>;
  /** rows changed, by database */
  readonly databases: ReadonlyMap<string, number>;
  /** everybody that published, got, asked or answered something */
  readonly touched: ReadonlySet<string>;
  /** keys of the queue rows that a message went through */
  readonly rows: ReadonlySet<string>;
  /** publications: their exchanges and bindings are lit */
  readonly sent: readonly Published[];
  /** on the map of a playground: why a copy ended at a line, by the line's key */
  readonly lost: ReadonlyMap<string, DropReason>;
}

/** Facts `from` (exclusive) to `to` (inclusive). Periodic facts are left out unless `periodic`. */
export function marksOf(trace: Trace, from: number, to: number, isShown: (fact: Fact) => boolean): Marks {
  const http = new Map<string, string[]>();
  const sql = new Map<string, number>();
  const databases = new Map<string, number>();
  const touched = new Set<string>();
  const rows = new Set<string>();
  const sent: Published[] = [];
  const lost = new Map<string, DropReason>();
  const byHand = isPlayground(trace.topology);
  for (const fact of trace.facts.slice(from + 1, to + 1)) {
    if (!isShown(fact)) continue;
    if (fact.kind === 'http.requested') {
      http.set(fact.actor, [...(http.get(fact.actor) ?? []), fact.to]);
      touched.add(fact.to);
    } else if (fact.kind === 'sql.executed') {
      if (fact.verb !== 'COMMIT') sql.set(fact.actor, (sql.get(fact.actor) ?? 0) + 1);
    } else if (fact.kind === 'row.changed') {
      databases.set(fact.database, (databases.get(fact.database) ?? 0) + 1);
    } else if (fact.kind === 'message.published') {
      touched.add(fact.actor);
      sent.push(fact);
      for (const queue of fact.queues) {
        const row = rowOf(queueRows(trace), fact.vhost, queue);
        if (row) rows.add(row.key);
      }
    } else if (fact.kind === 'message.delivered') touched.add(fact.actor);
    if (!byHand) continue;
    markEntity(fact, queueRows(trace), rows, touched);
    const place = lossOf(fact, trace);
    if (place) lost.set(place.row.key, place.reason);
  }
  return { http, sql, databases, touched, rows, sent, lost };
}

/** On the map of a playground: what is declared, bound, consumed and put back, too. */
function markEntity(fact: Fact, all: readonly QueueRow[], rows: Set<string>, touched: Set<string>): void {
  const add = (row: QueueRow | null): void => {
    if (row) rows.add(row.key);
  };
  switch (fact.kind) {
    case 'exchange.declared':
      add(exchangeRowOf(all, fact.vhost, fact.exchange));
      return;
    case 'message.published':
      add(exchangeRowOf(all, fact.vhost, fact.exchange));
      return;
    case 'binding.added':
      add(fact.destination_type === 'queue' ? rowOf(all, fact.vhost, fact.destination) : null);
      add(exchangeRowOf(all, fact.vhost, fact.source));
      return;
    case 'consumer.added':
    case 'consumer.paused':
      touched.add(fact.actor);
      add(rowOf(all, fact.vhost, fact.queue));
      return;
    case 'queue.declared':
    case 'message.delivered':
    case 'message.requeued':
      add(rowOf(all, fact.vhost, fact.queue));
      return;
    case 'message.dropped':
      if (fact.queue !== null) add(rowOf(all, fact.vhost, fact.queue));
      return;
    case 'amqp.refused':
      touched.add(fact.actor);
      return;
    default:
  }
}

interface Loss {
  readonly row: QueueRow;
  readonly reason: DropReason;
}

/** Where a copy ended: in its queue, or at the exchange that found none. */
function lossOf(fact: Fact, trace: Trace): Loss | null {
  if (fact.kind !== 'message.dropped' && fact.kind !== 'message.returned') return null;
  const reason = fact.kind === 'message.dropped' ? fact.reason : 'unroutable';
  const queue = fact.kind === 'message.dropped' ? fact.queue : null;
  const exchange = indexOf(trace).messages.get(fact.message)?.published.exchange ?? '';
  const rows = queueRows(trace);
  const row = queue === null ? exchangeRowOf(rows, fact.vhost, exchange) : rowOf(rows, fact.vhost, queue);
  return row && { row, reason };
}
