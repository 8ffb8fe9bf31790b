/** `nova-manage placement audit --delete`: what nobody owns any more is given back, and nothing else. */
import { describe, expect, test } from 'vitest';
import { checkTrace } from '../checks/check-trace.ts';
import { endOf, holdersAt } from '../quiz/run-servers.ts';
import { INCIDENTS } from '../scenarios/incidents.ts';
import type { Command, Experiment, Trace } from '../trace/trace.ts';
import { ofKind, run } from './boot.fixture.ts';

const at = (seconds: number, name: string, args: Command['args'] = {}): Command => ({
  at_us: seconds * 1_000_000,
  name,
  args,
});
const audited = async (experiment: Experiment, seconds: number): Promise<Trace> => {
  const trace = await run({
    ...experiment,
    commands: [...(experiment.commands ?? []), at(seconds, 'audit_allocations')],
  });
  expect({ error: trace.error, broken: checkTrace(trace) }).toEqual({ error: null, broken: [] });
  return trace;
};
/** What nova-manage asked Placement for, reads left out. */
const asked = (trace: Trace): readonly string[] =>
  ofKind(trace, 'http.requested')
    .filter(({ actor, method }) => actor === 'nova-manage' && method !== 'GET')
    .map(({ method, path }) => `${method} ${path.replace(/[0-9a-f-]{36}/, '{id}')}`);

describe('nova-manage placement audit --delete', () => {
  test('leaves alone what servers hold, and what a move in progress holds', async () => {
    const boot = at(1, 'boot', { server: 'vm1' });
    const calm = await audited({ v: 1, commands: [boot] }, 10);
    expect(asked(calm)).toEqual([]);
    expect([...holdersAt(endOf(calm)).values()]).toEqual([1, 1, 1]);
    const moving = at(10, 'resize_server', { server: 'vm1', flavor: 'm1.small' });
    expect(asked(await audited({ v: 1, commands: [boot, moving] }, 30))).toEqual([]);
  });

  test('gives back what is held for a server that is gone', async () => {
    const experiment = INCIDENTS['full-but-empty'] ?? { v: 1 };
    const before = holdersAt(endOf(await run(experiment))).size;
    const trace = await audited(experiment, 45);
    expect(asked(trace)).toEqual(['DELETE /allocations/{id}']);
    expect(holdersAt(endOf(trace)).size).toBe(before - 1);
  });

  test('of a server that holds something on two hosts, it gives back only what is held where the server is not', async () => {
    const experiment = INCIDENTS['twice-the-room'] ?? { v: 1 };
    expect([...holdersAt(endOf(await run(experiment))).values()].toSorted()).toEqual([1, 1, 2]);
    const trace = await audited(experiment, 20);
    expect(asked(trace)).toEqual(['PUT /allocations/{id}']);
    expect([...holdersAt(endOf(trace)).values()]).toEqual([1, 1, 1]);
  });

  test('ends with its error where Placement does not answer, and makes no sense without Nova', async () => {
    const down = { v: 1 as const, commands: [at(1, 'stop', { service: 'placement-api' })] };
    expect(asked(await audited(down, 3))).toEqual([]);
    await expect(
      run({ v: 1, deployment: { playground: ['a'] }, commands: [at(0, 'audit_allocations')] }),
    ).rejects.toThrow('audit_allocations: this deployment has no Nova that could be managed');
  });
});
