/** `report`: what an operator asks of a run or a recording; with --over, what it has and lacks beside another one. */
import { defined } from '../core/base/assert.ts';
import { name as anyName, oneOf } from '../core/base/read.ts';
import { overlayOf } from '../core/compare/overlay.ts';
import { reportOf } from '../core/report/report.ts';
import type { Trace } from '../core/trace/trace.ts';
import { duration, LANGS, type Lang, loadTexts, textsOf } from '../i18n/index.ts';
import type { ReportTexts } from '../i18n/texts.ts';
import { readArguments, type Usage } from './args.ts';
import { BEFORE, type BeforeValue } from './experiment.ts';
import { jsonText, linesText, writeOut } from './files.ts';
import { openTrace, TRACE_SOURCE } from './trace.ts';

const USAGE: Usage<BeforeValue & { readonly over: string; readonly lang: Lang }> = {
  line: `report ${TRACE_SOURCE} [--over SCENARIO|RECORDING] [--before FILE] [--json] [--lang en|zh-CN]`,
  names: 1,
  flags: ['json'],
  values: { ...BEFORE, over: anyName, lang: oneOf(LANGS, LANGS.join(' or ')) },
};

/** 1 = it was laid over another one, and the two are not alike. */
async function run(given: readonly string[]): Promise<number> {
  const args = readArguments(USAGE, given);
  const { before, over, lang } = args.values;
  const trace = await openTrace(defined(args.names[0], 'source'), before);
  const overlay = over === null ? null : overlayOf(trace, await openTrace(over, before));
  await loadTexts(lang ?? 'en', ['operator']);
  const t = textsOf(lang ?? 'en').report;
  const lines = overlay ? overlayLines(overlay, t) : reportLines(trace, t);
  writeOut(args.flag('json') ? jsonText(overlay ?? reportOf(trace)) : linesText(lines));
  return overlay && KINDS.some((kind) => overlay[kind].length > 0) ? 1 : 0;
}

const ms = (us: number): string => duration(us / 1000).replace('\u00a0', ' ');

function reportLines(trace: Trace, t: ReportTexts): readonly string[] {
  const report = reportOf(trace);
  const at = (fact: number): string =>
    `${((trace.facts[fact]?.at ?? 0) / 1_000_000).toFixed(3).padStart(10)} s`;
  const part = <Line extends { readonly fact: number }>(
    title: string,
    lines: readonly Line[],
    told: (line: Line) => readonly (string | number)[],
  ): readonly string[] => [
    t.heading(title, lines.length),
    ...lines.map((line) => `${at(line.fact)}  ${told(line).join('  ')}`),
  ];
  const more = (unknown: number): string => (unknown === 0 ? '' : t.andUnknown(unknown));
  const reckoned = (is: boolean): readonly string[] => (is ? [t.aside(t.reckoned)] : []);
  return [
    report.unknown.length === 0
      ? t.simulated
      : t.missing(report.unknown.map((one) => t.unknownParts[one]).join(t.and)),
    ...(report.unknown.length === 0
      ? []
      : part(t.gaps.title, report.gaps, (one) => [
          ms(one.until - one.from),
          t.heading(t.gaps.lost, one.lost ?? t.unknown),
        ])),
    ...(report.gaps.length === 0 ? [] : [t.gaps.note]),
    ...part(t.unanswered.title, report.unanswered, (one) => [
      ...[one.what, `${one.from} -> ${one.to ?? one.queue}`, ms(one.waited), t.unanswered.how[one.how]],
      ...reckoned(one.reckoned),
    ]),
    ...part(t.late.title, report.late, (one) => [
      one.what,
      `${one.from} -> ${one.to}`,
      ...(one.gap ? [t.gap] : [ms(one.late), ...reckoned(one.reckoned)]),
    ]),
    ...part(t.lost.title, report.lost, (one) => [
      one.what,
      `${one.from} -> ${one.queue}`,
      t.lost.tries(one.tries),
      ...(one.gap && one.abandoned === null ? [t.gap] : []),
    ]),
    ...part(t.redelivered.title, report.redelivered, (one) => [
      one.what,
      `${one.from} -> ${one.to}`,
      one.queue,
    ]),
    ...part(t.silent.title, report.silent, (one) => [
      `${one.vhost} ${one.queue}`,
      ms(one.silent),
      t.silent.ended[one.ended],
    ]),
    ...part(t.failures.title, report.failures, (one) => [one.error, one.what, one.actor, `x ${one.count}`]),
    ...part(
      t.rounds(t.hops.title, t.hops.kinds.round),
      report.hops.filter(({ hop }) => hop === 'round'),
      (one) => [one.what, `x ${one.count}${more(one.unknown)}`, ms(one.p50), ms(one.p95), ms(one.p99)],
    ),
    ...part(t.traffic.title, report.traffic, (one) => [
      `x ${one.count}`,
      one.kind,
      `${one.vhost} ${one.topic}`,
      one.what,
    ]),
  ];
}

const KINDS = ['missing', 'extra', 'repeated'] as const;

function overlayLines(
  overlay: ReturnType<typeof overlayOf>,
  { overlay: t, heading, aside }: ReportTexts,
): readonly string[] {
  const isComplete = KINDS.every((kind) => overlay[kind].length === 0);
  return [
    isComplete ? t.complete(overlay.matched) : t.matched(overlay.matched),
    t.untold(overlay.untold.here, overlay.untold.there),
    ...KINDS.flatMap((kind) => [
      heading(t[kind].title, overlay[kind].length),
      ...overlay[kind].map(
        ({ step, gap }) => `  ${step.rule}  ${step.from}${gap ? `  ${aside(t.gap)}` : ''}`,
      ),
    ]),
    heading(t.slow.title, overlay.slow.length),
    ...overlay.slow.map(
      ({ step, here, there }) =>
        `  ${step.rule}  ${step.from}  ${ms(here)}  ${aside(heading(t.slow.there, ms(there)))}`,
    ),
  ];
}

export const report = { usage: USAGE, run };
