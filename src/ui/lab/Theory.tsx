/** One topic held against the formula, and where the formula does not speak of the lab. */
import { type SyntheticEvent, useMemo, useState } from 'react';
import { useStore as useZustand } from 'zustand';
import { duration, type LabTexts } from '../../i18n/index.ts';
import { labStore, type TheoryAnswer } from '../../store/lab.ts';
import { Button } from '../shared/Button.tsx';
import { Select } from '../shared/Select.tsx';
import { Chart } from './Chart.tsx';
import { Field, setField, useFields } from './Field.tsx';
import { breaksOf, numbersIn, type Problem } from './knobs.ts';
import { checksLike, loadOf, oneTopicOf, theoryPlot, verdictOf } from './one-topic-check.ts';
import { TABLE } from './ScrollBox.tsx';
import { Section } from './Section.tsx';

export function Theory({ t }: { t: LabTexts }) {
  const fields = useFields();
  const isBusy = useZustand(labStore, (s) => s.doing !== 'nothing');
  const isChecking = useZustand(labStore, (s) => s.doing === 'theory');
  const failed = useZustand(labStore, (s) => (s.asked === 'theory' ? s.failure : null));
  const checks = useZustand(labStore, (s) => s.checks);
  const outcomes = useZustand(labStore, (s) => s.outcomes);
  const answer = checks.at(-1);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  const check = (event: SyntheticEvent): void => {
    event.preventDefault();
    const asked = numbersIn(fields, ['load', 'servers']);
    setProblems(asked.problems);
    if (asked.problems.length > 0) return;
    const service = fields.service === 'fixed' ? 'fixed' : 'exponential';
    const run = oneTopicOf({ load: asked.value('load'), servers: asked.value('servers'), service });
    void labStore.getState().check(run);
  };
  return (
    <Section id="lab-theory-title" title={t.theory.title} about={t.theory.about}>
      <form className="grid gap-2" onSubmit={check} noValidate>
        <fieldset className="flex flex-wrap items-start gap-x-4 gap-y-2" aria-labelledby="lab-theory-title">
          <Field knob="load" fields={fields} problems={problems} t={t} />
          <Field knob="servers" fields={fields} problems={problems} t={t} />
          <div className="lab-field flex max-w-full min-w-0 flex-col gap-1 text-ui [&>label]:text-cap [&>label]:text-ink-2">
            <label htmlFor="lab-service">{t.theory.service}</label>
            <Select
              id="lab-service"
              value={fields.service}
              onChange={(event) => setField('service', event.target.value)}
            >
              <option value="exponential">{t.theory.exponential}</option>
              <option value="fixed">{t.theory.fixed}</option>
            </Select>
          </div>
          <Button type="submit" className="mt-5.5" disabled={isBusy} data-lab-check="">
            {t.theory.run}
          </Button>
        </fieldset>
      </form>
      <p className="text-ui text-ink-2" role="status" data-status-of="theory">
        {isChecking ? t.running.theory : failed === null ? null : t.running.failed(failed)}
      </p>
      {answer ? (
        <>
          <Answer answer={answer} t={t} />
          <TheoryChart checks={checks} t={t} />
        </>
      ) : null}
      <h4 className="text-ui font-semibold">{t.theory.holdsNot}</h4>
      <ul className="max-w-[60em] list-disc pl-5 text-ui text-ink-2">
        {breaksOf(fields, outcomes).map((one) => (
          <li key={one} data-break={one}>
            {t.theory.breaks[one]}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Answer({ answer, t }: { answer: TheoryAnswer; t: LabTexts }) {
  const { theory, outcome } = answer;
  const { model, interval, isInside, little } = verdictOf(answer);
  const [one = '', other = ''] = little.map((us) => (us / 1_000_000).toFixed(6));
  const lines: readonly (readonly [name: string, label: string, value: string])[] = [
    ['model', t.theory.model, model],
    ['arrivals', t.theory.arrivals, String(outcome.arrivals)],
    ['theory', t.theory.byTheory, theory === null ? t.theory.unknown : ms(theory)],
    ['measured', t.theory.measured, ms(outcome.meanWait)],
    ...(interval
      ? ([['interval', t.theory.interval, `${ms(interval[0])} … ${ms(interval[1])}`]] as const)
      : []),
    ...(isInside === null
      ? []
      : ([['inside', t.theory.inside, isInside ? t.theory.yes : t.theory.no]] as const)),
    ['little', t.theory.little, one === other ? t.theory.equal(one) : t.theory.unequal(one, other)],
  ];
  return (
    <table className={`${TABLE} max-w-[40rem]`} data-theory="">
      <thead>
        <tr>
          <th scope="col">{t.theory.quantity}</th>
          <th scope="col">{t.theory.value}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map(([name, label, value]) => (
          <tr key={name} data-line={name}>
            <th scope="row">{label}</th>
            <td>{value}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** Each check of the same servers is a point on theory's line. */
function TheoryChart({ checks, t }: { checks: readonly TheoryAnswer[]; t: LabTexts }) {
  const like = useMemo(() => checksLike(checks), [checks]);
  const plot = useMemo(
    () => theoryPlot(like, { xName: t.theory.loadAxis, yName: t.theory.waitAxis }),
    [like, t],
  );
  const last = like.at(-1);
  if (!last) return null;
  const { model } = verdictOf(last);
  const interval = (i: number): string => {
    const found = like.find((one) => loadOf(one) === plot.x[i]);
    const bounds = found ? verdictOf(found).interval : null;
    return bounds ? `${ms(bounds[0])} … ${ms(bounds[1])}` : '';
  };
  return (
    <Chart
      id="theory"
      title={t.theory.over(model)}
      plot={plot}
      t={t}
      first={t.theory.loadAxis}
      rowName={(i) => (plot.x[i] ?? 0).toFixed(3)}
      valueText={(value) => value.toFixed(1)}
      columns={[{ head: t.theory.interval, text: interval }]}
      note={last.theory === null ? t.theory.unknown : t.theory.chartNote}
    />
  );
}

const ms = (us: number): string => duration(Math.max(0, us) / 1000);
