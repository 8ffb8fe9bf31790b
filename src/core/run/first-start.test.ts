import { describe, expect, test } from 'vitest';
import { checkTrace } from '../checks/check-trace.ts';
import type { JsonTable } from '../trace/fact.ts';
import type { Command, Trace } from '../trace/trace.ts';
import { ofKind, run } from './boot.fixture.ts';

const at = (at_us: number, name: string, args: JsonTable = {}): Command => ({ at_us, name, args });
const SERVICE = { service: 'nova-compute-cpu3' };
const added = at(500_000, 'add_service', { program: 'nova-compute', host: 'cpu3' });
/** It has more room than the recorded hosts, each of which has a server. */
const boot = (at_us: number, server = 'vm1'): Command => at(at_us, 'boot', { server });

const played = (commands: readonly Command[], more: JsonTable = {}, until_us?: number): Promise<Trace> =>
  run({ v: 1, deployment: more, commands, ...(until_us === undefined ? {} : { until_us }) });

/** `INSERT services by nova-conductor-cell1`: what was done to a table's rows, by whom. */
const done = (trace: Trace, ...tables: readonly string[]) =>
  ofKind(trace, 'row.changed')
    .filter(({ table, after }) => tables.includes(table) && after?.host !== 'cpu1' && after?.host !== 'cpu2')
    .map(({ table, before, after, actor }) => {
      const verb = before === null ? 'INSERT' : after === null ? 'DELETE' : 'UPDATE';
      return `${verb} ${table} by ${actor}`;
    });

const serverOf = (trace: Trace, name = 'vm1') => {
  const last = ofKind(trace, 'row.changed').findLast(
    ({ table, after }) => table === 'instances' && after?.display_name === name,
  );
  return [last?.database, last?.after?.vm_state, last?.after?.host];
};

const answers = (trace: Trace) =>
  ofKind(trace, 'http.answered')
    .filter(({ actor, to }) => actor === 'nova-api' && to === 'client')
    .map(({ status, body }) => [status, body ? JSON.parse(body) : null]);

test('a compute that starts again reads its provider once in its first audit (recorded/compute_killed_in_build)', async () => {
  const service = { service: 'nova-compute-cpu1' };
  const trace = await played(
    [at(1_000_000, 'kill', service), at(3_000_000, 'start', service)],
    {},
    80_000_000,
  );
  const asked = ofKind(trace, 'http.requested')
    .filter(
      ({ at: when, actor, to }) =>
        when > 3_000_000 && actor === 'nova-compute-cpu1' && to === 'placement-api',
    )
    .map(({ path }) => path.replace(/[0-9a-f-]{36}/g, '*'));
  const first = asked.indexOf('/resource_providers?in_tree=*');
  expect(asked.slice(first, first + 5)).toEqual([
    '/resource_providers?in_tree=*',
    '/resource_providers/*/inventories',
    '/resource_providers/*/aggregates',
    '/resource_providers/*/traits',
    '/resource_providers/*/allocations',
  ]);
  expect(asked.filter((path) => path.includes('in_tree'))).toHaveLength(1);
});

