/** What can be done now to a service, a queue, a message, a host, a server, the broker or the cloud: each is one command at the cursor. */
import type { SyntheticEvent } from 'react';
import { type CommandAt, type CommandTarget, commandsAt } from '../../core/story/commands-at.ts';
import type { NamedArgument } from '../../core/words/commands.ts';
import { ADDABLE_NAMES, addableAmong } from '../../core/words/services.ts';
import { type CommandTexts, type ExperimentTexts, textsOf } from '../../i18n/index.ts';
import { rich } from '../../i18n/rich.ts';
import { factAt, isRecording, traceOf } from '../../store/derived.ts';
import { usePageStore, useStore } from '../../store/use-store.ts';
import { Button } from './Button.tsx';
import { Disclosure } from './Disclosure.tsx';
import { filledIn, type MenuCommand, menuCommand, targetKey } from './menu-command.ts';
import { RichText } from './RichText.tsx';
import { Input, Select } from './Select.tsx';

export function Commands({ target }: { target: CommandTarget }) {
  const texts = useStore((s) => textsOf(s.lang));
  const forms = useStore((s) => textsOf(s.lang).commands);
  const t = useStore((s) => textsOf(s.lang).experiment).commands;
  const trace = useStore(traceOf);
  const fact = useStore(factAt);
  const isOff = useStore((s) => s.engine.state === 'off');
  const isReadOnly = useStore(isRecording);
  if (isReadOnly) return <p className="orders-note text-ui text-ink-2">{texts.page.notice.no_experiment}</p>;
  if (trace.source !== 'simulated') return <p className="orders-note text-ui text-ink-2">{t.recorded}</p>;
  if (isOff) return <p className="orders-note text-ui text-ink-2">{t.off}</p>;
  const commands = commandsAt(trace, fact, target).map((at) => menuCommand(at, texts, t));
  // what is done at once comes first, what has to be said more of after it
  const possible = commands
    .filter(({ at }) => at.refusal === null)
    .toSorted((a, b) => a.asks.length - b.asks.length);
  const refused = commands.filter(({ at }) => at.refusal !== null);
  return (
    <div className="orders flex flex-col gap-2" data-orders={targetKey(target)}>
      <ul className="orders-list flex flex-wrap gap-1.5">
        {possible.map((command) => (
          <li key={command.key}>
            {command.asks.length === 0 ? (
              <CommandButton command={command} />
            ) : (
              <CommandForm command={command} forms={forms} t={t} />
            )}
          </li>
        ))}
      </ul>
      {refused.length === 0 ? null : (
        <Disclosure summary={t.impossible(refused.length)}>
          <ul className="orders-why flex flex-col gap-1 pt-1 text-ui text-ink-2">
            {refused.map((command) => (
              <li key={command.key}>
                {command.label}: <Why at={command.at} forms={forms} />
              </li>
            ))}
          </ul>
        </Disclosure>
      )}
    </div>
  );
}

function Why({ at, forms }: { at: CommandAt; forms: CommandTexts }) {
  if (!at.refusal) return null;
  const { code, subject, other } = at.refusal;
  return <RichText parts={rich(forms.refusals[code](subject, other), () => false)} />;
}

function CommandButton({ command }: { command: MenuCommand }) {
  const store = usePageStore();
  const running = useStore((s) => s.running);
  const { name, args, thought } = command.at;
  return (
    <Button
      className={thought ? 'border-dashed' : ''}
      disabled={running}
      title={command.what}
      data-order={name}
      data-when={typeof args.when === 'string' ? args.when : undefined}
      onClick={() => void store.getState().issue({ name, args })}
    >
      {command.label}
    </Button>
  );
}

interface FormProps {
  readonly command: MenuCommand;
  readonly forms: CommandTexts;
  readonly t: ExperimentTexts['commands'];
}

function CommandForm({ command, forms, t }: FormProps) {
  const store = usePageStore();
  const running = useStore((s) => s.running);
  const { name, args } = command.at;
  const give = (event: SyntheticEvent<HTMLFormElement>): void => {
    event.preventDefault();
    if (running) return;
    const filled = filledIn(command.asks, new FormData(event.currentTarget));
    void store.getState().issue({ name, args: { ...args, ...filled } });
  };
  return (
    <form
      className="orders-form flex flex-wrap items-center gap-1.5 text-ui"
      data-order={name}
      onSubmit={give}
    >
      <span title={command.what}>{command.label}</span>
      {command.asks.map((ask) => (
        <Asked key={ask.name} ask={ask} forms={forms} />
      ))}
      <Button type="submit" disabled={running}>
        {t.give}
        <span className="sr-only">: {command.label}</span>
      </Button>
    </form>
  );
}

function Asked({ ask, forms }: { ask: NamedArgument; forms: CommandTexts }) {
  const label = forms.args[ask.name as keyof CommandTexts['args']];
  const services = useStore((s) => traceOf(s).topology.services);
  if (ask.choices) {
    // of the kinds of services those that this deployment has
    const choices = ask.choices === ADDABLE_NAMES ? addableAmong(services) : ask.choices;
    return (
      <Select name={ask.name} aria-label={label}>
        {choices.map((choice) => (
          <option key={choice} value={choice}>
            {choice}
          </option>
        ))}
      </Select>
    );
  }
  const isCount = ask.kind === 'count';
  return (
    <Input
      className="max-w-full min-w-36 [field-sizing:content]"
      type={isCount ? 'number' : 'text'}
      name={ask.name}
      aria-label={label}
      placeholder={label}
      title={label}
      required
      min={ask.min}
      max={ask.max}
      maxLength={32}
    />
  );
}
