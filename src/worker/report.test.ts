import { describe, expect, it } from 'vitest';
import { overlayOf } from '../core/compare/overlay.ts';
import { indexOf } from '../core/reading/trace-index.ts';
import { reportOf } from '../core/report/report.ts';
import { sharesOf, waterfallOf } from '../core/report/request-time.ts';
import { requestsOf } from '../core/report/requests.ts';
import { labRuns } from '../core/run/boot.fixture.ts';
import { SCENARIOS } from '../core/scenarios/scenarios.ts';
import type { Trace } from '../core/trace/trace.ts';
import { answerAt } from './answering.ts';
import type { ReportDoor } from './doors.ts';
import { makeReportClient } from './report-client.ts';
import { makeReportWork } from './report-work.ts';
import { standIn } from './stand-in.fixture.ts';

const runIn = labRuns();
const scenario = (id: string): Trace => runIn(SCENARIOS.find((one) => one.id === id)?.experiment ?? { v: 1 });

/** A client, and the workers that it opened. */
function client() {
  const workers: Worker[] = [];
  const made = makeReportClient(() => {
    const worker = standIn((scope) => answerAt<ReportDoor>(scope, makeReportWork(), 'report_failed'));
    workers.push(worker);
    return worker;
  });
  return { ...made, workers };
}

describe("the report's worker", () => {
  it('answers as the report of the same trace does, though it got the trace in parts', async () => {
    const here = scenario('no_valid_host');
    const { ask } = client();
    const parts: number[] = [];
    const told = await ask('report', null, { here }, (handed) => void parts.push(handed));
    expect(told).toEqual(structuredClone(reportOf(here)));
    expect(parts.length).toBeGreaterThan(1);
    expect(parts.at(-1)).toBe(here.facts.length);
  });

  it('hands a trace over once, whatever is asked of it', async () => {
    const here = scenario('boot');
    const { ask, workers } = client();
    const [first] = await ask('requests', null, { here });
    const again: number[] = [];
    const index = indexOf(here);
    const request = requestsOf(index).find(({ id }) => id === first?.id);
    if (!request) throw new Error('no request');
    const told = await ask('request', request.id, { here }, (handed) => void again.push(handed));
    expect(told).toEqual(
      structuredClone({ request, rows: waterfallOf(index, request), shares: sharesOf(index, request) }),
    );
    expect(again).toEqual([]);
    expect(workers.length).toBe(1);
    expect(await ask('request', 'req-of-nobody', { here })).toBeNull();
  });

  it('hands on what a trace has grown by, and knows it as one with what it had', async () => {
    const whole = scenario('boot');
    const half = Math.floor(whole.facts.length / 2);
    const facts = whole.facts.slice(0, half);
    const { ask } = client();
    await ask('report', null, { here: { ...whole, facts } });
    facts.push(...whole.facts.slice(half));
    const from: number[] = [];
    const told = await ask('report', null, { here: { ...whole, facts } }, (handed) => void from.push(handed));
    expect(from[0]).toBeGreaterThan(half);
    expect(told).toEqual(structuredClone(reportOf(whole)));
  });

  it('lays two traces over each other', async () => {
    const [here, there] = [scenario('no_valid_host'), scenario('boot')];
    expect(await client().ask('overlay', null, { here, there })).toEqual(
      structuredClone(overlayOf(here, there)),
    );
  });

  it('ends what is being made when it is closed, and begins anew at the next question', async () => {
    const here = scenario('boot');
    const { ask, close, workers } = client();
    const ended = ask('report', null, { here }).catch((error: unknown) => error);
    const waiting = ask('requests', null, { here }).catch((error: unknown) => error);
    // the first part is on its way
    await Promise.resolve();
    await Promise.resolve();
    close();
    expect(await ended).toMatchObject({ code: 'report_failed' });
    expect(await waiting).toMatchObject({ code: 'report_failed' });
    expect((await ask('requests', null, { here })).length).toBeGreaterThan(0);
    expect(workers.length).toBe(2);
  });
});
