/** The resource tracker: what the host's instances use, counted on its ComputeNode (`nova/compute/resource_tracker.py`, `stats.py`). */
import { isObject, type Json, type JsonObject } from '../../base/json.ts';
import { text, textOr, whole } from '../fields.ts';
import { dataOf, setFields } from '../objects/ovo.ts';
import type { Compute, Tracked } from './state.ts';

/** `reserved_host_memory_mb` */
const RESERVED_MEMORY_MB = 512;

/** What is counted of an instance, from the fields of its object. */
export function trackedOf(instance: JsonObject): Tracked {
  // an instance that was loaded without its flavor has the same numbers in columns of its own
  const flavor = isObject(instance.flavor) ? dataOf(instance.flavor as Json) : instance;
  return {
    vcpus: whole(flavor, 'vcpus'),
    memory_mb: whole(flavor, 'memory_mb'),
    disk_gb: whole(flavor, 'root_gb') + whole(flavor, 'ephemeral_gb'),
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

/** `seen` = what has been counted since the last audit: a count that went down to none stays there as 0 until the next one. */
function statsOf(
  tracked: Iterable<Tracked>,
  failedBuilds: string,
  seen: Set<string>,
): { [key: string]: string } {
  const counts = new Map<string, number>([['num_instances', 0]]);
  for (const key of seen) counts.set(key, 0);
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
  for (const key of counts.keys()) seen.add(key);
  const stats: { [key: string]: string } = { failed_builds: failedBuilds };
  for (const [key, count] of counts) stats[key] = `${count}`;
  stats.io_workload = `${busy}`;
  return stats;
}

/** Counts all tracked instances anew on the ComputeNode; true when anything differs from before. */
export function recount(compute: Compute): boolean {
  const node = compute.node?.object;
  if (!node) return false;
  const all = [...compute.tracked.values()];
  const sum = (f: (t: Tracked) => number): number => all.reduce((total, t) => total + f(t), 0);
  const memory = RESERVED_MEMORY_MB + sum((t) => t.memory_mb);
  const disk = sum((t) => t.disk_gb);
  const before = (isObject(node.data.stats) ? node.data.stats : {}) as { [key: string]: Json };
  const stats = statsOf(all, textOr(before, 'failed_builds', '0'), compute.counted);
  const values: JsonObject = {
    vcpus_used: sum((t) => t.vcpus),
    memory_mb_used: memory,
    local_gb_used: disk,
    free_ram_mb: whole(node.data, 'memory_mb') - memory,
    free_disk_gb: whole(node.data, 'local_gb') - disk,
    running_vms: all.length,
    current_workload: all.filter((t) => t.task_state !== null).length,
  };
  const same =
    Object.entries(values).every(([field, value]) => node.data[field] === value) &&
    Object.keys({ ...before, ...stats }).every((key) => (before[key] ?? '0') === (stats[key] ?? '0'));
  setFields(node, { ...values, stats, pci_device_pools: node.data.pci_device_pools ?? null });
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
  for (const key of Object.keys(stats)) if (key.startsWith('num_')) compute.counted.add(key);
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
