import { describe, expect, it, vi } from 'vitest';
import { smallBoot } from '../core/trace/test-traces.fixture.ts';
import type { Trace } from '../core/trace/trace.ts';
import type { ReportClient } from '../worker/report-client.ts';
import { makeReports } from './reports.ts';

/** Answers each question with how many facts its trace had, when it is let. */
function client() {
  const open: (() => void)[] = [];
  const closed = vi.fn(() => {
    open.length = 0;
  });
  const ask = vi.fn((_question: string, _given: unknown, { here }: { here: Trace }, tell) => {
    const { length } = here.facts;
    tell(1, length);
    return new Promise((resolve) => open.push(() => resolve(length)));
  });
  const answer = async (): Promise<void> => {
    for (const one of open.splice(0)) one();
    await new Promise((resolve) => setTimeout(resolve, 0));
  };
  return { reports: makeReports({ ask, close: closed } as unknown as ReportClient), ask, closed, answer };
}

describe('what an operator asks', () => {
  it('is asked once, however often it is drawn, and tells how far it is', async () => {
    const { reports, ask, answer } = client();
    const trace = smallBoot();
    const first = reports.report(trace);
    expect(reports.report(trace)).toBe(first);
    expect(reports.progress.getState().now).toEqual({ handed: 1, total: trace.facts.length });
    await answer();
    expect(await first).toEqual({ value: trace.facts.length });
    expect(reports.report(trace)).toBe(first);
    expect(ask).toHaveBeenCalledTimes(1);
    expect(reports.progress.getState().now).toBeNull();
  });

  it('of another trace ends what is being made', () => {
    const { reports, ask, closed } = client();
    reports.report(smallBoot());
    expect(closed).toHaveBeenCalledTimes(1);
    reports.report(smallBoot());
    expect(closed).toHaveBeenCalledTimes(2);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('is kept when nobody looks any more; what was being made is not', async () => {
    const { reports, ask, answer, closed } = client();
    const trace = smallBoot();
    const [panel, sheet] = [reports.look(), reports.look()];
    const there = reports.report(trace);
    await answer();
    void reports.requests(trace);
    sheet();
    expect(closed).toHaveBeenCalledTimes(1);
    panel();
    expect(closed).toHaveBeenCalledTimes(2);
    expect(reports.report(trace)).toBe(there);
    void reports.requests(trace);
    expect(ask.mock.calls.map(([question]) => question)).toEqual(['report', 'requests', 'requests']);
  });

  it('of a trace that grows stays until the newer one is there', async () => {
    vi.useFakeTimers();
    try {
      const { reports, ask } = client();
      const grown = smallBoot();
      const facts = [...grown.facts];
      const answers: (() => void)[] = [];
      ask.mockImplementation((_question, _given, { here }) => {
        const { length } = here.facts;
        return new Promise((resolve) => answers.push(() => resolve(length)));
      });
      const first = reports.report({ ...grown, facts });
      answers.shift()?.();
      await first;
      await vi.advanceTimersByTimeAsync(0);
      facts.push(...grown.facts.slice(0, 1));
      expect(reports.report({ ...grown, facts })).toBe(first);
      await vi.advanceTimersByTimeAsync(5000);
      expect(ask).toHaveBeenCalledTimes(2);
      expect(reports.report({ ...grown, facts })).toBe(first);
      const { version } = reports.progress.getState();
      answers.shift()?.();
      await vi.advanceTimersByTimeAsync(0);
      expect(reports.progress.getState().version).toBe(version + 1);
      expect(await reports.report({ ...grown, facts })).toEqual({ value: facts.length });
    } finally {
      vi.useRealTimers();
    }
  });

  it('that cannot be had says why', async () => {
    const { reports, ask } = client();
    ask.mockImplementation(() => Promise.reject(new Error('no worker here')));
    expect(await reports.report(smallBoot())).toEqual({ failed: 'no worker here' });
  });
});
