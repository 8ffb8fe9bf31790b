/** Runs that go wrong, told step by step: nothing as if it had gone well, and the reason where it is known. */
import { describe, expect, it } from 'vitest';
import { labRuns, run } from '../core/run/boot.fixture.ts';
import { ACTS } from '../core/run/golden/acts.ts';
import { scenarioById } from '../core/scenarios/scenarios.ts';
import type { Experiment, Trace } from '../core/trace/trace.ts';
import { LANGS, type Lang } from './lang.ts';
import { type StepTold, toldOf } from './told.fixture.ts';

const onLab = labRuns();

const experimentOf = (id: string): Experiment => scenarioById(id)?.experiment ?? ACTS[id] ?? { v: 1 };

async function traceOf(id: string): Promise<Trace> {
  const experiment = experimentOf(id);
  return experiment.deployment === undefined ? onLab(experiment) : await run(experiment);
}

/** The last step of a rule, in both languages. */
async function last(id: string, rule: string): Promise<readonly [en: StepTold, zh: StepTold]> {
  const trace = await traceOf(id);
  const found = LANGS.map((lang) => toldOf(trace, lang).findLast((one) => one.rule === rule));
  const [en, zh] = found;
  if (!en || !zh) throw new RangeError(`${id} has no step ${rule}`);
  return [en, zh];
}

const BOOT = { at_us: 1_000_000, name: 'boot', args: { server: 'vm1', host: 'cpu1' } };

describe('a call that brings its caller nothing', () => {
  it('says so in its title: the error, or that no answer came', async () => {
    const [en, zh] = await last('no_valid_host', 'rpc.select_destinations');
    expect(en.title).toBe('nova-conductor-super asks nova-scheduler for a host: NoValidHost');
    expect(zh.title).toBe('nova-conductor-super请nova-scheduler选择主机：NoValidHost');
    const [late, lateZh] = await last('scheduler_down_timeout', 'rpc.select_destinations');
    expect(late.title).toMatch(/: no answer$/);
    expect(lateZh.title).toMatch(/：没有应答$/);
  });

  it('was worked on by nobody if nobody had taken it when its caller gave up, whoever takes it later', async () => {
    const [en, zh] = await last('scheduler_down_timeout', 'call.timed_out');
    expect(en.tell).toContain('nobody has taken the request yet');
    expect(zh.tell).toContain('还没有人取走');
  });

  it('ends the thread of a build that can save nothing, not its service, and that is told', async () => {
    const kill = { at_us: 2_150_000, name: 'kill', args: { service: 'nova-conductor-cell1' } };
    const deployment = { computes: ['cpu1'] };
    const trace = await run({ v: 1, seed: 6, deployment, commands: [BOOT, kill], until_us: 500_000_000 });
    const of = (lang: Lang) => toldOf(trace, lang).find(({ rule }) => rule === 'thread.failed');
    expect(of('en')).toMatchObject({
      chapter: 'failed',
      title: 'nova-compute-cpu1: the thread of build_and_run_instance ends with MessagingTimeout',
      tell: expect.stringMatching(/nobody is told.*stderr; the service goes on/),
    });
    expect(of('zh-CN')).toMatchObject({
      title: 'nova-compute-cpu1：build_and_run_instance的线程以MessagingTimeout结束',
      tell: expect.stringContaining('没有人得到通知'),
    });
    const stopped = trace.facts.filter((fact) => fact.kind === 'service.stopped').map(({ actor }) => actor);
    expect(stopped).toEqual(['nova-conductor-cell1']);
  });

  it('is done no further where who had taken it died over it, and its caller goes on with nothing', async () => {
    const kill = {
      at_us: 500_000,
      name: 'kill',
      args: { service: 'nova-conductor-cell1', when: 'in_work', method: 'object_action' },
    };
    const start = { at_us: 8_000_000, name: 'start', args: { service: 'nova-conductor-cell1' } };
    const trace = onLab({ v: 1, commands: [kill, BOOT, start], until_us: 70_000_000 });
    const ended = (lang: Lang) => toldOf(trace, lang).find(({ rule }) => rule === 'call.timed_out')?.tell;
    expect(ended('en')).toContain('died over it');
    expect(ended('en')).not.toContain('works on it');
    expect(ended('zh-CN')).toContain('没做完就终止');
  });

  it('of a save is told by what was asked for, not by the state that did not come', async () => {
    const [en, zh] = await last('killed_in_delete', 'save.deleted');
    expect(en.title).toBe(
      'nova-compute-cpu1 asks nova-conductor-cell1 to save the instance: InstanceNotFound',
    );
    expect(zh.title).not.toContain('deleted');
  });
});

describe('a boot without a host', () => {
  it('tells why there is none: an empty answer of Placement, no answer, a filter', async () => {
    const [empty] = await last('no_valid_host', 'rpc.select_destinations');
    expect(empty.tell).toContain('no host can take the request as a whole, and no filter ran');
    const [away] = await last('placement_down', 'rpc.select_destinations');
    expect(away.tell).toContain('nova-scheduler gets no answer from placement-api. Without its candidates');
    const [dropped, zh] = await last('compute_down', 'rpc.select_destinations');
    expect(dropped.tell).toContain('5 filters left 1 of 2 hosts; ComputeFilter dropped cpu1.');
    expect(zh.tell).toContain('ComputeFilter排除了cpu1');
  });

  it('is buried with the host that was chosen and is in no cell, where there is one', async () => {
    const [en, zh] = await last('new_compute', 'state.created');
    expect(en.title).toContain('in the cell');
    const trace = await traceOf('new_compute');
    const buried = (lang: Lang) => toldOf(trace, lang).find(({ rule }) => rule === 'state.created');
    expect(buried('en')?.title).toMatch(/nova_cell0: host cpu3 is in no cell$/);
    expect(buried('zh-CN')?.title).toMatch(/nova_cell0：主机cpu3不在任何Cell中$/);
    expect(zh.title).toContain('Cell');
  });

  it('tells at the step of its failure what the user reads, a sentence inside the sentence', async () => {
    const [en, zh] = await last('max_retries', 'state.error');
    expect(en.tell).toMatch(/Its fault reads: “Exceeded maximum number of retries\./);
    expect(zh.tell).toMatch(/它的fault是“Exceeded maximum number of retries\..*”。$/);
    const [aborted, abortedZh] = await last('build_abort', 'rpc.InstanceFault.create');
    expect(aborted.tell).toContain('FakeBuildAbortDriver”. nova-compute-cpu1 waits');
    expect(abortedZh.tell).toContain('FakeBuildAbortDriver”。nova-compute-cpu1等待');
  });
});

