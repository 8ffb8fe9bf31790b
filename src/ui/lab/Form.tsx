/** The knobs of the lab: load, services, events. What is refused stands at its knob; a link of the form runs nothing. */
import { Play } from 'lucide-react';
import type { SyntheticEvent } from 'react';
import { useStore as useZustand } from 'zustand';
import { packLab } from '../../core/lab/settings.ts';
import { type LabTexts, textsOf } from '../../i18n/index.ts';
import { labStore } from '../../store/lab.ts';
import { runPlace } from '../../store/recording.ts';
import { usePageStore, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { CopyButton } from '../shared/CopyButton.tsx';
import { Select } from '../shared/Select.tsx';
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

const GROUP =
  'flex min-w-0 flex-col gap-2 @max-[44rem]:grid @max-[44rem]:grid-cols-[repeat(auto-fill,minmax(min(100%,15rem),1fr))] @max-[44rem]:gap-x-8';
const LEGEND = 'pb-1 text-cap font-semibold text-ink-3';
const SWITCH =
  'relative h-5 w-8.5 flex-none cursor-pointer appearance-none rounded-full border border-line-2 bg-canvas before:absolute before:top-0.5 before:left-0.5 before:size-3.5 before:rounded-full before:bg-line-2 before:transition-transform before:duration-120 checked:border-ink checked:bg-ink checked:before:translate-x-3.5 checked:before:bg-paper forced-colors:appearance-auto';

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
    <form className="flex min-h-0 flex-1 flex-col" data-side="" onSubmit={run} noValidate>
      <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-auto px-4 py-3 @max-[44rem]:flex-none @max-[44rem]:overflow-visible">
        <Load fields={fields} problems={problems} t={t} />
        <fieldset className={GROUP}>
          <legend className={LEGEND}>{t.form.services}</legend>
          {SERVICE_KNOBS.map((knob) => (
            <Field key={knob} knob={knob} fields={fields} problems={problems} t={t} />
          ))}
        </fieldset>
        <Events fields={fields} problems={problems} t={t} />
      </div>
      <div className="flex flex-col gap-1 border-t border-line p-3">
        {by === 'run' ? <Refusal problems={problems} t={t} /> : null}
        <Button type="submit" look="filled" className="whitespace-normal" disabled={isBusy} data-lab-run="">
          <Play size={15} strokeWidth={2.2} className="shrink-0" aria-hidden="true" />
          {t.form.run}
        </Button>
        {settingsOf(fields).settings ? <CopyButton text={link} label={t.form.link} texts={texts} /> : null}
      </div>
    </form>
  );
}

/** How many knobs are refused; why stands at each. */
export function Refusal({ problems, t }: { problems: readonly Problem[]; t: LabTexts }) {
  if (problems.length === 0) return null;
  return (
    <p role="alert" className="text-cap text-error">
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
    <fieldset className={GROUP}>
      <legend className={LEGEND}>{t.form.load}</legend>
      <div className="flex flex-wrap items-center gap-x-2 text-ui">
        <label className="flex-1" htmlFor="lab-arrivals">
          {t.form.arrivals}
        </label>
        <Select
          id="lab-arrivals"
          value={fields.arrivals}
          data-knob="arrivals"
          onChange={(event) => setField('arrivals', event.target.value)}
        >
          <option value="poisson">{t.form.poisson}</option>
          <option value="burst">{t.form.burst}</option>
        </Select>
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
    <fieldset className={GROUP}>
      <legend className={LEGEND}>{t.form.events}</legend>
      {EVENT_NAMES.map((event) => (
        <div key={event} className="flex flex-col gap-2">
          <label className="flex min-h-9 items-center gap-2.5 text-ui touch:min-h-[44px]">
            <input
              type="checkbox"
              className={SWITCH}
              checked={fields[event] === 'on'}
              data-knob={event}
              onChange={({ target }) => setField(event, target.checked ? 'on' : '')}
            />
            {t.events[event]}
          </label>
          {fields[event] === 'on'
            ? EVENTS[event].map((knob) => (
                <div key={knob} className="pl-11">
                  <Field knob={knob} fields={fields} problems={problems} t={t} />
                </div>
              ))
            : null}
        </div>
      ))}
    </fieldset>
  );
}
