/** Which fields a compute saves of an instance, save by save: as recorded, and where no recording lies beside the project. */
import { describe, expect, test } from 'vitest';
import { openEngine } from '../../sqlite/engine.ts';
import { isObject, type Json, type JsonObject } from '../base/json.ts';
import { hasRecordings, recordedJson, recordedText } from '../recording/shared.fixture.ts';
import { readExperiment } from '../trace/experiment.ts';
import type { Trace } from '../trace/trace.ts';
import { labRuns, ofKind } from './boot.fixture.ts';
import { openCloud } from './cloud.ts';
import { simulate } from './simulate.ts';

const onLab = labRuns();

/** `save: host node` of an instance's own method; null of any other message. */
function savedIn(message: Json | undefined): string | null {
  if (!isObject(message) || message.method !== 'object_action') return null;
  const { objinst, objmethod } = message.args as JsonObject;
  if (!isObject(objinst) || objinst['nova_object.name'] !== 'Instance') return null;
  const changes = (objinst['nova_object.changes'] ?? []) as readonly string[];
  return `${objmethod}: ${[...changes].sort().join(' ')}`;
}

const saved = (trace: Trace, since = 0): readonly string[] =>
  ofKind(trace, 'message.published').flatMap(({ at, body }) => {
    if (at < since) return [];
    return savedIn(JSON.parse(JSON.parse(body)['oslo.message'])) ?? [];
  });

describe.skipIf(!hasRecordings)('as recorded', () => {
  test.each([
    ...['boot', 'boot_no_network', 'snapshot', 'rebuild', 'stop_start_reboot', 'attach_detach_interface'],
    ...['resize', 'live_migration', 'evacuate', 'shelve_unshelve'],
  ])('%s: each save of the instance has the same fields', async (name) => {
    const experiment = readExperiment(recordedJson(name, 'experiment.json'));
    const cloud = openCloud(experiment, { recorded: recordedJson(name, 'before.json') });
    const engine = await openEngine(cloud);
    const trace = simulate(cloud, engine);
    engine.close();
    const there = recordedText(name).flatMap((line) => {
      const { kind, payload } = JSON.parse(line);
      return kind === 'publish' ? (savedIn(payload['oslo.message']) ?? []) : [];
    });
    expect(saved(trace, experiment.from_us)).toEqual(there);
  });
});

const SERVER = { server: 'vm1' };
const BOOT = { at_us: 1_000_000, name: 'boot', args: { ...SERVER, flavor: 'm1.tiny' } };

test('a build without a network notes none, not even for a moment', () => {
  // `_allocate_network_async` ends at `no_allocate`, before network_allocated is set (nova/compute/manager.py)
  const trace = onLab({ v: 1, commands: [{ ...BOOT, args: { ...SERVER, network: 'none' } }] });
  const keys = ofKind(trace, 'row.changed').map(({ before, after }) => (after ?? before)?.key);
  expect(keys).toContain('boot_roles');
  expect(keys).not.toContain('network_allocated');
});

test('a revert saves of the old host what the move kept for it, and takes all of that along', () => {
  // `Instance.save` returns before `obj_reset_changes` where no column of the row was set (nova/objects/instance.py)
  const commands = [
    BOOT,
    { at_us: 10_000_000, name: 'resize_server', args: { ...SERVER, flavor: 'm1.small' } },
    { at_us: 20_000_000, name: 'revert_resize', args: SERVER },
  ];
  expect(saved(onLab({ v: 1, commands }), 20_000_000)).toEqual([
    'save: info_cache migration_context numa_topology pci_devices pci_requests resources',
    'save: ephemeral_gb flavor host info_cache instance_type_id memory_mb migration_context node numa_topology pci_devices pci_requests resources root_gb vcpus',
    'drop_migration_context: info_cache migration_context',
    'save: info_cache launched_at migration_context',
    'save: task_state vm_state',
    'save: new_flavor old_flavor system_metadata',
  ]);
});

test('a move has no part in the statistics of its host until an audit', () => {
  // `_update_usage_from_migration` calls `_update_usage` alone (nova/compute/resource_tracker.py)
  const commands = [BOOT, { at_us: 10_000_000, name: 'migrate_server', args: SERVER }];
  const trace = onLab({ v: 1, commands, until_us: 14_000_000 });
  const nodes = ofKind(trace, 'row.changed').filter(
    ({ table, at }) => table === 'compute_nodes' && at > 10_000_000,
  );
  expect(
    nodes.map(({ before, after }) => [
      before?.stats === after?.stats,
      before?.vcpus_used === after?.vcpus_used,
    ]),
  ).toEqual([[true, false]]);
});

test('a build on a second host has the roles that it was asked for with already, and does not save them again', () => {
  // the ninth save of the instance in the recorded `reschedule`
  const deployment = { drivers: { cpu1: 'fake.FakeRescheduleDriver', cpu2: 'fake.FakeRescheduleDriver' } };
  const claims = saved(onLab({ v: 1, deployment, commands: [BOOT] })).filter((save) =>
    save.includes(' launched_on node numa_topology'),
  );
  expect(claims).toEqual([
    'save: ec2_ids host launched_on node numa_topology system_metadata',
    'save: ec2_ids host launched_on node numa_topology',
  ]);
});
