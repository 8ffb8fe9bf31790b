/**
 * The cloud that the lab runs: the deployment's rows with room for 128 servers of m1.tiny on each host, a network with
 * addresses for all of them, and no quota. The only place where a design and counts of workers become deployment keys.
 */
import { defined } from '../base/assert.ts';
import { ACTORS, computeActor } from '../nova/words.ts';
import { type Cloud, cloudOf } from '../run/cloud.ts';
import type { ServiceDefinition } from '../service/service.ts';
import type { JsonTable, Row } from '../trace/fact.ts';
import type { Rows } from '../trace/trace.ts';
import { type LabSettings, PROCESS_KINDS, type ProcessKind, SLOT_KINDS, type SlotKind } from './settings.ts';

/** Servers that a host holds. */
export const SERVERS_A_HOST = 128;
/** m1.tiny: one virtual CPU, 512 MB, 1 GB */
const SERVER_MB = 512;
const RESERVED_MB = 512;

/** Nothing but what differs from the recorded cloud: the default settings give only the hosts' names. */
export function deploymentOfLab(settings: LabSettings): JsonTable {
  const computes = Array.from({ length: settings.computes }, (_, i) => `host${i + 1}`);
  const limited = SLOT_KINDS.filter((kind) => settings.slots[kind] > 0).flatMap((kind) =>
    actorsOf(kind, computes).map((actor) => [actor, settings.slots[kind]] as const),
  );
  return {
    computes,
    ...WIRING[settings.design],
    ...(limited.length === 0 ? {} : { workers: Object.fromEntries(limited) }),
  };
}

const FIRST = {
  super_conductor: ACTORS.superConductor,
  scheduler: ACTORS.scheduler,
  cell_conductor: ACTORS.cellConductor,
} as const;

function actorsOf(kind: SlotKind, computes: readonly string[]): readonly string[] {
  if (kind === 'compute') return computes.map(computeActor);
  return [kind === 'api' ? ACTORS.api : FIRST[kind]];
}

const WIRING: { readonly [D in LabSettings['design']]: JsonTable } = {
  nova: {},
  queue: {
    hops: {
      schedule_and_build_instances: 'call',
      build_and_run_instance: 'call',
      external_instance_event: 'call',
    },
  },
  direct: { wiring: 'direct' },
};

export interface LabCloud extends Cloud {
  /** services that are there and do not run before an event starts them */
  readonly later: ReadonlySet<string>;
}

/** Errors: `CodedError` `bad_experiment` where the deployment does not know a key. */
export function labCloud(settings: LabSettings): LabCloud {
  const cloud = cloudOf(deploymentOfLab(settings));
  const added = settings.events.filter(({ kind }) => kind === 'scheduler_added').length;
  const { scheduler } = settings.processes;
  const more = PROCESS_KINDS.flatMap((kind) => {
    const count = settings.processes[kind] + (kind === 'scheduler' ? added : 0);
    return Array.from({ length: count - 1 }, (_, i) => furtherService(cloud, kind, i + 2));
  });
  const later = new Set(Array.from({ length: added }, (_, i) => schedulerActor(scheduler + i + 1)));
  return {
    ...cloud,
    seed: roomy(cloud.seed),
    services: [...cloud.services, ...more.map((one) => (later.has(one.place.actor) ? unlisted(one) : one))],
    topology: { ...cloud.topology, services: [...cloud.topology.services, ...more.map((one) => one.place)] },
    later,
  };
}

/** Of what is added later nobody was told: without a queue no address of it is known. */
function unlisted({ listens: _told, ...definition }: ServiceDefinition): ServiceDefinition {
  return definition;
}

/** The first has the recorded name; a further one its number behind it. */
export const schedulerActor = (number: number): string =>
  number === 1 ? ACTORS.scheduler : `${ACTORS.scheduler}-${number}`;

/** The same program and configuration as the first of its kind, on a host of its own. Nova's `services` table does not know it: it needs no row to work. */
function furtherService(cloud: Cloud, kind: ProcessKind, number: number): ServiceDefinition {
  const first = defined(
    cloud.services.find(({ place }) => place.actor === FIRST[kind]),
    FIRST[kind],
  );
  const { actor, host } = first.place;
  const place = { ...first.place, actor: `${actor}-${number}`, host: `${host}${number}` };
  return { ...first, place };
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