describe('a compute that starts for the first time', () => {
  test('has its record, its node and its provider made, each by who has the database', async () => {
    const trace = await played([added], {}, 4_900_000);
    expect(done(trace, 'services', 'compute_nodes', 'resource_providers', 'host_mappings')).toEqual([
      'INSERT services by nova-conductor-cell1',
      'INSERT compute_nodes by nova-conductor-cell1',
      'UPDATE compute_nodes by nova-conductor-cell1',
      'INSERT resource_providers by placement-api',
      'UPDATE resource_providers by placement-api',
      'UPDATE resource_providers by placement-api',
      'UPDATE resource_providers by placement-api',
    ]);
    const node = ofKind(trace, 'row.changed').findLast(({ table }) => table === 'compute_nodes')?.after;
    const seeded = trace.seed['nova_cell1.compute_nodes']?.[0];
    const own = [
      'id',
      'uuid',
      'host',
      'hypervisor_hostname',
      'created_at',
      'updated_at',
      'mapped',
      'cpu_info',
      'supported_instances',
    ];
    const used = ['vcpus_used', 'memory_mb_used', 'local_gb_used', 'free_ram_mb', 'free_disk_gb'];
    for (const column of Object.keys(seeded ?? {})) {
      if ([...own, ...used, 'stats', 'running_vms', 'pci_stats'].includes(column)) continue;
      expect([column, node?.[column]]).toEqual([column, seeded?.[column]]);
    }
    const pools = (row: object | null | undefined): unknown =>
      JSON.parse(String((row as { pci_stats?: unknown } | null)?.pci_stats));
    expect(pools(node)).toEqual(pools(seeded));
    expect(node).toMatchObject({ mapped: 0, memory_mb_used: 512, free_ram_mb: 7680, running_vms: 0 });
    expect(checkTrace(trace)).toEqual([]);
  });

  test('is in no cell yet: a server that the scheduler sends there is buried', async () => {
    const trace = await played([added, boot(6_000_000)]);
    expect(ofKind(trace, 'scheduler.selected')[0]?.host).toBe('cpu3');
    expect(serverOf(trace)).toEqual(['nova_cell0', 'error', null]);
    const fault = ofKind(trace, 'row.changed').find(({ table }) => table === 'instance_faults')?.after;
    expect(fault?.message).toBe("Host 'cpu3' is not mapped to any cell");
    const event = ofKind(trace, 'row.changed').findLast(
      ({ table }) => table === 'instance_actions_events',
    )?.after;
    expect(event?.traceback).toMatch(
      /in schedule_and_build_instances\n {4}host_mapping = objects\.HostMapping/,
    );
    expect(event?.traceback).not.toContain('select_destinations');
    const said = 'No host-to-cell mapping found for selected host cpu3. Setup is incomplete.';
    expect(ofKind(trace, 'log.written').filter(({ text }) => text.startsWith(said))).toHaveLength(1);
    expect(checkTrace(trace)).toEqual([]);
  });

  test('is mapped by discover_hosts, and then a server reaches it', async () => {
    const trace = await played([added, at(5_000_000, 'discover_hosts'), boot(9_000_000)]);
    expect(done(trace, 'host_mappings')).toEqual(['INSERT host_mappings by nova-manage']);
    const mapping = ofKind(trace, 'row.changed').find(({ table }) => table === 'host_mappings')?.after;
    expect(mapping).toMatchObject({ host: 'cpu3', cell_id: 2 });
    expect(serverOf(trace)).toEqual(['nova_cell1', 'active', 'cpu3']);
    expect(checkTrace(trace)).toEqual([]);
  });

  test('comes to the cell whose turn it is, and is mapped to that', async () => {
    const trace = await played(
      [
        at(400_000, 'add_service', { program: 'nova-compute', host: 'cpu3' }),
        at(500_000, 'add_service', { program: 'nova-compute', host: 'cpu4' }),
        at(6_000_000, 'discover_hosts'),
      ],
      { cells: 2 },
    );
    const mapped = ofKind(trace, 'row.changed').filter(({ table }) => table === 'host_mappings');
    expect(mapped.map(({ after }) => [after?.host, after?.cell_id])).toEqual([
      ['cpu3', 2],
      ['cpu4', 3],
    ]);
  });

  test('may be the first of its cell', async () => {
    const trace = await played([added, at(6_000_000, 'discover_hosts'), boot(9_000_000)], { cells: 3 });
    expect(ofKind(trace, 'process.failed')).toEqual([]);
    expect(serverOf(trace)).toEqual(['nova_cell3', 'active', 'cpu3']);
    expect(checkTrace(trace)).toEqual([]);
  });

  test('without Placement has a record and a node, and is registered there by a later audit', async () => {
    const trace = await played(
      [
        at(100_000, 'stop', { service: 'placement-api' }),
        added,
        at(10_000_000, 'start', { service: 'placement-api' }),
      ],
      {},
      75_000_000,
    );
    const providers = ofKind(trace, 'row.changed').filter(({ table }) => table === 'resource_providers');
    expect(done(trace, 'services')[0]).toBe('INSERT services by nova-conductor-cell1');
    expect(providers[0]?.before).toBeNull();
    expect(providers[0]?.at).toBeGreaterThan(10_000_000);
    expect(ofKind(trace, 'process.failed')).toEqual([]);
  });

  test('finds what is there when it is started again', async () => {
    const trace = await played(
      [added, at(6_000_000, 'stop', SERVICE), at(7_000_000, 'start', SERVICE)],
      {},
      13_000_000,
    );
    expect(done(trace, 'services').filter((one) => one.startsWith('INSERT'))).toHaveLength(1);
    expect(done(trace, 'compute_nodes').filter((one) => one.startsWith('INSERT'))).toHaveLength(1);
  });
});

