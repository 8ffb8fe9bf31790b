/** Which phase a step of a failing run stands in: what fails is never told as the operation's own good end. */
import { describe, expect, it } from 'vitest';
import { SCENARIOS } from '../scenarios/scenarios.ts';
import { chapterStarts } from '../story/cursor.ts';
import { steps } from '../story/steps.ts';
import { labRuns, run } from './boot.fixture.ts';

const onLab = labRuns();

async function phasesOf(id: string): Promise<readonly string[]> {
  const experiment = SCENARIOS.find((one) => one.id === id)?.experiment;
  if (!experiment) throw new RangeError(`no scenario ${id}`);
  const trace = experiment.deployment === undefined ? onLab(experiment) : await run(experiment);
  return chapterStarts(steps(trace, 'teaching')).map(({ chapter }) => chapter);
}

describe('the phases of a boot', () => {
  it('that comes to its end have no failure', async () => {
    expect(await phasesOf('boot')).toEqual(['api', 'schedule', 'build', 'network', 'active', 'network']);
  });

  it('for which no host is found end with the failure, never with active', async () => {
    expect(await phasesOf('no_valid_host')).toEqual(['api', 'schedule', 'failed']);
  });

  it('that is aborted end with the failure', async () => {
    const phases = await phasesOf('build_abort');
    expect(phases.at(-1)).toBe('failed');
    expect(phases).not.toContain('active');
  });

  it('that is tried again on another host go back to the build, and come to active', async () => {
    const phases = await phasesOf('reschedule');
    expect(phases.join(' ')).toMatch(/build network failed build .*active/);
  });

  it('that is tried on every host for nothing end with the failure', async () => {
    const phases = await phasesOf('max_retries');
    expect(phases.at(-1)).toBe('failed');
    expect(phases).not.toContain('active');
  });

  it('whose compute was killed fail when the compute has started again; its start is no part of the boot', async () => {
    const phases = await phasesOf('killed_in_build');
    expect(phases).toContain('failed');
    expect(phases).not.toContain('active');
  });
});

describe('a build that gives its host up', () => {
  it('has that as a step of its own, in the failure', async () => {
    const experiment = SCENARIOS.find((one) => one.id === 'neutron_down_in_build')?.experiment ?? { v: 1 };
    const list = steps(onLab(experiment), 'teaching');
    expect(list.filter(({ rule }) => rule === 'save.released').map(({ chapter }) => chapter)).toEqual([
      'failed',
    ]);
  });
});
