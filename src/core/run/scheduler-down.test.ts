import { describe, expect, test } from 'vitest';
import { checkTrace } from '../checks/check-trace.ts';
import { toRecordedRow } from '../databases/recorded.ts';
import { makeVersions } from '../reading/versions.ts';
import { type Changes, netChanges } from '../recording/changes.ts';
import { compareWithRecording } from '../recording/compare.ts';
import { hasRecordings, recordedJson, recordedLines } from '../recording/shared.fixture.ts';
import { SCENARIOS } from '../scenarios/scenarios.ts';
import { steps } from '../story/steps.ts';
import type { FactOf } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';
import { ofKind, run } from './boot.fixture.ts';
import { BOOT_MESSAGES } from './golden/boot-messages.ts';

const NAMES = ['scheduler_down_20s', 'scheduler_down_timeout'] as const;
const runs = new Map<string, Promise<Trace>>();

function scenario(name: (typeof NAMES)[number]): Promise<Trace> {
  const known = runs.get(name);
  if (known) return known;
  const { experiment } = SCENARIOS.find(({ id }) => id === name)!;
  const made = run(experiment);
  runs.set(name, made);
  return made;
}

const callOf = (trace: Trace): FactOf<'message.published'> =>
  ofKind(trace, 'message.published').find((fact) => fact.rpc.method === 'select_destinations')!;

const deliveriesOf = (trace: Trace, message: number): FactOf<'message.delivered'>[] =>
  ofKind(trace, 'message.delivered').filter((fact) => fact.message === message);

const startOf = (trace: Trace): FactOf<'service.started'> =>
  ofKind(trace, 'service.started').findLast((fact) => fact.actor === 'nova-scheduler')!;

const endOf = (trace: Trace, name: string): readonly object[] => {
  const [database = '', table = ''] = name.split('.');
  return makeVersions(trace).rowsAt(database, table, trace.facts.length - 1);
};

test.each(NAMES)('%s holds every law', async (name) => {
  expect(checkTrace(await scenario(name))).toEqual([]);
});

describe.skipIf(!hasRecordings)('against the recordings', () => {
  test.each(NAMES)(
    '%s sends the recorded messages in their order and changes the recorded rows',
    async (name) => {
      const trace = await scenario(name);
      const changes = netChanges(trace, toRecordedRow);
      const recorded = recordedJson(name, 'changes.json') as Changes;
      const found = compareWithRecording({ trace, changes }, recordedLines(name), recorded);
      expect(found.messages).toMatchObject({ missing: [], extra: [], order: [] });
      expect(found.changes?.differences).toEqual([]);
      expect(found.alike).toBe(true);
    },
  );
});

describe('the scheduler that comes back in time', () => {
  test('finds the call in its queue: there for 20 s, delivered once, and the boot is the boot', async () => {
    const trace = await scenario('scheduler_down_20s');
    const call = callOf(trace);
    const deliveries = deliveriesOf(trace, call.message);
    expect(call.queues).toEqual(['scheduler']);
    expect(deliveries).toHaveLength(1);
    const [delivery] = deliveries;
    expect(delivery!.redelivered).toBe(false);
    expect(delivery!.at).toBeGreaterThan(startOf(trace).at);
    expect(delivery!.at - call.at).toBeGreaterThan(20_000_000);
    expect(delivery!.at - call.at).toBeLessThan(21_000_000);
    const messages = ofKind(trace, 'message.published').filter((fact) => fact.group === 'scenario');
    expect(messages).toHaveLength(BOOT_MESSAGES.length);
  });

  test('chooses cpu2, which has more memory free than cpu1 with its three servers', async () => {
    const trace = await scenario('scheduler_down_20s');
    expect(ofKind(trace, 'scheduler.selected')).toMatchObject([{ host: 'cpu2', alternates: ['cpu1'] }]);
    expect(endOf(trace, 'nova_cell1.instances').at(-1)).toMatchObject({
      id: 6,
      hostname: 'vm-wait',
      host: 'cpu2',
      vm_state: 'active',
    });
  });
});

describe('the scheduler that comes back too late', () => {
  test('times out after 20 s, though its call lives 1800 s in the queue and goes on waiting there', async () => {
    const trace = await scenario('scheduler_down_timeout');
    const call = callOf(trace);
    expect([call.rpc.timeout, call.properties.expiration]).toEqual([20, '1800000']);
    const [timedOut] = ofKind(trace, 'rpc.resolved').filter((fact) => fact.msg_id === call.rpc.msg_id);
    expect(timedOut?.resolution).toBe('MessagingTimeout');
    expect((timedOut?.at ?? 0) - call.at).toBe(20_000_000);
    const [delivery, ...more] = deliveriesOf(trace, call.message);
    expect(more).toEqual([]);
    expect(delivery!.at).toBeGreaterThan(startOf(trace).at);
    expect(delivery!.at).toBeGreaterThan(timedOut?.at ?? Number.POSITIVE_INFINITY);
  });

  test('finds the server in nova_cell0 in ERROR with its fault, and no row of it in nova_cell1', async () => {
    const trace = await scenario('scheduler_down_timeout');
    const [instance] = endOf(trace, 'nova_cell0.instances') as readonly { uuid: string }[];
    expect(instance).toMatchObject({
      vm_state: 'error',
      task_state: null,
      host: null,
      availability_zone: null,
    });
    expect(endOf(trace, 'nova_cell0.instance_faults')).toMatchObject([
      { instance_uuid: instance!.uuid, code: 500, message: 'MessagingTimeout', host: 'ctl' },
    ]);
    expect(netChanges(trace, toRecordedRow)['nova_cell1.instances']).toBeUndefined();
  });

  test('claims all the same: the late reply is dropped, the allocation stays, the audit asks and keeps it', async () => {
    const trace = await scenario('scheduler_down_timeout');
    const call = callOf(trace);
    const [late, ...others] = ofKind(trace, 'rpc.late_reply');
    expect(others).toEqual([]);
    expect(late).toMatchObject({ actor: 'nova-conductor-super', msg_id: call.rpc.msg_id });
    const [instance] = endOf(trace, 'nova_cell0.instances') as readonly { uuid: string }[];
    const left = (endOf(trace, 'placement.allocations') as readonly { consumer_id: string; used: number }[])
      .filter((row) => row.consumer_id === instance!.uuid)
      .map((row) => row.used);
    expect(left.sort((a, b) => a - b)).toEqual([1, 1, 512]);
    const asked = ofKind(trace, 'message.published').filter((fact) => fact.rpc.failure !== undefined);
    expect(asked.map((fact) => [fact.actor, fact.rpc.failure, fact.rpc.in_reply_to])).toEqual([
      ['nova-conductor-cell1', 'InstanceNotFound', 'object_class_action_versions Instance.get_by_uuid'],
    ]);
    expect(asked[0]!.at).toBeGreaterThan(late!.at);
  });

  test('has a step for the time-out and one for the late reply, in this order', async () => {
    const list = steps(await scenario('scheduler_down_timeout'), 'teaching');
    const ends = list.filter((step) => step.rule.startsWith('call.'));
    expect(ends.map((step) => [step.rule, step.from])).toEqual([
      ['call.timed_out', 'nova-conductor-super'],
      ['call.late_reply', 'nova-conductor-super'],
    ]);
    for (const step of ends) expect(step.messages).not.toContain(step.main);
  });
});
