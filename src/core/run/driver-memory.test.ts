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
});

test('a soft reboot of a guest that is not there ends in ERROR; a hard one makes it anew, and it can be stopped', () => {
  const soft = afterRestart([['reboot_server', { type: 'soft' }]]);
  expect(instanceOf(soft)).toMatchObject({ vm_state: 'error', task_state: null });
  const hard = afterRestart([['reboot_server', { type: 'hard' }], ['stop_server']]);
  expect(failedEvents(hard)).toEqual([]);
  expect(instanceOf(hard)).toMatchObject({ vm_state: 'stopped', power_state: 4 });
});

test('a guest that is not there cannot be snapshotted: the image goes, and the fault says why', () => {
  const trace = afterRestart([['snapshot_server', { image: 'snap1' }]]);
  const uuid = instanceOf(trace)?.uuid;
  const fault = ofKind(trace, 'row.changed').findLast(({ table }) => table === 'instance_faults')?.after;
  expect(fault?.message).toBe(`Instance ${uuid} is not running.`);
  expect(instanceOf(trace)).toMatchObject({ vm_state: 'active', task_state: null, power_state: 0 });
});

test('within a minute of the start the rows learn that the driver knows no guest: NOSTATE, and nothing is done about it', () => {
  const trace = afterRestart([], 90_000_000);
  expect(instanceOf(trace)).toMatchObject({ vm_state: 'active', task_state: null, power_state: 0 });
});
