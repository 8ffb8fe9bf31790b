import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEngine, type SeededEngine } from '../../sqlite/engine.ts';
import { fromMs, type Micros, micros } from '../base/time.ts';
import { KEEP_NONE } from '../kernel/options.ts';
import type { FactBody } from '../trace/fact.ts';
import type { Experiment } from '../trace/trace.ts';
import { openCloud } from './cloud.ts';
import { openRun, type RunOptions } from './run.ts';
import { simulate } from './simulate.ts';

const EXPERIMENT: Experiment = {
  v: 1,
  commands: [
    { at_us: 1_000_000, name: 'boot' },
    { at_us: 1_400_000, name: 'kill', args: { service: 'nova-scheduler' } },
    { at_us: 1_400_000, name: 'boot', args: { server: 'vm2' } },
    { at_us: 2_500_000, name: 'start', args: { service: 'nova-scheduler' } },
  ],
  until_us: 12_000_000,
};
const cloud = openCloud(EXPERIMENT);

let engine: SeededEngine;
beforeAll(async () => {
  engine = await openEngine(cloud);
});
afterAll(() => engine.close());

function opened(options?: RunOptions) {
  engine.reset();
  const run = openRun(cloud, engine, options);
  run.start();
  return run;
}

const END = micros(12_000_000);

describe('a run', () => {
  it('in turns of any length comes to the same facts as in one go', () => {
    engine.reset();
    const whole = simulate(cloud, engine).facts.map((fact) => JSON.stringify(fact));
    for (const turn of [3, 170]) {
      const run = opened();
      while (run.now() < END) run.advance(Math.min(run.now() + fromMs(turn), END) as Micros);
      expect(run.facts.map((fact) => JSON.stringify(fact))).toEqual(whole);
    }
  });

  it('gives each command at its time, in their order, and is busy as long as one is to come', () => {
    const given: string[] = [];
    const run = opened({
      observe: (at, _actor, body) => {
        if (body.kind === 'command.given') given.push(`${at} ${body.name}`);
      },
    });
    run.advance(micros(1_399_999));
    expect(given).toEqual(['1000000 boot']);
    run.advance(micros(1_400_000));
    expect(given).toEqual(['1000000 boot', '1400000 kill', '1400000 boot']);
    expect(run.busy).toBe(true);
    run.advance(END);
    expect(given.at(-1)).toBe('2500000 start');
    expect(run.busy).toBe(false);
  });

  it('that keeps no fact goes the same way: an observer sees the same ones', () => {
    const seen = (options: RunOptions): FactBody['kind'][] => {
      const kinds: FactBody['kind'][] = [];
      const run = opened({ ...options, observe: (_at, _actor, { kind }) => void kinds.push(kind) });
      run.advance(END);
      expect(run.facts.length).toBe(options.keep ? 0 : kinds.length);
      return kinds;
    };
    expect(seen({ keep: KEEP_NONE })).toEqual(seen({}));
  });

  it('does a chore when it is due, also one that came up on the way', () => {
    const done: number[] = [];
    let next: Micros | null = micros(1_700_000);
    const run = opened({
      chores: {
        get next() {
          return next;
        },
        act() {
          done.push(run.now());
          next = done.length < 3 ? micros(run.now() + 50_000) : null;
        },
      },
    });
    run.advance(micros(1_650_000));
    expect(done).toEqual([]);
    run.advance(END);
    expect(done).toEqual([1_700_000, 1_750_000, 1_800_000]);
  });

  it('tells what the client of each boot got, and validates one token once where all carry the same', () => {
    const validations = (oneToken: boolean): { tokens: number; statuses: (number | null)[] } => {
      const statuses: (number | null)[] = [];
      let tokens = 0;
      opened({
        oneToken,
        answered: (_command, _askedAt, answer) => statuses.push(answer?.status ?? null),
        observe: (_at, actor, body) => {
          if (body.kind === 'http.requested' && actor === 'nova-api' && body.to === 'keystone') tokens += 1;
        },
      }).advance(END);
      return { tokens, statuses };
    };
    expect(validations(false)).toEqual({ tokens: 2, statuses: [202, 202] });
    expect(validations(true)).toEqual({ tokens: 1, statuses: [202, 202] });
  });
});

describe('a cloud', () => {
  it('knows what commands will add, as not there yet', () => {
    const args = { program: 'nova-scheduler', host: 'ctl2' };
    const { topology } = openCloud({ v: 1, commands: [{ at_us: 7, name: 'add_service', args }] });
    const added = topology.services.filter(({ added_us }) => added_us !== undefined);
    expect(added).toMatchObject([{ actor: 'nova-scheduler-ctl2', added_us: 7 }]);
  });

  it('is not opened for a command that can make no sense', () => {
    const refused = (name: string, args: Record<string, string>) => () =>
      openCloud({ v: 1, commands: [{ at_us: 0, name, args }] });
    expect(refused('stop', { service: 'nova' })).toThrow(/stop: there is no service "nova"/);
  });

  it('takes further workers and other rows as conditions of whoever runs it', () => {
    const settings = { deployment: { workers: { 'nova-scheduler': 3 } } } as const;
    const further = [{ kind: 'nova-scheduler', actor: 'nova-scheduler-2', host: 'ctl2' }] as const;
    const rows = (seed: typeof cloud.seed) => ({ ...seed, 'nova_api.quotas': [] });
    const made = openCloud({ v: 1, ...settings }, { further, rows });
    const [first, second] = ['nova-scheduler', 'nova-scheduler-2'].map((actor) =>
      made.services.find(({ place }) => place.actor === actor),
    );
    expect(second?.place).toEqual({ ...first?.place, actor: 'nova-scheduler-2', host: 'ctl2' });
    expect(second?.conf).toEqual(first?.conf);
    expect(second?.conf).toMatchObject({ workers: 3 });
    expect(made.topology.services).toContain(second?.place);
    expect(made.seed['nova_api.quotas']).toEqual([]);
  });
});
