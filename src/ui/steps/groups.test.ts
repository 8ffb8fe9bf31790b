import { expect, test } from 'vitest';
import type { Step } from '../../core/story/step.ts';
import type { Phase } from '../../core/words/operations.ts';
import { chaptersOf } from './groups.ts';

const step = (n: number, chapter: Phase): Step => ({ n, chapter }) as Step;

test('a chapter that comes back is a group of its own', () => {
  const groups = chaptersOf([step(1, 'api'), step(2, 'api'), step(3, 'build'), step(4, 'api')]);
  expect(groups.map((group) => [group.chapter, group.first, group.steps.length])).toEqual([
    ['api', 1, 2],
    ['build', 3, 1],
    ['api', 4, 1],
  ]);
});
