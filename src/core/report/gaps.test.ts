import { describe, expect, it } from 'vitest';
import { type Overlay, overlayOf } from '../compare/overlay.ts';
import { indexOf } from '../reading/trace-index.ts';
import { type FirehoseLine, toFirehose } from '../recording/firehose.ts';
import { openLines } from '../recording/open.fixture.ts';
import { labRuns } from '../run/boot.fixture.ts';
import { SCENARIOS } from '../scenarios/scenarios.ts';
import type { Trace } from '../trace/trace.ts';
import { gapsOf } from './gaps.ts';
import { reportOf } from './report.ts';
import { spansOf } from './spans.ts';

const runIn = labRuns();
const linesOf = (id: string): FirehoseLine[] => [
  ...toFirehose(runIn(SCENARIOS.find((one) => one.id === id)?.experiment ?? { v: 1 }), { periodic: true }),
];
const open = (lines: readonly unknown[]): Trace =>
  openLines(lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)))).trace;

const isReplyTo =
  (method: string, lines: readonly FirehoseLine[]) =>
  ({ rpc }: FirehoseLine): boolean =>
    rpc.type === 'reply' &&
    lines.some(
      (one) => one.rpc.type === 'call' && one.rpc.msg_id === rpc.msg_id && one.rpc.method === method,
    );

/** Without the answers to a method; in the place of the first line of each stands a gap, or nothing. */
function withoutAnswers(lines: readonly FirehoseLine[], method: string, gap: boolean): readonly unknown[] {
  const isGone = isReplyTo(method, lines);
  return lines.flatMap((line): unknown => {
    if (!isGone(line)) return line;
    return gap ? { kind: 'gap', t: line.t, lost: 1 } : [];
  });
}

describe('a call whose answer may lie in a gap', () => {
  it('is unknown, where without the gap it is open', () => {
    const lines = linesOf('boot');
    const bare = reportOf(open(withoutAnswers(lines, 'select_destinations', false)));
    const gapped = reportOf(open(withoutAnswers(lines, 'select_destinations', true)));
    expect(bare.unanswered.map(({ what, how }) => [what, how])).toEqual([['select_destinations', 'open']]);
    expect(gapped.unanswered.map(({ what, how }) => [what, how])).toEqual([['select_destinations', 'gap']]);
    expect([bare.gaps.length, gapped.gaps.length]).toEqual([0, 1]);
  });

  it('is counted neither as answered nor as unanswered, and in no percentile', () => {
    const { traffic, hops } = reportOf(open(withoutAnswers(linesOf('boot'), 'object_action', true)));
    const saves = traffic.find(({ what }) => what === 'Instance.save');
    expect(saves).toMatchObject({ unanswered: 0, unknown: saves?.count });
    expect(hops.some(({ hop, what }) => hop === 'round' && what === 'Instance.save')).toBe(false);
  });

  it('says beside the percentiles of its method how many more there were', () => {
    const lines = linesOf('boot');
    const [first] = lines.filter(isReplyTo('object_action', lines));
    const cut = lines.flatMap((line): unknown =>
      line.rpc.type === 'reply' && line.rpc.msg_id === first?.rpc.msg_id
        ? { kind: 'gap', t: line.t, lost: null }
        : line,
    );
    const { hops } = reportOf(open(cut));
    const round = hops.filter(({ hop, unknown }) => hop === 'round' && unknown > 0);
    expect(round.map(({ unknown }) => unknown)).toEqual([1]);
    expect(round[0]?.count).toBeGreaterThan(0);
  });

  it('is told in the waterfall as far as to the gap', () => {
    const index = indexOf(open(withoutAnswers(linesOf('boot'), 'select_destinations', true)));
    const call = spansOf(index).find(({ kind, what }) => kind === 'call' && what === 'select_destinations');
    expect(call).toMatchObject({ end: null, gap: true });
    expect(call?.until).toBeLessThan(index.facts.at(-1)?.at ?? 0);
  });

  it('is answered where the gap had ended before it was sent', () => {
    const lines = linesOf('boot');
    const trace = open([lines[0], { kind: 'gap', t: lines[0]?.t, lost: 7 }, ...lines.slice(1)]);
    const { unanswered, gaps } = reportOf(trace);
    expect(unanswered).toEqual([]);
    expect(gaps).toMatchObject([{ lost: 7 }]);
  });
});

