import { expect, test } from 'vitest';
import { indexOf } from '../../core/reading/trace-index.ts';
import { run } from '../../core/run/boot.fixture.ts';
import { scenarioById } from '../../core/scenarios/scenarios.ts';
import { steps } from '../../core/story/steps.ts';
import { textsOf } from '../../i18n/all.ts';
import { talkOf } from './step-talk.ts';
import { workText } from './talk-texts.ts';

/** `resize`: its compute confirms after the step of the cast; `compute_down`, `neutron_down_in_build`: somebody is away. */
test.each(['resize', 'stop_start_reboot', 'compute_down', 'neutron_down_in_build'])(
  'nobody who runs is said to be away: %s',
  async (id) => {
    const trace = await run(scenarioById(id)!.experiment);
    const list = steps(trace, 'teaching');
    const { worlds } = indexOf(trace);
    for (const step of list) {
      const talk = talkOf(step, list, trace);
      // copies are drawn otherwise
      if (!talk || talk.kind === 'fanout' || talk.answer?.end === 'refused') continue;
      const isStopped = worlds.at(step.last).services.get(talk.to[0] ?? '')?.state === 'stopped';
      const said = workText(talk, 0, isStopped, textsOf('en'));
      expect([step.n, said === 'away']).toEqual([step.n, isStopped && talk.to.length > 0]);
    }
  },
);
