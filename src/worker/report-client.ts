/**
 * The page's side of the report: a trace is handed over part by part, each when the one before has arrived, so that the page draws
 * in between. A trace that grows is handed on; another one begins anew.
 */
import { CodedError } from '../core/base/assert.ts';
import type { Trace } from '../core/trace/trace.ts';
import type { HandedPart, ReportDoor, TraceSide } from './doors.ts';
import { openWorker } from './policy.ts';
import { openPort } from './port.ts';

/** What is asked of the trace `here`, or of both. */
type ReportQuestion = Exclude<keyof ReportDoor & string, 'hand'>;

/** Facts that have been handed over, of all that shall be. */
type TellHanded = (handed: number, total: number) => void;

export interface ReportClient {
  /**
   * Hands over what the worker lacks of the traces, then asks. Questions are answered one after the other. Errors: `CodedError` of
   * the worker, `report_failed` when there is none, or it was closed.
   */
  ask<Q extends ReportQuestion>(
    question: Q,
    given: ReportDoor[Q]['given'],
    traces: Partial<Record<TraceSide, Trace>>,
    tell?: TellHanded,
  ): Promise<ReportDoor[Q]['answer']>;
  /** Ends the worker, and what is being made. */
  close(): void;
}

/** Facts of a part: copying one takes the page less than a frame. */
const PART = 400;
const SIDES: readonly TraceSide[] = ['here', 'there'];

export function makeReportClient(open: () => Worker = () => openWorker('report')): ReportClient {
  const port = openPort<ReportDoor>(open, 'report_failed');
  let handed = new Map<TraceSide, { readonly all: Trace['facts']; facts: number }>();
  let before: Promise<unknown> = Promise.resolve();

  async function hand(side: TraceSide, trace: Trace, tell: (facts: number) => void): Promise<void> {
    const mine = handed;
    const known = mine.get(side);
    const now = known?.all === trace.facts ? known : { all: trace.facts, facts: -1 };
    mine.set(side, now);
    // those that come while it is handed over are for the next question
    const { length } = trace.facts;
    while (now.facts < length) {
      const from = Math.max(0, now.facts);
      const { facts, ...head } = trace;
      const part: HandedPart = {
        side,
        head: now.facts < 0 ? head : null,
        facts: facts.slice(from, Math.min(length, from + PART)),
      };
      now.facts = await port.ask('hand', part);
      if (handed !== mine) throw new CodedError('report_failed', 'the report was closed');
      tell(now.facts);
    }
  }
  return {
    ask(question, given, traces, tell = () => undefined) {
      const mine = handed;
      const act = async () => {
        const sides = SIDES.flatMap((side) => {
          const trace = traces[side];
          return trace ? [{ side, trace }] : [];
        });
        const total = sides.reduce((sum, { trace }) => sum + trace.facts.length, 0);
        let done = 0;
        for (const { side, trace } of sides) {
          if (handed !== mine) throw new CodedError('report_failed', 'the report was closed');
          await hand(side, trace, (facts) => tell(done + facts, total));
          done += trace.facts.length;
        }
        return port.ask(question, given);
      };
      const asked = before.then(act, act);
      before = asked.catch(() => undefined);
      return asked;
    },
    close() {
      handed = new Map();
      port.close('the report was closed');
    },
  };
}
