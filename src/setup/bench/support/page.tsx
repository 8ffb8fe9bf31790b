/** The real page over any trace, for benches that run in a browser: no worker, no link, no hero pass. */
import '../../../ui/start.css';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { defined } from '../../../core/base/assert.ts';
import type { Trace } from '../../../core/trace/trace.ts';
import { loadTexts, PACKS } from '../../../i18n/packs.ts';
import type { State } from '../../../store/state.ts';
import { makeStore, type PageStore } from '../../../store/store.ts';
import { Root } from '../../../ui/app/Root.tsx';
import { type Frames, makeFrames } from '../../../ui/canvas/frames.ts';
import { firstPicture } from '../../../ui/shared/loading.ts';

await loadTexts('en', PACKS);
const started = firstPicture();

export interface ShownPage {
  readonly store: PageStore;
  readonly frames: Frames;
  close(): void;
}

const clock = {
  request: (callback: (now: number) => void) => requestAnimationFrame(callback),
  cancel: (handle: number) => cancelAnimationFrame(handle),
  reducedMotion: () => false,
};

/** `wrap` may put other frames in the place of the real ones. */
export function show(
  trace: Trace,
  settings: Partial<State>,
  wrap: (frames: Frames) => Frames = (it) => it,
): ShownPage {
  const run = (): never => {
    throw new Error('a bench runs nothing');
  };
  const experiment = trace.experiment ?? { v: 1 };
  const store = makeStore({ scenario: 'boot', experiment, trace, settings, run });
  const frames = wrap(makeFrames(store, clock, () => 0));
  const root = createRoot(defined(document.getElementById('root'), '#root'));
  document.documentElement.dataset.theme = 'light';
  flushSync(() => root.render(<Root started={started} page={{ store, frames }} />));
  return {
    store,
    frames,
    close() {
      frames.stop();
      root.unmount();
    },
  };
}

/** After the next `count` frames. */
export async function framesLater(count: number): Promise<void> {
  for (let i = 0; i < count; i += 1) await new Promise((done) => requestAnimationFrame(done));
}

/** When nothing has been loading for a while: panels come as scripts of their own. */
export async function settled(): Promise<void> {
  const deadline = performance.now() + 20_000;
  do await framesLater(10);
  while (document.querySelector('.slot-loading') && performance.now() < deadline);
  const failed = document.querySelector('.slot-failed');
  if (failed) throw new Error(failed.textContent ?? 'a panel failed');
}
