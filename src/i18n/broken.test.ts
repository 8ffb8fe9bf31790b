/** Runs that break, told by what their facts say: who has the message, what was written, what comes of it. */
import { describe, expect, it } from 'vitest';
import { choiceAt } from '../core/reading/host-choice.ts';
import { at, BOOT_ON_CPU1 as BOOT, CPU1, labRuns, run, runsUntil, SERVER } from '../core/run/boot.fixture.ts';
import { ACTS } from '../core/run/golden/acts.ts';
import { scenarioById } from '../core/scenarios/scenarios.ts';
import type { Trace } from '../core/trace/trace.ts';
import { textsOf } from './all.ts';
import { failure } from './choice-say.ts';
import { LANGS } from './lang.ts';
import { type StepTold, toldOf } from './told.fixture.ts';

const onLab = labRuns();
const runOf = runsUntil(onLab);

/** The last step of a rule, in both languages. */
function last(trace: Trace, rule: string): readonly [en: StepTold, zh: StepTold] {
  const [en, zh] = LANGS.map((lang) => toldOf(trace, lang).findLast((one) => one.rule === rule));
  if (!en || !zh) throw new RangeError(`no step ${rule}`);
  return [en, zh];
}

describe('a message that nobody has', () => {
  it('is dropped where no queue takes it, after the broker was away, and nobody is said to work on it', () => {
    const trace = runOf(60, BOOT, at(1.5, 'stop_broker'), at(30, 'start_broker'));
    const [en, zh] = last(trace, 'rpc.schedule_and_build_instances');
    expect(en.tell).toContain('no queue takes routing key conductor at this moment');
    expect(en.tell).not.toContain('acknowledges');
    expect(zh.tell).toContain('没有队列接收路由键conductor');
    expect(zh.tell).not.toContain('先确认');
  });

  it('lies in the queue of a compute that is away, for as long as the facts say', () => {
    const trace = runOf(60, BOOT, at(10, 'stop', CPU1), at(12, 'stop_server', SERVER), at(20, 'start', CPU1));
    const sent = trace.facts.find(
      (fact) => fact.kind === 'message.published' && fact.rpc.method === 'stop_instance',
    )!;
    const taken = trace.facts.find(
      (fact) => fact.kind === 'message.delivered' && 'message' in sent && fact.message === sent.message,
    )!;
    const lay = `${((taken.at - sent.at) / 1_000_000).toFixed(2)}\u00a0s`;
    const [en, zh] = last(trace, 'rpc.stop_instance');
    expect(en.tell).toContain(
      `nobody consumes from queue compute.cpu1 at this moment: the message lies there for ${lay}`,
    );
    expect(zh.tell).toContain(`没有人消费队列compute.cpu1：消息在那里停留${lay}`);
  });

  it('is said to have been dropped by its time to live only where it was', () => {
    const acts = [at(12, 'stop_server', SERVER), at(14, 'console_log', { ...SERVER, length: 5 })];
    const [en, zh] = last(runOf(80, BOOT, at(10, 'stop', CPU1), ...acts), 'call.timed_out');
    expect(en.tell).toContain('it stands behind another message');
    expect(en.tell).not.toContain('at that moment');
    expect(zh.tell).toContain('前面还有别的消息');
  });

  it('was taken back by RabbitMQ where its consumer was killed, which sent no nack', () => {
    const kill = at(0.5, 'kill', { ...CPU1, when: 'before_ack', method: 'build_and_run_instance' });
    const trace = runOf(30, kill, BOOT, at(10, 'start', CPU1));
    const [en, zh] = last(trace, 'requeued');
    expect(en.title).toBe('RabbitMQ takes “build_and_run_instance” back from nova-compute-cpu1');
    expect(en.tell).not.toContain('nack');
    expect(zh.title).toBe('RabbitMQ从nova-compute-cpu1收回“build_and_run_instance”');
    const [error, errorZh] = last(trace, 'save.error');
    expect(error.tell).toMatch(/its row names no host.*It counts as failed for now/);
    expect(errorZh.tell).toContain('暂时算作失败');
    expect(last(trace, 'command.kill')[0].title).toBe(
      'nova-compute-cpu1 will be killed before it acknowledges its next build_and_run_instance',
    );
  });

  it('that answers too late leaves nothing where it was asked to read', () => {
    const trace = runOf(
      110,
      BOOT,
      at(2.1, 'cut_host', { host: 'cpu1' }),
      at(90, 'join_host', { host: 'cpu1' }),
    );
    const [en, zh] = last(trace, 'call.late_reply');
    expect(en.title).toContain('get_by_instance_uuid');
    expect(en.tell).not.toContain('stays');
    expect(zh.tell).not.toContain('留下');
    const late = onLab(scenarioById('scheduler_down_timeout')!.experiment);
    expect(last(late, 'call.late_reply')[0].tell).toContain('What was written for it stays');
  });
});

