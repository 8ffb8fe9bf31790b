/** One piece of work at a time on an instance (`nova/compute/manager.py`: `utils.synchronized(instance.uuid)`). */
import { expect, test } from 'vitest';
import type { Command, Trace } from '../trace/trace.ts';
import { labRuns, ofKind } from './boot.fixture.ts';

const run = labRuns();
const args = { server: 'vm1' };

const shelved = (...more: readonly Command[]): Trace =>
  run({
    v: 1,
    commands: [
      { at_us: 1_000_000, name: 'boot', args: { ...args, host: 'cpu1' } },
      { at_us: 10_000_000, name: 'shelve_server', args },
      ...more,
    ],
  });

test('a shelve that comes while its server is deleted waits until that is done, and finds nothing', () => {
  const trace = shelved({ at_us: 10_290_000, name: 'delete_server', args });
  expect(trace.error).toBeNull();
  const calls = ofKind(trace, 'message.published')
    .filter(({ at, rpc, actor }) => at > 10_000_000 && actor === 'nova-compute-cpu1' && rpc.type === 'call')
    .map(({ rpc }) => rpc.detail);
  const starts = calls.flatMap((detail, i) => (detail === 'InstanceActionEvent.event_start' ? [i] : []));
  expect(starts).toHaveLength(2);
  const destroyed = calls.indexOf('Instance.destroy');
  expect(starts[1]).toBeLessThan(destroyed);
  // the shelve's first look
  expect(calls.indexOf('BlockDeviceMappingList.get_by_instance_uuid')).toBeGreaterThan(destroyed);
});
