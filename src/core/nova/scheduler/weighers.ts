/**
 * The weighers with an effect, with their multipliers (`nova/conf/scheduler.py`): each value is normalized to 0..1 over
 * the hosts and multiplied; the sum orders the hosts (`nova/weights.py`). Those that are the same for every host here
 * (hypervisor version, PCI, soft affinity, metrics, cross-cell) give 0 and are left out of the table.
 */

import { isObject } from '../../base/json.ts';
import { OPTIONS, type OptionName } from '../../words/options.ts';
import { asJson } from '../db.ts';
import { numberOr, textOr } from '../fields.ts';
import type { HostState } from './hosts.ts';

interface Weigher {
  readonly name: string;
  /** its multiplier; `negative`: what is more is worse */
  readonly option: OptionName;
  readonly negative?: true;
  value(host: HostState): number;
}

const column = ({ compute }: HostState, name: string): number => numberOr(compute, name, 0);

/** `compute_nodes.stats` is JSON whose values are texts. */
function stat(host: HostState, name: string): number {
  const stats = asJson(host.compute.stats);
  return Number(textOr(isObject(stats) ? stats : {}, name, '0'));
}

/** `host_manager.py:_update_from_compute_node`: what the driver says is left, where that is less; the fake one says 0. */
function freeDisk(host: HostState): number {
  const free = column(host, 'free_disk_gb') + host.taken_gb;
  const least = numberOr(host.compute, 'disk_available_least', null);
  return (least === null ? free : Math.min(least, free)) - host.taken_gb;
}

const DEFAULT_WEIGHERS: readonly Weigher[] = [
  {
    name: 'RAMWeigher',
    option: 'filter_scheduler.ram_weight_multiplier',
    value: (host) => column(host, 'free_ram_mb'),
  },
  {
    name: 'CPUWeigher',
    option: 'filter_scheduler.cpu_weight_multiplier',
    value: (host) =>
      column(host, 'vcpus') * column(host, 'cpu_allocation_ratio') - column(host, 'vcpus_used'),
  },
  { name: 'DiskWeigher', option: 'filter_scheduler.disk_weight_multiplier', value: freeDisk },
  {
    name: 'IoOpsWeigher',
    option: 'filter_scheduler.io_ops_weight_multiplier',
    value: (host) => stat(host, 'io_workload') + host.chosen,
  },
  {
    name: 'BuildFailureWeigher',
    option: 'filter_scheduler.build_failure_weight_multiplier',
    negative: true,
    value: (host) => stat(host, 'failed_builds'),
  },
];

interface WeighedHost {
  readonly host: HostState;
  readonly weight: number;
  readonly parts: { readonly [weigher: string]: number };
}

/** To six decimals, so that the sum is the same in every engine and readable on the screen. */
const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;

/** Best first; hosts of equal weight keep the order in which they came (a stable sort, as Python's). */
export function weigh(
  hosts: readonly HostState[],
  option: (name: OptionName) => number = (name) => OPTIONS[name].value,
): readonly WeighedHost[] {
  const parts = hosts.map((): { [weigher: string]: number } => ({}));
  for (const weigher of DEFAULT_WEIGHERS) {
    const multiplier = option(weigher.option) * (weigher.negative ? -1 : 1);
    const values = hosts.map((host) => weigher.value(host));
    const low = Math.min(...values);
    const high = Math.max(...values);
    for (const [i, value] of values.entries()) {
      const share = high === low ? 0 : (value - low) / (high - low);
      (parts[i] as { [weigher: string]: number })[weigher.name] = rounded(share * multiplier) + 0;
    }
  }
  const weighed = hosts.map((host, i) => {
    const own = parts[i] as { [weigher: string]: number };
    return { host, parts: own, weight: rounded(Object.values(own).reduce((a, b) => a + b, 0)) };
  });
  return weighed.sort((a, b) => b.weight - a.weight);
}
