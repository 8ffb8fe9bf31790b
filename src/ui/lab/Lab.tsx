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
import { Outcomes } from './Outcomes.tsx';
import { Running } from './Running.tsx';
import { Stretches } from './Stretches.tsx';
import { Sweeps } from './Sweeps.tsx';
import { Theory } from './Theory.tsx';

export function Lab() {
  const t = useStore((s) => textsOf(s.lang).lab);
  const outcomes = useZustand(labStore, (s) => s.outcomes);
  const doing = useZustand(labStore, (s) => s.doing);
  const [refused, setRefused] = useState(NOTHING_REFUSED);
  useLifetime(takeLink);
  const isBad = fieldsFrom(window.location.hash) === 'bad';
  return (
    <div className="lab @container h-full" data-lab={doing}>
      <div className="grid h-full grid-cols-[17rem_minmax(0,1fr)] bg-canvas @max-[44rem]:block @max-[44rem]:h-auto">
        <div className="flex min-h-0 flex-col border-r border-line bg-paper @max-[44rem]:border-r-0 @max-[44rem]:border-b">
          <h3 className="px-4 pt-3 text-body font-semibold">{t.title}</h3>
          {isBad ? (
            <p className="px-4 pt-2 text-cap text-error" role="alert">
              {t.form.badLink}
            </p>
          ) : null}
          <Form refused={refused} onRefused={setRefused} t={t} />
        </div>
        <div className="grid min-h-0 min-w-0 content-start gap-4 overflow-auto p-6 @max-[44rem]:overflow-visible @max-[44rem]:p-3">
          <RunStatus t={t} />
          {outcomes.length === 0 ? (
            <p className="max-w-[60em] text-ui text-ink-2">{t.about}</p>
          ) : (
            <>
              <Outcomes outcomes={outcomes} t={t} />
              <Charts outcomes={outcomes} t={t} />
              <Figures outcomes={outcomes} t={t} />
            </>
          )}
          <Sweeps refused={refused} onRefused={setRefused} t={t} />
          <Stretches refused={refused} onRefused={setRefused} t={t} />
          <Theory t={t} />
        </div>
      </div>
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