describe('a caller that gave up', () => {
  it('by its silence is not known to have done so where a heartbeat may lie in a gap', () => {
    const lines = linesOf('scheduler_down_timeout');
    const call = lines.findIndex(({ rpc }) => rpc.method === 'select_destinations');
    const before = lines.slice(0, call + 1);
    const bare = reportOf(open(lines));
    expect(bare.unanswered).toMatchObject([{ how: 'timed_out', reckoned: true }]);
    expect(bare.late).toMatchObject([{ what: 'select_destinations', gap: false }]);
    const gapped = reportOf(
      open([...before, { kind: 'gap', t: lines[call]?.t, lost: null }, ...lines.slice(call + 1)]),
    );
    expect(gapped.unanswered).toEqual([]);
    expect(gapped.late).toMatchObject([{ what: 'select_destinations', gap: true }]);
  });
});

describe('a queue that nobody took from', () => {
  it('is told up to the gap alone', () => {
    const lines = linesOf('scheduler_down_timeout');
    const [bare] = reportOf(open(lines)).silent;
    const call = lines.findIndex(({ rpc }) => rpc.method === 'select_destinations');
    const later = lines.findIndex(({ t }, i) => i > call && t > (lines[call]?.t ?? 0) + 5000);
    const gap = { kind: 'gap', t: lines[later]?.t, lost: null };
    const [gapped] = reportOf(open([...lines.slice(0, later), gap, ...lines.slice(later)])).silent;
    expect(bare).toMatchObject({ queue: 'scheduler', ended: 'taken' });
    expect(gapped).toMatchObject({ queue: 'scheduler', ended: 'gap' });
    expect(gapped?.silent).toBeLessThan(bare?.silent ?? 0);
  });
});

describe('an answer that found no queue', () => {
  it('may have found it later, in a gap', () => {
    const lines = linesOf('silent-host');
    const isLost = ({ kind, rpc, ...line }: FirehoseLine): boolean =>
      kind === 'publish' &&
      rpc.type === 'reply' &&
      (line as { routed_queues?: [] }).routed_queues?.length === 0;
    const last = lines.findLastIndex(isLost);
    const gap = { kind: 'gap', t: lines[last]?.t, lost: null };
    const trace = open([...lines.slice(0, last + 1), gap, ...lines.slice(last + 1)]);
    expect(reportOf(open(lines)).lost.some((one) => one.gap)).toBe(false);
    expect(reportOf(trace).lost.some((one) => one.gap)).toBe(true);
  });
});

describe('what is missing beside another run', () => {
  it('may lie in a gap of the one that lacks it, seen from either side', () => {
    const lines = linesOf('boot');
    const isBuild = ({ rpc }: FirehoseLine): boolean => rpc.method === 'build_and_run_instance';
    const at = lines.findIndex(isBuild);
    const rest = lines.filter((line) => !isBuild(line));
    const gap = { kind: 'gap', t: lines[at]?.t, lost: 2 };
    const gapped = open([...rest.slice(0, at), gap, ...rest.slice(at)]);
    const whole = open(lines);
    const told = ({ step, gap: inGap }: { step: { rule: string }; gap: boolean }) => [step.rule, inGap];
    expect(overlayOf(open(rest), whole).missing.map(told)).toEqual([['rpc.build_and_run_instance', false]]);
    expect(overlayOf(gapped, whole).missing.map(told)).toEqual([['rpc.build_and_run_instance', true]]);
    expect(overlayOf(whole, gapped).extra.map(told)).toEqual([['rpc.build_and_run_instance', true]]);
  });

  it('is no gap itself, beside a run that has none', () => {
    const lines = linesOf('boot');
    const gap = { kind: 'gap', t: lines[10]?.t, lost: null };
    const gapped = open([...lines.slice(0, 10), gap, ...lines.slice(10)]);
    const run = runIn(SCENARIOS[0]?.experiment ?? { v: 1 });
    const rules = (of: Overlay): string[] => [...of.extra, ...of.missing].map(({ step }) => step.rule);
    expect(rules(overlayOf(gapped, run))).toEqual(rules(overlayOf(open(lines), run)));
  });
});

describe('a gap', () => {
  it('stands where a line of messages cannot be read, one for all that are broken together', () => {
    const lines = linesOf('boot').map((line) => JSON.stringify(line));
    const broken = lines.map((line, i) => (i === 20 || i === 21 ? line.slice(0, 40) : line));
    const gaps = gapsOf(indexOf(open(broken)));
    expect(gaps.map(({ lost }) => lost)).toEqual([2]);
    const [gap] = gaps;
    expect(gap?.from).toBeLessThanOrEqual(gap?.until ?? 0);
  });

  it('is none in a run', () => {
    expect(reportOf(runIn(SCENARIOS[0]?.experiment ?? { v: 1 })).gaps).toEqual([]);
  });
});
