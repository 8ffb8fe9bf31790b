/** The first open's one short pass: the story's first cast travels over the map, then everything stands at step 1. */
import { stepsOf } from '../../store/derived.ts';
import type { PageStore } from '../../store/store.ts';
import type { Frames } from '../canvas/frames.ts';

/** After the map was drawn and read. The pass itself takes about two seconds: it ends within 4.5 s of opening. */
const AFTER_MS = 900;

export function hero(store: PageStore, frames: Frames): void {
  const cast = stepsOf(store.getState()).find((step) => step.kind === 'cast');
  if (!cast) return;
  setTimeout(() => {
    const { step, playing } = store.getState();
    if (step === 1 && !playing) frames.preview(cast.n);
  }, AFTER_MS);
}
