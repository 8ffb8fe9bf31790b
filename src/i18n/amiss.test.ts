/** What goes wrong before a step or comes of it, told where it shows: by kinds, over every step of runs that fail. */
import { describe, expect, it, test } from 'vitest';
import { indexOf } from '../core/reading/trace-index.ts';
import { at, BOOT_ON_CPU1 as BOOT, CPU1, labRuns, runsUntil, SERVER } from '../core/run/boot.fixture.ts';
import { scenarioById } from '../core/scenarios/scenarios.ts';
import type { Command, Trace } from '../core/trace/trace.ts';
import { textsOf } from './all.ts';
import { LANGS, type Lang } from './lang.ts';
import { factSentence } from './tell-fact.ts';
import { type StepTold, toldOf } from './told.fixture.ts';

const onLab = labRuns();
const runOf = runsUntil(onLab);

const CELL = { service: 'nova-conductor-cell1' };

const both = (trace: Trace, pick: (one: StepTold) => boolean): readonly (readonly StepTold[])[] =>
  LANGS.map((lang) => toldOf(trace, lang).filter(pick));

const NO_NEUTRON = at(14, 'stop', { service: 'neutron-server' });
/** Acts that their compute begins, and cannot end. */
const FAILING: readonly (readonly [name: string, commands: readonly Command[]])[] = [
  // a compute that starts anew knows no guest
  ['stop_server', [at(10, 'stop', CPU1), at(12, 'start', CPU1), at(30, 'stop_server', SERVER)]],
  ['start_server', [at(10, 'stop_server', SERVER), NO_NEUTRON, at(16, 'start_server', SERVER)]],
  ['reboot_server', [NO_NEUTRON, at(16, 'reboot_server', { ...SERVER, type: 'hard' })]],
];

describe('an act that fails on its compute', () => {
  const stopped = (): Trace =>
    runOf(90, BOOT, at(10, 'stop', CPU1), at(12, 'stop_server', SERVER), at(80, 'start', CPU1));

  it('is told with what its event says of it, which is no traceback where none is there', () => {
    const [en = [], zh = []] = both(stopped(), ({ title }) => /has the failure of|失败$/.test(title));
    expect([en.length, zh.length]).toEqual([2, 2]);
    for (const { tell } of en) {
      expect(tell).toMatch(/details says why: “Instance [0-9a-f-]{36} could not be found\.”/);
      expect(tell).not.toContain('traceback');
    }
    for (const { tell } of zh)
      expect(tell).toMatch(/原因写在details列：“Instance .* could not be found\.”。/);
  });

  test.each(FAILING)('lets its task go, which is no end of it: %s', (_name, commands) => {
    const trace = runOf(60, BOOT, ...commands);
    const failed = indexOf(trace)
      .of('row.changed')
      .filter(({ table, after }) => table === 'instance_actions_events' && after?.result === 'Error')
      .map(({ after }) => after?.event);
    expect(failed).toHaveLength(1);
    const [en = [], zh = []] = both(trace, ({ tell }) => /its task is taken back|失败了：清空/.test(tell));
    expect(en.map(({ tell }) => tell.includes(`${failed[0]} has failed`))).toEqual([true]);
    expect(zh.map(({ tell }) => tell.includes(`${failed[0]}失败了`))).toEqual([true]);
  });

  it('is let go by a compute that tries it again at its start, too', () => {
    const [en = []] = both(stopped(), ({ tell }) => tell.includes('its task is taken back'));
    expect(en[0]?.tell).toMatch(/^At its start a compute looks .* compute_stop_instance has failed/);
    expect(en).toHaveLength(2);
  });
});

it('a server that was set to error and is built after all is told to be in no error any more', () => {
  const kill = at(0.5, 'kill', { ...CPU1, when: 'before_ack', method: 'build_and_run_instance' });
  const [en = [], zh = []] = both(runOf(30, kill, BOOT, at(10, 'start', CPU1)), ({ tell }) =>
    /no error any more|不再处于错误状态/.test(tell),
  );
  expect(en.map(({ tell }) => /vm_state: error → building\.$/.test(tell))).toEqual([true]);
  expect(zh).toHaveLength(1);
});

