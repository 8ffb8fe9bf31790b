import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SeededEngine } from '../../../sqlite/engine.ts';
import { CodedError, defined } from '../../base/assert.ts';
import { insert } from '../../databases/builder.ts';
import { listOf, ovo } from '../objects/ovo.ts';
import { DEMO, openSeeded } from '../peers/peers.fixture.ts';
import { type Answers, createRequest, openStage, type Stage } from '../stage.fixture.ts';

let engine: SeededEngine;
beforeAll(async () => {
  engine = await openSeeded();
});
afterAll(() => engine.close());

const REAL = ['nova-api', 'nova-conductor-super', 'nova-conductor-cell1', 'nova-compute-cpu1'];

/** A build on cpu1: the real services but for the scheduler, which always says so. */
function built(meanwhile: () => void = () => undefined): { on: Stage; uuid: string } {
  const answers: Answers = {
    select_destinations: () => {
      meanwhile();
      return [[ovo('Selection', { service_host: 'cpu1', nodename: 'cpu1', availability_zone: 'nova' })]];
    },
  };
  const on = openStage(engine, REAL, answers);
  const { body } = on.ask(createRequest());
  return { on, uuid: body.server.id };
}
const serverOf = (uuid: string) =>
  defined(
    engine.rows('nova_cell1', 'instances').find((row) => row.uuid === uuid),
    'server',
  );
const eventsOf = (uuid: string) => {
  const action = engine.rows('nova_cell1', 'instance_actions').find((row) => row.instance_uuid === uuid);
  return engine.rows('nova_cell1', 'instance_actions_events').filter((row) => row.action_id === action?.id);
};

describe('a build', () => {
  it('ends with the server active on its host, its port and its disk known, and its event a success', () => {
    const { uuid } = built();
    expect(serverOf(uuid)).toMatchObject({
      vm_state: 'active',
      task_state: null,
      power_state: 1,
      host: 'cpu1',
      node: 'cpu1',
      root_device_name: '/dev/sda',
    });
    const port = engine.rows('neutron', 'ports').find((row) => row.device_id === uuid);
    const cache = engine.rows('nova_cell1', 'instance_info_caches').find((row) => row.instance_uuid === uuid);
    expect(JSON.parse(String(cache?.network_info))[0].id).toBe(port?.id);
    expect(eventsOf(uuid)).toMatchObject([
      { event: 'compute__do_build_and_run_instance', result: 'Success' },
    ]);
  });

  it('passes through the task states in the order of Nova', () => {
    const { on, uuid } = built();
    const states = on.kernel.facts.flatMap((fact) =>
      fact.kind === 'row.changed' && fact.table === 'instances' && fact.after?.uuid === uuid
        ? [`${fact.after.vm_state}/${fact.after.task_state}`]
        : [],
    );
    expect(states.filter((one, i) => one !== states[i - 1])).toEqual([
      'building/scheduling',
      'building/null',
      'building/networking',
      'building/block_device_mapping',
      'building/spawning',
      'active/null',
    ]);
  });

  it('that neutron gives no port is given back; without a further host it ends in ERROR on none, and the compute keeps listening', () => {
    const { on, uuid } = built(() => {
      const values = { id: 'q', project_id: DEMO.project, resource: 'port', limit: 2 };
      engine.execute(insert({ database: 'neutron', table: 'quotas', values }));
    });
    expect(serverOf(uuid)).toMatchObject({
      vm_state: 'error',
      task_state: null,
      host: null,
      node: null,
      launched_on: null,
    });
    const faults = engine.rows('nova_cell1', 'instance_faults').filter((row) => row.instance_uuid === uuid);
    const message = `Exceeded maximum number of retries. Exhausted all hosts available for retrying build failures for instance ${uuid}.`;
    expect(faults).toMatchObject([{ code: 500, message }]);
    // the method returns RESCHEDULED and raises nothing, so its event is noted as a success: recorded, too
    expect(eventsOf(uuid)).toMatchObject([{ result: 'Success' }]);
    const target = { topic: 'compute', server: 'cpu1', namespace: 'baseapi', version: '1.0' };
    expect(on.call('nova_cell1', { target, method: 'ping', args: { arg: 'x' } })).toEqual({
      value: { service: 'compute', arg: 'x' },
    });
  });
});

/** nova-compute on cpu1 alone: its conductor is a stub. */
const alone = (answers: Answers = {}): Stage => openStage(engine, ['nova-compute-cpu1'], answers);

