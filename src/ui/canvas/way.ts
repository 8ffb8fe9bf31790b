/** A way over the map, measured once, and how far along it something is. */
import type { Point } from './geometry.ts';

export interface MeasuredWay {
  readonly points: readonly Point[];
  /** from its beginning to each of its points, in pixels at zoom 1 */
  readonly lengths: readonly number[];
}

export function measured(points: readonly Point[]): MeasuredWay {
  let sum = 0;
  const lengths = points.map((point, i) => {
    const last = points[i - 1] ?? point;
    sum += Math.hypot(point.x - last.x, point.y - last.y);
    return sum;
  });
  return { points, lengths };
}

export const lengthOf = ({ lengths }: MeasuredWay): number => lengths.at(-1) ?? 0;

/** The point of a way up to which, or past which, it has been gone: the first one that is not nearer than `length`. */
function nextAt({ lengths }: MeasuredWay, length: number): number {
  let next = 0;
  while (next < lengths.length - 1 && (lengths[next] ?? 0) < length) next += 1;
  return next;
}

/** The place at a fraction (0 to 1) of a way. It is asked for thousands of times a frame: it makes nothing but the point. */
export function placeOn(way: MeasuredWay, fraction: number): Point {
  const length = lengthOf(way) * Math.min(Math.max(fraction, 0), 1);
  const next = nextAt(way, length);
  const to = way.points[next] ?? ORIGIN;
  const from = way.points[next - 1] ?? to;
  const behind = way.lengths[next - 1] ?? 0;
  const whole = (way.lengths[next] ?? 0) - behind;
  const share = whole === 0 ? 1 : (length - behind) / whole;
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

const ORIGIN: Point = { x: 0, y: 0 };

/** The part of a way up to a fraction (0 to 1); its last point is the place there. */
export function upTo(way: MeasuredWay, fraction: number): readonly Point[] {
  const length = lengthOf(way) * Math.min(Math.max(fraction, 0), 1);
  const gone = way.points.slice(0, Math.max(nextAt(way, length), 1));
  return way.points.length < 2 ? gone : [...gone, placeOn(way, fraction)];
}
