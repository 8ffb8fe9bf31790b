import { describe, expect, test } from 'vitest';
import { checkTrace } from '../checks/check-trace.ts';
import type { JsonTable } from '../trace/fact.ts';
import type { Command, Trace } from '../trace/trace.ts';
import { ofKind, run } from './boot.fixture.ts';

const at = (at_us: number, name: string, args: JsonTable = {}): Command => ({ at_us, name, args });
const boot = at(2_000_000, 'boot', { server: 'vm1' });

const played = (deployment: JsonTable, ...commands: Command[]): Promise<Trace> =>
  run({ v: 1, deployment, commands });

/** Where the server's row stands at the end, in which state, and on which host. */
function serverOf(trace: Trace) {
  const rows = ofKind(trace, 'row.changed').filter(
    ({ table, after }) => table === 'instances' && after?.display_name === 'vm1',
  );
  const last = rows.at(-1);
  return [last?.database, last?.after?.vm_state, last?.after?.host];
}

/** Bodies of nova-api's answers to the client. */
const answers = (trace: Trace) =>
  ofKind(trace, 'http.answered')
    .filter(({ actor, to }) => actor === 'nova-api' && to === 'client')
    .map(({ status, body }) => [status, JSON.parse(body || 'null')]);

/** Of the one list that the client asked for. */
const listed = (trace: Trace): readonly string[] =>
  answers(trace).flatMap(([, body]) =>
    (body?.servers ?? []).map((one: { name: string; status: string }) => `${one.name} ${one.status}`),
  );

const dispatchedTo = (trace: Trace, program: string) =>
  ofKind(trace, 'rpc.dispatched')
    .filter(({ actor }) => actor.startsWith(program))
    .map(({ actor, method }) => `${actor} ${method}`);

describe('one conductor, one vhost and one queue `conductor` for the API and its cell', () => {
  test('boot a server, and the computes’ fanouts reach the scheduler, which remembers what they tell', async () => {
    const trace = await played(
      { cells: 'single' },
      boot,
      at(9_000_000, 'list_servers'),
      at(10_000_000, 'boot', { server: 'vm2' }),
    );
    expect(trace.topology.vhosts).toEqual(['/']);
    expect(serverOf(trace)).toEqual(['nova_cell1', 'active', expect.stringMatching(/cpu[12]/)]);
    expect(checkTrace(trace)).toEqual([]);
    const conductors = dispatchedTo(trace, 'nova-conductor');
    expect(conductors).toContain('nova-conductor schedule_and_build_instances');
    expect(conductors).toContain('nova-conductor object_action');
    expect(dispatchedTo(trace, 'nova-scheduler')).toContain('nova-scheduler update_instance_info');
    const [select] = ofKind(trace, 'sql.executed').filter(
      ({ actor, table, at: when }) => actor === 'nova-scheduler' && table === 'instances' && when > 2_000_000,
    );
    expect(select).toBeUndefined();
    expect(listed(trace)).toEqual(['vm1 ACTIVE', 'warm2 ACTIVE', 'warm1 ACTIVE']);
  });

  test('keep every service’s record in the cell’s database, as its one configuration says', async () => {
    const trace = await played({ cells: 'single' }, boot);
    expect(trace.seed['nova_cell0.services'] ?? []).toEqual([]);
    const hosts = trace.seed['nova_cell1.services']?.map(({ id, host, binary }) => `${id} ${binary} ${host}`);
    expect(hosts).toEqual([
      '1 nova-osapi_compute 127.0.0.1',
      '2 nova-conductor ctl',
      '3 nova-scheduler ctl',
      '4 nova-compute cpu2',
      '5 nova-compute cpu1',
    ]);
    const [, cell1] = trace.seed['nova_api.cell_mappings'] ?? [];
    expect(cell1?.transport_url).toBe('rabbit://{username}:***@{hostname}:{port}/');
    const beats = ofKind(trace, 'row.changed').filter(({ table }) => table === 'services');
    expect([...new Set(beats.map(({ database }) => database))]).toEqual(['nova_cell1']);
  });
});

