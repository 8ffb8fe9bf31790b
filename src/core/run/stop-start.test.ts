/** `stop_server` and `start_server`, against the first two acts of the recorded stop_start_reboot. */
import { describe, expect, it, test } from 'vitest';
import { checkTrace } from '../checks/check-trace.ts';
import { hasRecordings, recordedText } from '../recording/shared.fixture.ts';
import { steps } from '../story/steps.ts';
import type { Row } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';
import { labRuns, ofKind } from './boot.fixture.ts';

const run = labRuns();
const server = { server: 'vm-cycle' };
const BOOT = { at_us: 1_000_000, name: 'boot', args: server };
const STOP = { at_us: 10_000_000, name: 'stop_server', args: server };
const START = { at_us: 14_000_000, name: 'start_server', args: server };
const cycle = (): Trace => run({ v: 1, commands: [BOOT, STOP, START] });

/** Messages as recorded: who, kind, what. The compute is the one that holds the server. */
const MESSAGES = [
  'nova-api > cast stop_instance > nova-compute',
  'nova-compute > call InstanceActionEvent.event_start > nova-conductor',
  'nova-conductor > reply InstanceActionEvent.event_start > nova-compute',
  'nova-compute > call Instance.get_by_uuid > nova-conductor',
  'nova-conductor > reply Instance.get_by_uuid > nova-compute',
  'nova-compute > call Instance.save > nova-conductor',
  'nova-conductor > reply Instance.save > nova-compute',
  'nova-compute > call InstanceActionEvent.event_finish_with_failure > nova-conductor',
  'nova-conductor > reply InstanceActionEvent.event_finish_with_failure > nova-compute',
  'nova-api > cast start_instance > nova-compute',
  'nova-compute > call InstanceActionEvent.event_start > nova-conductor',
  'nova-conductor > reply InstanceActionEvent.event_start > nova-compute',
  'nova-compute > call Instance.get_by_uuid > nova-conductor',
  'nova-conductor > reply Instance.get_by_uuid > nova-compute',
  'nova-compute > call Instance.get_by_uuid > nova-conductor',
  'nova-conductor > reply Instance.get_by_uuid > nova-compute',
  'nova-compute > call InstanceInfoCache.refresh > nova-conductor',
  'nova-conductor > reply InstanceInfoCache.refresh > nova-compute',
  'nova-compute > call InstanceInfoCache.save > nova-conductor',
  'nova-conductor > reply InstanceInfoCache.save > nova-compute',
  'nova-compute > call BlockDeviceMappingList.get_by_instance_uuid > nova-conductor',
  'nova-conductor > reply BlockDeviceMappingList.get_by_instance_uuid > nova-compute',
  'nova-compute > call Instance.save > nova-conductor',
  'nova-conductor > reply Instance.save > nova-compute',
  'nova-compute > call InstanceActionEvent.event_finish_with_failure > nova-conductor',
  'nova-conductor > reply InstanceActionEvent.event_finish_with_failure > nova-compute',
];

/** Statements that write, as recorded: who, verb, table, the columns that it sets. */
const NOTE = [
  'nova-conductor UPDATE instance_actions: updated_at',
  'nova-conductor INSERT instance_actions_events',
];
const NOTED = [
  'nova-conductor UPDATE instance_actions: updated_at',
  'nova-conductor UPDATE instance_actions_events: finish_time result updated_at',
];
const SAVED = [
  'nova-conductor UPDATE instance_extra: flavor updated_at',
  'nova-conductor UPDATE instances: power_state task_state updated_at vm_state',
];
const WRITES = [
  'nova-api UPDATE instances: progress task_state updated_at',
  'nova-api INSERT instance_actions',
  ...[...NOTE, ...SAVED, ...NOTED],
  'nova-api UPDATE instances: task_state updated_at',
  'nova-api INSERT instance_actions',
  ...NOTE,
  'nova-conductor UPDATE instance_info_caches: network_info updated_at',
  ...[...SAVED, ...NOTED],
];

const program = (actor: string): string => /^nova-[a-z]+/.exec(actor)?.[0] ?? actor;
const writeLine = (actor: string, verb: string, table: string, columns: readonly string[]): string =>
  `${program(actor)} ${verb} ${table}${verb === 'UPDATE' ? `: ${[...columns].sort().join(' ')}` : ''}`;
const setColumns = (statement: string): string[] =>
  [...(/ SET (.*?) WHERE /.exec(statement)?.[1] ?? '').matchAll(/(\w+) ?=/g)].map(([, name = '']) => name);

function afterStop(trace: Trace): Trace {
  const from = ofKind(trace, 'command.given').find((fact) => fact.name === 'stop_server')?.index ?? 0;
  return { ...trace, facts: trace.facts.slice(from) };
}

function messagesOf(trace: Trace): string[] {
  const takers = new Map(ofKind(trace, 'message.delivered').map((fact) => [fact.message, fact.actor]));
  return ofKind(trace, 'message.published')
    .filter((fact) => fact.group === 'scenario')
    .map(({ actor, message, rpc }) => {
      const what = rpc.detail ?? rpc.in_reply_to?.split(' ').at(-1) ?? rpc.method;
      return `${program(actor)} > ${rpc.type} ${what} > ${program(takers.get(message) ?? 'nobody')}`;
    });
}

