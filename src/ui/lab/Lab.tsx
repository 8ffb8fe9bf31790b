/** The lab: the same load on the same services in three designs, measured, and the kernel held against theory. */
import { useStore as useZustand } from 'zustand';
import type { LabOutcome } from '../../core/lab/run.ts';
import { duration } from '../../i18n/index.ts';
import { type LabTexts, labTextsOf } from '../../i18n/lab-texts.ts';
import { LAB_ORDER, labStore } from '../../store/lab.ts';
import { useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { useLifetime } from '../shared/hooks.ts';
import { Charts } from './Charts.tsx';
import { Figures } from './Figures.tsx';
import { Form } from './Form.tsx';
import { fieldsFrom } from './lab-link.ts';
import { Theory } from './Theory.tsx';
import './lab.css';

export function Lab() {
  const t = useStore((s) => labTextsOf(s.lang));
  const outcomes = useZustand(labStore, (s) => s.outcomes);
  const doing = useZustand(labStore, (s) => s.doing);
  useLifetime(takeLink);
  const isBad = fieldsFrom(window.location.hash) === 'bad';
  return (
    <div className="lab" data-lab={doing}>
      <h3>{t.title}</h3>
      <p className="lab-note">{t.about}</p>
      {isBad ? <p role="alert">{t.form.badLink}</p> : null}
      <Form t={t} />
      <Running t={t} />
      {outcomes.length === 0 ? null : (
        <>
          <Figures outcomes={outcomes} t={t} />
          <Charts outcomes={outcomes} t={t} />
        </>
      )}
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

function Running({ t }: { t: LabTexts }) {
  const { doing, design, progress, outcomes, failure, cancel } = useZustand(labStore);
  const says =
    doing === 'theory'
      ? t.running.theory
      : doing === 'run' && design
        ? t.running.run(t.designs[design])
        : t.running[endOf(outcomes)];
  const share = progress ? progress.arrived / progress.boots : 0;
  return (
    <div className="lab-running">
      <p role="status" data-lab-status="">
        {failure === null ? says : t.running.failed(failure)}
      </p>
      {doing === 'run' ? (
        <>
          <progress aria-label={says} max={LAB_ORDER.length} value={outcomes.length + share} />
          <span className="lab-note" data-lab-progress="">
            {progress
              ? t.running.of(
                  progress.arrived,
                  progress.boots,
                  progress.active,
                  duration(progress.at_us / 1000),
                )
              : null}
          </span>
          <Button onClick={cancel} data-lab-cancel="">
            {t.running.cancel}
          </Button>
        </>
      ) : null}
    </div>
  );
}