describe('discover_hosts', () => {
  test('writes nothing where every host is mapped', async () => {
    const trace = await played([at(1_000_000, 'discover_hosts')]);
    const changed = ofKind(trace, 'row.changed').filter(({ actor }) => actor === 'nova-manage');
    expect(changed).toEqual([]);
    const read = ofKind(trace, 'sql.executed').filter(({ actor }) => actor === 'nova-manage');
    expect(read.map(({ database, table }) => `${database}.${table}`)).toEqual([
      'nova_api.cell_mappings',
      'nova_cell1.compute_nodes',
    ]);
  });

  test('makes no sense on a broker without Nova', async () => {
    await expect(played([at(0, 'discover_hosts')], { playground: ['a'] })).rejects.toThrow(
      'discover_hosts: this deployment has no Nova that could be managed',
    );
  });
});

describe('delete_service', () => {
  /** An audit or two later. */
  const RESTART = 130_000_000;

  test('is refused while servers are on the host', async () => {
    const trace = await played([at(1_000_000, 'delete_service', { service: 'nova-compute-cpu1' })]);
    expect(answers(trace)).toEqual([
      [
        409,
        {
          conflictingRequest: {
            code: 409,
            message:
              'Unable to delete compute service that is hosting instances. Migrate or delete the instances first.',
          },
        },
      ],
    ]);
    expect(ofKind(trace, 'row.changed').filter(({ group }) => group === 'scenario')).toEqual([]);
  });

  test('is refused while a server that left it may still come back', async () => {
    const trace = await played(
      [
        at(1_000_000, 'boot', { server: 'vm1', host: 'cpu3' }),
        at(9_000_000, 'migrate_server', { server: 'vm1' }),
        at(20_000_000, 'delete_service', SERVICE),
      ],
      { computes: 3 },
    );
    const [, status] = [serverOf(trace), answers(trace).at(-1)];
    expect(status?.[0]).toBe(409);
    expect(status?.[1].conflictingRequest.message).toBe(
      'Unable to delete compute service that has in-progress migrations. Complete the migrations or delete the instances first.',
    );
  });

  test('leaves the record and the node, marked as deleted; the process makes its node anew at its next audit, and its record when it starts again', async () => {
    const trace = await played(
      [
        at(1_000_000, 'delete_service', SERVICE),
        at(2_000_000, 'delete_service', SERVICE),
        boot(3_000_000),
        at(RESTART, 'stop', SERVICE),
        at(RESTART + 1_000_000, 'start', SERVICE),
      ],
      { computes: 3 },
      RESTART + 20_000_000,
    );
    expect(answers(trace).slice(0, 2)).toEqual([
      [204, null],
      [
        404,
        {
          itemNotFound: { code: 404, message: expect.stringMatching(/^Service [0-9a-f-]{36} not found\.$/) },
        },
      ],
    ]);
    const of = (table: string) => ofKind(trace, 'row.changed').find((one) => one.table === table);
    expect(of('host_mappings')?.after).toBeNull();
    expect(of('services')?.after?.deleted).toBe(of('services')?.before?.id);
    expect(of('compute_nodes')?.after?.deleted).toBe(of('compute_nodes')?.before?.id);
    expect(of('resource_providers')?.after).toBeNull();
    expect(serverOf(trace)[2]).not.toBe('cpu3');
    const anew = ofKind(trace, 'row.changed').filter(
      ({ table, before }) => before === null && ['compute_nodes', 'services'].includes(table),
    );
    expect(
      anew.map(({ table, after, at: then }) => [table, after?.host, after?.mapped, then > RESTART]),
    ).toEqual([
      // `clean_compute_node_cache`: nothing keeps a node whose row is gone
      ['compute_nodes', 'cpu3', 0, false],
      ['services', 'cpu3', undefined, true],
    ]);
    const providers = ofKind(trace, 'row.changed').filter(({ table }) => table === 'resource_providers');
    const node = anew.find(({ table }) => table === 'compute_nodes')?.after;
    expect(providers.filter(({ before }) => before === null).map(({ after }) => after?.uuid)).toEqual([
      node?.uuid,
    ]);
    expect(checkTrace(trace)).toEqual([]);
  });

  test('of a scheduler takes its record alone', async () => {
    const trace = await played([at(1_000_000, 'delete_service', { service: 'nova-scheduler' })]);
    expect(answers(trace)).toEqual([[204, null]]);
    expect(
      ofKind(trace, 'row.changed')
        .filter(({ group }) => group === 'scenario')
        .map(({ database, table }) => `${database}.${table}`),
    ).toEqual(['nova_cell0.services']);
  });
});
