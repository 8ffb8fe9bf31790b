/** The lab: the same load on the same services in three designs, measured, and the kernel held against theory. */
import { useState } from 'react';
import { useStore as useZustand } from 'zustand';
import type { LabOutcome } from '../../core/lab/run.ts';
import { type LabTexts, textsOf } from '../../i18n/index.ts';
import { LAB_ORDER, labStore } from '../../store/lab.ts';
import { useStore } from '../../store/use-store.ts';
import { useLifetime } from '../shared/hooks.ts';
import { Charts } from './Charts.tsx';
import { Figures } from './Figures.tsx';
import { Form } from './Form.tsx';
import { NOTHING_REFUSED } from './knobs.ts';
import { fieldsFrom } from './lab-link.ts';
import { Running } from './Running.tsx';
import { Stretches } from './Stretches.tsx';
import { Sweeps } from './Sweeps.tsx';
import { Theory } from './Theory.tsx';
import './lab.css';

export function Lab() {
  const t = useStore((s) => textsOf(s.lang).lab);
  const outcomes = useZustand(labStore, (s) => s.outcomes);
  const doing = useZustand(labStore, (s) => s.doing);
  const [refused, setRefused] = useState(NOTHING_REFUSED);
  useLifetime(takeLink);
  const isBad = fieldsFrom(window.location.hash) === 'bad';
  return (
    <div className="lab" data-lab={doing}>
      <h3>{t.title}</h3>
      <p className="lab-note">{t.about}</p>
      {isBad ? <p role="alert">{t.form.badLink}</p> : null}
      <Form refused={refused} onRefused={setRefused} t={t} />
      <RunStatus t={t} />
      {outcomes.length === 0 ? null : (
        <>
          <Figures outcomes={outcomes} t={t} />
          <Charts outcomes={outcomes} t={t} />
        </>
      )}
      <Sweeps refused={refused} onRefused={setRefused} t={t} />
      <Stretches refused={refused} onRefused={setRefused} t={t} />
      <Theory t={t} />
    </div>
  );
}

/** A form that was written in stays; an address fills it once. */
function takeLink(): () => void {
  const { fields, setFields } = labStore.getState();
  const asked = fieldsFrom(window.location.hash);
  if (asked && asked !== 'bad' && Object.keys(fields).length === 0) setFields(asked);
  return () => undefined;
}

/** A run of fewer designs than all was cancelled. */
function endOf(outcomes: readonly LabOutcome[]): 'nothing' | 'cancelled' | 'done' {
  if (outcomes.length === 0) return 'nothing';
  const isWhole = outcomes.length === LAB_ORDER.length && outcomes.at(-1)?.ended !== 'cancelled';
  return isWhole ? 'done' : 'cancelled';
}

function RunStatus({ t }: { t: LabTexts }) {
  const { design, outcomes } = useZustand(labStore);
  return (
    <Running
      of="run"
      says={design ? t.running.run(t.designs[design]) : ''}
      rest={t.running[endOf(outcomes)]}
      runs={LAB_ORDER.length}
      done={outcomes.length}
      t={t}
    />
  );
}
