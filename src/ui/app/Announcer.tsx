/** The one polite announcer: speaks once per settled step, at most every half second while scrubbing. */
import { useCallback, useRef } from 'react';
import { stepTitle, textsOf } from '../../i18n/index.ts';
import { stepOf, stepsOf, traceOf } from '../../store/derived.ts';
import type { PageState } from '../../store/store.ts';
import { usePageStore } from '../../store/use-store.ts';
import { talkOf } from '../narration/step-talk.ts';
import { costText } from '../narration/talk-texts.ts';
import { useLifetime } from '../shared/hooks.ts';

const SETTLE_MS = 500;

function sentence(state: PageState): string {
  const step = stepOf(state);
  if (!step) return '';
  const texts = textsOf(state.lang);
  const trace = traceOf(state);
  const talk = talkOf(step, stepsOf(state), trace);
  const said = talk ? costText(talk, texts) : '';
  const kind = texts.words.kinds[step.kind];
  const title = stepTitle(texts, step, trace);
  return texts.page.announce(step.n, stepsOf(state).length, title, kind, said, step.rows.length);
}

export function Announcer() {
  const store = usePageStore();
  const ref = useRef<HTMLParagraphElement>(null);
  const start = useCallback(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const say = (): void => {
      if (ref.current) ref.current.textContent = sentence(store.getState());
    };
    const stop = store.subscribe((now, before) => {
      if (now.step === before.step && traceOf(now) === traceOf(before)) return;
      clearTimeout(timer);
      timer = setTimeout(say, SETTLE_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [store]);
  useLifetime(start);
  return <p ref={ref} className="sr-only" role="status" aria-live="polite" data-announcer="" />;
}
