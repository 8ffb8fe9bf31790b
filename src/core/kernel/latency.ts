/** How long things take: a median from the recordings, with seeded jitter of -10 % to +14 %, integers only. */
import type { Stream } from '../base/random.ts';
import { fromMs, type Micros, micros } from '../base/time.ts';

/** `medianMs` in milliseconds, as the recordings give it. */
export function sample(stream: Stream, medianMs: number): Micros {
  const factor = 900 + stream.below(120) + stream.below(121);
  return micros(Math.floor((fromMs(medianMs) * factor) / 1000));
}
