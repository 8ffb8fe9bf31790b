/** The console as a terminal: a statement is sent when it is ended, Up and Down go through what was asked. */
import { type KeyboardEvent, type RefObject, useRef, useState } from 'react';
import { statementsOf } from '../../core/databases/mysql/script.ts';
import type { DataTexts } from '../../i18n/index.ts';
import { type ConsoleEntry, consoleLayout } from '../../store/console.ts';
import { useActions, useStore } from '../../store/use-store.ts';
import { useChange } from '../shared/hooks.ts';
import { showWhole } from '../shared/keep-in-view.ts';
import { banner, blocksOf, CONTINUED, PROMPT } from './terminal-text.ts';
import { useConsole, useConsoleStore } from './use-console.ts';

export function Terminal({ t }: { t: DataTexts }) {
  const entries = useConsole((s) => s.entries);
  const clearedBefore = useConsole((s) => s.clearedBefore);
  const layout = useStore(consoleLayout);
  const shown = entries.filter((entry) => entry.id >= clearedBefore);
  const input = useRef<HTMLTextAreaElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const last = shown.at(-1);
  useChange(`${last?.id} ${last?.answers.length} ${last?.end}`, () => {
    box.current?.scrollTo({ top: box.current.scrollHeight });
    // where the terminal is as high as its text, what is around it scrolls
    if (document.activeElement === input.current) showWhole(input.current);
  });
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: a press anywhere in the terminal goes to its line, as in any terminal
    // biome-ignore lint/a11y/noStaticElementInteractions: the line itself takes the keys
    <div
      className="terminal min-h-36 flex-1 cursor-text bg-canvas"
      data-terminal=""
      onClick={() => {
        if (getSelection()?.isCollapsed) input.current?.focus({ preventScroll: true });
      }}
    >
      <div className="h-full overflow-auto px-4 py-2" ref={box}>
        <pre className={`${TEXT} whitespace-pre-wrap!`} data-block="banner" lang="en">
          {clearedBefore > 0 ? null : textOf(banner(shown[0]?.layout ?? layout))}
        </pre>
        {shown.map((entry, i) => (
          <Exchange key={entry.id} entry={entry} before={shown[i - 1]} t={t} />
        ))}
        <Line t={t} input={input} />
      </div>
    </div>
  );
}

const TEXT = 'terminal-text font-mono text-ui whitespace-pre';
const LOOKS = {
  asked: 'font-semibold',
  answer: '',
  error: 'text-error whitespace-pre-wrap!',
  note: 'text-ink-2 whitespace-pre-wrap!',
} as const;

/** An empty line at the end shows as one. */
const textOf = (lines: readonly string[]): string => `${lines.join('\n')}${lines.at(-1) === '' ? '\n' : ''}`;

function Exchange({
  entry,
  before,
  t,
}: {
  entry: ConsoleEntry;
  before: ConsoleEntry | undefined;
  t: DataTexts;
}) {
  const isOther = before !== undefined && before.layout !== entry.layout;
  return (
    <>
      {isOther ? (
        <pre className={`${TEXT} whitespace-pre-wrap!`} data-block="banner" lang="en">
          {textOf(banner(entry.layout))}
        </pre>
      ) : null}
      {blocksOf(entry, t).map(({ kind, lines }, i) => (
        <pre
          // biome-ignore lint/suspicious/noArrayIndexKey: blocks only come at the end
          key={i}
          className={`${TEXT} ${LOOKS[kind]}`}
          data-block={kind}
          lang={kind === 'note' || kind === 'error' ? undefined : 'en'}
        >
          {textOf(lines)}
        </pre>
      ))}
    </>
  );
}

/** The line that is typed: it grows while its statement is not ended. */
function Line({ t, input }: { t: DataTexts; input: RefObject<HTMLTextAreaElement | null> }) {
  const draft = useStore((s) => s.draft);
  const { setDraft } = useActions();
  const store = useConsoleStore();
  const isRunning = useConsole((s) => s.entries.at(-1)?.end === null);
  const [place, setPlace] = useState(0);
  const lines = draft.split('\n').length;
  const send = (): void => {
    void store.getState().run(draft);
    setDraft('');
    setPlace(0);
  };
  const recall = (by: 1 | -1): boolean => {
    const { history } = store.getState();
    const next = Math.min(Math.max(place + by, 0), history.length);
    if (next === place) return false;
    setPlace(next);
    setDraft(next === 0 ? '' : (history[history.length - next] ?? ''));
    return true;
  };
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'c' && event.ctrlKey && !event.metaKey && getSelection()?.isCollapsed && isRunning) {
      event.preventDefault();
      store.getState().stop();
    } else if (event.key === 'Enter' && !event.shiftKey && !isRunning) {
      const isEnded = draft.trim() === '' || statementsOf(draft).every((one) => one.ended);
      if (!isEnded && !event.ctrlKey && !event.metaKey) return;
      event.preventDefault();
      if (draft.trim() !== '') send();
    } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      if (lines > 1 && place === 0) return;
      if (recall(event.key === 'ArrowUp' ? 1 : -1)) event.preventDefault();
    }
  };
  const prompt = [PROMPT, ...Array.from({ length: lines - 1 }, () => CONTINUED)].join('\n');
  return (
    <div className="flex items-start" lang="en">
      <pre className={`${TEXT} text-ink-3`} aria-hidden="true">
        {prompt}
      </pre>
      <textarea
        ref={input}
        className="terminal-input min-w-40 flex-1 resize-none overflow-hidden font-mono text-ui font-semibold focus-visible:outline-offset-1 touch:min-h-[44px]"
        aria-label={t.sql.prompt}
        rows={lines}
        value={draft}
        readOnly={isRunning}
        spellCheck={false}
        autoCapitalize="off"
        autoComplete="off"
        data-sql-input=""
        onChange={({ target }) => {
          setDraft(target.value);
          setPlace(0);
        }}
        onKeyDown={onKeyDown}
      />
    </div>
  );
}