describe('several cells', () => {
  test('have a vhost, a conductor and a database each, and the computes in turn', async () => {
    const trace = await played({ cells: 3, computes: 4 }, at(0, 'disable_service', onHost('cpu4')));
    expect(trace.topology.vhosts).toEqual(['/', 'nova_cell1', 'nova_cell2', 'nova_cell3']);
    const inside = trace.topology.services.filter(({ vhosts: [first] }) => first?.startsWith('nova_cell'));
    expect(inside.map(({ actor, vhosts }) => `${actor} ${vhosts}`)).toEqual([
      'nova-conductor-cell1 nova_cell1',
      'nova-conductor-cell2 nova_cell2',
      'nova-conductor-cell3 nova_cell3',
      'nova-compute-cpu1 nova_cell1',
      'nova-compute-cpu2 nova_cell2',
      'nova-compute-cpu3 nova_cell3',
      'nova-compute-cpu4 nova_cell1',
    ]);
    const mapped = trace.seed['nova_api.host_mappings']?.map(({ host, cell_id }) => [host, cell_id]);
    expect(mapped).toEqual([
      ['cpu2', 3],
      ['cpu1', 2],
      ['cpu3', 4],
      ['cpu4', 2],
    ]);
    expect(answers(trace)).toMatchObject([[200, { service: { host: 'cpu4', status: 'disabled' } }]]);
  });

  test('a server comes to the second one where the first has no host for it, and nova-api finds it there', async () => {
    const trace = await played(
      { cells: 2 },
      at(1_000_000, 'disable_service', onHost('cpu1')),
      boot,
      at(9_000_000, 'show_server', { server: 'vm1' }),
      at(10_000_000, 'stop_server', { server: 'vm1' }),
      at(14_000_000, 'list_servers'),
    );
    expect(serverOf(trace)).toEqual(['nova_cell2', 'stopped', 'cpu2']);
    expect(checkTrace(trace)).toEqual([]);
    const [mapping] = ofKind(trace, 'row.changed').filter(
      ({ table, after }) => table === 'instance_mappings' && after?.cell_id !== null,
    );
    expect(mapping?.after?.cell_id).toBe(3);
    const vhosts = ofKind(trace, 'message.published')
      .filter(({ group, actor }) => group === 'scenario' && /cpu|cell/.test(actor))
      .map(({ vhost }) => vhost);
    expect([...new Set(vhosts)]).toEqual(['nova_cell1', 'nova_cell2']);
    expect(answers(trace).map(([status]) => status)).toEqual([200, 202, 200, 202, 200]);
    expect(answers(trace)[2]?.[1].server).toMatchObject({ status: 'ACTIVE' });
    expect(listed(trace)).toEqual(['vm1 SHUTOFF', 'warm2 ACTIVE', 'warm1 ACTIVE']);
  });

  test('whose conductor is away: what is cast there waits for it, the other cell goes on', async () => {
    const trace = await played(
      { cells: 2 },
      at(1_000_000, 'stop', { service: 'nova-conductor-cell2' }),
      at(1_200_000, 'disable_service', onHost('cpu1')),
      boot,
      at(3_500_000, 'enable_service', onHost('cpu1')),
      at(3_600_000, 'disable_service', onHost('cpu2')),
      at(5_000_000, 'boot', { server: 'vm2' }),
      at(12_000_000, 'start', { service: 'nova-conductor-cell2' }),
    );
    const states = ofKind(trace, 'row.changed')
      .filter(({ table, after }) => table === 'instances' && after?.vm_state === 'active')
      .map(({ database, after, at: when }) => [database, after?.display_name, when > 12_000_000]);
    expect(states).toEqual(
      expect.arrayContaining([
        ['nova_cell1', 'vm2', false],
        ['nova_cell2', 'vm1', true],
      ]),
    );
    expect(checkTrace(trace)).toEqual([]);
  });
});

test('a move keeps to the server’s cell, though another has room', async () => {
  const trace = await played({ cells: 2 }, boot, at(10_000_000, 'migrate_server', { server: 'vm1' }));
  expect(serverOf(trace)).toEqual(['nova_cell1', 'active', 'cpu1']);
  const faults = ofKind(trace, 'row.changed').filter(({ table }) => table === 'instance_faults');
  expect(faults.map(({ database, after }) => [database, after?.message])).toEqual([
    ['nova_cell1', 'No valid host was found. There are not enough hosts available.'],
  ]);
});

test('an evacuation to a host of another cell is found out when it has begun, and nova-api breaks off (api.py:evacuate)', async () => {
  const trace = await played(
    { cells: 2 },
    boot,
    at(10_000_000, 'force_down', onHost('cpu1')),
    at(11_000_000, 'evacuate_server', { server: 'vm1', host: 'cpu2' }),
  );
  expect(serverOf(trace)).toEqual(['nova_cell1', 'active', 'cpu1']);
  const last = (table: string) =>
    ofKind(trace, 'row.changed').findLast((fact) => fact.table === table)?.after ?? null;
  expect(last('instances')).toMatchObject({ task_state: 'rebuilding' });
  expect(last('migrations')).toMatchObject({ status: 'accepted', dest_compute: 'cpu2' });
  const [status, body] = answers(trace).at(-1) ?? [];
  expect(status).toBe(500);
  expect(body.computeFault.message).toContain("<class 'nova.exception.ComputeHostNotFound'>");
});

test('a service is added to the cell that has one of its kind, and no other', async () => {
  const add = (program: string) => at(1_000_000, 'add_service', { program, host: 'extra' });
  await expect(played({}, add('nova-conductor-cell2'))).rejects.toThrow(
    'this deployment has no nova-conductor-cell2; "program" must be one of nova-scheduler, nova-conductor-super, nova-conductor-cell1, nova-compute',
  );
  const trace = await played({ cells: 2 }, add('nova-conductor-cell2'), boot);
  const [record] = ofKind(trace, 'row.changed').filter(
    ({ table, before }) => table === 'services' && before === null,
  );
  expect([record?.database, record?.after?.host]).toEqual(['nova_cell2', 'extra']);
});

function onHost(host: string): JsonTable {
  return { service: `nova-compute-${host}` };
}
