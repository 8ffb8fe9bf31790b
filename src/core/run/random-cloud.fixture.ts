/** Random deployments, by a seed: hosts and their drivers, cells, layouts, notifications, options within their ranges. */
import type { Stream } from '../base/random.ts';
import { RUNNABLE_LAYOUTS } from '../databases/layouts.ts';
import type { JsonTable } from '../trace/fact.ts';
import { DRIVER_NAMES, type DriverName } from '../words/drivers.ts';
import { OPTION_NAMES, OPTIONS, type OptionName } from '../words/options.ts';

const HOSTS_MOST = 10;

/** Where a whole range would be nothing but its far end: what a run of minutes can tell apart. */
const WITHIN: { readonly [name in OptionName]?: readonly [least: number, most: number] } = {
  'DEFAULT.report_interval': [0, 90],
  'DEFAULT.graceful_shutdown_timeout': [0, 90],
  'DEFAULT.rpc_response_timeout': [1, 90],
  'DEFAULT.service_down_time': [1, 200],
  'filter_scheduler.host_subset_size': [1, 5],
  'quota.cores': [-1, 6],
  'quota.instances': [-1, 4],
  'quota.ram': [-1, 4096],
  'scheduler.max_attempts': [1, 6],
};

/**
 * What came later and has tests of its own (`host-options.test.ts`, `lost-consumers.test.ts`): drivers that differ from one of these
 * in nothing that is modelled, and options. A seed stays the run that it was.
 */
const ELSEWHERE: ReadonlySet<string> = new Set<OptionName | DriverName>([
  'DEFAULT.reclaim_instance_interval',
  'DEFAULT.resize_confirm_window',
  'DEFAULT.shelved_offload_time',
  'oslo_messaging_rabbit.rabbit_transient_queues_ttl',
  'fake.RescueBFVDriver',
  'fake.EphEncryptionDriver',
  'fake.EphEncryptionDriverLUKS',
  'fake.EphEncryptionDriverPLAIN',
  'fake.PowerUpdateFakeDriver',
  'fake.PredictableNodeUUIDDriver',
  'fake.FakeDriverWithPciResources',
  'fake.FakeDriverWithCaching',
  'fake.FakeLiveMigrateDriverWithPciResources',
]);
const DRIVERS = DRIVER_NAMES.filter((name) => !ELSEWHERE.has(name));
const TRIED = OPTION_NAMES.filter((name) => !ELSEWHERE.has(name));

const pick = <T>(random: Stream, list: readonly T[]): T => list[random.below(list.length)] as T;

/** The recorded lab is one of four. */
export function randomDeployment(random: Stream): JsonTable {
  if (random.below(4) === 0) return {};
  const computes = 1 + random.below(HOSTS_MOST);
  const seldom = (key: string, value: JsonTable[string]): JsonTable =>
    random.below(3) === 0 ? { [key]: value } : {};
  return {
    computes,
    ...seldom('layout', pick(random, RUNNABLE_LAYOUTS)),
    ...seldom('cells', pick(random, ['single', 2, 3])),
    ...seldom('notifications', pick(random, ['unversioned', 'versioned', 'both'])),
    ...seldom('drivers', randomDrivers(random, computes)),
    ...seldom('options', randomOptions(random)),
    ...seldom('service_options', { 'nova-scheduler': randomOptions(random) }),
  };
}

function randomDrivers(random: Stream, computes: number): JsonTable {
  const hosts = Array.from({ length: computes }, (_, i) => `cpu${i + 1}`);
  return Object.fromEntries(hosts.map((host) => [host, pick(random, DRIVERS)]));
}

function randomOptions(random: Stream): JsonTable {
  const names = TRIED.filter(() => random.below(4) === 0);
  return Object.fromEntries(
    names.map((name) => {
      const { min, max } = OPTIONS[name];
      const [least, most] = WITHIN[name] ?? [Math.max(min, -5), Math.min(max, 5)];
      return [name, least + random.below(most - least + 1)];
    }),
  );
}
