/**
 * What an operator asks of the run that is shown, answered in a worker: the report, the requests, one of them, the run laid over
 * another one. One for the page, loaded when it is asked. An answer is kept as long as its trace is the one that is asked
 * about; what is still being made ends when another trace is shown, or nobody looks any more.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Overlay } from '../core/compare/overlay.ts';
import type { OperatorReport } from '../core/report/report.ts';
import type { RequestSeen } from '../core/report/requests.ts';
import type { Trace } from '../core/trace/trace.ts';
import type { RequestTime } from '../worker/doors.ts';
import { makeReportClient, type ReportClient } from '../worker/report-client.ts';

/** `failed` = why there is none. */
export type ReportAnswer<T> = { readonly value: T } | { readonly failed: string };

interface ReportsProgress {
  /** facts that the worker has, of all that it needs: then it makes the answer. null = nothing is under way */
  readonly now: { readonly handed: number; readonly total: number } | null;
  /** goes up when there is something newer to be drawn */
  readonly version: number;
}

interface Reports {
  readonly progress: StoreApi<ReportsProgress>;
  /** The same promise for the same question, so that it can be drawn again and again; of a trace that grows, the latest that is there. */
  report(trace: Trace): Promise<ReportAnswer<OperatorReport>>;
  requests(trace: Trace): Promise<ReportAnswer<readonly RequestSeen[]>>;
  /** null = no request has that id */
  request(trace: Trace, id: string): Promise<ReportAnswer<RequestTime | null>>;
  overlay(here: Trace, there: Trace): Promise<ReportAnswer<Overlay>>;
  /** Somebody looks; gives what ends that. When nobody does any more, what is still being made ends. */
  look(): () => void;
}

interface KeptAnswer {
  readonly answer: Promise<ReportAnswer<unknown>>;
  /** facts of the trace when it was asked */
  readonly facts: number;
  readonly asked: number;
  isThere: boolean;
  /** a newer one is being made, or will be */
  isAskedAgain: boolean;
}

/** Milliseconds between two answers about a trace that grows. */
const BETWEEN = 2000;

export function makeReports(client: ReportClient): Reports {
  const progress = createStore<ReportsProgress>()(() => ({ now: null, version: 0 }));
  let shown: Trace['facts'] | null = null;
  let kept = new Map<string | Trace['facts'], KeptAnswer>();
  let underWay = 0;
  let looking = 0;

  const renew = (): void => progress.setState(({ version }) => ({ version: version + 1 }));
  function end(): void {
    client.close();
    underWay = 0;
    progress.setState({ now: null });
  }
  function make<T>(facts: number, ask: () => Promise<T>, there: (one: KeptAnswer) => void): KeptAnswer {
    const mine = kept;
    underWay += 1;
    const answer: Promise<ReportAnswer<T>> = ask()
      .then(
        (value) => ({ value }),
        (error: unknown) => ({ failed: error instanceof Error ? error.message : String(error) }),
      )
      .then((told: ReportAnswer<T>) => {
        // as React marks what it has seen: it is drawn at once then
        Object.assign(answer, { status: 'fulfilled', value: told });
        if (kept !== mine) return told;
        one.isThere = true;
        underWay -= 1;
        if (underWay === 0) progress.setState({ now: null });
        there(one);
        return told;
      });
    const one: KeptAnswer = { answer, facts, asked: Date.now(), isThere: false, isAskedAgain: false };
    return one;
  }
  function ask<T>(
    { facts }: Trace,
    key: string | Trace['facts'],
    question: () => Promise<T>,
  ): Promise<ReportAnswer<T>> {
    if (shown !== facts) {
      end();
      kept = new Map();
      shown = facts;
    }
    const known = kept.get(key);
    const take = (one: KeptAnswer): void => {
      kept.set(key, one);
      renew();
    };
    if (!known) {
      const first = make(facts.length, question, () => undefined);
      kept.set(key, first);
      return first.answer as Promise<ReportAnswer<T>>;
    }
    if (known.isThere && known.facts < facts.length && !known.isAskedAgain) {
      known.isAskedAgain = true;
      const wait = known.asked + BETWEEN - Date.now();
      const mine = kept;
      setTimeout(
        () => {
          if (kept === mine) make(facts.length, question, take);
        },
        Math.max(0, wait),
      );
    }
    return known.answer as Promise<ReportAnswer<T>>;
  }
  const tell = (handed: number, total: number): void => progress.setState({ now: { handed, total } });
  return {
    progress,
    report: (here) => ask(here, 'report', () => client.ask('report', null, { here }, tell)),
    requests: (here) => ask(here, 'requests', () => client.ask('requests', null, { here }, tell)),
    request: (here, id) => ask(here, `request ${id}`, () => client.ask('request', id, { here }, tell)),
    overlay: (here, there) =>
      ask(here, there.facts, () => client.ask('overlay', null, { here, there }, tell)),
    look() {
      looking += 1;
      return () => {
        looking -= 1;
        if (looking > 0) return;
        end();
        const there = [...kept].filter(([, { isThere }]) => isThere);
        kept = new Map(there.map(([key, one]) => [key, { ...one, isAskedAgain: false }]));
      };
    },
  };
}

export const reports = makeReports(makeReportClient());
