/**
 * How long the services take for what they do, as data: by service, by what is done (RPC method, REST request, piece of
 * work) and by moment. Medians in milliseconds, read from recordings of a real Nova 26.2.2 on a quiet machine (README.md
 * tells which); a moment is named by what comes after it. `host.took` gives each its jitter.
 */
import { sleep, type Task } from '../../service/effects.ts';
import type { ServiceHost } from '../../service/service.ts';
import { workInSlices } from '../greenthreads.ts';
import { API_LIFE, COMPUTE_LIFE, SUPER_CONDUCTOR_LIFE } from './timing-life.ts';
import { API_MOVES, COMPUTE_MOVES, NEUTRON_MOVES, SUPER_CONDUCTOR_MOVES } from './timing-moves.ts';

/** Lets pass what a moment of `TIMING` takes. */
export function pause({ processor, took }: ServiceHost, medianMs: number): Task {
  return processor ? workInSlices(processor, took(medianMs)) : sleep(took(medianMs));
}

/** What one REST request takes apart from its statements; a moment that is left out takes no time of its own. */
export interface RequestTimes {
  /** until the token is looked at; `byService`: where a service asks, whose token is known */
  readonly arrive?: number | { readonly byUser: number; readonly byService: number };
  /** from the known identity to the first statement */
  readonly begin?: number;
  /** from the last statement to the answer */
  readonly end?: number;
}

/** `GET /v2.0/ports/{id}`, `POST /v2.1/servers/{id}/action os-stop`; `usual` where a request has no row */
export type RequestTimesTable = { readonly [request: string]: RequestTimes };

/** From delivery to the first statement, and from the last statement to the reply, of a conductor's object method. */
type ObjectTimes = readonly [first: number, last: number];

const NOVA_API = {
  statement: 1.5,
  requests: { usual: { arrive: { byUser: 7.6, byService: 9 } } } satisfies RequestTimesTable,
  create_server: {
    flavor: 9.5,
    image: 7,
    image_schema: 2.2,
    network: 4.1,
    port_quota: 2.9,
    ports: 2.5,
    segments: 4,
    provider_network: 2.6,
    quota: 3.2,
    objects: 5,
    build_request: 3.5,
    instance_mapping: 3.5,
    cast: 8.3,
    answer: 0.7,
  },
  external_events: { mappings: 9, cast: 6, answer: 0.9 },
  /** the recorded setting of a quota */
  quota_sets: { project: 3, limits: 3, answer: 1 },
  /** the recorded disabling, enabling and forcing up of a compute service */
  services: { service: 4.5, save: 2, call: 5, zone: 2, answer: 1 },
  /** the recorded os-stop and os-start */
  /** of the shown server at the end of the recorded stop_start_reboot, and of the recorded boot */
  show_server: {
    ports: 8,
    security_groups: 4,
    disks: 3.3,
    server_group: 3,
    build_requests: 7,
    cell: 3,
    mappings: 3,
  },
  server_action: { mapping: 7, instance: 7.5, flavor: 3, disks: 3, save: 3, cast: 3.5, answer: 0.7 },
} as const;

const SUPER_CONDUCTOR = {
  statement: 1.3,
  schedule_and_build_instances: {
    group: 4.2,
    selection: 4.9,
    host_mapping: 1.9,
    mapped: 0.6,
    allocations: 5,
    cast: 6.8,
    /** of the recorded multi_create, where those cast before begin to be built meanwhile */
    next_server: 24,
  },
  /** from the first build buried on the day without a scheduler */
  bury_in_cell0: { cell_mapping: 3, image: 15, event: 110, set_error: 20 },
} as const;

const CELL_CONDUCTOR = {
  statement: 1.7,
  /** object methods and class methods; the medians of the recorded boot's calls */
  methods: {
    'Instance.save': [3.8, 4.4],
    'Service.save': [3, 2.6],
    'InstanceInfoCache.save': [2.8, 3.2],
    'InstanceInfoCache.refresh': [2.8, 5.8],
    'Service.get_by_compute_host': [1.4, 3],
    'Instance.get_by_uuid': [2.5, 9.9],
    'InstanceList.get_by_host': [5, 20],
    'InstanceActionEvent.event_start': [0.6, 2.2],
    'InstanceActionEvent.event_finish_with_failure': [2, 1.7],
    /** an event by its name: of the recorded resize, while the other host begins */
    'InstanceActionEvent.event_finish_with_failure compute_resize_instance': [13, 10],
    'InstanceActionEvent.event_finish_with_failure compute_revert_resize': [13, 10],
    'BlockDeviceMapping.save': [4.6, 5],
    'BlockDeviceMappingList.get_by_instance_uuid': [0.6, 2.7],
    'ComputeNode.save': [2.4, 2.9],
    'VirtualInterface.create': [10, 4],
  } as { readonly [method: string]: ObjectTimes },
  usual: [2.8, 4.2] as ObjectTimes,
  /** of the recorded reschedule */
  build_instances: { claim: 16, put_allocations: 12, save: 30, disks: 3, cast: 8 },
} as const;

