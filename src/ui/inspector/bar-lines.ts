/** The lines of a waiting-time bar: each part with its share of the whole. */
import type { Micros } from '../../core/base/time.ts';
import { PARTS, type WaitingBar, type WaitingPart } from '../../core/reading/waiting-bar.ts';

interface BarLine {
  readonly part: WaitingPart;
  readonly time: Micros;
  /** of the whole, 0 to 1 */
  readonly share: number;
  /** of `queue`: by queue, longest first */
  readonly queues: readonly (readonly [queue: string, time: Micros])[];
}

export function barLines({ parts, whole, queues }: WaitingBar): readonly BarLine[] {
  return PARTS.map((part) => ({
    part,
    time: parts[part],
    share: whole === 0 ? 0 : parts[part] / whole,
    queues: part === 'queue' ? [...queues].toSorted((a, b) => b[1] - a[1]) : [],
  }));
}

/** `0 %`, `<0.1 %`, `12.3 %`: what is there is never told as nothing. */
export function percent(share: number): string {
  if (share === 0) return '0\u00a0%';
  return share < 0.001 ? '<0.1\u00a0%' : `${(share * 100).toFixed(1)}\u00a0%`;
}

/** One unit for all lines, so that they can be added up. */
export const milliseconds = (time: Micros): string => `${(time / 1000).toFixed(1)}\u00a0ms`;
