/** The one polite announcer: speaks once per settled step, at most every half second while scrubbing. */
import { useCallback, useRef } from 'react';
import { stepTitle, textsOf } from '../../i18n/index.ts';

import { stepOf, stepsOf, traceOf } from '../../store/derived.ts';
import type { PageState } from '../../store/store.ts';
import { usePageStore } from '../../store/use-store.ts';
import { useLifetime } from '../shared/hooks.ts';

const SETTLE_MS = 500;

function sentence(state: PageState): string {
  const step = stepOf(state);
  if (!step) return '';
  const title = stepTitle(textsOf(state.lang), step, traceOf(state));
  return textsOf(state.lang).page.announce(step.n, stepsOf(state).length, title);
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
  return <p ref={ref} className="visually-hidden" role="status" aria-live="polite" data-announcer="" />;
}