describe('a live migration whose destination is dead', () => {
  const LIVE = at(10, 'live_migrate_server', SERVER);
  const dead = (): Trace => runOf(90, BOOT, at(8, 'kill', { service: 'nova-compute-cpu2' }), LIVE);

  it('finds no other host, and says that no filter had a part in it', () => {
    const trace = dead();
    const [en, zh] = last(trace, 'rpc.select_destinations');
    expect(en.tell).toContain('Placement offers hosts, but none that may be chosen here');
    expect(zh.tell).toContain('还没轮到过滤器');
    const choice = choiceAt(trace, trace.facts.length - 1)!;
    for (const lang of LANGS) {
      const t = textsOf(lang).choice;
      expect(failure(t, choice, choice.searches[0]!)).toBe(t.failed.narrowed);
    }
  });

  it('is over, or called off, where its record says so: it is on no way any more', () => {
    const [en, zh] = last(onLab(scenarioById('live_migration')!.experiment), 'rpc.Migration.save');
    expect(en.tell).toContain('The move is over, and its record says so');
    expect(zh.tell).toContain('迁移已经结束');
  });

  it('is called off where a compute that stops had not begun with it', async () => {
    const [en, zh] = last(await run(ACTS.queued_migration_cancelled!), 'rpc.Migration.save');
    expect(en.tell).toContain('called off, and its record says so (queued → cancelled)');
    expect(zh.tell).toContain('迁移已取消');
  });
});

describe('what does not come about', () => {
  it('is not told of a save that brought its caller nothing: no stage begins', () => {
    const service = 'nova-conductor-cell1';
    const kill = at(2.19, 'kill', { service });
    const trace = runOf(75, BOOT, kill, at(8, 'start', { service }));
    const saves = toldOf(trace, 'en').filter(({ title }) => title.endsWith('no answer'));
    expect(saves.length).toBe(1);
    expect(saves[0]?.tell).not.toContain('second thread');
  });

  it('is a failure where a delete came between, also where the row says active for a moment', () => {
    const trace = runOf(15, BOOT, at(2.35, 'delete_server', SERVER));
    const told = toldOf(trace, 'en').filter(({ rule }) => rule === 'save.active');
    expect(told.map(({ chapter }) => chapter)).toEqual(['failed', 'failed']);
    expect(told[1]?.tell).toContain('the delete goes on all the same');
    expect(toldOf(trace, 'zh-CN').find(({ tell }) => tell.includes('删除照样继续'))).toBeDefined();
  });

  it('is said of a server that goes on as it was: its fault is noted, and the API does not show it', () => {
    const trace = runOf(15, BOOT, at(10, 'resize_server', { ...SERVER, flavor: 'm1.xlarge' }));
    const [en, zh] = last(trace, 'state.active');
    expect(en.chapter).toBe('failed');
    expect(en.tell).toContain('what was asked for has failed');
    expect(zh.tell).toContain('所请求的操作失败了');
  });

  it('is nothing that nova-api does while it is away', () => {
    const [en, zh] = last(runOf(5, at(0.5, 'stop', { service: 'nova-api' }), BOOT), 'http.POST /servers');
    expect(en.tell).toBe('nova-api does not take the request: nothing of it is checked or noted.');
    expect(zh.tell).not.toContain('API先查');
  });

  it('is no refusal where something behind nova-api failed', () => {
    const [en, zh] = last(
      runOf(15, at(0.5, 'stop', { service: 'glance-api' }), BOOT),
      'answer.POST /servers',
    );
    expect(en.tell).toContain('what it says of the error: “Unexpected API Error');
    expect(zh.tell).not.toContain('拒绝');
  });
});

it('a server that moves has a new host; who writes that claims nothing', () => {
  const resize = at(10, 'resize_server', { ...SERVER, flavor: 'm1.small' });
  const [en, zh] = last(runOf(15, BOOT, resize), 'save.claimed');
  expect([en.title, zh.title]).toEqual([
    'vm1 belongs to cpu2 now: host cpu1 → cpu2',
    '实例vm1改归cpu2：host cpu1 → cpu2',
  ]);
});

it('a server that comes to a host where its guest cannot be made is told to be in error there', async () => {
  const drivers = { cpu2: 'fake.FakeBuildAbortDriver' } as const;
  const live = at(10, 'live_migrate_server', SERVER);
  const trace = await run({ v: 1, deployment: { drivers }, commands: [BOOT, live], until_us: 15_000_000 });
  const [en, zh] = last(trace, 'save.claimed');
  expect([en.title, zh.title]).toEqual([
    'vm1 belongs to cpu2 now, as error: host cpu1 → cpu2',
    '实例vm1改归cpu2，成为error：host cpu1 → cpu2',
  ]);
});

it('six messages that are published at once are six copies in their queue', async () => {
  const trace = await run(scenarioById('amqp-work-queue')!.experiment);
  const [en, zh] = last(trace, 'command.publish');
  expect(en.tell).toContain('tasks gets a copy of each.');
  expect(zh.tell).toContain('tasks每条都得到一份。');
});
