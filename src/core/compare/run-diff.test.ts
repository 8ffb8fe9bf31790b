import { beforeAll, describe, expect, it } from 'vitest';
import { makeVersions } from '../reading/versions.ts';
import { run, withCommands } from '../run/boot.fixture.ts';
import type { Level } from '../story/step.ts';
import { steps } from '../story/steps.ts';
import type { Trace } from '../trace/trace.ts';
import { outcomeOf } from './outcome.ts';
import { diffRows, type RowsAt } from './row-diff.ts';
import { diffRuns, isEmpty, type RunDiff } from './run-diff.ts';

const scheduler = { service: 'nova-scheduler' };
const KILLED_AT = 2_200_000;
const BEGUN = { at_us: 1_000_000, name: 'boot' };

let plain: Trace;
let waited: Trace;
let killed: Trace;
let second: Trace;
let away: Trace;
beforeAll(async () => {
  plain = await run(withCommands());
  waited = await run({
    v: 1,
    commands: [
      { at_us: 900_000, name: 'stop', args: scheduler },
      BEGUN,
      { at_us: 21_000_000, name: 'start', args: scheduler },
    ],
  });
  killed = await run(
    withCommands({ at_us: KILLED_AT, name: 'kill', args: { service: 'nova-compute-cpu1' } }),
  );
  second = await run(withCommands({ at_us: KILLED_AT, name: 'boot', args: { server: 'vm2' } }));
  away = await run({ ...withCommands(), deployment: { computes: ['cpu3', 'cpu4'] } });
});

const side = (trace: Trace, level: Level) => ({ trace, steps: steps(trace, level) });
const diff = (a: Trace, b: Trace, level: Level = 'teaching'): RunDiff =>
  diffRuns(side(a, level), side(b, level));
const end = (trace: Trace): RowsAt => ({ versions: makeVersions(trace), at: trace.facts.length - 1 });
const rules = (trace: Trace, chosen: (fate: RunDiff['fates'][number]) => boolean, other: Trace): string[] =>
  diff(trace, other).fates.flatMap((fate, i) =>
    chosen(fate) ? [steps(trace, 'teaching')[i]?.rule ?? ''] : [],
  );
const thereIn = (found: RunDiff): string[] => [...found.there.values()].flat().map((step) => step.rule);

