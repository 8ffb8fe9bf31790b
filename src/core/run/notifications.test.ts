/** What Nova tells of each act, where notifications are on: events, whose they are, and to which queues (`recorded/boot_with_notifications`). */
import { describe, expect, test } from 'vitest';
import { checkTrace } from '../checks/check-trace.ts';
import type { JsonTable } from '../trace/fact.ts';
import type { Command, Trace } from '../trace/trace.ts';
import { labRuns, ofKind } from './boot.fixture.ts';

const run = labRuns();
const SERVER = { server: 'vm1' };

type NamedAct = readonly [name: string, args?: JsonTable];

/** A server is booted, then the acts come 6 s apart. */
function told(notifications: string, ...acts: readonly NamedAct[]): Trace {
  const commands = acts.map(
    ([name, args], i): Command => ({
      at_us: 10_000_000 + i * 6_000_000,
      name,
      args: args && 'service' in args ? args : { ...SERVER, ...args },
    }),
  );
  const boot: Command = { at_us: 1_000_000, name: 'boot', args: { ...SERVER, host: 'cpu1' } };
  const trace = run({
    v: 1,
    deployment: { notifications },
    from_us: 9_000_000,
    commands: [boot, ...commands],
  });
  expect({ error: trace.error, broken: checkTrace(trace) }).toEqual({ error: null, broken: [] });
  return trace;
}

// biome-ignore lint/suspicious/noExplicitAny: the shapes under test
type Notification = { queue: string; vhost: string; actor: string; body: any };

const notifications = (trace: Trace): Notification[] =>
  ofKind(trace, 'message.published')
    .filter(({ rpc, at }) => rpc.type === 'notification' && at > 9_000_000)
    .map(({ routing_key, vhost, actor, body }) => ({
      queue: routing_key,
      vhost,
      actor,
      body: JSON.parse(JSON.parse(body)['oslo.message']),
    }));

const eventsOf = (list: readonly Notification[]): string[] => list.map(({ body }) => body.event_type);

/** Of the versioned ones: `event payload` */
const versioned = (...acts: readonly NamedAct[]): string[] =>
  notifications(told('versioned', ...acts)).map(
    ({ body }) => `${body.event_type} ${body.payload['nova_object.name']}`,
  );

const ends = (act: string, payload = 'InstanceActionPayload'): string[] => [
  `instance.${act}.start ${payload}`,
  `instance.${act}.end ${payload}`,
];

/** Before it becomes something else. */
const EXISTS = 'instance.exists InstanceExistsPayload';
const SELECTION = ['start', 'end'].map(
  (phase) => `scheduler.select_destinations.${phase} RequestSpecPayload`,
);

const [RESCUE = '', RESCUED = ''] = ends('rescue', 'InstanceActionRescuePayload');

describe('each act is told with its start and its end', () => {
  test.each<[string, readonly NamedAct[], readonly string[]]>([
    ['a stop and a start', [['stop_server'], ['start_server']], [...ends('power_off'), ...ends('power_on')]],
    ['a reboot', [['reboot_server', { type: 'hard' }]], ends('reboot')],
    ['a pause', [['pause_server'], ['unpause_server']], [...ends('pause'), ...ends('unpause')]],
    ['a suspend', [['suspend_server'], ['resume_server']], [...ends('suspend'), ...ends('resume')]],
    ['a rescue', [['rescue_server'], ['unrescue_server']], [RESCUE, EXISTS, RESCUED, ...ends('unrescue')]],
    [
      'a snapshot',
      [['snapshot_server', { image: 'snap1' }]],
      ends('snapshot', 'InstanceActionSnapshotPayload'),
    ],
    [
      'a rebuild',
      [['rebuild_server', { image: 'cirros' }]],
      [
        'instance.rebuild_scheduled InstanceActionRebuildPayload',
        EXISTS,
        ...ends('rebuild', 'InstanceActionRebuildPayload'),
      ],
    ],
    [
      'an interface',
      [['attach_interface', { network: 'private' }], ['detach_interface']],
      [...ends('interface_attach'), ...ends('interface_detach')],
    ],
    [
      'a lock',
      [['lock_server'], ['unlock_server']],
      ['lock', 'unlock'].map((act) => `instance.${act} InstanceActionPayload`),
    ],
  ])('%s', (_what, acts, events) => {
    expect(versioned(...acts)).toEqual(events);
  });

  test('a delete holds the shutdown of its guest', () => {
    const [start, ...rest] = ends('delete');
    expect(versioned(['delete_server'])).toEqual([start, ...ends('shutdown'), ...rest]);
  });

  test('a resize tells on both hosts, and of its confirmation', () => {
    const prep = ends('resize_prep', 'InstanceActionResizePrepPayload');
    const events = versioned(['resize_server', { flavor: 'm1.small' }], ['confirm_resize']);
    expect([...events].sort()).toEqual(
      [
        ...SELECTION,
        EXISTS,
        ...prep,
        ...ends('resize'),
        ...ends('resize_finish'),
        ...ends('resize_confirm'),
      ].sort(),
    );
    expect(events.slice(-2)).toEqual(ends('resize_confirm'));
  });

  test('a shelved server is offloaded at once, and unshelved', () => {
    const events = [EXISTS, ...ends('shelve'), ...ends('shelve_offload'), ...SELECTION, ...ends('unshelve')];
    expect(versioned(['shelve_server'], ['unshelve_server'])).toEqual(events);
  });

  test('an evacuation is told by nova-api, then by the conductor in the name of the chosen host, then by that host', () => {
    const lost = { service: 'nova-compute-cpu1' };
    const list = notifications(told('both', ['stop', lost], ['force_down', lost], ['evacuate_server']));
    const who = list.map(({ body }) => `${body.event_type} ${body.publisher_id}`);
    expect(who.filter((one) => one.includes('instance.'))).toEqual([
      'compute.instance.evacuate compute.ctl',
      'instance.evacuate nova-api:ctl',
      'compute.instance.rebuild.scheduled compute.ctl',
      'instance.rebuild_scheduled nova-conductor:cpu2',
      'compute.instance.exists compute.cpu2',
      'instance.exists nova-compute:cpu2',
      'compute.instance.rebuild.start compute.cpu2',
      'instance.rebuild.start nova-compute:cpu2',
      'compute.instance.rebuild.end compute.cpu2',
      'instance.rebuild.end nova-compute:cpu2',
    ]);
  });

  test('a live migration tells before, after, and at its destination', () => {
    const pre = ends('live_migration_pre');
    const [start, end] = ends('live_migration_post');
    expect(versioned(['live_migrate_server'])).toEqual([
      ...SELECTION,
      ...pre,
      start,
      ...ends('live_migration_post_dest'),
      end,
    ]);
  });
});

