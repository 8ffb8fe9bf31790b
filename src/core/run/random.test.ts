/** Random commands on a random day: whatever is done to the cloud, its laws hold, and what is stuck has a name. */
import { describe, expect, test } from 'vitest';
import { checkTrace } from '../checks/check-trace.ts';
import { stuckInstances } from '../checks/stuck.ts';
import type { FactOf } from '../trace/fact.ts';
import { ofKind } from './boot.fixture.ts';
import { runRandom } from './random.fixture.ts';

/**
 * A build whose conductor does not answer, nor when it would save the ERROR: Nova raises it out of a thread for which nobody waits
 * (`nova/compute/manager.py:_locked_do_build_and_run_instance`). It is how S7 comes about.
 */
const isBuildWithoutConductor = ({ method, error }: FactOf<'thread.failed'>): boolean =>
  method === 'build_and_run_instance' && error.startsWith('MessagingTimeout: ');

/** Why a server stays where it is (README.md of the checkers), and a seed of those below that comes to it. */
const REACHED = { S1: 1009, S2: 1131, S3: 1159, S4: 1021, S5: 1015, S6: 1007, S7: 1103 } as const;

describe('random sequences of acts and faults', () => {
  /** RUNS=300 for the whole of it. */
  const SEEDS = Array.from({ length: Number(process.env.RUNS ?? 40) }, (_, i) => 1000 + i);
  test.each(SEEDS)('seed %i breaks no law, and no service of ours breaks', async (seed) => {
    const trace = await runRandom(seed);
    expect(trace.error).toBeNull();
    expect(ofKind(trace, 'process.failed')).toEqual([]);
    expect(ofKind(trace, 'thread.failed').filter((one) => !isBuildWithoutConductor(one))).toEqual([]);
    expect(checkTrace(trace).map((one) => JSON.stringify(one).slice(0, 400))).toEqual([]);
  });

  test.each(Object.entries(REACHED))('reach %s, by seed %i', async (reason, seed) => {
    const reasons = stuckInstances(await runRandom(seed)).map((stuck) => stuck.reason);
    expect(reasons).toContain(reason);
  });
});