const SCHEDULER = {
  statement: 2.6,
  selection: {
    candidates: 7.2,
    hosts: 3,
    filters: 0.5,
    claim: 8.5,
    put_allocations: 3.6,
    answer: 5,
  },
  /** From the mark "started" to the first delivery 3.0 s, on both days on which the recorded scheduler was started. */
  start_up: {
    /** Python, its imports, its configuration */
    cell_mappings: 2406,
    aggregates: 5,
    token: 5,
    cell_mappings_again: 4,
    minimum_versions: 8,
    service: 85,
    listen: 12,
  },
  init_instance_info: { compute_nodes: 18, instances: 48 },
} as const;

/** of the recorded stop */
const SWITCHED = { event_start: 1.4, flavor: 2.7, save: 2, event_finish: 3.8 } as const;

const COMPUTE = {
  /** of the recorded start after a kill; `ping` = Python, its imports, its configuration */
  start_up: { ping: 3170, token: 30, minimum_version: 60, init_host: 110, tell_instances: 4 },
  init_host: { look: 7, node: 5, migrations: 5, save: 9, allocations: 15, interrupted: 5 },
  build_and_run_instance: {
    event_start: 10.5,
    save_building: 3.8,
    save_networking: 4.4,
    save_root_disk: 2.8,
    save_block_device_mapping: 3,
    save_spawning: 8,
    save_active: 22,
    update_instance_info: 5,
    event_finish: 2.1,
  },
  stop_instance: SWITCHED,
  /** as the recorded stop */
  switch_guest: SWITCHED,
  /** what is told without a look at a row */
  tell: { authorize: 2, answer: 2 },
  /** glance as in the recorded rebuild, the rest as in the recorded stop */
  rescue_instance: { ...SWITCHED, image: 5, image_schema: 14 },
  /** after a build that failed: of the recorded reschedule */
  failed_build: { refresh_cache: 5, ports: 5, network: 5, save_cache: 5, save: 4, cast: 12 },
  start_instance: {
    /** as the recorded unshelve */
    image: 3,
    event_start: 3,
    flavor: 1.8,
    info_cache: 4,
    refresh_cache: 2,
    ports: 3.2,
    network: 3.4,
    save_cache: 4.2,
    block_devices: 3.7,
    save: 4.4,
    event_finish: 7.7,
  },
  instance_claim: {
    allocations: 3.9,
    save_host: 5.7,
    disks: 0.3,
    save_node: 3.3,
    service: 3.7,
    abort: 28,
  },
  /** the recorded disabling and enabling of a host */
  set_host_enabled: { traits: 7.5, known_traits: 5, put_traits: 5.5, answer: 4 },
  compare_allocations: { of_provider: 2.8, unknown_instance: 7, of_consumer: 3.4, compared: 0.2 },
  allocate_network: {
    network: 4.6,
    create_port: 6.2,
    bind_port: 4.8,
    create_interface: 4.3,
    refresh_cache: 4.5,
    ports: 3,
    save_cache: 3.5,
  },
  /** the rest of `get_instance_nw_info`, for each port */
  network_info: { floating_ips: 3, subnet: 2.4, dhcp_ports: 2.7, segments: 3.4, provider_network: 2.4 },
  network_changed: { refresh_cache: 1.8, ports: 6.2, network: 11.5, save_cache: 4.8 },
  /** of the quiet minute */
  heal_instance_info_cache: {
    bindings: 20,
    refresh_cache: 3.6,
    ports: 4,
    network: 12,
    save_cache: 5,
  },
  /** of the quiet minute */
  update_available_resource: { instances: 3.5, migrations: 3, save_node: 3, service: 4 },
} as const;

const KEYSTONE = {
  /** between two of our few reads, so that a round trip takes what it took in the recorded boot */
  statement: { validate: 21.3, validate_allow_expired: 15.9, issue: 36 },
  requests: {
    'GET /v3': { begin: 11.5 },
    'GET /v3/auth/tokens': { begin: 8.5, end: 1.5 },
    'POST /v3/auth/tokens': { begin: 11.6 },
    'GET /v3/projects/{id}': { begin: 8.5, end: 1.5 },
  } satisfies RequestTimesTable,
} as const;

