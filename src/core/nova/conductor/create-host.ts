/** The records of a compute that starts for the first time: its service and its node, made by its cell's conductor. */

import type { Json, JsonObject } from '../../base/json.ts';
import { pythonJson } from '../../rpc/python-json.ts';
import type { Task } from '../../service/effects.ts';
import { text, textOr, whole } from '../fields.ts';
import type { LiveObject } from '../objects/ovo.ts';
import { dataOf } from '../objects/ovo.ts';
import type { Updates } from '../save-instance.ts';
import { tellService } from '../tell-service.ts';
import type { CellConductor } from './cell-state.ts';
import { CLASS_METHODS } from './class-methods.ts';

const MADE = { updated_at: null, deleted_at: null, deleted: 0 } as const;

/**
 * `nova/objects/service.py:Service.create`: not with a version that is older than all others'. Who creates it tells of it: here
 * the conductor, in the name of the compute.
 */
export function* createService(
  c: CellConductor,
  { data }: LiveObject,
  _kwargs: JsonObject,
  _args: readonly Json[],
  context: JsonObject,
): Task<Updates> {
  const binary = text(data, 'binary');
  yield* minimumVersion(c, binary);
  const now = c.host.wall();
  const values = {
    host: text(data, 'host'),
    binary,
    topic: textOr(data, 'topic', null),
    report_count: whole(data, 'report_count'),
    disabled: 0,
    disabled_reason: null,
    last_seen_up: null,
    forced_down: 0,
    version: whole(data, 'version'),
    uuid: c.host.stream('id').uuid(),
  };
  const id = yield* c.db.insert(c.database, 'services', { created_at: now.sql, ...MADE, ...values });
  yield* c.db.commit(c.database);
  yield* tellService(c.cell, context, 'service.create', values);
  const { uuid, disabled_reason, last_seen_up } = values;
  const stamps = { created_at: now.iso, updated_at: null, deleted_at: null, deleted: false };
  const unset = { disabled: false, disabled_reason, last_seen_up, forced_down: false };
  return { id, uuid, ...unset, ...stamps, obj_what_changed: [] };
}

function* minimumVersion(c: CellConductor, binary: string): Task {
  const read = CLASS_METHODS['Service.get_minimum_version'];
  if (read) yield* read(c, [binary], {}, {});
}

/** Columns that have the name of their field. */
const SAME = [
  ...['vcpus', 'memory_mb', 'local_gb', 'vcpus_used', 'memory_mb_used', 'local_gb_used'],
  ...['hypervisor_type', 'hypervisor_version', 'hypervisor_hostname', 'cpu_info', 'disk_available_least'],
  ...['host', 'host_ip', 'cpu_allocation_ratio', 'ram_allocation_ratio', 'disk_allocation_ratio'],
] as const;

/** `nova/objects/compute_node.py:ComputeNode.create`: what the host has; no cell is mapped to it yet. */
export function* createComputeNode(c: CellConductor, { data }: LiveObject): Task<Updates> {
  const now = c.host.wall();
  const uuid = c.host.stream('id').uuid();
  const same = Object.fromEntries(SAME.map((name) => [name, (data[name] ?? null) as string | number | null]));
  const id = yield* c.db.insert(c.database, 'compute_nodes', {
    created_at: now.sql,
    ...MADE,
    ...same,
    service_id: null,
    uuid,
    supported_instances: pythonJson(hvSpecs(data.supported_hv_specs)),
    stats: pythonJson(data.stats),
    numa_topology: null,
    mapped: 0,
  });
  yield* c.db.commit(c.database);
  const stamps = { created_at: now.iso, updated_at: null, deleted_at: null, deleted: false };
  return { id, uuid, mapped: 0, ...stamps, obj_what_changed: [] };
}

/** `[["x86_64", "fake", "hvm"]]` */
const hvSpecs = (specs: Json | undefined): Json =>
  (Array.isArray(specs) ? (specs as readonly JsonObject[]) : []).map((spec) => {
    const { arch = null, hv_type = null, vm_mode = null } = dataOf(spec);
    return [arch, hv_type, vm_mode];
  });
