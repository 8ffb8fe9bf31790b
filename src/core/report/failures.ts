/** What went wrong, each failure once, with the traceback that travelled back with it. */
import { isObject, parseJson } from '../base/json.ts';
import type { Micros } from '../base/time.ts';
import { merged } from '../reading/facts-after.ts';
import type { TraceIndex } from '../reading/trace-index.ts';
import { errorsOf } from '../story/errors.ts';
import { innerMessage, textAt } from '../trace/body.ts';
import type { Actor, Fact, FactKind, FactOf, Published } from '../trace/fact.ts';
import { methodOf } from '../words/methods.ts';

export interface TracedFailure {
  /** kind of the fact that tells it; `message.published` = an error that a call was answered with */
  readonly kind: FactKind;
  readonly at: Micros;
  readonly actor: Actor;
  /** method, request, queue or table; '' = none */
  readonly what: string;
  /** exception class, status, or why; as the source has it */
  readonly error: string;
  /** the exception's own words; null = not told, or hidden */
  readonly message: string | null;
  /** lines as Python printed them, the outermost frame first; null = none travelled, or it is hidden */
  readonly traceback: readonly string[] | null;
  /** how often the same went wrong; all else is of the first time */
  readonly count: number;
  readonly fact: number;
}

export const failuresOf = (index: TraceIndex): readonly TracedFailure[] => index.once(failuresIn);

function failuresIn(index: TraceIndex): readonly TracedFailure[] {
  const answers = index
    .of('message.published')
    .filter(({ rpc }) => rpc.type === 'reply' && rpc.failure !== undefined);
  const others = errorsOf(index).filter((fact) => !isToldElsewhere(index, fact));
  const lost = index.of('message.dropped').filter((fact) => isLostCast(index, fact));
  const moves = index.of('row.changed').filter(isFailedMove);
  const found = new Map<string, TracedFailure>();
  for (const fact of merged<Fact>([answers, others, lost, moves])) {
    if (!index.isTold(fact)) continue;
    const failure = failureOf(index, fact);
    const key = [failure.kind, failure.actor, failure.what, failure.error].join('\n');
    const known = found.get(key);
    found.set(key, known ? { ...known, count: known.count + 1 } : failure);
  }
  return [...found.values()];
}

/**
 * The error that a call ended by is told by its reply; that a caller gave up, and what came too late or found no queue, stands
 * with the calls (`calls.ts`).
 */
function isToldElsewhere(index: TraceIndex, fact: Fact): boolean {
  if (fact.kind === 'rpc.completed') return index.messages.get(fact.message)?.published.rpc.type === 'call';
  return ELSEWHERE.includes(fact.kind);
}

/** A cast that no queue takes: its sender goes on, and nobody ever does what was asked. A fanout may well reach nobody. */
const isLostCast = ({ messages }: TraceIndex, { message, reason }: FactOf<'message.dropped'>): boolean =>
  reason === 'unroutable' && messages.get(message)?.published.rpc.type === 'cast';

/** Its server may run on as if nothing had been. */
const isFailedMove = ({ table, before, after }: FactOf<'row.changed'>): boolean =>
  table === 'migrations' && FAILED.includes(after?.status) && !FAILED.includes(before?.status);
const FAILED: readonly unknown[] = ['error', 'failed'];

const ELSEWHERE: readonly FactKind[] = ['rpc.late_reply', 'rpc.reply_abandoned', 'rpc.resolved'];

function failureOf(index: TraceIndex, fact: Fact): TracedFailure {
  const { kind, at, actor, index: place } = fact;
  const told =
    fact.kind === 'message.published' ? remoteOf(fact) : { message: ownWords(fact), traceback: null };
  return { kind, at, actor, ...wordsOf(index, fact), ...told, count: 1, fact: place };
}

/** `failure` of a reply is a JSON text of its own (`oslo_messaging/_drivers/common.py: serialize_remote_exception`). */
function remoteOf({ body }: Published): Pick<TracedFailure, 'message' | 'traceback'> {
  const inner = innerMessage(body);
  const packed = isObject(inner) ? inner.failure : null;
  const failure = typeof packed === 'string' ? parseJson(packed) : packed;
  if (!isObject(failure)) return { message: null, traceback: null };
  const { tb } = failure;
  const lines = Array.isArray(tb) ? tb.filter((line) => typeof line === 'string') : [];
  return {
    message: textAt(failure, 'message') ?? null,
    traceback: lines.length > 0 ? lines.flatMap((line) => line.replace(/\n$/, '').split('\n')) : null,
  };
}

/** `MessagingTimeout: Timed out waiting for a reply`: two of one class are the same error. */
const classOf = (error: string): string => /^\w+(?=: )/.exec(error)?.[0] ?? error;

function ownWords(fact: Fact): string | null {
  if (fact.kind !== 'thread.failed' && fact.kind !== 'process.failed') return null;
  return fact.error === classOf(fact.error) ? null : fact.error.slice(classOf(fact.error).length + 2);
}

const methodDropped = (index: TraceIndex, { message }: FactOf<'message.dropped'>): string =>
  methodOf(index.messages.get(message)?.published.rpc ?? { type: 'other' });

function wordsOf(index: TraceIndex, fact: Fact): Pick<TracedFailure, 'what' | 'error'> {
  switch (fact.kind) {
    case 'message.published':
      return { what: methodOf(fact.rpc), error: fact.rpc.failure ?? '' };
    case 'rpc.completed':
      return { what: fact.method, error: fact.failure ?? '' };
    case 'http.answered':
    case 'http.refused': {
      const asked = index.exchanges.get(fact.exchange_id)?.requested;
      const error = fact.kind === 'http.answered' ? String(fact.status) : fact.reason;
      return { what: asked ? `${asked.method} ${asked.path.split('?')[0]}` : '', error };
    }
    case 'message.dropped':
      return { what: fact.queue ?? methodDropped(index, fact), error: fact.reason };
    case 'thread.failed':
      return { what: fact.method, error: classOf(fact.error) };
    case 'process.failed':
      return { what: fact.process, error: classOf(fact.error) };
    case 'amqp.refused':
      return { what: '', error: fact.reply_text };
    case 'row.changed':
      return {
        what: `${fact.database}.${fact.table}`,
        error: String(fact.after?.vm_state ?? fact.after?.status ?? ''),
      };
    default:
      return { what: '', error: '' };
  }
}
