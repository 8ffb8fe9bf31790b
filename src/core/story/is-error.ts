/** Whether a fact is something that went wrong. */
import type { Fact } from '../trace/fact.ts';

/**
 * Something went wrong for somebody: an exception, a time-out, a loss, a refusal; an answer of 5xx, or of 4xx to somebody
 * who is no service (services ask for what may not be there, and go on).
 */
export function isError(fact: Fact, services: ReadonlySet<string>): boolean {
  switch (fact.kind) {
    case 'rpc.completed':
    case 'rpc.resolved':
      return fact.failure !== null || (fact.kind === 'rpc.resolved' && fact.resolution !== 'result');
    case 'http.answered':
      return fact.status >= 500 || (fact.status >= 400 && !services.has(fact.to));
    case 'message.dropped':
      return fact.reason !== 'unroutable' && fact.reason !== 'purged';
    case 'http.refused':
    case 'thread.failed':
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
