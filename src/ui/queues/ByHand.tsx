/** Commands by hand: each is given at the cursor, so it forks, undoes and links like every other. */
import { type FormEvent, useId, useState } from 'react';
import { stepOfFact } from '../../core/story/cursor.ts';
import { HAND_NAMES, type HandName } from '../../core/words/commands.ts';
import type { Texts } from '../../i18n/index.ts';
import { experimentOf, isRecording, stepsOf, traceOf } from '../../store/derived.ts';
import type { CommandAsked } from '../../store/state.ts';
import { usePageStore, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { showWhole } from '../shared/keep-in-view.ts';
import { Select } from '../shared/Select.tsx';
import { HandField } from './HandField.tsx';
import { HandOutcome } from './HandOutcome.tsx';
import { type FieldName, type Filled, fieldsOf, readCommand } from './hand-command.ts';
import { outcomeOf } from './outcome.ts';

/** What came of the last command: it stands in the trace, or a sentence says why it was not given. */
type Last = { readonly given: CommandAsked; readonly nth: number } | { readonly wrong: string } | null;

interface Props {
  readonly vhost: string;
  readonly texts: Texts;
}

export function ByHand({ vhost, texts }: Props) {
  const id = useId();
  const t = texts.queues.hand;
  const recorded = useStore((s) => traceOf(s).source !== 'simulated');
  const isOff = useStore((s) => s.engine.state === 'off');
  const isReadOnly = useStore(isRecording);
  const running = useStore((s) => s.running);
  const give = useGive(texts);
  const [command, setCommand] = useState<HandName>('declare_queue');
  const [filled, setFilled] = useState<{ readonly [name in HandName]?: Filled }>({});
  const [last, setLast] = useState<Last>(null);
  const fill = (field: FieldName, value: string): void =>
    setFilled((all) => ({ ...all, [command]: { ...all[command], [field]: value } }));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (running || isOff) return;
    void give(command, filled[command] ?? {}, vhost).then(setLast);
  };
  if (isReadOnly) return <p>{texts.page.notice.no_experiment}</p>;
  if (recorded) return <p>{t.recorded}</p>;
  return (
    <form className="queues-hand grid gap-3" onSubmit={submit} noValidate>
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2">
        <div className="grid max-w-full min-w-0 gap-1 text-cap font-medium text-ink-2">
          <label htmlFor={id}>{t.command}</label>
          <Select
            id={id}
            value={command}
            data-field="order"
            onChange={(event) => setCommand(event.target.value as HandName)}
          >
            {HAND_NAMES.map((name) => (
              <option key={name} value={name}>
                {t.commands[name]}
              </option>
            ))}
          </Select>
        </div>
        {fieldsOf(command).map((field) => (
          <HandField
            key={`${command} ${field.name}`}
            field={field}
            vhost={vhost}
            value={filled[command]?.[field.name] ?? ''}
            onChange={(value) => fill(field.name, value)}
            texts={texts}
          />
        ))}
        <Button
          type="submit"
          look="filled"
          className="mt-5.5"
          disabled={isOff || running}
          aria-busy={running}
          data-give={command}
        >
          {running ? texts.page.top.running : t.give}
        </Button>
      </div>
      {last && 'wrong' in last ? (
        <p className="text-error" role="alert" ref={showWhole}>
          {last.wrong}
        </p>
      ) : null}
      {last && 'given' in last ? <HandOutcome key={last.nth} asked={last.given} texts={texts} /> : null}
      <p className="text-cap text-ink-2">{t.about}</p>
    </form>
  );
}

/** Gives the command and goes to its step: the next one then comes after all that this one did. */
function useGive(texts: Texts): (command: HandName, filled: Filled, vhost: string) => Promise<Last> {
  const store = usePageStore();
  const t = texts.queues.hand;
  return async (command, filled, vhost) => {
    const read = readCommand(command, filled, vhost);
    if (!read.ok) {
      const label = t.fields[read.field];
      return { wrong: read.wrong === 'count' ? t.countBad(label) : t.tableBad(label, read.text) };
    }
    const asked: CommandAsked = { name: command, args: read.args };
    const before = traceOf(store.getState());
    store.getState().setNotice(null);
    await store.getState().issue(asked);
    const state = store.getState();
    if (traceOf(state) === before) {
      const why = state.notice?.kind === 'run_failed' ? state.notice.message : '';
      state.setNotice(null);
      return { wrong: t.failed(why) };
    }
    const outcome = outcomeOf(traceOf(state), asked);
    if (outcome) state.seek(stepOfFact(stepsOf(state), outcome.index));
    return { given: asked, nth: experimentOf(state)?.commands?.length ?? 0 };
  };
}
