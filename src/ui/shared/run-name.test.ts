import { expect, it } from 'vitest';
import { smallBoot } from '../../core/trace/test-traces.fixture.ts';
import type { Experiment } from '../../core/trace/trace.ts';
import { textsOf } from '../../i18n/all.ts';
import { forked, rooted, runOf } from '../../store/runs.ts';
import { runName } from './run-name.ts';

const run = (deployment: Experiment['deployment'] = {}) => ({
  scenario: 'boot',
  experiment: { v: 1, deployment } satisfies Experiment,
  trace: smallBoot(),
});

/** How the child of a plain boot is called. */
function nameOf(deployment: Experiment['deployment']): string {
  const tree = forked(rooted(run()), run(deployment), 0);
  return runName(tree, runOf(tree, tree.shown), textsOf('en'));
}

it('a run on another cloud is called by each setting that differs, not by those that are empty', () => {
  expect(nameOf({ wiring: 'direct', hops: {} })).toBe('with wiring: direct');
  expect(nameOf({ hops: { select_destinations: 'cast', build_and_run_instance: 'call' } })).toBe(
    'with select_destinations: cast, build_and_run_instance: call',
  );
});
