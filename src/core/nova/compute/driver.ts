/**
 * The hypervisor's side of a compute: a driver that turns no real machine on (`nova/virt/fake.py`). Its guests are in its
 * memory alone: after a start of the process it knows none, though their rows say that they run.
 */
import { CodedError } from '../../base/assert.ts';
import type { JsonObject } from '../../base/json.ts';
import type { driverRow } from '../../words/drivers.ts';
import { numberOr, text } from '../fields.ts';
import { type Frame, frame, type Raised, raisedFrom, TracedError } from '../python-trace.ts';
import { buildAbort } from './build/build-errors.ts';

type DriverTraits = ReturnType<typeof driverRow>;

export interface FakeDriver {
  readonly row: DriverTraits;
  /** Errors: what the driver's row says of it, as `TracedError`. It takes no time. */
  spawn(instance: JsonObject): void;
  /** A guest comes to this host by a move, or is made anew. */
  appears(uuid: string): void;
  /** Turns a guest on or off. Errors: `CodedError` `InstanceNotFound` of one that it does not know. */
  power(uuid: string): void;
  /** `_get_power_state`, where nothing is done to the guest: as its row says, or that there is none */
  powerOf(instance: JsonObject): number | null;
  /** It spawns the guest here. Errors: as of `spawn`, and its own. */
  finishMigration(instance: JsonObject): void;
  /** `post_live_migration_at_destination`: it spawns the guest here. Errors: as of `spawn`. */
  arrivesLive(instance: JsonObject): void;
  /** Interfaces that a guest is spawned with, or gets. */
  plug(vifs: readonly JsonObject[]): void;
  /**
   * `detach_interface`. Errors: `CodedError` `InterfaceDetachFailed` of one that it does not know: a guest that came by a
   * move was spawned without any (`finish_migration`, `post_live_migration_at_destination`).
   */
  unplug(uuid: string, vif: string): void;
  /** how long a live migration takes that nobody ends, milliseconds */
  readonly liveMigrationMs: number;
}

/** `FakeLiveMigrateDriver`: it looks fifty times, every 0.1 s, whether it is to end */
const ENDLESS_MS = 5000;

const FAKE = 'nova/virt/fake.py';

/** `power_state.NOSTATE` */
export const NOSTATE = 0;

/** `isCold` = it begins with the run; else it knows the guests that it had before. */
export function makeDriver(row: DriverTraits, isCold: boolean): FakeDriver {
  const rescheduled = new Set<string>();
  const guests = new Set<string>();
  const plugged = new Set<string>();
  /** guests that were spawned here without their interfaces */
  const arrived = new Set<string>();
  const knows = (uuid: string): boolean => !isCold || guests.has(uuid);
  const spawn = (instance: JsonObject): void => {
    const uuid = text(instance, 'uuid');
    if (row.spawn === 'abort') throw buildAbort(uuid, 'FakeBuildAbortDriver', { frames: [ABORTED] });
    if (row.spawn === 'unshelve_fails' && instance.vm_state === 'shelved_offloaded') {
      const message = 'FakeUnshelveSpawnFailDriver';
      throw traced(new CodedError('VirtualInterfaceCreateException', message), [NO_INTERFACE]);
    }
    if (row.spawn !== 'reschedule_first' || rescheduled.has(uuid)) {
      guests.add(uuid);
      return;
    }
    rescheduled.add(uuid);
    const message = 'Insufficient compute resources: FakeRescheduleDriver.';
    throw traced(new CodedError('ComputeResourcesUnavailable', message), [NO_RESOURCES]);
  };
  return {
    row,
    appears: (uuid) => void guests.add(uuid),
    power(uuid) {
      if (!knows(uuid)) throw new CodedError('InstanceNotFound', `Instance ${uuid} could not be found.`);
    },
    powerOf: (instance) =>
      knows(text(instance, 'uuid')) ? numberOr(instance, 'power_state', null) : NOSTATE,
    plug(vifs) {
      for (const vif of vifs) plugged.add(text(vif, 'id'));
    },
    unplug(uuid, vif) {
      // what a guest had before the run began was plugged with it
      if (plugged.delete(vif) || (!isCold && !arrived.has(uuid))) return;
      throw new CodedError('InterfaceDetachFailed', `Failed to detach network adapter device from ${uuid}`);
    },
    liveMigrationMs: row.live_migration === 'endless' ? ENDLESS_MS : 0,
    finishMigration(instance) {
      if (row.finish_migration !== 'fails') {
        spawnedBy(FINISHES, () => spawn(instance));
        arrived.add(text(instance, 'uuid'));
        return;
      }
      const message = 'Virtual Interface creation failed';
      throw traced(new CodedError('VirtualInterfaceCreateException', message), [NOT_FINISHED]);
    },
    arrivesLive(instance) {
      spawnedBy(ARRIVES, () => spawn(instance));
      arrived.add(text(instance, 'uuid'));
    },
    spawn,
  };
}

const NO_RESOURCES = frame(FAKE, 786, 'spawn', 'raise exception.ComputeResourcesUnavailable(');
const ABORTED = frame(FAKE, 807, 'spawn', 'raise exception.BuildAbortException(');
const NO_INTERFACE = frame(FAKE, 825, 'spawn', 'raise exception.VirtualInterfaceCreateException(');

const NOT_FINISHED = frame(
  FAKE,
  754,
  'finish_migration',
  'raise exception.VirtualInterfaceCreateException()',
);

const FINISHES = frame(
  FAKE,
  597,
  'finish_migration',
  'self.spawn(context, instance, image_meta, injected_files,',
);
const ARRIVES = frame(
  FAKE,
  274,
  'post_live_migration_at_destination',
  'self.spawn(context, instance, image_meta, injected_files,',
);

/** A driver that spawns for something else. Errors: those of `spawn`, which came through it. */
function spawnedBy(caller: Frame, spawn: () => void): void {
  try {
    spawn();
  } catch (error) {
    if (!(error instanceof TracedError)) throw error;
    throw new TracedError(error.code, error.message, raisedFrom(error, [caller]));
  }
}

const traced = (error: CodedError, frames: Raised['frames']): TracedError =>
  new TracedError(error.code, error.message, raisedFrom(error, frames));
