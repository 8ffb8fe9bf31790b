/** A task of the conductor that fails, as it is told (`nova/scheduler/utils.py:set_vm_state_and_notify`). */
import { expect, test } from 'vitest';
import { labRuns, ofKind } from './boot.fixture.ts';

const run = labRuns();

test('a task that finds no host is told as an error by the conductor, in both forms, with where it was raised', () => {
  const trace = run({
    v: 1,
    deployment: { notifications: 'both' },
    from_us: 9_000_000,
    commands: [
      { at_us: 1_000_000, name: 'boot', args: { server: 'vm1', host: 'cpu1' } },
      { at_us: 10_000_000, name: 'resize_server', args: { server: 'vm1', flavor: 'm1.xlarge' } },
    ],
  });
  const list = ofKind(trace, 'message.published')
    .filter(({ rpc, at }) => rpc.type === 'notification' && at > 9_000_000)
    .map(({ routing_key, actor, body }) => ({
      queue: routing_key,
      actor,
      told: JSON.parse(JSON.parse(body)['oslo.message']),
    }));
  expect(
    list.map(({ queue, actor, told }) => [told.event_type, queue, actor, told.priority, told.publisher_id]),
  ).toEqual([
    [
      ...['compute_task.migrate_server', 'notifications.error', 'nova-conductor-super', 'ERROR'],
      'compute_task.ctl',
    ],
    [
      ...[
        'compute_task.migrate_server.error',
        'versioned_notifications.error',
        'nova-conductor-super',
        'ERROR',
      ],
      'nova-conductor:ctl',
    ],
  ]);
  const { reason, state } = list[1]?.told.payload['nova_object.data'] ?? {};
  expect(state).toBe('active');
  // what the RPC client raised of the scheduler's answer (`ExceptionPayload.from_exception`)
  expect(reason['nova_object.data']).toMatchObject({
    module_name: 'oslo_messaging._drivers.amqpdriver',
    function_name: '_send',
    exception: 'NoValidHost_Remote',
    exception_message: expect.stringMatching(/^No valid host was found\. .*\n/),
    traceback: expect.stringMatching(/^Traceback \(most recent call last\):\n, {2}File "/),
  });
});
