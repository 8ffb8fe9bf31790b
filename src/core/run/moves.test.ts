/** What nova-api refuses of a resize and a migration, and what becomes of a server where no host is found. */
import { expect, test } from 'vitest';
import type { Row } from '../trace/fact.ts';
import type { Command, Trace } from '../trace/trace.ts';
import { labRuns, ofKind } from './boot.fixture.ts';

const onLab = labRuns();
const SERVER = { server: 'vm-move' };
const BOOT: Command = { at_us: 1_000_000, name: 'boot', args: SERVER };

const after = (...commands: readonly (readonly [name: string, args?: Command['args']])[]): Trace =>
  onLab({
    v: 1,
    commands: [
      BOOT,
      ...commands.map(([name, args], i) => ({
        at_us: 10_000_000 + i * 6_000_000,
        name,
        args: args && 'service' in args ? args : { ...SERVER, ...args },
      })),
    ],
  });

const lastAnswer = (trace: Trace): readonly [number | null, string] => {
  const answer = ofKind(trace, 'http.answered').findLast((fact) => fact.to === 'client');
  return [answer?.status ?? null, answer?.body ?? ''];
};

const sent = (trace: Trace): readonly (string | undefined)[] =>
  ofKind(trace, 'message.published')
    .filter(({ rpc, group }) => group === 'scenario' && rpc.type === 'cast')
    .map(({ rpc }) => rpc.method);

const last = (trace: Trace, table: string): Row | null =>
  ofKind(trace, 'row.changed').findLast((fact) => fact.table === table)?.after ?? null;

test.each([
  ['resize_server', { flavor: 'm1.tiny' }, 400, 'When resizing, instances must change flavor!'],
  ['resize_server', { flavor: 'm1.nothing' }, 400, 'Flavor m1.nothing could not be found.'],
  ['migrate_server', { host: 'cpu9' }, 400, 'Compute host cpu9 could not be found.'],
  ['confirm_resize', {}, 409, "Cannot 'confirmResize' instance"],
  ['revert_resize', {}, 409, "Cannot 'revertResize' instance"],
])('%s with %j is refused with %i: %s', (name, args, status, sentence) => {
  const trace = after([name, args]);
  expect(lastAnswer(trace)).toEqual([status, expect.stringContaining(sentence)]);
  expect(sent(trace)).not.toContain('migrate_server');
});

test('a migration to the host where the server is makes no sense to Nova', () => {
  const booted = after();
  const trace = after(['migrate_server', { host: `${last(booted, 'instances')?.host}` }]);
  expect(lastAnswer(trace)).toEqual([
    400,
    expect.stringContaining('Cannot migrate to the host where the server exists.'),
  ]);
});

test('a server that is moved already is not moved again before the move is confirmed', () => {
  const trace = after(['migrate_server'], ['resize_server', { flavor: 'm1.small' }]);
  expect(lastAnswer(trace)).toEqual([
    409,
    expect.stringMatching(/Cannot 'resize' instance .* while it is in vm_state resized/),
  ]);
});

test('where no other host is left the server stays as it is, with a fault, and what it holds is its own again', () => {
  const booted = after();
  const other = last(booted, 'instances')?.host === 'cpu1' ? 'cpu2' : 'cpu1';
  const trace = after(
    ['disable_service', { service: `nova-compute-${other}` }],
    ['resize_server', { flavor: 'm1.small' }],
  );
  expect(last(trace, 'instances')).toMatchObject({ vm_state: 'active', task_state: null, memory_mb: 512 });
  expect(last(trace, 'migrations')).toMatchObject({ status: 'error', migration_type: 'resize' });
  expect(last(trace, 'instance_faults')).toMatchObject({
    code: 500,
    message: 'No valid host was found. There are not enough hosts available.',
  });
  expect(last(trace, 'instance_actions_events')).toMatchObject({
    result: 'Error',
    details: 'No valid host was found. No valid host found for resize',
  });
  const held = ofKind(trace, 'row.changed').findLast(
    (one) => one.table === 'allocations' && one.after !== null,
  );
  expect(held?.after).toMatchObject({ consumer_id: last(trace, 'instances')?.uuid });
});

test('a stopped server is stopped again when its move is reverted, and its old flavor is its own', () => {
  const trace = after(['stop_server'], ['resize_server', { flavor: 'm1.small' }], ['revert_resize']);
  const before = last(after(), 'instances');
  expect(last(trace, 'instances')).toMatchObject({
    vm_state: 'stopped',
    task_state: null,
    memory_mb: 512,
    host: before?.host,
  });
  expect(last(trace, 'migrations')).toMatchObject({ status: 'reverted' });
});

test('with the source’s compute stopped a confirmation is refused once it counts as down', () => {
  const booted = after();
  const source = `nova-compute-${last(booted, 'instances')?.host}`;
  const trace = onLab({
    v: 1,
    commands: [
      BOOT,
      { at_us: 10_000_000, name: 'migrate_server', args: SERVER },
      { at_us: 20_000_000, name: 'stop', args: { service: source } },
      { at_us: 95_000_000, name: 'confirm_resize', args: SERVER },
    ],
  });
  expect(lastAnswer(trace)).toEqual([409, expect.stringContaining('Service is unavailable at this time.')]);
});

test('where the source cannot reach neutron the server is in ERROR on its host, and what it held there is its own again', () => {
  const neutron = { service: 'neutron-server' };
  const trace = onLab({
    v: 1,
    commands: [
      BOOT,
      { at_us: 10_000_000, name: 'resize_server', args: { ...SERVER, flavor: 'm1.small' } },
      { at_us: 10_600_000, name: 'stop', args: neutron },
    ],
  });
  expect(last(trace, 'instances')).toMatchObject({ vm_state: 'error', task_state: null, memory_mb: 512 });
  expect(last(trace, 'migrations')).toMatchObject({ status: 'error' });
  expect(last(trace, 'instance_faults')).toMatchObject({ message: 'ConnectFailure' });
  const held = ofKind(trace, 'row.changed').findLast(
    (one) => one.table === 'allocations' && one.after !== null,
  );
  expect(held?.after).toMatchObject({ consumer_id: last(trace, 'instances')?.uuid, used: 1 });
});

test('a revert takes along a request that is saved: what was set in it is no change any more', () => {
  // `RequestSpec.save` reads itself back (`_from_db_object`); as unshelve_instance was recorded, its objects alone have changes
  const trace = after(['resize_server', { flavor: 'm1.small' }], ['revert_resize']);
  const message = ofKind(trace, 'message.published').find(({ rpc }) => rpc.method === 'revert_resize');
  const { args } = JSON.parse(JSON.parse(message?.body ?? '')['oslo.message']);
  expect(args.request_spec['nova_object.data'].flavor['nova_object.data'].name).toBe('m1.tiny');
  expect(args.request_spec['nova_object.changes']).toEqual([
    'image',
    'pci_requests',
    'limits',
    'security_groups',
  ]);
});
