/** Where time would stop if it ran until something happens: a later fact, found without playing. */
import { firstAfter } from '../reading/facts-after.ts';
import { indexOf } from '../reading/trace-index.ts';
import type { Cell, Fact } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';
import { errorsOf } from './errors.ts';

export type Until =
  /** a column of it, or any */
  | {
      readonly what: 'row';
      readonly database: string;
      readonly table: string;
      readonly key: readonly Cell[];
      readonly column: string | null;
    }
  | { readonly what: 'table'; readonly database: string; readonly table: string }
  | { readonly what: 'queue'; readonly vhost: string; readonly queue: string }
  | { readonly what: 'error' };

/** The first such fact after fact `after`; null = it does not happen any more. */
export function nextFact(trace: Trace, after: number, until: Until): Fact | null {
  const index = indexOf(trace);
  switch (until.what) {
    case 'error':
      return firstAfter(errorsOf(index), after);
    case 'row': {
      const { database, table, key, column } = until;
      const found = index.versions
        .history(database, table, key)
        .find(
          (version, i, all) =>
            version.index > Math.max(-1, after) &&
            (column === null || (version.row?.[column] ?? null) !== (all[i - 1]?.row?.[column] ?? null)),
        );
      return index.facts[found?.index ?? -1] ?? null;
    }
    case 'table': {
      const changes = index.versions.changesOfTable(until.database, until.table);
      return index.facts[changes.find((change) => change > after) ?? -1] ?? null;
    }
    case 'queue':
      return firstAfter(
        index.of('message.published'),
        after,
        (fact) => fact.vhost === until.vhost && fact.queues.includes(until.queue),
      );
  }
}