test('both forms go to queues of their own in the vhost of who tells; the plain one has its own names', () => {
  const list = notifications(
    told('both', ['stop_server'], ['disable_service', { service: 'nova-compute-cpu2' }]),
  );
  expect(list.map(({ queue, vhost, body }) => [body.event_type, body.publisher_id, queue, vhost])).toEqual([
    ['compute.instance.power_off.start', 'compute.cpu1', 'notifications.info', 'nova_cell1'],
    ['instance.power_off.start', 'nova-compute:cpu1', 'versioned_notifications.info', 'nova_cell1'],
    ['compute.instance.power_off.end', 'compute.cpu1', 'notifications.info', 'nova_cell1'],
    ['instance.power_off.end', 'nova-compute:cpu1', 'versioned_notifications.info', 'nova_cell1'],
    ['service.update', 'nova-compute:cpu2', 'versioned_notifications.info', '/'],
  ]);
  const [start, , end] = list.map(({ body }) => body.payload);
  expect([start.state, end.state, end.state_description]).toEqual(['active', 'stopped', '']);
  const plain = told('unversioned', ['attach_interface', { network: 'private' }], ['lock_server']);
  expect(notifications(plain)).toEqual([]);
});

test('a payload carries its version, the state before and after, and who asked', () => {
  const [start, end] = notifications(told('versioned', ['stop_server'])).map(({ body }) => body.payload);
  expect(start['nova_object.version']).toBe('1.8');
  expect(start['nova_object.data']).toMatchObject({ state: 'active', power_state: 'running', fault: null });
  expect(end['nova_object.data']).toMatchObject({
    state: 'stopped',
    power_state: 'shutdown',
    task_state: null,
  });
  expect(end['nova_object.data'].flavor['nova_object.data'].name).toBe('m1.tiny');
});

test('what fails on a compute is told as an exception of its method', () => {
  const cpu = { service: 'nova-compute-cpu1' };
  const list = notifications(told('both', ['kill', cpu], ['start', cpu], ['stop_server']));
  expect(eventsOf(list)).toEqual([
    'compute.instance.power_off.start',
    'instance.power_off.start',
    'stop_instance',
    'compute.exception',
  ]);
  expect(list.at(-1)?.body.payload['nova_object.data']).toMatchObject({ exception: 'InstanceNotFound' });
});

test('nova-api tells of the delete that it does itself', () => {
  const down = { service: 'nova-compute-cpu1' };
  const list = notifications(told('versioned', ['force_down', down], ['delete_server']));
  expect(list.map(({ actor, body }) => [actor, body.publisher_id, body.event_type])).toEqual([
    ['nova-api', 'nova-compute:cpu1', 'service.update'],
    ['nova-api', 'nova-api:ctl', 'instance.delete.start'],
    ['nova-api', 'nova-api:ctl', 'instance.delete.end'],
  ]);
});

