import { expect, test } from 'vitest';
import { steps } from '../../core/story/steps.ts';
import { smallBoot } from '../../core/trace/test-traces.fixture.ts';
import { factsOf } from './step-facts.ts';

test('the facts of all steps, put together, hold each told fact once', () => {
  const trace = smallBoot();
  for (const level of ['teaching', 'messages'] as const) {
    const list = steps(trace, level, { periodic: true });
    const told = list.flatMap((step) => factsOf(trace, list, step, true)).map((fact) => fact.index);
    expect(new Set(told).size).toBe(told.length);
    const expected = trace.facts.filter(
      (fact) => fact.index >= list[0]!.main && fact.kind !== 'message.confirmed',
    );
    expect(told).toEqual(expected.map((fact) => fact.index));
  }
});

test('periodic work is left out unless it is shown', () => {
  const trace = smallBoot();
  const list = steps(trace, 'teaching');
  const all = list.flatMap((step) => factsOf(trace, list, step, true)).length;
  const some = list.flatMap((step) => factsOf(trace, list, step, false)).length;
  expect(some).toBeLessThan(all);
});
