/**
 * A stretch of a lab's run as a Trace that can be stepped through: the same run again, with facts kept from one moment on.
 * What stands when it begins (services, connections, exchanges, queues, bindings, consumers) is told at its own time; the
 * rows are those of that moment. Work that was under way then is not shown: its messages, calls and requests are left out
 * as a whole, so that nothing is told of what the reader never saw begin.
 */
import { CodedError } from '../base/assert.ts';
import type { SqlEngine } from '../databases/engine.ts';
import type { Keep } from '../kernel/options.ts';
import { traceOf } from '../run/run.ts';
import type { FactBody, MessageId } from '../trace/fact.ts';
import type { Rows, Trace } from '../trace/trace.ts';
import type { LabCloud } from './lab-cloud.ts';
import { type LabRun, openLab } from './run.ts';
import { LAB_LIMITS } from './settings.ts';

export const STRETCH_FACTS_MAX: number = LAB_LIMITS.stretch_facts;

export interface Stretch {
  /** milliseconds after the first possible arrival; it begins at the end of the turn in which this lies */
  readonly from_ms: number;
  readonly to_ms: number;
  /** facts at most; default and limit: what the player takes */
  readonly facts_max?: number;
}

interface OpenStretch {
  /** Goes on for one turn; false when the trace is whole. */
  advance(): boolean;
  trace(): Trace;
  readonly run: LabRun;
}

/**
 * On an engine at the cloud's seed that captures its changes. Errors: `CodedError` `bad_lab` for a stretch
 * that ends before it begins.
 */
export function openStretch(cloud: LabCloud, stretch: Stretch, engine: SqlEngine): OpenStretch {
  const { from_ms, to_ms } = stretch;
  const most = Math.min(stretch.facts_max ?? STRETCH_FACTS_MAX, STRETCH_FACTS_MAX);
  if (!Number.isInteger(from_ms) || !Number.isInteger(to_ms) || from_ms < 0 || to_ms <= from_ms)
    throw new CodedError(
      'bad_lab',
      `a stretch goes from ${from_ms} ms to ${to_ms} ms: it must end after it begins`,
    );
  const window = makeWindow(most);
  const run = openLab(cloud, engine, window.keep);
  let seed: Rows | null = null;
  const begin = (): void => {
    seed = engine.dump();
    window.open();
  };
  if (from_ms === 0) begin();
  return {
    run,
    advance() {
      const on = run.advance();
      const { at_us } = run.progress();
      if (!seed && (at_us >= from_ms * 1000 || !on)) begin();
      return on && at_us < to_ms * 1000 && run.facts.length < most;
    },
    trace: () => ({
      ...traceOf(cloud, run, run.outcome().error),
      experiment: null,
      seed: seed ?? engine.dump(),
    }),
  };
}

/** Chooses the facts of the stretch, and of those before it what still stands. */
function makeWindow(most: number): { readonly keep: Keep; open(): void } {
  const messages = new Set<MessageId>();
  const calls = new Set<string>();
  const exchanges = new Set<number>();
  let isOpen = false;
  let kept = 0;
  const belongs = (body: FactBody): boolean => {
    if (isStanding(body)) return true;
    if (!isOpen) return false;
    if (body.kind === 'message.published') {
      const { type, msg_id } = body.rpc;
      if (type === 'reply' && msg_id !== undefined && !calls.has(msg_id)) return false;
      if (type === 'call' && msg_id !== undefined) calls.add(msg_id);
      messages.add(body.message);
      return true;
    }
    if (body.kind === 'http.requested') {
      exchanges.add(body.exchange_id);
      return true;
    }
    if ('message' in body) return messages.has(body.message);
    if ('msg_id' in body) return calls.has(body.msg_id);
    if ('exchange_id' in body) return exchanges.has(body.exchange_id);
    return true;
  };
  return {
    keep(_at, _actor, body) {
      if (kept >= most || !belongs(body)) return false;
      kept += 1;
      return true;
    },
    open() {
      isOpen = true;
    },
  };
}

const STANDING = ['service.', 'connection.', 'exchange.', 'queue.', 'binding.', 'consumer.', 'broker.'];

const isStanding = ({ kind }: FactBody): boolean => STANDING.some((prefix) => kind.startsWith(prefix));
