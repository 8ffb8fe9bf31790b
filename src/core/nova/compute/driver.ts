/** The hypervisor's side of a compute: a driver that turns no real machine on (`nova/virt/fake.py`). */
import { CodedError } from '../../base/assert.ts';
import type { JsonObject } from '../../base/json.ts';
import type { driverRow } from '../../words/drivers.ts';
import { text } from '../fields.ts';
import { frame, type Raised, raisedFrom, TracedError } from '../python-trace.ts';
import { buildAbort } from './build/build-errors.ts';

type DriverTraits = ReturnType<typeof driverRow>;

export interface FakeDriver {
  readonly row: DriverTraits;
  /** Errors: what the driver's row says of it, as `TracedError`. It takes no time. */
  spawn(instance: JsonObject): void;
}

const FAKE = 'nova/virt/fake.py';

export function makeDriver(row: DriverTraits): FakeDriver {
  const rescheduled = new Set<string>();
  return {
    row,
    spawn(instance) {
      const uuid = text(instance, 'uuid');
      if (row.spawn === 'abort') throw buildAbort(uuid, 'FakeBuildAbortDriver', { frames: [ABORTED] });
      if (row.spawn === 'unshelve_fails' && instance.vm_state === 'shelved_offloaded') {
        const message = 'FakeUnshelveSpawnFailDriver';
        throw traced(new CodedError('VirtualInterfaceCreateException', message), [NO_INTERFACE]);
      }
      if (row.spawn !== 'reschedule_first' || rescheduled.has(uuid)) return;
      rescheduled.add(uuid);
      const message = 'Insufficient compute resources: FakeRescheduleDriver.';
      throw traced(new CodedError('ComputeResourcesUnavailable', message), [NO_RESOURCES]);
    },
  };
}

const NO_RESOURCES = frame(FAKE, 786, 'spawn', 'raise exception.ComputeResourcesUnavailable(');
const ABORTED = frame(FAKE, 807, 'spawn', 'raise exception.BuildAbortException(');
const NO_INTERFACE = frame(FAKE, 825, 'spawn', 'raise exception.VirtualInterfaceCreateException(');

const traced = (error: CodedError, frames: Raised['frames']): TracedError =>
  new TracedError(error.code, error.message, raisedFrom(error, frames));
