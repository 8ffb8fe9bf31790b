/** The knobs of the lab: load, services, events. What is refused stands at its knob; a link of the form runs nothing. */
import type { SyntheticEvent } from 'react';
import { useStore as useZustand } from 'zustand';
import { packLab } from '../../core/lab/settings.ts';
import { type LabTexts, textsOf } from '../../i18n/index.ts';
import { labStore } from '../../store/lab.ts';
import { runPlace } from '../../store/recording.ts';
import { usePageStore, useStore } from '../../store/use-store.ts';
import { CopyButton } from '../shared/CopyButton.tsx';
import { Field, focusRefused, setField, useFields } from './Field.tsx';
import {
  EVENT_NAMES,
  EVENTS,
  type KnobTexts,
  LOAD_KNOBS,
  type Problem,
  type Refused,
  SERVICE_KNOBS,
  settingsOf,
} from './knobs.ts';
import { labLink } from './lab-link.ts';

interface FormProps {
  /** of the page's forms together: the others run what these knobs say */
  readonly refused: Refused;
  readonly onRefused: (refused: Refused) => void;
  readonly t: LabTexts;
}

export function Form({ refused: { by, problems }, onRefused, t }: FormProps) {
  const fields = useFields();
  const isBusy = useZustand(labStore, (s) => s.doing !== 'nothing');
  const page = usePageStore();
  const texts = useStore((s) => textsOf(s.lang));
  const run = (event: SyntheticEvent): void => {
    event.preventDefault();
    const asked = settingsOf(fields);
    onRefused({ by: 'run', problems: asked.problems });
    if (asked.settings) void labStore.getState().run(asked.settings);
    else focusRefused(asked.problems);
  };
  const link = (): string => {
    const { settings } = settingsOf(fields);
    const { lang, level } = page.getState();
    const { run, step } = runPlace(page.getState());
    const place = { lang, level, scenario: run.scenario, step };
    return settings ? labLink(window.location.href, place, packLab(settings)) : '';
  };
  return (
    <form className="lab-form" onSubmit={run} noValidate>
      <Load fields={fields} problems={problems} t={t} />
      <fieldset>
        <legend>{t.form.services}</legend>
        {SERVICE_KNOBS.map((knob) => (
          <Field key={knob} knob={knob} fields={fields} problems={problems} t={t} />
        ))}
      </fieldset>
      <Events fields={fields} problems={problems} t={t} />
      <div className="lab-tools">
        <button type="submit" className="button button-filled" disabled={isBusy} data-lab-run="">
          {t.form.run}
        </button>
        {settingsOf(fields).settings ? <CopyButton text={link} label={t.form.link} texts={texts} /> : null}
      </div>
      {by === 'run' ? <Refusal problems={problems} t={t} /> : null}
    </form>
  );
}

/** How many knobs are refused; why stands at each. */
export function Refusal({ problems, t }: { problems: readonly Problem[]; t: LabTexts }) {
  if (problems.length === 0) return null;
  return (
    <p role="alert" className="lab-refused">
      {t.form.refused(problems.length)}
    </p>
  );
}

interface Props {
  readonly fields: KnobTexts;
  readonly problems: readonly Problem[];
  readonly t: LabTexts;
}

function Load({ fields, problems, t }: Props) {
  return (
    <fieldset>
      <legend>{t.form.load}</legend>
      <div className="lab-field">
        <label htmlFor="lab-arrivals">{t.form.arrivals}</label>
        <select
          id="lab-arrivals"
          className="select"
          value={fields.arrivals}
          data-knob="arrivals"
          onChange={(event) => setField('arrivals', event.target.value)}
        >
          <option value="poisson">{t.form.poisson}</option>
          <option value="burst">{t.form.burst}</option>
        </select>
      </div>
      {LOAD_KNOBS.map((knob) => {
        const off = knob === 'per_minute' && fields.arrivals === 'burst';
        return <Field key={knob} knob={knob} fields={fields} problems={problems} disabled={off} t={t} />;
      })}
    </fieldset>
  );
}

function Events({ fields, problems, t }: Props) {
  return (
    <fieldset>
      <legend>{t.form.events}</legend>
      {EVENT_NAMES.map((event) => (
        <div key={event} className="lab-event">
          <label className="lab-check">
            <input
              type="checkbox"
              checked={fields[event] === 'on'}
              data-knob={event}
              onChange={({ target }) => setField(event, target.checked ? 'on' : '')}
            />
            {t.events[event]}
          </label>
          {fields[event] === 'on'
            ? EVENTS[event].map((knob) => (
                <Field key={knob} knob={knob} fields={fields} problems={problems} t={t} />
              ))
            : null}
        </div>
      ))}
    </fieldset>
  );
}
