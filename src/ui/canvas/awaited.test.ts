/** The answer that is waited for has its name where no other name stands. */
import { expect, test } from 'vitest';
import { run } from '../../core/run/boot.fixture.ts';
import { SCENARIOS } from '../../core/scenarios/scenarios.ts';
import { steps } from '../../core/story/steps.ts';
import { labelsOf } from './labels.ts';
import { lanesOf } from './lanes.ts';
import { mapOf } from './layout.ts';
import { momentAt, showOf } from './moment.ts';
import { linesOf } from './step-lines.ts';
import { makeScene } from './tokens.ts';

test('where one answer has come and another is waited for, the line has one name', async () => {
  const scenario = SCENARIOS.find(({ id }) => id === 'reschedule');
  if (!scenario) throw new Error('no such scenario');
  const trace = await run(scenario.experiment);
  const story = { trace, steps: steps(trace, 'teaching'), periodic: false };
  let waited = 0;
  for (const preset of ['desk', 'lesson', 'tall'] as const) {
    const map = mapOf(trace, preset);
    for (const step of story.steps) {
      const show = showOf(story, step.n);
      const { awaited } = linesOf(momentAt(story, step, show, show.duration), map);
      const named = labelsOf(makeScene(show, map, lanesOf(trace)), map, show.duration).filter(
        ({ text }) => text,
      );
      for (const { label } of awaited) {
        if (!label) continue;
        waited += 1;
        const over = named.filter(
          ({ at, anchor }) =>
            Math.abs(at.y - label.y) < 12 && (anchor === 'right') === (label.side === 'left'),
        );
        expect(
          over.map(({ token }) => token.method),
          `${step.rule} in ${preset}`,
        ).toEqual([]);
      }
    }
  }
  expect(waited).toBeGreaterThan(0);
});
