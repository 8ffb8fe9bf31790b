/**
 * The weighers of Nova 26.2 with their multipliers (`nova/scheduler/weights/*.py`, `nova/conf/scheduler.py`), all of them, as
 * `[filter_scheduler] weight_classes` has them. Each value is normalized over the hosts and multiplied; the sum orders the hosts.
 */
import type { Weighing } from '../../trace/fact.ts';
import { OPTIONS, type OptionName } from '../../words/options.ts';
import { column, freeDisk, type HostState, ioOps, stat } from './hosts.ts';

interface Weigher {
  readonly name: string;
  /** an option of a deployment, or what holds in every one */
  readonly multiplier: OptionName | number;
  /** its multiplier is negated: what is more is worse */
  readonly negative?: true;
  /** `minval` */
  readonly least?: number;
  value(host: HostState): number;
}

const NONE = (): number => 0;

const WEIGHERS: readonly Weigher[] = [
  {
    name: 'RAMWeigher',
    multiplier: 'filter_scheduler.ram_weight_multiplier',
    least: 0,
    value: (host) => column(host, 'free_ram_mb'),
  },
  {
    name: 'CPUWeigher',
    multiplier: 'filter_scheduler.cpu_weight_multiplier',
    least: 0,
    value: (host) =>
      column(host, 'vcpus') * column(host, 'cpu_allocation_ratio') - column(host, 'vcpus_used'),
  },
  {
    name: 'DiskWeigher',
    multiplier: 'filter_scheduler.disk_weight_multiplier',
    least: 0,
    value: freeDisk,
  },
  // no `[metrics] weight_setting`
  { name: 'MetricsWeigher', multiplier: 1, value: NONE },
  {
    name: 'IoOpsWeigher',
    multiplier: 'filter_scheduler.io_ops_weight_multiplier',
    least: 0,
    value: ioOps,
  },
  // 100 less the free devices: no host has any
  { name: 'PCIWeigher', multiplier: 1, value: () => 100 },
  // no server group is there
  { name: 'ServerGroupSoftAffinityWeigher', multiplier: 1, value: NONE },
  { name: 'ServerGroupSoftAntiAffinityWeigher', multiplier: 1, value: NONE },
  {
    name: 'BuildFailureWeigher',
    multiplier: 'filter_scheduler.build_failure_weight_multiplier',
    negative: true,
    value: (host) => Number(stat(host, 'failed_builds') ?? 0),
  },
  // policy allows no resize across cells
  { name: 'CrossCellWeigher', multiplier: 1_000_000, value: NONE },
];

type OptionValue = (name: OptionName) => number;

/**
 * `nova/weights.py:normalize`: from `minval`, where a weigher has one, else from the least value; all 0 where that is the
 * greatest value too.
 */
export function normalize(values: readonly number[], minval: number | null): readonly number[] {
  const high = Math.max(...values);
  const low = minval ?? Math.min(...values);
  return values.map((value) => (high === low ? 0 : (value - low) / (high - low)));
}

function weighing(
  { name, multiplier, negative, least: minval, value }: Weigher,
  hosts: readonly HostState[],
  option: OptionValue,
): Weighing {
  const least = minval ?? null;
  const set = typeof multiplier === 'number' ? multiplier : option(multiplier);
  const raw = hosts.map((host) => Math.max(value(host), least ?? Number.NEGATIVE_INFINITY));
  return {
    weigher: name,
    multiplier: negative ? -set : set,
    least,
    raw,
    normalized: normalize(raw, least),
  };
}

interface Weighed {
  /** best first; hosts of equal weight keep the order in which they came (a stable sort, as Python's) */
  readonly hosts: readonly { readonly host: HostState; readonly weight: number }[];
  /** in the order of `hosts`; none where there is a single host, which is not weighed (`nova/weights.py:get_weighed_objects`) */
  readonly weighers: readonly Weighing[];
}

export function weigh(
  hosts: readonly HostState[],
  option: OptionValue = (name) => OPTIONS[name].value,
): Weighed {
  if (hosts.length <= 1) return { hosts: hosts.map((host) => ({ host, weight: 0 })), weighers: [] };
  const weighers = WEIGHERS.map((weigher) => weighing(weigher, hosts, option));
  const weights = hosts.map((_host, i) =>
    weighers.reduce((sum, { multiplier, normalized }) => sum + multiplier * (normalized[i] ?? 0), 0),
  );
  const order = hosts.map((_host, i) => i).sort((a, b) => (weights[b] ?? 0) - (weights[a] ?? 0));
  const inOrder = (values: readonly number[]): readonly number[] => order.map((i) => values[i] ?? 0);
  return {
    hosts: order.map((i) => ({ host: hosts[i] as HostState, weight: weights[i] ?? 0 })),
    weighers: weighers.map((one) => ({
      ...one,
      raw: inOrder(one.raw),
      normalized: inOrder(one.normalized),
    })),
  };
}
