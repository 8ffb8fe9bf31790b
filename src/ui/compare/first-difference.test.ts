import { expect, test } from 'vitest';
import { micros } from '../../core/base/time.ts';
import type { RunDiff, StepFate } from '../../core/compare/run-diff.ts';
import type { Step } from '../../core/story/step.ts';
import { firstDifference } from './StepsPart.tsx';

const both = (later: number): StepFate => ({
  kind: 'both',
  step: {} as Step,
  later: micros(later),
  elsewhere: false,
});
const diff = (fates: readonly StepFate[], there: readonly number[] = []): RunDiff => ({
  fates,
  there: new Map(there.map((n) => [n, [{} as Step]])),
  counts: { here: 0, there: 0, moved: 0 },
  reached: [],
});

test('the first difference is a step alone, a later one, or the step behind which another stands there', () => {
  expect(firstDifference(diff([both(0), both(999)]))).toBeNull();
  expect(firstDifference(diff([both(0), both(1000), { kind: 'here' }]))).toBe(2);
  expect(firstDifference(diff([both(0), both(0), { kind: 'here' }], [2]))).toBe(2);
  expect(firstDifference(diff([both(0)], [0]))).toBe(1);
});
