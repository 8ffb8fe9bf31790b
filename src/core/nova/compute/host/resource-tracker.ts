/** The resource tracker: what the host's instances use, counted on its ComputeNode (`nova/compute/resource_tracker.py`, `stats.py`). */
import { isObject, type Json, type JsonObject } from '../../../base/json.ts';
import { text, textOr, whole } from '../../fields.ts';
import { dataOf, setFields } from '../../objects/ovo.ts';
import type { Compute, HostUsage, Tracked } from '../state.ts';

/** `reserved_host_memory_mb` */
const RESERVED_MEMORY_MB = 512;

export const NOTHING: HostUsage = { vcpus: 0, memory_mb: 0, disk_gb: 0 };

/** What an instance of a flavor uses. */
export const usageOf = (flavor: JsonObject): HostUsage => ({
  vcpus: whole(flavor, 'vcpus'),
  memory_mb: whole(flavor, 'memory_mb'),
  disk_gb: whole(flavor, 'root_gb') + whole(flavor, 'ephemeral_gb'),
});

/** What is counted of an instance, from the fields of its object. */
export function trackedOf(instance: JsonObject): Tracked {
  // an instance that was loaded without its flavor has the same numbers in columns of its own
  const flavor = isObject(instance.flavor) ? dataOf(instance.flavor as Json) : instance;
  return {
    ...usageOf(flavor),
    project_id: text(instance, 'project_id'),
    os_type: textOr(instance, 'os_type', null),
    vm_state: text(instance, 'vm_state'),
    task_state: textOr(instance, 'task_state', null),
  };
}

/** Tasks that load a host's disks (`io_workload`). */
const HEAVY = ['resize_migrating', 'rebuilding', 'resize_prep', 'image_snapshot', 'image_backup'];
const HEAVY_TASKS: ReadonlySet<string> = new Set([...HEAVY, 'rescuing', 'unshelving']);

const isBusy = ({ vm_state, task_state }: Tracked): boolean =>
  vm_state === 'building' || (task_state !== null && HEAVY_TASKS.has(task_state));

/** What was counted once stays in the statistics, as 0, until they are made anew. */
function statsOf(
  tracked: Iterable<Tracked>,
  failedBuilds: string,
  once: readonly string[],
): { [key: string]: string } {
  const counts = new Map<string, number>();
  const add = (key: string): void => void counts.set(key, (counts.get(key) ?? 0) + 1);
  let busy = 0;
  for (const t of tracked) {
    add('num_instances');
    add(`num_vm_${t.vm_state}`);
    add(`num_task_${t.task_state ?? 'None'}`);
    add(`num_os_type_${t.os_type ?? 'None'}`);
    add(`num_proj_${t.project_id}`);
    if (isBusy(t)) busy += 1;
  }
  const stats: { [key: string]: string } = { failed_builds: failedBuilds };
  for (const key of once) if (key.startsWith('num_') && !counts.has(key)) counts.set(key, 0);
  for (const [key, count] of counts) stats[key] = `${count}`;
  // an empty host's stats were never updated since its audit
  if (counts.size > 0) stats.io_workload = `${busy}`;
  return stats;
}

/**
 * What the node is counted for: an instance; a move, which has no part in the statistics (`_update_usage_from_migration`); or
 * an audit, with statistics anew.
 */
export type Occasion = 'instance' | 'move' | 'audit';

/** What an audit sets as the driver has it (`_copy_resources`). */
const OF_DRIVER = [
  ...['cpu_info', 'disk_available_least', 'host_ip', 'hypervisor_hostname', 'hypervisor_type'],
  ...['hypervisor_version', 'local_gb', 'memory_mb', 'metrics', 'numa_topology', 'ram_allocation_ratio'],
  ...['supported_hv_specs', 'vcpus'],
];

/** Counts all tracked instances on the ComputeNode; true when anything differs from before. */
export function recount(compute: Compute, occasion: Occasion = 'instance'): boolean {
  const node = compute.node?.object;
  if (!node) return false;
  const all = [...compute.tracked.values()];
  const sum = (f: (t: HostUsage) => number): number =>
    all.reduce((total, t) => total + f(t), f(compute.moves.usage));
  const memory = RESERVED_MEMORY_MB + sum((t) => t.memory_mb);
  const disk = sum((t) => t.disk_gb);
  const before = (isObject(node.data.stats) ? node.data.stats : {}) as { [key: string]: Json };
  const failedBuilds = `${compute.failedBuilds ?? textOr(before, 'failed_builds', '0')}`;
  const stats = statsOf(all, failedBuilds, occasion === 'audit' ? [] : Object.keys(before));
  const values: JsonObject = {
    vcpus_used: sum((t) => t.vcpus),
    memory_mb_used: memory,
    local_gb_used: disk,
    free_ram_mb: whole(node.data, 'memory_mb') - memory,
    free_disk_gb: whole(node.data, 'local_gb') - disk,
    running_vms: all.length,
    ...(occasion === 'move' ? {} : { current_workload: all.filter((t) => t.task_state !== null).length }),
  };
  const same =
    Object.entries(values).every(([field, value]) => node.data[field] === value) &&
    (occasion === 'move' || Object.keys({ ...before, ...stats }).every((key) => before[key] === stats[key]));
  const { pci_device_pools = null } = node.data;
  setFields(node, { ...values, ...(occasion === 'move' ? {} : { stats }), pci_device_pools });
  if (occasion === 'audit') for (const field of OF_DRIVER) if (field in node.data) node.changes.add(field);
  return !same;
}

/**
 * What a process that ran before the beginning counts: its node's row as it stands, and of the instances that it claimed since
 * its last audit that they are being built, since nothing tells it of their end until the next one.
 */
export function remember(compute: Compute, instances: readonly JsonObject[]): void {
  const node = compute.node?.object;
  if (!node) return;
  const stats = isObject(node.data.stats) ? node.data.stats : {};
  const building = Number.parseInt(textOr(stats, 'num_vm_building', '0'), 10);
  const isBuilding = (t: Tracked): boolean => t.vm_state === 'building';
  const missing = building - [...compute.tracked.values()].filter(isBuilding).length;
  if (missing <= 0) return;
  const launched = (data: JsonObject): string => textOr(data, 'launched_at', '');
  const active = instances.filter((data) => data.vm_state === 'active' && launched(data) !== '');
  const latest = [...active].sort((a, b) => (launched(a) < launched(b) ? 1 : -1)).slice(0, missing);
  for (const data of latest) {
    const uuid = text(data, 'uuid');
    const known = compute.tracked.get(uuid);
    if (known) compute.tracked.set(uuid, { ...known, vm_state: 'building', task_state: null });
  }
}

/** Counted in memory; the next audit writes it to the node's row (`_build_failed`). The scheduler weighs it. */
export function buildFailed(compute: Compute): void {
  const stats = compute.node?.object.data.stats;
  const known = isObject(stats) ? Number(textOr(stats, 'failed_builds', '0')) : 0;
  compute.failedBuilds = (compute.failedBuilds ?? known) + 1;
}

export function buildSucceeded(compute: Compute): void {
  compute.failedBuilds = 0;
}
