import { expect, test } from 'vitest';
import { run } from '../../core/run/boot.fixture.ts';
import { GALLERY } from '../../core/scenarios/gallery.ts';
import { steps } from '../../core/story/steps.ts';
import { smallBoot } from '../../core/trace/test-traces.fixture.ts';
import { workOfStep } from './step-work.ts';

test('the rows written of all steps are those that the steps name, each with its database', () => {
  const trace = smallBoot();
  const list = steps(trace, 'teaching');
  for (const step of list) {
    const { served } = workOfStep(step, list, trace, true);
    expect(served.reduce((sum, one) => sum + one.written, 0)).toBe(step.rows.length);
    for (const one of served) expect(one.databases.length > 0).toBe(one.written > 0);
  }
});

test('a step does not count its own letter or the answers to it', () => {
  const trace = smallBoot();
  const list = steps(trace, 'teaching');
  const own = list.flatMap((step) => workOfStep(step, list, trace, false).messages.map((one) => one.first));
  expect(own.filter((fact) => list.some((step) => step.main === fact))).toEqual([]);
});

test('what is published by hand is the step itself, and no further message', async () => {
  const direct = GALLERY.find(({ id }) => id === 'amqp-direct');
  if (!direct) throw new Error('no such story');
  const trace = await run(direct.experiment);
  const list = steps(trace, 'teaching');
  expect(list.filter(({ rule }) => rule === 'command.publish')).toHaveLength(3);
  expect(list.flatMap((step) => workOfStep(step, list, trace, false).messages)).toEqual([]);
});
