import { expect, test } from 'vitest';
import type { ChapterId, Step } from '../../core/player/step.ts';
import { chaptersOf, windowOf } from './groups.ts';

const step = (n: number, chapter: ChapterId): Step => ({ n, chapter }) as Step;

test('a chapter that comes back is a group of its own', () => {
  const groups = chaptersOf([step(1, 'api'), step(2, 'api'), step(3, 'build'), step(4, 'api')]);
  expect(groups.map((group) => [group.chapter, group.first, group.steps.length])).toEqual([
    ['api', 1, 2],
    ['build', 3, 1],
    ['api', 4, 1],
  ]);
});

test('a window always holds the current step and loses none of the count', () => {
  const steps = Array.from({ length: 100 }, (_, i) => step(i + 1, 'api'));
  for (const current of [1, 2, 50, 99, 100]) {
    const shown = windowOf(steps, current, { whole: 50, around: 10 });
    expect(shown.steps).toHaveLength(10);
    expect(shown.steps.some((one) => one.n === current)).toBe(true);
    expect(shown.before + shown.steps.length + shown.after).toBe(100);
  }
  expect(windowOf(steps, 7).steps).toBe(steps);
});