describe('what the API refuses', () => {
  it('is told with Nova’s own reason, in the answer too', async () => {
    const trace = await traceOf('lock_unlock');
    const told = (lang: Lang) => toldOf(trace, lang).filter(({ tell }) => tell.includes('is locked”'));
    for (const lang of LANGS)
      expect(told(lang).map(({ rule }) => rule)).toEqual([
        'http.POST /servers/{id}/action os-stop',
        'answer.POST /servers/{id}/action os-stop',
      ]);
    const [quota] = await last('quota_exceeded', 'answer.POST /servers');
    expect(quota.tell).toContain('“Quota exceeded for cores: Requested 1, but already used 2 of 2 cores”');
  });

  it('is not said to be sent on to nobody where a compute was asked', async () => {
    // the fake driver of a compute that starts knows no guest
    const commands = [
      BOOT,
      { at_us: 12_000_000, name: 'stop', args: { service: 'nova-compute-cpu1' } },
      { at_us: 18_000_000, name: 'start', args: { service: 'nova-compute-cpu1' } },
      { at_us: 41_000_000, name: 'diagnostics', args: { server: 'vm1' } },
    ];
    const trace = onLab({ v: 1, from_us: 40_000_000, commands });
    expect(toldOf(trace, 'en')[0]?.tell).toMatch(
      /^It is refused, after others were asked: “Cannot 'get_diagnostics' instance .*”/,
    );
    expect(toldOf(trace, 'zh-CN')[0]?.tell).toContain('问过别的服务之后，请求被拒绝');
  });

  it('is no refusal where the compute that was asked has failed', async () => {
    const attach = { at_us: 8_000_000, name: 'attach_interface', args: { server: 'vm1', network: 'none' } };
    const trace = onLab({ v: 1, from_us: 7_000_000, commands: [BOOT, attach] });
    expect(toldOf(trace, 'en')[0]?.tell).toMatch(/^It goes wrong behind the API; .*Answer: 500/);
    expect(toldOf(trace, 'zh-CN')[0]?.tell).toMatch(/500/);
  });
});

describe('a service that is gone', () => {
  it('was killed where it was killed', async () => {
    const [en, zh] = await last('killed_in_build', 'service.stopped');
    expect([en.title, zh.title]).toEqual(['nova-compute-cpu1 is killed', 'nova-compute-cpu1被强行终止']);
  });

  it('is missed where it answered REST, and not in queues that it never read', async () => {
    const [en] = await last('neutron_down_in_build', 'service.stopped');
    expect(en.tell).toContain('by REST is refused');
    expect(en.tell).not.toContain('queues that it consumed from');
    const [, zh] = await last('neutron_down_in_build', 'save.networking');
    expect(zh.tell).toMatch(/nova-compute-cpu1向neutron-server发出的.*没有得到响应/);
  });

  it('tells at its next start why it sets an instance to error', async () => {
    const [en, zh] = await last('killed_in_build', 'save.error');
    expect(en.tell).toMatch(/^At its start a compute looks through the instances of its host/);
    expect(zh.tell).toMatch(/^计算服务启动时逐个查看本机的实例/);
  });
});

describe('the end of a failed attempt', () => {
  it('is told as a failure where it was one, in that phase, until another host is asked', async () => {
    const [en, zh] = await last('unshelve_fails', 'rpc.InstanceActionEvent.event_finish_with_failure');
    expect(en.title).toBe('nova-compute-cpu1 has the failure of compute_unshelve_instance noted');
    expect(zh.title).toBe('nova-compute-cpu1请求记下compute_unshelve_instance失败');
    const trace = await traceOf('max_retries');
    const ends = toldOf(trace, 'en').filter(({ rule }) => rule.endsWith('event_finish_with_failure'));
    expect(ends.map(({ chapter }) => chapter)).toEqual(['failed', 'failed']);
    expect(ends[0]?.tell).toContain('since nothing was raised: the build failed all the same');
  });

  it('of a resize is a failure from the save that sets the server to error', async () => {
    const trace = await traceOf('finish_resize_fails');
    const first = toldOf(trace, 'en').find(({ title }) => title === 'vm-act becomes error');
    expect(first?.chapter).toBe('failed');
  });

  it('of an unshelve has a step where the server leaves its host again', async () => {
    const [en] = await last('unshelve_fails', 'save.released');
    expect(en.title).toBe('vm-act is on no host: host cpu1 → NULL');
    const [claimed] = await last('unshelve_fails', 'save.claimed');
    expect(claimed.tell).toContain('From here on Nova knows');
  });
});

it('a save that changed nothing claims nothing', async () => {
  const [en, zh] = await last('rebuild', 'save.claimed');
  expect(en.title).toBe('nova-compute-cpu1 has the instance saved: nothing is new');
  expect(zh.title).toBe('nova-compute-cpu1请求保存实例：没有变化');
});