describe('two runs', () => {
  it('that are one and the same differ in nothing', () => {
    for (const trace of [plain, waited, killed, second]) {
      for (const level of ['teaching', 'messages'] as const) {
        expect(isEmpty(diff(trace, trace, level))).toBe(true);
      }
      expect(diffRows(end(trace), end(trace))).toEqual([]);
    }
    expect(isEmpty(diff(waited, plain))).toBe(false);
  });

  it('differ from either side by the same pairs, the same steps alone and the same times with the other sign', () => {
    for (const other of [waited, killed, second, away]) {
      for (const level of ['teaching', 'messages'] as const) {
        const [ab, ba] = [diff(plain, other, level), diff(other, plain, level)];
        expect(thereIn(ab)).toHaveLength(ba.counts.here);
        expect(thereIn(ba)).toHaveLength(ab.counts.here);
        ab.fates.forEach((fate, i) => {
          if (fate.kind !== 'both') return;
          const back = ba.fates[fate.step.n - 1];
          expect(back).toMatchObject({ kind: 'both', elsewhere: fate.elsewhere });
          expect(back?.kind === 'both' && [back.step.n, back.later + fate.later]).toEqual([i + 1, 0]);
        });
      }
    }
  });

  it('have every step up to the fork in common, at the same time', () => {
    for (const other of [killed, second]) {
      for (const level of ['teaching', 'messages'] as const) {
        const list = steps(other, level);
        const before = diff(other, plain, level).fates.filter((_fate, i) => (list[i]?.at ?? 0) < KILLED_AT);
        expect(before.length).toBeGreaterThan(10);
        before.forEach((fate, i) => {
          expect(fate).toMatchObject({ kind: 'both', later: 0, step: { n: i + 1 } });
        });
      }
    }
  });

  it('go through the same steps of a boot when the scheduler was away: later, by about the wait', () => {
    const found = diff(waited, plain);
    expect(found.counts).toMatchObject({ here: 2, there: 0 });
    expect(rules(waited, (fate) => fate.kind === 'here', plain)).toEqual([
      'service.stopped',
      'service.started',
    ]);
    const replied = steps(waited, 'teaching').findIndex((step) => step.rule === 'reply.select_destinations');
    for (const fate of found.fates.slice(replied)) {
      const seconds = fate.kind === 'both' ? fate.later / 1_000_000 : 0;
      expect(seconds).toBeGreaterThan(22);
      expect(seconds).toBeLessThan(24);
    }
    expect(found.counts.moved).toBe(found.fates.length - replied);
  });

  it('end alike in every row then, but for times and running numbers', () => {
    const tables = diffRows(end(waited), end(plain));
    expect(tables.flatMap((table) => table.rows)).toEqual([]);
    const instances = tables.find(({ name }) => name === 'nova_cell1.instances');
    expect(instances).toMatchObject({ whenOnly: 1, when: ['launched_at', 'updated_at'] });
  });

  it('part where a compute is killed: the rest of the build is there alone', () => {
    const found = diff(killed, plain);
    expect(rules(killed, (fate) => fate.kind === 'here', plain)).toEqual(['service.stopped']);
    expect(thereIn(found)).toContain('save.active');
    expect(thereIn(found)).not.toContain('save.networking');
    expect(found.reached.at(-1)).toBe(steps(plain, 'teaching').length - found.counts.there);
    const tables = diffRows(end(killed), end(plain));
    const instances = tables.find(({ name }) => name === 'nova_cell1.instances');
    expect(instances?.rows).toMatchObject([
      { kind: 'cells', here: { vm_state: 'building' }, there: { vm_state: 'active' } },
    ]);
    expect(instances?.rows[0]?.columns).toContain('task_state');
    expect(tables.find(({ name }) => name === 'neutron.ports')?.rows.map((row) => row.kind)).toEqual([
      'there',
    ]);
  });

  it('keep two requests apart: the second boot is here alone, and each of its rows', () => {
    const found = diff(second, plain);
    expect(found.counts.there).toBe(0);
    expect(rules(second, (fate) => fate.kind === 'here', plain)).toContain('save.active');
    const rows = diffRows(end(second), end(plain)).find(({ name }) => name === 'nova_cell1.instances')?.rows;
    expect(rows).toMatchObject([{ kind: 'here', here: { display_name: 'vm2' } }]);
  });

  it('that build on other hosts have the build in common, elsewhere', () => {
    const found = diff(away, plain);
    expect(found.counts).toMatchObject({ here: 0, there: 0 });
    expect(rules(away, (fate) => fate.kind === 'both' && fate.elsewhere, plain)).toContain('save.claimed');
    expect(rules(away, (fate) => fate.kind === 'both' && !fate.elsewhere, plain)).toContain(
      'http.POST /servers',
    );
  });
});

describe('the outcome of a run', () => {
  it('says when the user was answered and when the server was ACTIVE, from the request on', () => {
    const [here] = outcomeOf(plain).servers;
    expect(here).toMatchObject({ name: 'vm1', status: 202, state: 'active' });
    const [late] = outcomeOf(waited).servers;
    expect(late?.answered).toBe(here?.answered);
    expect((late?.active ?? 0) - (here?.active ?? 0)).toBeGreaterThan(19_000_000);
    expect(outcomeOf(waited).messages).toBe(outcomeOf(plain).messages);
  });

  it('says that a server never came, and what its row says then', () => {
    expect(outcomeOf(killed).servers).toMatchObject([{ active: null, state: 'building' }]);
    expect(outcomeOf(second).servers.map((one) => one.name)).toEqual(['vm1', 'vm2']);
  });

  it('counts the calls whose caller gave up', async () => {
    const timedOut = await run({
      v: 1,
      commands: [{ at_us: 900_000, name: 'stop', args: scheduler }, BEGUN],
    });
    expect(outcomeOf(timedOut).timeouts).toBe(1);
    expect(outcomeOf(timedOut).servers).toMatchObject([{ active: null, state: 'error' }]);
  });
});