const writesOf = (trace: Trace): string[] =>
  ofKind(trace, 'sql.executed')
    .filter(
      ({ group, verb, actor }) =>
        group === 'scenario' && /^(INSERT|UPDATE)$/.test(verb) && /^nova/.test(actor),
    )
    .map(({ actor, verb, table, statement }) => writeLine(actor, verb, table, setColumns(statement)));

const instanceOf = (trace: Trace): Row | null =>
  ofKind(trace, 'row.changed').findLast((fact) => fact.table === 'instances')?.after ?? null;

test('stop and start send the recorded messages in their order, and write the recorded rows', () => {
  const trace = afterStop(cycle());
  expect(messagesOf(trace)).toEqual(MESSAGES);
  expect(writesOf(trace)).toEqual(WRITES);
});

describe.skipIf(!hasRecordings)('the lists above', () => {
  const NAME = 'stop_start_reboot';
  it('are those of the recording', () => {
    const lines = recordedText(NAME).map((line) => JSON.parse(line));
    const acts = lines.filter((one) => one.kind === 'publish' && one.group === 'scenario' && one.dt < 7000);
    const told = acts.map(({ from, to, rpc }) => {
      const what = rpc.detail ?? rpc.in_reply_to?.split(' ').at(-1) ?? rpc.method;
      return `${program(from)} > ${rpc.type} ${what} > ${program(to[0])}`;
    });
    expect(told).toEqual(MESSAGES);
  });

  it('are those of the recorded SQL', () => {
    const lines = recordedText(NAME, 'sql.ndjson').map((line) => JSON.parse(line));
    const writes = lines.filter(
      ({ dt, verb, table, service }) =>
        dt < 7000 && /^(INSERT|UPDATE)$/.test(verb) && table !== 'services' && /^nova/.test(service),
    );
    const told = writes.map(({ service, verb, table, statement }) =>
      // SQLAlchemy reads the id back that way
      writeLine(
        service,
        verb,
        table,
        setColumns(statement).filter((name) => name !== 'id'),
      ),
    );
    expect(told).toEqual(WRITES);
  });
});

test('a server that was stopped is stopped with power_state 4, one that was started is ACTIVE with 1', () => {
  const stopped = run({ v: 1, commands: [BOOT, STOP] });
  expect(instanceOf(stopped)).toMatchObject({ vm_state: 'stopped', task_state: null, power_state: 4 });
  expect(instanceOf(cycle())).toMatchObject({ vm_state: 'active', task_state: null, power_state: 1 });
});

test('both hold every law, and each step stands in a phase of its own operation', () => {
  const trace = cycle();
  expect(checkTrace(trace)).toEqual([]);
  const stop = ofKind(trace, 'command.given')[1]?.index ?? 0;
  const chapters = steps(trace, 'teaching').flatMap(({ main, chapter }) => (main > stop ? [chapter] : []));
  expect([...new Set(chapters)]).toEqual(['api', 'power', 'active']);
});

test('what the state does not allow is refused by nova-api with 409, and nothing is sent', () => {
  const again = { ...STOP, at_us: 12_000_000 };
  const trace = run({ v: 1, commands: [BOOT, STOP, again] });
  const answer = ofKind(trace, 'http.answered').findLast((fact) => fact.to === 'client');
  expect(answer?.status).toBe(409);
  expect(answer?.body).toMatch(/Cannot 'stop' instance [0-9a-f-]{36} while it is in vm_state stopped/);
  expect(ofKind(trace, 'message.published').filter((one) => one.rpc.method === 'stop_instance')).toHaveLength(
    1,
  );
});

test('a server in cell0 has no host: 409, and nothing is sent', () => {
  const giant = { ...BOOT, args: { ...server, flavor: 'm1.xlarge' } };
  const trace = run({ v: 1, commands: [giant, STOP] });
  const answer = ofKind(trace, 'http.answered').findLast((fact) => fact.to === 'client');
  expect([answer?.status, answer?.body]).toEqual([409, expect.stringContaining('is not ready')]);
});

test('a server that nobody made is no server: the command is refused with a sentence', () => {
  expect(() => run({ v: 1, commands: [STOP] })).toThrow(
    'stop_server at 10.000 s: there is no server vm-cycle now',
  );
});

test('with its compute stopped the cast waits in the queue of its host, and the server stays in powering-off', () => {
  const down = { at_us: 9_000_000, name: 'stop', args: { service: '' } };
  const booted = run({ v: 1, commands: [BOOT] });
  const host = String(instanceOf(booted)?.host);
  down.args.service = `nova-compute-${host}`;
  const trace = run({ v: 1, commands: [BOOT, down, STOP] });
  const cast = ofKind(trace, 'message.published').find((one) => one.rpc.method === 'stop_instance');
  expect(cast?.queues).toEqual([`compute.${host}`]);
  expect(ofKind(trace, 'message.delivered').filter((one) => one.message === cast?.message)).toEqual([]);
  expect(instanceOf(trace)).toMatchObject({ vm_state: 'active', task_state: 'powering-off' });
});
