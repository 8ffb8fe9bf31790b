/** What went wrong for somebody, in a run. */
import { merged } from '../reading/facts-after.ts';
import type { TraceIndex } from '../reading/trace-index.ts';
import type { Fact, FactKind } from '../trace/fact.ts';
import { isError } from './is-error.ts';

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
  'thread.failed',
  'process.failed',
  'rpc.late_reply',
  'rpc.reply_abandoned',
  'amqp.refused',
  'row.changed',
];
