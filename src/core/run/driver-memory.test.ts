import { expect, test } from 'vitest';
import { checkTrace } from '../checks/check-trace.ts';
import type { Command, Trace } from '../trace/trace.ts';
import { labRuns, ofKind } from './boot.fixture.ts';

const run = labRuns();

const SERVER = { server: 'vm1' };
const CPU = { service: 'nova-compute-cpu1' };
const at = (at_us: number, name: string, args: NonNullable<Command['args']> = SERVER): Command => ({
  at_us,
  name,
  args,
});

/** A server on cpu1, whose compute is killed and started again; then each command comes 5 s after the one before. */
function afterRestart(
  names: readonly (readonly [name: string, args?: Command['args']])[],
  until_us?: number,
): Trace {
  const trace = run({
    v: 1,
    commands: [
      at(1_000_000, 'boot', { ...SERVER, host: 'cpu1' }),
      at(10_000_000, 'kill', CPU),
      at(11_000_000, 'start', CPU),
      ...names.map(([name, args], i) => at(20_000_000 + i * 5_000_000, name, { ...SERVER, ...args })),
    ],
    ...(until_us === undefined ? {} : { until_us }),
  });
  expect({ error: trace.error, broken: checkTrace(trace) }).toEqual({ error: null, broken: [] });
  return trace;
}

const instanceOf = (trace: Trace) =>
  ofKind(trace, 'row.changed').findLast(
    ({ table, after }) => table === 'instances' && after?.hostname === 'vm1',
  )?.after;

const failedEvents = (trace: Trace) =>
  ofKind(trace, 'row.changed')
    .filter(({ table, after }) => table === 'instance_actions_events' && after?.result === 'Error')
    .map(({ after }) => after?.event);

test('a fake driver that has started anew knows no guest: a stop fails, and the server is as it was', () => {
  const trace = afterRestart([['stop_server']]);
  expect(failedEvents(trace)).toEqual(['compute_stop_instance']);
  expect(instanceOf(trace)).toMatchObject({ vm_state: 'active', task_state: null, power_state: 1 });
  const said = ofKind(trace, 'log.written').map(({ text }) => text);
  expect(said).toContain('Instance is already powered off in the hypervisor when stop is called.');
});

test('a soft reboot of a guest that is not there ends in ERROR; a hard one makes it anew, and it can be stopped', () => {
  const soft = afterRestart([['reboot_server', { type: 'soft' }]]);
  expect(instanceOf(soft)).toMatchObject({ vm_state: 'error', task_state: null });
  const hard = afterRestart([['reboot_server', { type: 'hard' }], ['stop_server']]);
  expect(failedEvents(hard)).toEqual([]);
  expect(instanceOf(hard)).toMatchObject({ vm_state: 'stopped', power_state: 4 });
});

const faultOf = (trace: Trace) =>
  ofKind(trace, 'row.changed').findLast(({ table }) => table === 'instance_faults')?.after;

const asksGlance = (trace: Trace) =>
  ofKind(trace, 'http.requested')
    .filter(({ actor, to, at }) => actor === 'nova-compute-cpu1' && to === 'glance-api' && at > 20_000_000)
    .map(({ method, path }) => `${method} ${path.replace(/[0-9a-f-]{36}/, 'ID')}`);

test('a guest that is not there is taken for deleted by a snapshot: the image goes, and the server keeps its task', () => {
  // `_snapshot_instance` takes InstanceNotRunning for "Instance disappeared during snapshot" (nova/compute/manager.py)
  const trace = afterRestart([['snapshot_server', { image: 'snap1' }]]);
  expect(asksGlance(trace)).toEqual(['GET /v2/images/ID', 'GET /v2/schemas/image', 'DELETE /v2/images/ID']);
  expect(faultOf(trace)).toBeUndefined();
  expect(failedEvents(trace)).toEqual([]);
  expect(instanceOf(trace)).toMatchObject({
    vm_state: 'active',
    task_state: 'image_snapshot',
    power_state: 0,
  });
});

test('a guest that is not there is taken for deleted by a rebuild: the server keeps its task, without a fault', () => {
  // `_rebuild_default_impl` turns it off first; `rebuild_instance` takes InstanceNotFound for a server that was deleted
  const trace = afterRestart([['rebuild_server', { image: 'cirros' }]]);
  expect(faultOf(trace)).toBeUndefined();
  expect(failedEvents(trace)).toEqual([]);
  expect(instanceOf(trace)).toMatchObject({ vm_state: 'active', task_state: 'rebuilding', power_state: 0 });
});

