/** Sentences hang on the outcome: nothing is told as chosen, found or going on where it was not. */
import { beforeAll, expect, test } from 'vitest';
import { run } from '../core/run/boot.fixture.ts';
import { scenarioById } from '../core/scenarios/scenarios.ts';
import { steps } from '../core/story/steps.ts';
import type { Trace } from '../core/trace/trace.ts';
import { textsOf } from './all.ts';
import { plain } from './rich.ts';
import { narration, stepTitle } from './tell.ts';

let late: Trace;
beforeAll(async () => {
  const scenario = scenarioById('scheduler_down_timeout');
  late = await run(scenario?.experiment ?? { v: 1 });
});

/** Title and sentence of the step with this rule. */
function toldOf(rule: string): string {
  const step = steps(late, 'teaching').find((one) => one.rule === rule);
  if (!step) return `no step ${rule}`;
  const sentence = narration(textsOf('en'), step, late)
    .map((part) => Object.values(part)[0])
    .join('');
  return plain(`${stepTitle(textsOf('en'), step, late)}. ${sentence}`);
}

test('a call that is given up tells of no host, and that its caller gave up', () => {
  const told = toldOf('rpc.select_destinations');
  expect(told).toContain('then gives up');
  expect(told).not.toContain('chose');
});

test('a server that is buried in cell0 has no chosen host', () => {
  expect(toldOf('state.created')).toContain('cell0');
  expect(toldOf('state.created')).not.toContain('The host is chosen');
});

test('an answer that comes too late makes nobody go on', () => {
  const told = toldOf('reply.select_destinations');
  expect(told).toContain('gave up');
  expect(told).not.toContain('goes on now');
});
