/** Where time would stop if it ran until something happens: a later fact, found without playing. */
import type { Cell, Fact } from '../trace/fact.ts';
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
  if (until.what === 'error') return errorsOf(trace).find((fact) => fact.index > after) ?? null;
  const is = matcher(until);
  for (let i = Math.max(0, after + 1); i < trace.facts.length; i += 1) {
    const fact = trace.facts[i];
    if (fact && is(fact)) return fact;
  }
  return null;
}

const knownErrors = new WeakMap<Trace, readonly Fact[]>();

/** Everything that went wrong, in order; looked up once a trace. */
export function errorsOf(trace: Trace): readonly Fact[] {
  const known = knownErrors.get(trace);
  if (known) return known;
  const services = new Set(trace.topology.services.map((place) => place.actor));
  const made = trace.facts.filter((fact) => isError(fact, services));
  knownErrors.set(trace, made);
  return made;
}

function matcher(until: Exclude<Until, { what: 'error' }>): (fact: Fact) => boolean {
  switch (until.what) {
    case 'row': {
      const key = JSON.stringify(until.key);
      const { database, table, column } = until;
      return (fact) =>
        fact.kind === 'row.changed' &&
        fact.table === table &&
        fact.database === database &&
        JSON.stringify(fact.key) === key &&
        (column === null || (fact.before?.[column] ?? null) !== (fact.after?.[column] ?? null));
    }
    case 'table':
      return (fact) =>
        fact.kind === 'row.changed' && fact.table === until.table && fact.database === until.database;
    case 'queue':
      return (fact) =>
        fact.kind === 'message.published' && fact.vhost === until.vhost && fact.queues.includes(until.queue);
  }
}

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