test('a guest that is not there cannot be rescued: the server is in ERROR, and the fault says why', () => {
  const trace = afterRestart([['rescue_server']]);
  const uuid = instanceOf(trace)?.uuid;
  expect(faultOf(trace)).toMatchObject({
    code: 400,
    message: `Instance ${uuid} cannot be rescued: Driver Error: Instance ${uuid} could not be found.`,
  });
  expect(failedEvents(trace)).toEqual(['compute_rescue_instance']);
  expect(instanceOf(trace)).toMatchObject({ vm_state: 'error', task_state: null });
});

test('the driver takes for granted that it knows who is unrescued: its KeyError is the fault', () => {
  const trace = run({
    v: 1,
    commands: [
      at(1_000_000, 'boot', { ...SERVER, host: 'cpu1' }),
      at(8_000_000, 'rescue_server'),
      at(10_000_000, 'kill', CPU),
      at(11_000_000, 'start', CPU),
      at(20_000_000, 'unrescue_server'),
    ],
  });
  expect(faultOf(trace)).toMatchObject({ code: 500, message: 'KeyError' });
  expect(failedEvents(trace)).toEqual(['compute_unrescue_instance']);
  expect(instanceOf(trace)).toMatchObject({ vm_state: 'error', task_state: null });
});

test('of a guest that is not there neither the password can be set nor diagnostics be had', () => {
  const trace = afterRestart([['change_password'], ['diagnostics']]);
  const uuid = instanceOf(trace)?.uuid;
  const said = ofKind(trace, 'http.answered')
    .filter(({ to, at: when }) => to === 'client' && when > 20_000_000)
    .map(({ status, body }) => [status, JSON.parse(body ?? '').conflictingRequest?.message]);
  expect(said).toEqual([
    [409, `Failed to set admin password on ${uuid} because instance ${uuid} is not running`],
    [409, `Cannot 'get_diagnostics' instance ${uuid} while it is in power state running`],
  ]);
});

test('within a minute of the start the rows learn that the driver knows no guest: NOSTATE, and nothing is done about it', () => {
  const trace = afterRestart([], 90_000_000);
  expect(instanceOf(trace)).toMatchObject({ vm_state: 'active', task_state: null, power_state: 0 });
});

test('of a guest that came by a move the driver knows no interface: a detach fails, and the port stays', () => {
  // `finish_migration` spawns without network_info (nova/virt/fake.py:FakeDriver), so `detach_interface` knows no such vif
  const trace = run({
    v: 1,
    commands: [
      at(1_000_000, 'boot', { ...SERVER, flavor: 'm1.tiny' }),
      at(10_000_000, 'migrate_server'),
      at(20_000_000, 'confirm_resize'),
      at(30_000_000, 'detach_interface'),
      at(40_000_000, 'attach_interface', { ...SERVER, network: 'private' }),
      at(50_000_000, 'detach_interface'),
      at(60_000_000, 'migrate_server'),
      at(70_000_000, 'revert_resize'),
      at(80_000_000, 'migrate_server'),
      at(90_000_000, 'confirm_resize'),
      at(100_000_000, 'detach_interface'),
    ],
  });
  expect({ error: trace.error, broken: checkTrace(trace) }).toEqual({ error: null, broken: [] });
  const uuid = instanceOf(trace)?.uuid;
  const message = `Failed to detach network adapter device from ${uuid}`;
  expect(faultOf(trace)).toMatchObject({ code: 400, message });
  // what was attached there it knows, and at home it still knows what it had
  expect(failedEvents(trace)).toEqual(['compute_detach_interface']);
  const deleted = ofKind(trace, 'http.requested').filter(
    ({ method, to, path }) => method === 'DELETE' && to === 'neutron-server' && /ports\/[^/]*$/.test(path),
  );
  expect(deleted.map(({ at: when }) => Math.floor(when / 10_000_000))).toEqual([5, 10]);
  expect(ofKind(trace, 'log.written').map(({ text }) => text)).toContainEqual(
    expect.stringMatching(/^Detach interface failed, port_id=[0-9a-f-]{36}, reason: Failed to detach/),
  );
});
