import { expect, test } from 'vitest';
import { sequenceOf } from '../../core/story/lifelines.ts';
import { steps } from '../../core/story/steps.ts';
import { smallBoot } from '../../core/trace/test-traces.fixture.ts';
import { waitBars } from './waits.ts';

const trace = smallBoot();
const { rows } = sequenceOf(trace, steps(trace, 'messages'));
const bars = waitBars(trace, rows);

test('whoever calls has a bar from its call, and nobody else has one', () => {
  const calls = rows.flatMap(({ step }, i) => (step.kind === 'call' ? [[step.from, i]] : []));
  expect(calls.length).toBeGreaterThan(0);
  expect(bars.map(({ actor, from }) => [actor, from])).toEqual(calls);
});

test('a bar ends in the row of the step in which the reply reaches the caller', () => {
  for (const { from, to } of bars) {
    if (to === null) continue;
    expect(to).toBeGreaterThanOrEqual(from);
    expect(rows[to]?.step.kind === 'reply' || to === from).toBe(true);
  }
  expect(bars.some(({ to }) => to !== null)).toBe(true);
});
