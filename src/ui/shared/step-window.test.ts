import { expect, test } from 'vitest';
import type { Step } from '../../core/story/step.ts';
import { windowOf } from './step-window.ts';

const step = (n: number): Step => ({ n }) as Step;

test('a window always holds the current step and loses none of the count', () => {
  const steps = Array.from({ length: 100 }, (_, i) => step(i + 1));
  for (const current of [1, 2, 50, 99, 100]) {
    const shown = windowOf(steps, current, { whole: 50, around: 10 });
    expect(shown.steps).toHaveLength(10);
    expect(shown.steps.some((one) => one.n === current)).toBe(true);
    expect(shown.before + shown.steps.length + shown.after).toBe(100);
  }
  expect(windowOf(steps, 7).steps).toBe(steps);
});
