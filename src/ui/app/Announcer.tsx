/** The one polite announcer: speaks once per settled step, at most every half second while scrubbing. */
import { useCallback, useRef } from 'react';
import type { Step } from '../../core/story/step.ts';
import { loadTexts, stepTitle, textsOf } from '../../i18n/index.ts';
import { stepOf, stepsOf, traceOf } from '../../store/derived.ts';
import type { PageState } from '../../store/store.ts';
import { usePageStore } from '../../store/use-store.ts';
import { useLifetime } from '../shared/hooks.ts';

const SETTLE_MS = 500;

/** What the step costs its sender; '' where that cannot be had: the rest is said all the same. */
async function costOf(step: Step, state: PageState): Promise<string> {
  try {
    const [{ costOfStep }] = await Promise.all([
      import('../narration/talk-texts.ts'),
      loadTexts(state.lang, ['talk']),
    ]);
    return costOfStep(step, stepsOf(state), traceOf(state), textsOf(state.lang));
  } catch {
    return '';
  }
}

async function sentence(state: PageState): Promise<string> {
  const step = stepOf(state);
  if (!step) return '';
  const said = await costOf(step, state);
  const texts = textsOf(state.lang);
  const trace = traceOf(state);
  const kind = texts.words.kinds[step.kind];
  const title = stepTitle(texts, step, trace);
  return texts.page.announce(step.n, stepsOf(state).length, title, kind, said, step.rows.length);
}

export function Announcer() {
  const store = usePageStore();
  const ref = useRef<HTMLParagraphElement>(null);
  const start = useCallback(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const say = async (): Promise<void> => {
      const said = await sentence(store.getState());
      if (ref.current) ref.current.textContent = said;
    };
    const stop = store.subscribe((now, before) => {
      if (now.step === before.step && traceOf(now) === traceOf(before)) return;
      clearTimeout(timer);
      timer = setTimeout(() => void say(), SETTLE_MS);
    });
    return () => {
      stop();
      clearTimeout(timer);
    };
  }, [store]);
  useLifetime(start);
  return <p ref={ref} className="sr-only" role="status" aria-live="polite" data-announcer="" />;
}
