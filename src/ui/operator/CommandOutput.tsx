/** A command at the cursor, and what it prints there. */
import { useMemo } from 'react';
import { type OperatorCommand, printedAt } from '../../core/operator/commands.ts';
import { momentAt } from '../../core/operator/moment.ts';
import { factIndexOf } from '../../core/story/cursor.ts';
import { rich, type Texts } from '../../i18n/index.ts';
import { stepsOf, traceOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { CopyButton } from '../shared/CopyButton.tsx';
import { RichText } from '../shared/RichText.tsx';
import { Screen } from './Screen.tsx';

interface Props {
  readonly command: OperatorCommand;
  /** name or uuid, where the command is about one */
  readonly server: string;
  readonly texts: Texts;
}

export function CommandOutput({ command, server, texts }: Props) {
  const t = texts.operator;
  const trace = useStore(traceOf);
  const fact = useStore((s) => factIndexOf(stepsOf(s), s.step));
  const { line, text, unreachable, isUntold } = useMemo(
    () => printedAt(momentAt(trace, fact), command, server),
    [trace, fact, command, server],
  );
  const note =
    unreachable !== null
      ? t.unreachable(unreachable)
      : isUntold
        ? t.untold
        : text === null
          ? t.absent
          : text === ''
            ? t.silent
            : null;
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-x-2 border-b border-line pr-2 pl-4 @max-[40rem]:pl-3">
        <code className="min-w-0 flex-1 py-1 text-cap font-semibold wrap-anywhere" lang="en" translate="no">
          $ {line}
        </code>
        <CopyButton text={`$ ${line}\n${text ?? ''}`} what={command} texts={texts} />
      </div>
      {note === null ? (
        <Screen label={t.output(line)} data-output={command}>
          {text}
        </Screen>
      ) : (
        <p className="px-4 py-3 text-body text-ink-2 @max-[40rem]:px-3" data-output={command}>
          <RichText parts={rich(note, () => false)} />
        </p>
      )}
    </>
  );
}
