/** What a stretch of facts did outside the map's lines: REST and SQL at each service, rows in each database, queues lit. */
import type { Fact } from '../../core/trace/fact.ts';
import type { Trace } from '../../core/trace/trace.ts';
import { queueRows, rowOf } from './queue-rows.ts';

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
}

/** Facts `from` (exclusive) to `to` (inclusive). Periodic facts are left out unless `periodic`. */
export function marksOf(trace: Trace, from: number, to: number, isShown: (fact: Fact) => boolean): Marks {
  const http = new Map<string, string[]>();
  const sql = new Map<string, number>();
  const databases = new Map<string, number>();
  const touched = new Set<string>();
  const rows = new Set<string>();
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
      for (const queue of fact.queues) {
        const row = rowOf(queueRows(trace), fact.vhost, queue);
        if (row) rows.add(row.key);
      }
    } else if (fact.kind === 'message.delivered') touched.add(fact.actor);
  }
  return { http, sql, databases, touched, rows };
}
