/**
 * The cloud that the lab runs: the deployment's rows with room for 128 servers of m1.tiny on each host, a network with
 * addresses for all of them, no quota, and further workers of a topic where they are asked for.
 */
import { type Cloud, openCloud } from '../run/cloud.ts';
import type { Row } from '../trace/fact.ts';
import type { Rows } from '../trace/trace.ts';
import { eventTime, experimentOf, numbered, schedulersAdded } from './experiment.ts';
import { type LabSettings, PROCESS_KINDS } from './settings.ts';

/** Servers that a host holds. */
const SERVERS_A_HOST = 128;
/** m1.tiny: one virtual CPU, 512 MB, 1 GB */
const SERVER_MB = 512;
const RESERVED_MB = 512;

export interface LabCloud extends Cloud {
  readonly settings: LabSettings;
}

/** Errors: `CodedError` `bad_experiment` where the deployment does not know a key. */
export function labCloud(settings: LabSettings): LabCloud {
  const further = PROCESS_KINDS.flatMap((kind) =>
    Array.from({ length: settings.processes[kind] - 1 }, (_, i) => numbered(kind, i + 2)),
  );
  const added = schedulersAdded(settings).map(({ number, event }) => ({
    ...numbered('scheduler', number),
    added_us: eventTime(event),
  }));
  const cloud = openCloud(experimentOf(settings), { further: [...further, ...added], rows: roomy });
  return { ...cloud, settings };
}

function roomy(seed: Rows): Rows {
  const project = (seed['keystone.project'] ?? []).find((row) => row.name === 'demo')?.id ?? null;
  const each = (table: string, change: (row: Row) => Row): readonly Row[] => (seed[table] ?? []).map(change);
  const pool = (row: Row): Row => ({ ...row, first_ip: '10.0.0.2', last_ip: '10.0.255.254' });
  return {
    ...seed,
    'placement.inventories': each('placement.inventories', (row) => ({ ...row, ...stockOf(row) })),
    'nova_cell1.compute_nodes': each('nova_cell1.compute_nodes', (row) => ({ ...row, ...NODE })),
    'neutron.subnets': each('neutron.subnets', (row) => ({ ...row, cidr: '10.0.0.0/16' })),
    'neutron.ipallocationpools': each('neutron.ipallocationpools', pool),
    'neutron.ipamallocationpools': each('neutron.ipamallocationpools', pool),
    'nova_api.quotas': ['instances', 'cores', 'ram'].map((resource, i) => ({
      id: i + 1,
      created_at: null,
      updated_at: null,
      project_id: project,
      resource,
      hard_limit: -1,
    })),
    'neutron.quotas': [
      { id: '6f1d63a2-6c6f-4d4c-9f8c-2f6d1f0a7b11', project_id: project, resource: 'port', limit: -1 },
    ],
  };
}

/** By `resource_class_id`: 0 VCPU, 1 MEMORY_MB, 2 DISK_GB. */
function stockOf(row: Row): Row {
  const memory = row.resource_class_id === 1;
  const total = memory ? SERVERS_A_HOST * SERVER_MB + RESERVED_MB : SERVERS_A_HOST;
  return { total, max_unit: total, allocation_ratio: 1 };
}

/** The same as the resource tracker counts it. */
const NODE: Row = {
  vcpus: SERVERS_A_HOST,
  memory_mb: SERVERS_A_HOST * SERVER_MB + RESERVED_MB,
  local_gb: SERVERS_A_HOST,
  free_ram_mb: SERVERS_A_HOST * SERVER_MB,
  free_disk_gb: SERVERS_A_HOST,
  cpu_allocation_ratio: 1,
  ram_allocation_ratio: 1,
  disk_allocation_ratio: 1,
};
