/** The same lab at several points: what is swept, from where to where, and what came of it. */
import type { SyntheticEvent } from 'react';
import { useStore as useZustand } from 'zustand';
import { SWEPT, type Swept } from '../../core/lab/sweep.ts';
import type { LabTexts } from '../../i18n/index.ts';
import { LAB_ORDER, labStore, type SweepDone } from '../../store/lab.ts';
import { Button } from '../shared/Button.tsx';
import { Select } from '../shared/Select.tsx';
import { Field, focusRefused, useFields } from './Field.tsx';
import { Refusal } from './Form.tsx';
import type { Refused } from './knobs.ts';
import { Running } from './Running.tsx';
import { Section } from './Section.tsx';
import { SweepChart } from './SweepChart.tsx';
import { fieldsOfSwept, SWEEP_KNOBS, sweepBounds, sweepOf, sweptOf } from './sweep-knobs.ts';

interface Props {
  readonly refused: Refused;
  readonly onRefused: (refused: Refused) => void;
  readonly t: LabTexts;
}

export function Sweeps({ refused: { by, problems }, onRefused, t }: Props) {
  const fields = useFields();
  const isBusy = useZustand(labStore, (s) => s.doing !== 'nothing');
  const sweep = useZustand(labStore, (s) => s.sweep);
  const bounds = sweepBounds(fields);
  const run = (event: SyntheticEvent): void => {
    event.preventDefault();
    const asked = sweepOf(fields);
    onRefused({ by: 'sweep', problems: asked.problems });
    if (asked.sweep) void labStore.getState().runSweep(asked.sweep);
    else focusRefused(asked.problems);
  };
  return (
    <Section id="lab-sweep-title" title={t.sweep.title} about={t.sweep.about}>
      <form className="grid gap-2" onSubmit={run} noValidate>
        <fieldset className="flex flex-wrap items-start gap-x-4 gap-y-2" aria-labelledby="lab-sweep-title">
          <WhatSwept
            swept={sweptOf(fields)}
            isRefused={problems.some(({ knob }) => knob === 'swept')}
            t={t}
          />
          {SWEEP_KNOBS.map((knob) => (
            <Field key={knob} knob={knob} fields={fields} problems={problems} bounds={bounds[knob]} t={t} />
          ))}
          <Button type="submit" className="mt-5.5" disabled={isBusy} data-lab-sweep="">
            {t.sweep.run}
          </Button>
        </fieldset>
        {by === 'sweep' ? <Refusal problems={problems} t={t} /> : null}
      </form>
      <SweepStatus sweep={sweep} t={t} />
      {sweep?.lines.some(({ points }) => points.length > 0) ? <SweepChart sweep={sweep} t={t} /> : null}
    </Section>
  );
}

function WhatSwept({ swept, isRefused, t }: { swept: Swept; isRefused: boolean; t: LabTexts }) {
  const { setFields } = labStore.getState();
  return (
    <div
      className="lab-field flex max-w-full min-w-0 flex-col gap-1 text-ui [&>label]:text-cap [&>label]:text-ink-2"
      data-refused={isRefused ? '' : undefined}
    >
      <label htmlFor="lab-swept">{t.sweep.what}</label>
      <Select
        id="lab-swept"
        value={swept}
        aria-invalid={isRefused || undefined}
        aria-describedby={isRefused ? 'lab-swept-why' : undefined}
        data-knob="swept"
        onChange={({ target }) => setFields(fieldsOfSwept(target.value as Swept))}
      >
        {SWEPT.map((one) => (
          <option key={one} value={one}>
            {t.sweep.swept[one]}
          </option>
        ))}
      </Select>
      {isRefused ? (
        <p id="lab-swept-why" className="text-cap text-error">
          {t.sweep.noRate}
        </p>
      ) : null}
    </div>
  );
}

function SweepStatus({ sweep, t }: { sweep: SweepDone | null; t: LabTexts }) {
  const { design, point } = useZustand(labStore);
  const count = sweep?.values.length ?? 0;
  const done = sweep?.lines.reduce((sum, { points }) => sum + points.length, 0) ?? 0;
  const runs = count * LAB_ORDER.length;
  return (
    <Running
      of="sweep"
      says={design ? t.sweep.running(Math.min(point + 1, count), count, t.designs[design]) : ''}
      rest={!sweep ? t.sweep.nothing : done < runs ? t.running.cancelled : t.running.done}
      runs={runs}
      done={done}
      t={t}
    />
  );
}
