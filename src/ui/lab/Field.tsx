/** A knob: its name, its number as it is written, and why it was refused. */
import { useId } from 'react';
import { useStore as useZustand } from 'zustand';
import type { LabTexts } from '../../i18n/index.ts';
import { labStore } from '../../store/lab.ts';
import { type Bounds, FIELDS, KNOBS, type Knob, type KnobTexts, type Problem } from './knobs.ts';

/** The form as it stands: what was not touched is as usual. */
export function useFields(): KnobTexts {
  const written = useZustand(labStore, (s) => s.fields);
  return { ...FIELDS, ...written };
}

export const setField = (name: string, value: string): void =>
  labStore.getState().setFields({ [name]: value });

/** The first knob that is refused, wherever it stands. */
export function focusRefused([first]: readonly Problem[]): void {
  if (first) document.querySelector<HTMLElement>(`[data-knob="${first.knob}"]`)?.focus();
}

interface Props {
  readonly knob: Knob;
  readonly fields: KnobTexts;
  readonly problems: readonly Problem[];
  /** where they are narrower than the knob's own */
  readonly bounds?: Bounds;
  readonly disabled?: boolean;
  readonly t: LabTexts;
}

export function Field({ knob, fields, problems, bounds = KNOBS[knob], disabled = false, t }: Props) {
  const id = useId();
  const problem = problems.find((one) => one.knob === knob);
  const [low, high] = bounds;
  return (
    <div
      className="lab-field flex max-w-full min-w-0 flex-wrap items-center gap-x-2 gap-y-1 text-ui not-in-data-side:flex-col not-in-data-side:items-start"
      data-refused={problem ? '' : undefined}
    >
      <label className="min-w-0 flex-1 not-in-data-side:text-cap not-in-data-side:text-ink-2" htmlFor={id}>
        {t.knobs[knob]}
      </label>
      <input
        id={id}
        className="h-8 w-18 rounded-s border border-line-2 bg-canvas px-2 text-right tabular-nums not-in-data-side:w-28 disabled:border-line disabled:text-ink-3 aria-invalid:border-2 aria-invalid:border-error touch:h-11"
        inputMode="numeric"
        autoComplete="off"
        value={fields[knob]}
        title={t.form.bounds(low, high)}
        disabled={disabled}
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem ? `${id}-why` : undefined}
        data-knob={knob}
        onChange={(event) => setField(knob, event.target.value)}
      />
      {problem ? (
        <p id={`${id}-why`} className="w-full text-cap text-error">
          {t.form.wrong(problem.given, problem.low, problem.high)}
        </p>
      ) : null}
    </div>
  );
}
