/** Lengths and parts of a way. */
import type { Point } from './geometry.ts';

const lengths = new WeakMap<readonly Point[], number>();

/** Length of a way, in pixels at zoom 1. Measured once: a way never changes. */
export function lengthOf(points: readonly Point[]): number {
  const known = lengths.get(points);
  if (known !== undefined) return known;
  let sum = 0;
  points.forEach((point, i) => {
    const last = points[i - 1];
    if (last) sum += Math.hypot(point.x - last.x, point.y - last.y);
  });
  lengths.set(points, sum);
  return sum;
}

/** The part of a way up to a fraction (0 to 1); its last point is the place there. */
export function upTo(points: readonly Point[], fraction: number): readonly Point[] {
  const first = points[0];
  if (!first) return [];
  let left = lengthOf(points) * Math.min(Math.max(fraction, 0), 1);
  const way: Point[] = [first];
  for (let i = 1; i < points.length; i += 1) {
    const from = points[i - 1] as Point;
    const to = points[i] as Point;
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    if (length >= left) {
      const share = length === 0 ? 1 : left / length;
      way.push({ x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share });
      return way;
    }
    way.push(to);
    left -= length;
  }
  return way;
}