test('that a rebuild has its host is told by the conductor, in the name of that host', () => {
  // nova/conductor/manager.py:rebuild_instance; the payload's look at the certificates saves the compute its own
  const trace = told('both', ['rebuild_server', { image: 'cirros' }]);
  const [plain, versionedOne] = notifications(trace);
  expect([plain, versionedOne].map((one) => [one?.actor, one?.vhost, one?.body.event_type])).toEqual([
    ['nova-conductor-super', '/', 'compute.instance.rebuild.scheduled'],
    ['nova-conductor-super', '/', 'instance.rebuild_scheduled'],
  ]);
  expect([plain?.body.publisher_id, versionedOne?.body.publisher_id]).toEqual([
    'compute.ctl',
    'nova-conductor:cpu1',
  ]);
  const loads = (one: Trace) =>
    ofKind(one, 'message.published').filter(
      ({ body, at }) => at > 9_000_000 && body.includes('TrustedCerts'),
    );
  expect(loads(trace)).toEqual([]);
  expect(loads(told('unversioned', ['rebuild_server', { image: 'cirros' }]))).toHaveLength(1);
});

test('a rebuild whose guest is not there is told as an error', () => {
  const cpu = { service: 'nova-compute-cpu1' };
  const list = notifications(
    told('versioned', ['kill', cpu], ['start', cpu], ['rebuild_server', { image: 'cirros' }]),
  );
  expect(eventsOf(list).slice(-2)).toEqual(['instance.rebuild.start', 'instance.rebuild.error']);
  expect(list.at(-1)?.body.priority).toBe('ERROR');
});

test('the delete of a server that no compute has taken is told by nova-api', () => {
  const cpu = { service: 'nova-compute-cpu1' };
  const trace = run({
    v: 1,
    deployment: { notifications: 'both' },
    commands: [
      { at_us: 9_000_000, name: 'stop', args: cpu },
      { at_us: 10_000_000, name: 'boot', args: { ...SERVER, host: 'cpu1' } },
      { at_us: 14_000_000, name: 'delete_server', args: SERVER },
    ],
  });
  const list = notifications(trace).filter(({ actor }) => actor === 'nova-api');
  expect(list.map(({ body }) => [body.publisher_id, body.event_type])).toEqual([
    ['compute.ctl', 'compute.instance.delete.start'],
    ['nova-api:ctl', 'instance.delete.start'],
    ['compute.ctl', 'compute.instance.delete.end'],
    ['nova-api:ctl', 'instance.delete.end'],
  ]);
  expect(list.at(-1)?.body.payload['nova_object.data'].deleted_at).toMatch(/^\d{4}-/);
});

test('a service is told of each time that it is asked for, changed or not, and when its record goes', () => {
  const down = { service: 'nova-compute-cpu1' };
  const gone = ['delete_service', { service: 'nova-scheduler' }] as const;
  const list = notifications(told('versioned', ['force_down', down], ['force_down', down], gone));
  expect(list.map(({ actor, body }) => [actor, body.publisher_id, body.event_type])).toEqual([
    ['nova-api', 'nova-compute:cpu1', 'service.update'],
    ['nova-api', 'nova-compute:cpu1', 'service.update'],
    ['nova-api', 'nova-scheduler:ctl', 'service.delete'],
  ]);
});

test('the record of a compute that starts for the first time is told by its conductor, in the name of the compute', () => {
  // nova/objects/service.py:Service.create, which runs where the database is
  const add = { at_us: 10_000_000, name: 'add_service', args: { program: 'nova-compute', host: 'cpu3' } };
  const trace = run({
    v: 1,
    deployment: { notifications: 'both' },
    from_us: 9_000_000,
    commands: [add],
    until_us: 20_000_000,
  });
  expect({ error: trace.error, broken: checkTrace(trace) }).toEqual({ error: null, broken: [] });
  const list = notifications(trace);
  expect(list.map(({ actor, vhost, body }) => [actor, vhost, body.event_type, body.publisher_id])).toEqual([
    ['nova-conductor-cell1', 'nova_cell1', 'service.create', 'nova-compute:cpu3'],
  ]);
  expect(list[0]?.body.payload['nova_object.data']).toMatchObject({
    host: 'cpu3',
    binary: 'nova-compute',
    topic: 'compute',
    disabled: false,
    forced_down: false,
    last_seen_up: null,
    report_count: 0,
  });
});

test('a resume is told in the old form before its disks are read, in the new one after', () => {
  // nova/compute/manager.py:resume_instance
  const trace = told('both', ['suspend_server'], ['resume_server']);
  const sent = ofKind(trace, 'message.published').filter(({ at }) => at > 15_000_000);
  const what = sent.flatMap(({ rpc, body }) => {
    if (rpc.type === 'notification')
      return [JSON.parse(JSON.parse(body)['oslo.message']).event_type as string];
    return rpc.detail?.startsWith('BlockDevice') ? [rpc.detail] : [];
  });
  expect(what.slice(0, 3)).toEqual([
    'compute.instance.resume.start',
    'BlockDeviceMappingList.get_by_instance_uuid',
    'instance.resume.start',
  ]);
});
