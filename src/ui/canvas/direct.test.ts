import { beforeAll, describe, expect, test } from 'vitest';
import { countWires, wiresOf } from '../../core/reading/wires.ts';
import { BOOT, run } from '../../core/run/boot.fixture.ts';
import type { Step } from '../../core/story/step.ts';
import { steps } from '../../core/story/steps.ts';
import type { Experiment, Trace } from '../../core/trace/trace.ts';
import { textsOf } from '../../i18n/all.ts';
import { narration, stepTitle } from '../../i18n/tell.ts';
import { lanesOf } from './lanes.ts';
import { mapOf } from './layout.ts';
import { makeShow } from './show.ts';
import { makeScene, tokensAt } from './tokens.ts';

const PRESETS = ['desk', 'lesson', 'tall', 'phone'] as const;
const direct = (more: Partial<Experiment> = {}): Experiment => ({
  ...BOOT,
  deployment: { wiring: 'direct' },
  ...more,
});

let trace: Trace;
let usual: Trace;
let list: readonly Step[];
beforeAll(async () => {
  trace = await run(direct());
  usual = await run(BOOT);
  list = steps(trace, 'teaching');
});

const ruled = (rule: string): Step => list.find((step) => step.rule === rule) as Step;

describe('the map without a queue', () => {
  test.each(PRESETS)('has lines from service to service and no queue (%s)', (preset) => {
    const map = mapOf(trace, preset);
    expect(map.nodes.some(({ kind }) => kind === 'queue')).toBe(false);
    expect(map.nodes.filter(({ kind }) => kind === 'absent')).toHaveLength(1);
    expect(map.edges).toHaveLength(wiresOf(trace).length);
    expect(map.edges.every(({ target }) => target.startsWith('service:'))).toBe(true);
  });

  test('is drawn for no other trace', () => {
    const map = mapOf(usual, 'desk');
    expect(map.edges.every(({ target }) => target === 'queue')).toBe(true);
    expect(wiresOf(usual)).toEqual([]);
  });

  test('counts its wires: more with each host, where a queue needs one connection', async () => {
    expect(countWires(trace)).toEqual({ services: 6, wires: 8, one_more: 3 });
    const computes = ['cpu1', 'cpu2', 'cpu3'];
    const larger = await run(direct({ deployment: { wiring: 'direct', computes } }));
    expect(countWires(larger)).toEqual({ services: 7, wires: 11, one_more: 3 });
  });

  test('a second scheduler that comes later has no wire, until the conductor starts anew', async () => {
    const add = { at_us: 2_000_000, name: 'add_service', args: { program: 'nova-scheduler', host: 'ctl2' } };
    const boot = { at_us: 30_000_000, name: 'boot', args: { server: 'vm2' } };
    const service = 'nova-conductor-super';
    const stop = { at_us: 20_000_000, name: 'stop', args: { service } };
    const start = { at_us: 21_000_000, name: 'start', args: { service } };
    const untold = await run(direct({ commands: [add, boot] }));
    const told = await run(direct({ commands: [add, stop, start, boot] }));
    const ends = (one: Trace): readonly string[] => wiresOf(one).map(({ to }) => to);
    expect(ends(untold)).not.toContain('nova-scheduler-ctl2');
    expect(ends(told)).toContain('nova-scheduler-ctl2');
    const asked = untold.facts.filter(
      (fact) => fact.kind === 'http.requested' && fact.to.startsWith('nova-scheduler'),
    );
    expect(asked.map((fact) => 'to' in fact && fact.to)).toEqual(['nova-scheduler']);
  });
});

describe('a direct request', () => {
  test('flies along its line, and the answer of a folded one comes back', () => {
    const show = makeShow(trace, ruled('save.networking') ?? ruled('direct.Instance.save'), -1);
    expect(show.direct.map(({ leg }) => [leg.actor, leg.peer])).toEqual([
      ['nova-compute-cpu1', 'nova-conductor-cell1'],
      ['nova-conductor-cell1', 'nova-compute-cpu1'],
    ]);
    for (const preset of PRESETS) {
      const scene = makeScene(show, mapOf(trace, preset), lanesOf(trace));
      const [token] = tokensAt(scene, (show.direct[0]?.leg.end ?? 0) / 2);
      expect(token).toMatchObject({ place: 'flying', method: 'Instance.save', kind: 'http' });
    }
  });

  test('is a step of its own where the message is, in the same chapters', () => {
    const chapters = (one: readonly Step[], name: string): readonly string[] =>
      one.filter(({ rule }) => rule.endsWith(`.${name}`)).map(({ chapter }) => chapter);
    for (const name of ['schedule_and_build_instances', 'select_destinations', 'build_and_run_instance']) {
      expect(chapters(list, name)[0]).toBe(chapters(steps(usual, 'teaching'), name)[0]);
    }
  });

  test.each(['en', 'zh-CN'] as const)(
    'is told without a queue, and the answer with what the client waited for: a build begun, not done (%s)',
    (lang) => {
      const texts = textsOf(lang);
      const told = (step: Step): string => JSON.stringify(narration(texts, step, trace));
      for (const step of list) {
        expect(`${stepTitle(texts, step, trace)} ${told(step)}`).not.toMatch(
          /undefined|NaN|routing key|路由键|does not wait|不等待/,
        );
      }
      expect(told(ruled('direct.select_destinations'))).toMatch(/Thought experiment|思想实验/);
      const answer = told(ruled('answer.POST /servers'));
      expect(answer).toContain('"code":"building"');
      expect(answer).toMatch(/happens without it|不必再等/);
    },
  );
});
