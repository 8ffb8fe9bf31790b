/** Commands by hand: each is given at the cursor, so it forks, undoes and links like every other. */
import { type FormEvent, type ReactNode, useState } from 'react';
import { stepOfFact } from '../../core/story/cursor.ts';
import { HAND_NAMES, type HandName } from '../../core/words/commands.ts';
import type { Texts } from '../../i18n/index.ts';
import { experimentOf, isRecording, stepsOf, traceOf } from '../../store/derived.ts';
import type { CommandAsked } from '../../store/state.ts';
import { usePageStore, useStore } from '../../store/use-store.ts';
import { showWhole } from '../shared/keep-in-view.ts';
import { HandField } from './HandField.tsx';
import { HandOutcome } from './HandOutcome.tsx';
import { type FieldName, type Filled, fieldsOf, readCommand } from './hand-command.ts';
import { outcomeOf } from './outcome.ts';

/** What came of the last command: it stands in the trace, or a sentence says why it was not given. */
type Last = { readonly given: CommandAsked; readonly nth: number } | { readonly wrong: string } | null;

interface Props {
  readonly vhost: string;
  readonly choose: ReactNode;
  readonly texts: Texts;
}

export function ByHand({ vhost, choose, texts }: Props) {
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
    <form className="queues-hand" onSubmit={submit} noValidate>
      <div className="queues-form">
        <label className="queues-field">
          <span>{t.command}</span>
          <select
            className="select"
            value={command}
            data-field="order"
            onChange={(event) => setCommand(event.target.value as HandName)}
          >
            {HAND_NAMES.map((name) => (
              <option key={name} value={name}>
                {t.commands[name]}
              </option>
            ))}
          </select>
        </label>
        {fieldsOf(command).length > 0 ? choose : null}
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
        <button
          type="submit"
          className="button button-filled"
          disabled={isOff || running}
          aria-busy={running}
          data-give={command}
        >
          {running ? texts.page.top.running : t.give}
        </button>
      </div>
      {last && 'wrong' in last ? (
        <p className="queues-wrong" role="alert" ref={showWhole}>
          {last.wrong}
        </p>
      ) : null}
      {last && 'given' in last ? <HandOutcome key={last.nth} asked={last.given} texts={texts} /> : null}
      <p className="quiet">{t.about}</p>
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