describe('an event from neutron', () => {
  const saved = () => [{ obj_what_changed: [] }, null];
  const report = (name: string): Stage => {
    const on = alone({ 'InstanceInfoCache.refresh': saved, 'InstanceInfoCache.save': saved });
    const server = engine.rows('nova_cell1', 'instances').find((row) => row.host === 'cpu1');
    const uuid = String(server?.uuid);
    const info_cache = ovo('InstanceInfoCache', { instance_uuid: uuid, network_info: '[]' });
    const instance = ovo('Instance', { uuid, project_id: DEMO.project, info_cache });
    const event = ovo('InstanceExternalEvent', { instance_uuid: uuid, name, status: 'completed', tag: 'p' });
    const target = { topic: 'compute', server: 'cpu1', version: '6.0' };
    const args = { instances: [instance], events: [event] };
    expect(on.call('nova_cell1', { target, method: 'external_instance_event', args })).toEqual({
      value: null,
    });
    return on;
  };

  it('that the network changed makes it read the cache, ask neutron and save what neutron says', () => {
    const on = report('network-changed');
    expect(on.methods()).toEqual(['InstanceInfoCache.refresh', 'InstanceInfoCache.save']);
    const sent = on.heard.at(-1)?.args.objinst['nova_object.data'].network_info;
    expect(JSON.parse(sent)[0].network.label).toBe('private');
  });

  it('that a port is plugged asks nobody: the fake driver waits for none', () => {
    expect(report('network-vif-plugged').methods()).toEqual([]);
  });
});

describe('by itself', () => {
  it('it sets a move that the instance does not know of to error, and does not count it (resource_tracker.py:_update_usage_from_migrations)', () => {
    const uuid = '11111111-1111-4111-8111-111111111111';
    const flavor = ovo('Flavor', { vcpus: 1, memory_mb: 512, root_gb: 1, ephemeral_gb: 0 });
    const resized = (known: number) =>
      ovo('Instance', {
        ...{ uuid, project_id: DEMO.project, vm_state: 'resized', task_state: null, instance_type_id: 2 },
        ...{ flavor, old_flavor: flavor, new_flavor: flavor },
        migration_context: ovo('MigrationContext', { instance_uuid: uuid, migration_id: known }),
      });
    const migration = ovo('Migration', {
      ...{ id: 5, uuid: '22222222-2222-4222-8222-222222222222', instance_uuid: uuid, status: 'finished' },
      ...{ source_compute: 'cpu1', dest_compute: 'cpu2', old_instance_type_id: 1 },
      created_at: '2026-11-22T07:16:57Z',
    });
    const audited = (known: number): Stage => {
      const node = engine.rows('nova_cell1', 'compute_nodes').find((row) => row.host === 'cpu1');
      const on = alone({
        'ComputeNodeList.get_all_by_host': () => listOf('ComputeNodeList', [ovo('ComputeNode', { ...node })]),
        'InstanceList.get_by_host_and_node': () => listOf('InstanceList', []),
        'Instance.get_by_uuid': () => resized(known),
        'MigrationList.get_in_progress_and_error': () => listOf('MigrationList', [migration]),
        'Migration.save': () => [{ obj_what_changed: [] }, null],
        'ComputeNode.save': () => [{ obj_what_changed: [] }, null],
      });
      on.pass(70_000);
      return on;
    };
    const saved = (on: Stage, method: string) =>
      on.heard.find((one) => one.method === method)?.args.objinst['nova_object.data'];
    expect(saved(audited(7), 'Migration.save')).toMatchObject({ id: 5, status: 'error' });
    expect(saved(audited(7), 'ComputeNode.save')?.memory_mb_used).toBe(512);
    expect(saved(audited(5), 'Migration.save')).toBeUndefined();
    expect(saved(audited(5), 'ComputeNode.save')?.memory_mb_used).toBe(1024);
  });

  it('it tells its conductor every ten seconds that it lives, counting', () => {
    const on = alone({
      'Service.get_by_host_and_binary': () => ovo('Service', { id: 4, report_count: 5, host: 'cpu1' }),
      'Service.save': () => [{ obj_what_changed: [] }, null],
    });
    on.pass(26_000);
    const beats = on.heard.filter((one) => one.method === 'Service.save' && one.args.objinst);
    const counts = beats.map((one) => one.args.objinst['nova_object.data'].report_count);
    expect(counts.slice(0, 2)).toEqual([6, 7]);
  });

  it('it goes on when a periodic task fails', () => {
    const on = alone({
      'Service.get_by_host_and_binary': () => ovo('Service', { id: 4, report_count: 5, host: 'cpu1' }),
      'Service.save': () => {
        throw new CodedError('ServiceNotFound', 'Service 4 could not be found.');
      },
    });
    on.pass(26_000);
    expect(on.heard.filter((one) => one.method === 'Service.save').length).toBeGreaterThan(1);
    expect(on.kernel.isRunning('nova-compute-cpu1')).toBe(true);
  });
});