it('a fault of a server that never comes to ERROR is said to be read by nobody, and one that is read is not', () => {
  const seen = (trace: Trace): readonly (readonly boolean[])[] =>
    both(trace, ({ rule }) => rule === 'rpc.InstanceFault.create').map((steps) =>
      steps.map(({ tell }) => /nobody reads it there|没有人能在那里读到/.test(tell)),
    );
  const kill = at(0.5, 'kill', { ...CELL, when: 'in_work', method: 'object_action' });
  expect(seen(runOf(80, kill, BOOT, at(8, 'start', CELL)))).toEqual([[true], [true]]);
  const aborted = scenarioById('neutron_down_in_build')!.experiment;
  expect(seen(onLab(aborted))).toEqual([[false], [false]]);
});

it('a service that starts tells what waits for it in its queues, and nothing where nothing does', () => {
  const lying = (trace: Trace): readonly (readonly string[])[] =>
    both(trace, ({ rule }) => rule === 'service.started').map((steps) => steps.map(({ tell }) => tell));
  const [en = [], zh = []] = lying(
    runOf(60, BOOT, at(10, 'stop', CPU1), at(12, 'stop_server', SERVER), at(14, 'start', CPU1)),
  );
  expect(en[0]).toContain('1 message waits for it in compute.cpu1.');
  expect(zh[0]).toContain('队列compute.cpu1中有1条消息在等它。');
  const [none = []] = lying(runOf(40, at(10, 'stop', CPU1), at(12, 'start', CPU1)));
  expect(none[0]).not.toContain('for it in');
});

it('a request that the network keeps from its peer is not said to be refused, nor its peer to be gone', () => {
  const trace = runOf(
    110,
    BOOT,
    at(2.13, 'cut_host', { host: 'cpu1' }),
    at(90, 'join_host', { host: 'cpu1' }),
  );
  const refused = trace.facts.filter(({ kind }) => kind === 'http.refused');
  expect(refused.length).toBeGreaterThan(0);
  const said = (lang: Lang): string =>
    refused.map((fact) => factSentence(textsOf(lang), fact, trace)).join(' ');
  expect(said('en')).not.toMatch(/is gone|connection refused/);
  expect(said('en')).toContain('network between');
  expect(said('zh-CN')).not.toMatch(/终止|被拒绝/);
});

describe('a message that comes twice', () => {
  const TWICE: readonly (readonly [name: string, args: Command['args']])[] = [
    [
      'cut_connection',
      { service: 'nova-api', when: 'before_confirm', method: 'schedule_and_build_instances' },
    ],
    ['lose_ack', { service: 'nova-conductor-super' }],
  ];

  test.each(TWICE)('is told as one that its receiver knows and throws away: %s', (name, args) => {
    const trace = runOf(20, at(0.5, name, args), BOOT);
    const discarded = trace.facts.filter(({ kind }) => kind === 'rpc.duplicate_discarded');
    expect(discarded).toHaveLength(1);
    const [en = [], zh = []] = both(trace, ({ tell }) => /is done twice|不会做第二遍/.test(tell));
    expect([en.length, zh.length]).toEqual([1, 1]);
    expect(en[0]?.tell).toContain(`${discarded[0]?.actor} `);
    expect(en[0]?.tell).not.toContain('only its memory holds');
    const [hands = []] = both(trace, ({ rule }) => rule === 'rpc.schedule_and_build_instances');
    expect(new Set(hands.map(({ title }) => title)).size).toBe(hands.length);
  });
});

it('a host whose service is disabled is told where Placement leaves it out, in every choice of the run', () => {
  const trace = onLab(scenarioById('disabled_host')!.experiment);
  const [en = [], zh = []] = both(trace, ({ rule }) => rule === 'rpc.select_destinations');
  expect(en).toHaveLength(2);
  for (const { tell } of en)
    expect(tell).toContain(
      'left out beforehand: cpu1 (its service is disabled: trait COMPUTE_STATUS_DISABLED).',
    );
  for (const { tell } of zh)
    expect(tell).toContain('Placement事先排除了cpu1（服务已禁用：特性COMPUTE_STATUS_DISABLED）。');
  const [usual = []] = both(runOf(10, BOOT), ({ rule }) => rule === 'rpc.select_destinations');
  expect(usual[0]?.tell).not.toContain('beforehand');
});
