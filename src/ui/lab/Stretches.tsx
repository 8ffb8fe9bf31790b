/** A part of a run, opened on the page: the same services and messages that the figures count, step by step. */
import type { SyntheticEvent } from 'react';
import { useStore as useZustand } from 'zustand';
import { LAB_LIMITS } from '../../core/lab/settings.ts';
import type { LabTexts } from '../../i18n/index.ts';
import { isRecording } from '../../store/derived.ts';
import { LAB_ORDER, labStore, type StretchOpened } from '../../store/lab.ts';
import { useActions, usePageStore, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { Select } from '../shared/Select.tsx';
import { Field, focusRefused, setField, useFields } from './Field.tsx';
import { Refusal } from './Form.tsx';
import type { Refused } from './knobs.ts';
import { Running } from './Running.tsx';
import { Section } from './Section.tsx';
import { designOf, STRETCH_KNOBS, stretchBounds, stretchOf } from './stretch-knobs.ts';

interface Props {
  readonly refused: Refused;
  readonly onRefused: (refused: Refused) => void;
  readonly t: LabTexts;
}

export function Stretches({ refused: { by, problems }, onRefused, t }: Props) {
  const fields = useFields();
  const page = usePageStore();
  const isBusy = useZustand(labStore, (s) => s.doing !== 'nothing');
  const bounds = stretchBounds(fields);
  const open = async (event: SyntheticEvent): Promise<void> => {
    event.preventDefault();
    const { asked, problems: found } = stretchOf(fields);
    onRefused({ by: 'stretch', problems: found });
    if (!asked) {
      focusRefused(found);
      return;
    }
    const trace = await labStore.getState().openStretch(asked.settings, asked.stretch);
    const opened = labStore.getState().stretch;
    if (trace && opened) await page.getState().showRecording(trace, opened);
  };
  return (
    <Section id="lab-stretch" title={t.stretch.title} about={t.stretch.about}>
      <form className="grid gap-2" onSubmit={(event) => void open(event)} noValidate>
        <fieldset className="flex flex-wrap items-start gap-x-4 gap-y-2" aria-labelledby="lab-stretch">
          <div className="lab-field flex max-w-full min-w-0 flex-col gap-1 text-ui [&>label]:text-cap [&>label]:text-ink-2">
            <label htmlFor="lab-stretch-design">{t.stretch.design}</label>
            <Select
              id="lab-stretch-design"
              value={designOf(fields)}
              data-knob="stretch_design"
              onChange={({ target }) => setField('stretch_design', target.value)}
            >
              {LAB_ORDER.map((design) => (
                <option key={design} value={design}>
                  {t.designs[design]}
                </option>
              ))}
            </Select>
          </div>
          {STRETCH_KNOBS.map((knob) => (
            <Field key={knob} knob={knob} fields={fields} problems={problems} bounds={bounds[knob]} t={t} />
          ))}
          <Button type="submit" className="mt-5.5" disabled={isBusy} data-lab-stretch="">
            {t.stretch.open}
          </Button>
        </fieldset>
        {by === 'stretch' ? <Refusal problems={problems} t={t} /> : null}
      </form>
      <StretchStatus t={t} />
    </Section>
  );
}

function StretchStatus({ t }: { t: LabTexts }) {
  const { design, stretch, asked } = useZustand(labStore);
  const isShown = useStore(isRecording);
  const { closeRecording: close } = useActions();
  const told = stretch ? tell(stretch, t) : asked === 'stretch' ? t.stretch.cancelled : t.stretch.nothing;
  return (
    <>
      <Running
        of="stretch"
        says={design ? t.running.run(t.designs[design]) : ''}
        rest={told}
        runs={1}
        done={0}
        t={t}
      />
      {isShown ? (
        <div className="flex flex-wrap items-center gap-2">
          <Button onClick={close}>{t.stretch.back}</Button>
        </div>
      ) : null}
    </>
  );
}

function tell({ facts, isCut, isEmpty, stretch }: StretchOpened, t: LabTexts): string {
  if (isEmpty) return t.stretch.empty(stretch.from_ms / 1000);
  return isCut ? t.stretch.cut(LAB_LIMITS.stretch_facts) : t.stretch.opened(facts);
}
