/** The services' logs up to the cursor, the lines of the step in bold. */
import { useMemo } from 'react';
import { logTexts } from '../../core/operator/logs.ts';
import { factIndexOf } from '../../core/story/cursor.ts';
import type { Actor } from '../../core/trace/fact.ts';
import type { Texts } from '../../i18n/index.ts';
import { stepOf, stepsOf, traceOf } from '../../store/derived.ts';
import { useStore } from '../../store/use-store.ts';
import { CopyButton } from '../shared/CopyButton.tsx';
import { Screen } from './Screen.tsx';

/** Lines on the screen at most; all of them are copied. */
const MOST = 400;

interface Props {
  readonly actor: Actor | null;
  readonly debug: boolean;
  readonly texts: Texts;
}

/** The last line is the one to be read: its own box is scrolled there, never the page. */
function toTheEnd(end: HTMLElement | null): void {
  const box = end?.closest('section');
  box?.scrollTo({ top: box.scrollHeight });
}

export function LogOutput({ actor, debug, texts }: Props) {
  const t = texts.operator;
  const trace = useStore(traceOf);
  const to = useStore((s) => factIndexOf(stepsOf(s), s.step));
  const before = useStore((s) => stepOf(s)?.before ?? -1);
  const lines = useMemo(() => logTexts(trace, { to, actor, debug }), [trace, to, actor, debug]);
  const shown = lines.slice(-MOST);
  const old = shown.filter(({ index }) => index <= before);
  const fresh = shown.slice(old.length);
  const joined = (some: typeof lines): string => some.map(({ text }) => `${text}\n`).join('');
  return (
    <>
      <div className="flex flex-wrap items-center justify-between gap-x-2 border-b border-line pr-2 pl-4 @max-[40rem]:pl-3">
        <p className="min-w-0 flex-1 py-1 text-cap text-ink-2">
          {lines.length > shown.length ? t.cut(shown.length, lines.length) : t.here}
        </p>
        <CopyButton text={() => joined(lines)} what={t.logs} texts={texts} />
      </div>
      {lines.length === 0 ? (
        <p className="px-4 py-3 text-body text-ink-2 @max-[40rem]:px-3" data-output="logs">
          {trace.source === 'simulated' ? t.noLines : t.unknown}
        </p>
      ) : (
        <Screen label={t.logOutput} data-output="logs">
          {joined(old)}
          {fresh.length === 0 ? null : (
            <strong className="block font-semibold" data-now="">
              {joined(fresh)}
            </strong>
          )}
          <span key={`${to} ${actor} ${debug}`} ref={toTheEnd} />
        </Screen>
      )}
    </>
  );
}
