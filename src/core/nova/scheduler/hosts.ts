/** A host as the scheduler sees it: its compute node, its service and its instances, read from the cell's database. */
import { isObject, type JsonObject } from '../../base/json.ts';
import type { Row } from '../../trace/fact.ts';
import { asJson } from '../db.ts';
import { numberOr, textOr, whole } from '../fields.ts';
import { dataOf } from '../objects/ovo.ts';

export interface HostState {
  readonly host: string;
  readonly node: string;
  /** of the compute node = of its resource provider */
  readonly uuid: string;
  readonly cellUuid: string;
  /** changes as servers are chosen for it within a request */
  compute: Row;
  readonly service: Row;
  readonly instances: readonly string[];
  /** servers that were chosen for it within this request: each is counted as an operation in work */
  chosen: number;
  /** the disk that they take */
  taken_gb: number;
}

/** `compute_nodes.stats` is JSON whose values are texts. */
export function stat({ compute }: HostState, name: string): string | null {
  const stats = asJson(compute.stats);
  return textOr(isObject(stats) ? stats : {}, name, null);
}

export const column = ({ compute }: HostState, name: string): number => numberOr(compute, name, 0);

/** `host_manager.py:_update_from_compute_node`, MB: what the driver says is left, where that is less; the fake one says 0. */
export function freeDisk(host: HostState): number {
  const free = column(host, 'free_disk_gb') + host.taken_gb;
  const least = numberOr(host.compute, 'disk_available_least', null);
  return ((least === null ? free : Math.min(least, free)) - host.taken_gb) * 1024;
}

/** What it works on, with what was chosen for it. */
export const ioOps = (host: HostState): number => Number(stat(host, 'io_workload') ?? 0) + host.chosen;

/** `HostState.__repr__` */
export function hostText(host: HostState): string {
  const instances = Number(stat(host, 'num_instances') ?? 0) + host.chosen;
  const room = `ram: ${column(host, 'free_ram_mb')}MB disk: ${freeDisk(host)}MB`;
  return `(${host.host}, ${host.node}) ${room} io_ops: ${ioOps(host)} instances: ${instances}`;
}

/** `_locked_consume_from_request`: what a server takes of it, as long as no compute has told so. */
export function consume(state: HostState, spec: JsonObject): void {
  const flavor = dataOf(spec.flavor);
  const disk = whole(flavor, 'root_gb') + whole(flavor, 'ephemeral_gb');
  const { compute } = state;
  state.compute = {
    ...compute,
    free_ram_mb: numberOr(compute, 'free_ram_mb', 0) - whole(flavor, 'memory_mb'),
    free_disk_gb: numberOr(compute, 'free_disk_gb', 0) - disk,
    vcpus_used: numberOr(compute, 'vcpus_used', 0) + whole(flavor, 'vcpus'),
  };
  state.chosen += 1;
  state.taken_gb += disk;
}
