/** When requests arrive: drawn from the seed alone, so that every design and every knob meets the same arrivals. */
import { makeRandom } from '../base/random.ts';
import { fromMs, type Micros, micros, plus } from '../base/time.ts';
import { exponential } from './exponential.ts';
import type { LabSettings } from './settings.ts';

const MINUTE = 60_000_000;

/** Moments in ascending order, microseconds after the first possible one; bursts are put among the others. */
export function arrivalsOf(
  settings: Pick<LabSettings, 'seed' | 'per_minute' | 'boots' | 'events' | 'until_ms'>,
): readonly Micros[] {
  const bursts = settings.events.flatMap((event): readonly Micros[] =>
    event.kind === 'burst' ? new Array<Micros>(event.size).fill(fromMs(event.at_ms)) : [],
  );
  const room = Math.max(0, settings.boots - bursts.length);
  const all = [...poisson(settings, room), ...bursts].sort((a, b) => a - b);
  return all.slice(0, settings.boots);
}

function poisson({ seed, per_minute, until_ms }: Parameters<typeof arrivalsOf>[0], count: number): Micros[] {
  if (per_minute === 0) return [];
  const stream = makeRandom(seed).stream('lab/arrivals');
  const mean = micros(Math.round(MINUTE / per_minute));
  const times: Micros[] = [];
  let at = micros(0);
  while (times.length < count) {
    at = plus(at, exponential(stream, mean));
    if (at > fromMs(until_ms)) break;
    times.push(at);
  }
  return times;
}
