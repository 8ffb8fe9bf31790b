/** What a sweep measured: one figure over what was swept, the knee of each design, and the way out as a file. */
import { useMemo, useState } from 'react';
import { VERSION } from '../../core/base/version.ts';
import { sweepsCsv, sweepsJson } from '../../core/lab/out.ts';
import type { LabTexts } from '../../i18n/index.ts';
import type { SweepDone } from '../../store/lab.ts';
import { Button } from '../shared/Button.tsx';
import { download, MIME } from '../shared/download.ts';
import { Chart } from './Chart.tsx';
import { Choice } from './Choice.tsx';
import {
  isTime,
  kneeMeasure,
  kneesOf,
  MEASURES,
  type SweepMeasure,
  stoppedPoints,
  sweepPlot,
} from './sweep-lines.ts';

export function SweepChart({ sweep, t }: { sweep: SweepDone; t: LabTexts }) {
  const [measure, setMeasure] = useState<SweepMeasure>('answer_p95');
  const swept = t.sweep.swept[sweep.what];
  const plot = useMemo(
    () =>
      sweepPlot(sweep, measure, {
        xName: swept,
        yName: isTime(measure) ? t.charts.answerAxis : t.charts.throughputAxis,
        knee: t.sweep.knee,
      }),
    [sweep, measure, swept, t],
  );
  const tools = (
    <Choice
      name="measure"
      value={measure}
      all={MEASURES}
      label={(one) => t.figures[one]}
      choose={setMeasure}
      t={t}
    />
  );
  return (
    <>
      <Chart
        id="sweep"
        title={t.sweep.over(t.figures[measure], swept)}
        plot={plot}
        t={t}
        first={swept}
        rowName={(i) => String(plot.x[i] ?? '')}
        valueText={(value) => value.toFixed(isTime(measure) ? 3 : 2)}
        tools={tools}
        note={<Notes sweep={sweep} measure={measure} t={t} />}
      />
      <div className="flex flex-wrap items-center gap-2">
        <Button
          look="quiet"
          onClick={() => download('novascope-lab-sweep.csv', sweepsCsv(sweep.what, sweep.lines), MIME.csv)}
        >
          {t.sweep.csv}
        </Button>
        <Button
          look="quiet"
          onClick={() =>
            download('novascope-lab-sweep.json', sweepsJson(sweep.what, sweep.lines, VERSION), MIME.json)
          }
        >
          {t.sweep.json}
        </Button>
      </div>
    </>
  );
}

interface NotesProps {
  readonly sweep: SweepDone;
  readonly measure: SweepMeasure;
  readonly t: LabTexts;
}

function Notes({ sweep, measure, t }: NotesProps) {
  const knees = kneesOf(sweep, measure).map(({ design, value }) => ({ name: t.designs[design], value }));
  const stopped = stoppedPoints(sweep);
  return (
    <>
      <p data-knees="">{t.sweep.knees(t.figures[kneeMeasure(measure)], knees)}</p>
      <p data-no-theory="">{t.sweep.noTheory}</p>
      {stopped > 0 ? <p data-stopped="">{t.sweep.stopped(stopped)}</p> : null}
    </>
  );
}
