/** Where time would stop if it ran until something happens: a later fact, found without playing. */
import { firstAfter, merged } from '../reading/facts-after.ts';
import { indexOf, type TraceIndex } from '../reading/trace-index.ts';
import type { Cell, Fact, FactKind } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';

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

/** Everything that went wrong, in order. */
export const errorsOf = (index: TraceIndex): readonly Fact[] => index.once(errorsIn);

function errorsIn(index: TraceIndex): readonly Fact[] {
  const may = MAY_BE_ERRORS.map((kind): readonly Fact[] => index.of(kind));
  return merged(may.map((list) => list.filter((fact) => isError(fact, index.actors))));
}

const MAY_BE_ERRORS: readonly FactKind[] = [
  'rpc.completed',
  'rpc.resolved',
  'http.answered',
  'message.dropped',
  'http.refused',
  'process.failed',
  'rpc.late_reply',
  'rpc.reply_abandoned',
  'amqp.refused',
  'row.changed',
];

/**
 * Something went wrong for somebody: an exception, a time-out, a loss, a refusal; an answer of 5xx, or of 4xx to somebody
 * who is no service (services ask for what may not be there, and go on).
 */
function isError(fact: Fact, services: ReadonlySet<string>): boolean {
  switch (fact.kind) {
    case 'rpc.completed':
    case 'rpc.resolved':
      return fact.failure !== null || (fact.kind === 'rpc.resolved' && fact.resolution !== 'result');
    case 'http.answered':
      return fact.status >= 500 || (fact.status >= 400 && !services.has(fact.to));
    case 'message.dropped':
      return fact.reason !== 'unroutable' && fact.reason !== 'purged';
    case 'http.refused':
    case 'process.failed':
    case 'rpc.late_reply':
    case 'rpc.reply_abandoned':
    case 'amqp.refused':
      return true;
    case 'row.changed':
      return (
        fact.table === 'instances' && fact.after?.vm_state === 'error' && fact.before?.vm_state !== 'error'
      );
    default:
      return false;
  }
}
