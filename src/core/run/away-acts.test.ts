/** Servers that leave their host: what is refused, and what is left where no host can take them. */
import { describe, expect, test } from 'vitest';
import { checkTrace } from '../checks/check-trace.ts';
import { stuckInstances } from '../checks/stuck.ts';
import type { Row } from '../trace/fact.ts';
import type { Command, Trace } from '../trace/trace.ts';
import { labRuns, ofKind } from './boot.fixture.ts';

const onLab = labRuns();

const SERVER = { server: 'vm-move' };

/** The server is booted on cpu1; then the commands, 4 s apart. */
const did = (...commands: readonly (readonly [name: string, args?: Command['args']])[]): Trace =>
  onLab({
    v: 1,
    commands: [
      { at_us: 1_000_000, name: 'boot', args: { ...SERVER, host: 'cpu1' } },
      ...commands.map(([name, args = SERVER], i) => ({ at_us: 8_000_000 + i * 4_000_000, name, args })),
    ],
    until_us: 12_000_000 + commands.length * 4_000_000,
  });

/** Of nova-api to the client, without the boot's. */
const answers = (trace: Trace) =>
  ofKind(trace, 'http.answered')
    .filter(({ actor, status }) => actor === 'nova-api' && status >= 400)
    .map(({ status, body }) => [status, Object.values(JSON.parse(body ?? '{}'))[0]]);

const latest = (trace: Trace, table: string, database = 'nova_cell1'): Row | null =>
  ofKind(trace, 'row.changed').findLast((fact) => fact.table === table && fact.database === database)
    ?.after ?? null;

const allocated = (trace: Trace): number => {
  const held = new Map<string, Row | null>();
  for (const fact of ofKind(trace, 'row.changed'))
    if (fact.table === 'allocations') held.set(JSON.stringify(fact.key), fact.after);
  return [...held.values()].filter((row) => row !== null).length;
};

const onCpu = (host: string): Command['args'] => ({ service: `nova-compute-${host}` });

describe('is refused', () => {
  test('to shelve what is shelved, and to unshelve what is not', () => {
    const trace = did(['unshelve_server'], ['shelve_server'], ['shelve_server']);
    const uuid = latest(trace, 'instances')?.uuid;
    expect(answers(trace)).toEqual([
      [409, { code: 409, message: `Cannot 'unshelve' instance ${uuid} while it is in vm_state active` }],
      [
        409,
        { code: 409, message: `Cannot 'shelve' instance ${uuid} while it is in vm_state shelved_offloaded` },
      ],
    ]);
  });

  test('to evacuate while the host is up, to the host itself, and to a host that is not there', () => {
    const trace = did(
      ['evacuate_server'],
      ['evacuate_server', { ...SERVER, host: 'cpu1' }],
      ['evacuate_server', { ...SERVER, host: 'cpu9' }],
    );
    expect(answers(trace)).toEqual([
      [400, { code: 400, message: 'Compute service of cpu1 is still in use.' }],
      [400, { code: 400, message: "The target host can't be the same one." }],
      [404, { code: 404, message: 'Compute host cpu9 not found.' }],
    ]);
    expect(latest(trace, 'instances')?.task_state).toBe(null);
  });

  test('to live-migrate a stopped server, and to a host that is not there', () => {
    const trace = did(
      ['live_migrate_server', { ...SERVER, host: 'cpu9' }],
      ['stop_server'],
      ['live_migrate_server'],
    );
    const uuid = latest(trace, 'instances')?.uuid;
    expect(answers(trace)).toEqual([
      [400, { code: 400, message: 'Compute host cpu9 could not be found.' }],
      [
        409,
        { code: 409, message: `Cannot 'os-migrateLive' instance ${uuid} while it is in vm_state stopped` },
      ],
    ]);
  });
});

describe('without another host', () => {
  test('a live migration ends with the server as it was, a fault, and what it held', () => {
    const trace = did(['disable_service', onCpu('cpu2')], ['live_migrate_server']);
    expect(trace.error).toBeNull();
    expect(checkTrace(trace)).toEqual([]);
    expect(latest(trace, 'instances')).toMatchObject({ vm_state: 'active', task_state: null, host: 'cpu1' });
    expect(latest(trace, 'migrations')).toMatchObject({ status: 'error', dest_compute: null });
    expect(latest(trace, 'instance_faults')?.message).toBe(
      'No valid host was found. There are not enough hosts available.',
    );
    expect(latest(trace, 'instance_actions_events')).toMatchObject({ result: 'Error' });
    expect(allocated(trace)).toBe(3);
  });

  test('an evacuation leaves the server in ERROR, on the host that is lost', () => {
    const trace = did(
      ['disable_service', onCpu('cpu2')],
      ['stop', onCpu('cpu1')],
      ['force_down', onCpu('cpu1')],
      ['evacuate_server'],
    );
    expect(trace.error).toBeNull();
    expect(latest(trace, 'instances')).toMatchObject({ vm_state: 'error', task_state: null, host: 'cpu1' });
    expect(latest(trace, 'migrations')).toMatchObject({ status: 'error', migration_type: 'evacuation' });
    expect(latest(trace, 'instance_faults')?.message).toBe(
      'No valid host was found. There are not enough hosts available.',
    );
    expect(allocated(trace)).toBe(3);
  });

  test('an unshelved server stays on the shelf, with no task and no fault', () => {
    const trace = did(
      ['shelve_server'],
      ['disable_service', onCpu('cpu1')],
      ['disable_service', onCpu('cpu2')],
      ['unshelve_server'],
    );
    expect(trace.error).toBeNull();
    expect(latest(trace, 'instances')).toMatchObject({ vm_state: 'shelved_offloaded', task_state: null });
    expect(latest(trace, 'instance_faults')).toBe(null);
    expect(latest(trace, 'instance_actions_events')).toMatchObject({ result: 'Error' });
    expect(allocated(trace)).toBe(0);
  });
});

test('an evacuated server is gone from the lost host in Placement once that host is back', () => {
  const trace = did(
    ['stop', onCpu('cpu1')],
    ['force_down', onCpu('cpu1')],
    ['evacuate_server'],
    ['start', onCpu('cpu1')],
  );
  expect(trace.error).toBeNull();
  expect(checkTrace(trace)).toEqual([]);
  expect(latest(trace, 'instances')).toMatchObject({ vm_state: 'active', task_state: null, host: 'cpu2' });
  expect(latest(trace, 'migrations')).toMatchObject({ status: 'completed', dest_compute: 'cpu2' });
  expect(allocated(trace)).toBe(3);
});

test('a server whose evacuation nobody finishes stays in its task, and the facts say why', () => {
  const trace = did(
    ['stop', onCpu('cpu1')],
    ['force_down', onCpu('cpu1')],
    ['kill', { service: 'nova-conductor-super', when: 'in_work' }],
    ['evacuate_server'],
  );
  expect(latest(trace, 'instances')?.task_state).toBe('rebuilding');
  expect(stuckInstances(trace)).toMatchObject([{ reason: 'S6' }]);
  expect(checkTrace(trace)).toEqual([]);
});
