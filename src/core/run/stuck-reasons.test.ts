/** Each reason for which a server may stay where it is, reached by commands alone. */
import { describe, expect, test } from 'vitest';
import { checkTrace } from '../checks/check-trace.ts';
import { stuckInstances } from '../checks/stuck.ts';
import type { Command, Experiment, Trace } from '../trace/trace.ts';
import { ofKind, run } from './boot.fixture.ts';

const boot: Command = { at_us: 1_000_000, name: 'boot', args: { server: 'vm1' } };
const COMPUTE = 'nova-compute-cpu1';
const SUPER = 'nova-conductor-super';
const kill = (service: string, at_us: number, more: { readonly [name: string]: string } = {}): Command => ({
  at_us,
  name: 'kill',
  args: { service, ...more },
});
const after = (service: string, method: string): Command =>
  kill(service, 500_000, { when: 'after_ack', method });
const ask = (name: string): Command => ({ at_us: 10_000_000, name, args: { server: 'vm1' } });

/** With one compute, so that it is known which one builds. */
const alone = (seed: number, ...commands: readonly Command[]): Experiment => ({
  v: 1,
  seed,
  deployment: { computes: ['cpu1'] },
  commands: [...commands].sort((a, b) => a.at_us - b.at_us),
  until_us: 80_000_000,
});

const reasons = (trace: Trace) => stuckInstances(trace).map(({ reason }) => reason);

/** Seed and commands. */
const DIRECTED: { readonly [reason: string]: readonly [seed: number, ...commands: readonly Command[]] } = {
  S1: [1, boot, after(COMPUTE, 'build_and_run_instance')],
  S2: [2, boot, kill(COMPUTE, 2_270_000)],
  S3: [3, boot, after(SUPER, 'schedule_and_build_instances')],
  S5: [4, boot, after(COMPUTE, 'terminate_instance'), ask('delete_server')],
  S6: [5, boot, after(COMPUTE, 'stop_instance'), ask('stop_server')],
  S7: [6, boot, kill('nova-conductor-cell1', 2_150_000)],
  S8: [7, boot, { at_us: 1_700_000, name: 'stop_broker', args: {} }],
};

describe('a server stays where it is', () => {
  test.each(Object.entries(DIRECTED))(
    'for the reason %s, and no law is broken',
    async (reason, [seed, ...commands]) => {
      // a compute without a conductor waits for one time-out after the other
      const until_us = reason === 'S7' ? 500_000_000 : 80_000_000;
      const trace = await run({ ...alone(seed, ...commands), until_us });
      expect(trace.error).toBeNull();
      expect(checkTrace(trace)).toEqual([]);
      expect(reasons(trace)).toEqual([reason]);
    },
  );

  test('for the reason S8 where the broker goes for good in the middle of the build', async () => {
    const trace = await run(alone(9, boot, { at_us: 2_400_000, name: 'stop_broker', args: {} }));
    expect(checkTrace(trace)).toEqual([]);
    expect(reasons(trace)).toEqual(['S8']);
  });

  test('for the reason S4: its conductor dies between its row and its cast', async () => {
    const usual = await run(alone(8, boot));
    const made = ofKind(usual, 'row.changed').find(
      ({ table, before, actor }) => table === 'instances' && before === null && actor === SUPER,
    );
    const trace = await run(alone(8, boot, kill(SUPER, (made?.at ?? 0) + 1)));
    expect(trace.error).toBeNull();
    expect(checkTrace(trace)).toEqual([]);
    // what was asked for waits beside it, as a build request
    expect(reasons(trace)).toEqual(['S4', 'S3']);
  });
});
