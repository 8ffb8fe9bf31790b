/**
 * Drivers of nova-compute that turn no real machine on (`nova/virt/fake.py`), one row a driver: what its host has, and what it
 * does otherwise than the plain one. Not modelled is what no flavor and no image here asks for: the nested provider of CUSTOM_MAGIC,
 * PCI devices (none is passed through where `pci.device_spec` names none), and traits of disks that are encrypted.
 */
interface DriverRow {
  readonly vcpus: number;
  readonly memory_mb: number;
  readonly local_gb: number;
  /**
   * `reschedule_first`: the first spawn of each instance raises ComputeResourcesUnavailable; `abort`: each raises
   * BuildAbortException; `unshelve_fails`: that of an offloaded instance raises VirtualInterfaceCreateException
   */
  readonly spawn?: 'reschedule_first' | 'abort' | 'unshelve_fails';
  /** `endless`: it ends when it is forced to or aborted, or after 5 s */
  readonly live_migration?: 'endless';
  readonly finish_migration?: 'fails';
  /** a cold migration may stay on its host: it reports the trait `SAME_HOST` */
  readonly same_host_resize?: true;
}

/** `FakeDriver`, "pretend we have lots of disk and ram" */
const LARGE = { vcpus: 1000, memory_mb: 800_000, local_gb: 600_000 } as const;
const MEDIUM = { vcpus: 10, memory_mb: 8192, local_gb: 1028 } as const;
const SMALL = { vcpus: 2, memory_mb: 8192, local_gb: 1028 } as const;

const DRIVERS = {
  'fake.FakeDriver': LARGE,
  'fake.SmallFakeDriver': SMALL,
  'fake.MediumFakeDriver': MEDIUM,
  'fake.MediumFakeDriverWithNestedCustomResources': MEDIUM,
  'fake.SameHostColdMigrateDriver': { ...MEDIUM, same_host_resize: true },
  'fake.RescueBFVDriver': MEDIUM,
  'fake.EphEncryptionDriver': MEDIUM,
  'fake.EphEncryptionDriverLUKS': MEDIUM,
  'fake.EphEncryptionDriverPLAIN': MEDIUM,
  'fake.PowerUpdateFakeDriver': SMALL,
  'fake.PredictableNodeUUIDDriver': SMALL,
  'fake.FakeDriverWithPciResources': SMALL,
  'fake.FakeDriverWithCaching': LARGE,
  'fake.FakeFinishMigrationFailDriver': { ...LARGE, finish_migration: 'fails' },
  'fake.FakeRescheduleDriver': { ...LARGE, spawn: 'reschedule_first' },
  'fake.FakeRescheduleDriverWithNestedCustomResources': { ...MEDIUM, spawn: 'reschedule_first' },
  'fake.FakeBuildAbortDriver': { ...LARGE, spawn: 'abort' },
  'fake.FakeBuildAbortDriverWithNestedCustomResources': { ...MEDIUM, spawn: 'abort' },
  'fake.FakeUnshelveSpawnFailDriver': { ...LARGE, spawn: 'unshelve_fails' },
  'fake.FakeUnshelveSpawnFailDriverWithNestedCustomResources': { ...MEDIUM, spawn: 'unshelve_fails' },
  'fake.FakeLiveMigrateDriver': { ...LARGE, live_migration: 'endless' },
  'fake.FakeLiveMigrateDriverWithNestedCustomResources': { ...MEDIUM, live_migration: 'endless' },
  'fake.FakeLiveMigrateDriverWithPciResources': { ...SMALL, live_migration: 'endless' },
} as const satisfies { readonly [name: string]: DriverRow };

/** `supports_migrate_to_same_host` */
export const SAME_HOST = 'COMPUTE_SAME_HOST_COLD_MIGRATE';

export type DriverName = keyof typeof DRIVERS;

export const DRIVER_NAMES = Object.keys(DRIVERS) as readonly DriverName[];

/** `compute_driver` where nothing else is set, as in the recorded lab */
const USUAL_DRIVER: DriverName = 'fake.MediumFakeDriver';

export const driverRow = (name: string = USUAL_DRIVER): DriverRow =>
  DRIVERS[name in DRIVERS ? (name as DriverName) : USUAL_DRIVER];
