/** The charts of a run: the answer's time by design, and four things over time. */
import { useId, useMemo, useState } from 'react';
import type { LabOutcome } from '../../core/lab/run.ts';
import type { LabTexts } from '../../i18n/index.ts';
import { Select } from '../shared/Select.tsx';
import {
  type Aligned,
  FATES,
  fates,
  gaugeNames,
  levels,
  type RequestFate,
  rates,
  type Watched,
} from './aligned.ts';
import { Chart } from './Chart.tsx';
import { CHOICE, Choice } from './Choice.tsx';
import type { PlotOf } from './plot-of.ts';

interface Props {
  readonly outcomes: readonly LabOutcome[];
  readonly t: LabTexts;
}

const SHARES = ['median', 'p95', 'p99'] as const;

export function Charts({ outcomes, t }: Props) {
  return (
    <div className="grid grid-cols-[repeat(auto-fit,minmax(min(100%,24rem),1fr))] gap-4">
      <LevelChart outcomes={outcomes} t={t} watched="queue" note={t.charts.noQueue} />
      <FateChart outcomes={outcomes} t={t} />
      <AnswerChart outcomes={outcomes} t={t} />
      <RateChart outcomes={outcomes} t={t} />
      <LevelChart outcomes={outcomes} t={t} watched="busy" note={t.charts.busyNote} />
    </div>
  );
}

function AnswerChart({ outcomes, t }: Props) {
  const plot = useMemo((): PlotOf => {
    const seconds = (us: number | null): number | null => (us === null ? null : us / 1_000_000);
    return {
      x: SHARES.map((_, i) => i),
      places: SHARES.map((share) => (share === 'median' ? t.charts.median : share)),
      lines: outcomes.map(({ answer_us }) => SHARES.map((share) => seconds(answer_us[share]))),
      ids: outcomes.map(({ settings }) => settings.design),
      xName: '',
      yName: t.charts.answerAxis,
    };
  }, [outcomes, t]);
  return (
    <Chart
      id="answer"
      title={t.charts.answer}
      plot={plot}
      t={t}
      first={t.charts.answerAxis}
      rowName={(i) => plot.places?.[i] ?? ''}
      valueText={(value) => value.toFixed(3)}
    />
  );
}

/** `xName` and the table's first column are the virtual time. */
function useOverTime(outcomes: readonly LabOutcome[], aligned: Aligned, yName: string, t: LabTexts): PlotOf {
  return useMemo(
    () => ({
      ...aligned,
      ids: outcomes.map(({ settings }) => settings.design),
      bands: bandsOf(outcomes, t),
      xName: t.charts.time,
      yName,
    }),
    [outcomes, aligned, yName, t],
  );
}

function bandsOf([outcome]: readonly LabOutcome[], t: LabTexts): NonNullable<PlotOf['bands']> {
  return (outcome?.settings.events ?? []).flatMap((event) =>
    event.kind === 'scheduler_away'
      ? [
          {
            from: event.at_ms / 1000,
            to: (event.at_ms + event.for_ms) / 1000,
            label: t.events.away,
          },
        ]
      : [],
  );
}

function RateChart({ outcomes, t }: Props) {
  const aligned = useMemo(() => rates(outcomes, 'active'), [outcomes]);
  const plot = useOverTime(outcomes, aligned, t.charts.throughputAxis, t);
  return (
    <Chart
      id="throughput"
      title={t.charts.throughput}
      plot={plot}
      t={t}
      first={t.charts.second}
      rowName={(i) => secondText(plot.x, i)}
      valueText={(value) => value.toFixed(2)}
    />
  );
}

interface LevelProps extends Props {
  readonly watched: Watched;
  readonly note: string;
}

/** One gauge, or all together. */
function LevelChart({ outcomes, t, watched, note }: LevelProps) {
  const id = useId();
  const [chosen, choose] = useState('');
  const names = useMemo(() => gaugeNames(outcomes, watched), [outcomes, watched]);
  const name = names.includes(chosen) ? chosen : '';
  const aligned = useMemo(() => levels(outcomes, watched, name), [outcomes, watched, name]);
  const plot = useOverTime(outcomes, aligned, t.charts.gaugeAxis[watched], t);
  const tools = (
    <span className={CHOICE}>
      <label htmlFor={id}>{t.charts.which}</label>
      <Select
        id={id}
        className="max-w-48"
        value={name}
        onChange={(event) => choose(event.target.value)}
        data-gauge={watched}
      >
        <option value="">{t.charts.all}</option>
        {names.map((one) => (
          <option key={one} value={one} lang="en">
            {one}
          </option>
        ))}
      </Select>
    </span>
  );
  return (
    <Chart
      id={watched}
      title={t.charts[watched]}
      plot={plot}
      t={t}
      first={t.charts.second}
      rowName={(i) => secondText(plot.x, i)}
      valueText={(value) => value.toFixed(2)}
      tools={tools}
      note={names.length === 0 ? t.charts.empty : note}
    />
  );
}

/** What became of the requests: refused, not answered, in ERROR; what is left under way at the end is lost. */
function FateChart({ outcomes, t }: Props) {
  const [fate, choose] = useState<RequestFate>('under_way');
  const aligned = useMemo(() => fates(outcomes, fate), [outcomes, fate]);
  const plot = useOverTime(outcomes, aligned, t.charts.fatesAxis, t);
  const isEmpty = plot.lines.every((line) => line.every((value) => (value ?? 0) === 0));
  const tools = (
    <Choice name="fate" value={fate} all={FATES} label={(one) => t.charts.fate[one]} choose={choose} t={t} />
  );
  return (
    <Chart
      id="fates"
      title={t.charts.fates}
      plot={plot}
      t={t}
      first={t.charts.second}
      rowName={(i) => secondText(plot.x, i)}
      valueText={String}
      tools={tools}
      note={isEmpty ? t.charts.empty : t.charts.fatesNote}
    />
  );
}

const secondText = (x: readonly number[], i: number): string => (x[i] ?? 0).toFixed(1);
