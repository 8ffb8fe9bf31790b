/** Random commands on a random day: whatever is done to the cloud, its laws hold, and what is stuck has a name. */
import { describe, expect, test } from 'vitest';
import { checkTrace } from '../checks/check-trace.ts';
import { ofKind } from './boot.fixture.ts';
import { randomExperiment, runRandom } from './random.fixture.ts';

describe('random sequences of acts and faults', () => {
  /** RUNS=300 for the whole of it. */
  const SEEDS = Array.from({ length: Number(process.env.RUNS ?? 40) }, (_, i) => 1000 + i);
  test.each(SEEDS)('seed %i breaks no law, and no service of ours breaks', async (seed) => {
    const trace = await runRandom(randomExperiment(seed));
    expect(trace.error).toBeNull();
    expect(ofKind(trace, 'process.failed').map(({ actor, error }) => `${actor}: ${error}`)).toEqual([]);
    expect(checkTrace(trace).map((one) => JSON.stringify(one).slice(0, 400))).toEqual([]);
  });
});