const GLANCE = {
  statement: 2.5,
  requests: {
    usual: { arrive: 7.3, end: 2.6 },
    'GET /v2/schemas/image': { arrive: 3, end: 2 },
    'POST /v2/images': { arrive: 8, end: 1.5 },
    'DELETE /v2/images/{id}': { arrive: 8, end: 1.5 },
  } satisfies RequestTimesTable,
} as const;

/** Round trips of the recorded boot, less what the statements take. */
const NEUTRON = {
  statement: 0.8,
  requests: {
    'GET /v2.0/networks': { arrive: 7.2, begin: 4.8, end: 33 },
    'GET /v2.0/networks/{id}': { arrive: 4.8, begin: 3.2, end: 31 },
    'GET /v2.0/quotas/{project}': { arrive: 3.36, begin: 2.24, end: 1.1 },
    'GET /v2.0/ports': { arrive: 6, begin: 4, end: 9 },
    'GET /v2.0/ports/{id}': { arrive: 6, begin: 4, end: 11 },
    'GET /v2.0/subnets': { arrive: 5.1, begin: 3.4, end: 12.5 },
    'GET /v2.0/security-groups': { arrive: 5.1, begin: 3.4, end: 14.5 },
    'GET /v2.0/floatingips': { arrive: 1.8, begin: 1.2, end: 2.7 },
    'POST /v2.0/ports/{id}/bindings': { arrive: 5.4, begin: 3.6, end: 6 },
    'PUT /v2.0/ports/{id}/bindings/{host}/activate': { arrive: 5.4, begin: 3.6, end: 3 },
    'GET /v2.0/extensions': { arrive: 4, begin: 3, end: 6 },
    'POST /v2.0/ports': { arrive: 5.4, begin: 3.6, end: 2.6 },
    'PUT /v2.0/ports/{id}': { arrive: 5.4, begin: 3.6, end: 1 },
    'DELETE /v2.0/ports/{id}': { arrive: 12.6, begin: 8.4, end: 2 },
  } satisfies RequestTimesTable,
  create_port: {
    reservation: 42,
    resource_delta: 0.9,
    attributes: 13,
    subnet: 24,
    address_pools: 26,
    address: 0.8,
    address_noted: 2.4,
    port_security: 1.8,
    security_group: 13.5,
    binding: 49,
    read_back: 21,
    tell_group: 2,
    release: 11,
    push: 19,
  },
  update_port: {
    read: 50,
    revision: 2,
    subnet: 27,
    attributes: 154,
    host: 1.6,
    read_back: 20,
    bind: 15,
    level: 2,
    push: 43,
  },
  /** the lab's stand-in for an L2 agent: a timer, then work; 549 ms from the binding to ACTIVE where nothing else is done */
  plug: { timer: 500, port: 37, commit: 10, push: 19 },
  /** of the recorded delete, a day on which neutron took 1.46 times what it took in the boot */
  delete_port: { read: 99, address: 21, tell_group: 2, push: 19 },
  notify_nova: { send: 8.5, send_after_wait: 14 },
} as const;

/** Of the recorded boot: from a request to its first statement, and from its last one to the answer. */
const PLACEMENT = {
  statement: 1,
  /** the eleven joins of `GET /allocation_candidates` */
  candidates_statement: 2,
  requests: {
    usual: { begin: 8.5, end: 1.5 },
    'GET /': { begin: 13 },
    'GET /allocation_candidates': { begin: 10, end: 2.4 },
    'GET /allocations/{uuid}': { begin: 8.5, end: 1.2 },
    'PUT /allocations/{uuid}': { begin: 7.5, end: 0.8 },
    'DELETE /allocations/{uuid}': { begin: 8.6, end: 0.9 },
  } satisfies RequestTimesTable,
} as const;

export const TIMING = {
  /** from the last statement of a transaction to its COMMIT, of every service */
  commit: 0.6,
  api: { ...NOVA_API, ...API_LIFE, ...API_MOVES },
  super_conductor: { ...SUPER_CONDUCTOR, ...SUPER_CONDUCTOR_LIFE, ...SUPER_CONDUCTOR_MOVES },
  cell_conductor: CELL_CONDUCTOR,
  scheduler: SCHEDULER,
  compute: { ...COMPUTE, ...COMPUTE_LIFE, ...COMPUTE_MOVES },
  keystone: KEYSTONE,
  glance: GLANCE,
  neutron: { ...NEUTRON, ...NEUTRON_MOVES },
  placement: PLACEMENT,
} as const;
