/**
 * What a compute makes of itself where nobody knows its host yet: its service record, its node, and its provider in
 * Placement. It stays unmapped until `discover_hosts` (`nova/service.py:_create_service_ref`,
 * `nova/compute/resource_tracker.py:_init_compute_node`, `nova/scheduler/client/report.py`).
 */
import { CodedError } from '../../../base/assert.ts';
import { isObject, type JsonObject, parseJson } from '../../../base/json.ts';
import { pythonJson } from '../../../rpc/python-json.ts';
import type { HttpAnswer, HttpRequest, Task } from '../../../service/effects.ts';
import { SAME_HOST } from '../../../words/drivers.ts';
import { askPlacement } from '../../ask-placement.ts';
import { textOf } from '../../context.ts';
import { numberOr, objectAt, text, textsAt } from '../../fields.ts';
import { type LiveObject, ovo, setFields } from '../../objects/ovo.ts';
import { pause, TIMING } from '../../timing/timing.ts';
import { TOPICS } from '../../words.ts';
import { classAction, objectAction } from '../conductor-api.ts';
import type { Compute } from '../state.ts';

const TIMES = TIMING.compute.first_start;

/** `SERVICE_VERSION` of Nova 26.2 */
const SERVICE_VERSION = 64;

export function* createService(compute: Compute, context: JsonObject): Task {
  const service: LiveObject = { name: 'Service', data: {}, changes: new Set() };
  setFields(service, {
    version: SERVICE_VERSION,
    host: compute.name,
    binary: 'nova-compute',
    topic: TOPICS.compute,
    report_count: 0,
  });
  yield* pause(compute.host, TIMES.service);
  yield* objectAction(compute, context, service, 'create');
  compute.service = service;
}

/** `reserved_host_memory_mb`, and the `initial_..._allocation_ratio` options of each resource. */
const RESERVED_MB = 512;
const RATIOS = { cpu: 16, ram: 1.5, disk: 1 } as const;

/** `nova/virt/fake.py:FakeDriver.get_available_resource` */
const FAKE_CPU = {
  arch: 'x86_64',
  model: 'Nehalem',
  vendor: 'Intel',
  features: ['pge', 'clflush'],
  topology: { cores: 1, threads: 1, sockets: 4 },
} as const;

/** Asked for by its name once more; of one that is nowhere a record is made. */
export function* createNode(compute: Compute, context: JsonObject): Task<LiveObject> {
  const { host, name } = compute;
  const { vcpus, memory_mb, local_gb } = compute.driver.row;
  yield* pause(host, TIMES.node);
  yield* findNode(compute, context);
  const node: LiveObject = { name: 'ComputeNode', data: {}, changes: new Set() };
  setFields(node, {
    host: name,
    stats: { failed_builds: '0' },
    cpu_allocation_ratio: RATIOS.cpu,
    disk_allocation_ratio: RATIOS.disk,
    ram_allocation_ratio: RATIOS.ram,
    vcpus,
    memory_mb,
    local_gb,
    vcpus_used: 0,
    memory_mb_used: 0,
    local_gb_used: 0,
    numa_topology: null,
    hypervisor_type: 'fake',
    hypervisor_version: 1000,
    hypervisor_hostname: name,
    disk_available_least: 0,
    host_ip: '127.0.0.1',
    cpu_info: pythonJson(FAKE_CPU),
    supported_hv_specs: [
      ovo('HVSpec', { arch: 'x86_64', hv_type: 'fake', vm_mode: 'hvm' }, ['arch', 'hv_type', 'vm_mode']),
    ],
  });
  yield* objectAction(compute, context, node, 'create');
  yield* pause(host, TIMES.devices);
  yield* classAction(compute, context, 'PciDeviceList.get_by_compute_node', [numberOr(node.data, 'id', 0)]);
  setFields(node, { pci_device_pools: ovo('PciDevicePoolList', { objects: [] }, ['objects']) });
  setFields(node, { metrics: '[]' });
  compute.isRegistered = false;
  return node;
}

/** Null: there is none, "If this is the first time this service is starting on this host, then you can ignore this warning." */
export function* findNode(compute: Compute, context: JsonObject): Task<JsonObject | null> {
  const { name } = compute;
  try {
    const found = yield* classAction(compute, context, 'ComputeNode.get_by_host_and_nodename', [name, name]);
    return isObject(found) ? found : null;
  } catch (error) {
    if (!(error instanceof CodedError) || error.code !== 'ComputeHostNotFound') throw error;
    return null;
  }
}

/**
 * `_ensure_resource_provider`: one that is there already is read whole (`_refresh_associations`). Errors: `CodedError`
 * `ResourceProviderCreationFailed`, those of `http`.
 */
export function* ensureProvider(compute: Compute, context: JsonObject): Task {
  const { uuid, name } = providerOf(compute);
  yield* pause(compute.host, TIMES.provider);
  const found = yield* ask(compute, context, 'placement 1.14', {
    method: 'GET',
    path: `/resource_providers?in_tree=${uuid}`,
  });
  const { resource_providers: known = [] } = (parseJson(found.body) ?? {}) as {
    readonly resource_providers?: readonly unknown[];
  };
  if (known.length > 0) {
    for (const [what, microversion] of ASSOCIATIONS) {
      yield* pause(compute.host, TIMES.known_traits);
      const reply = yield* ask(compute, context, microversion, {
        method: 'GET',
        path: `/resource_providers/${uuid}/${what}`,
      });
      if (what === 'traits') hold(compute, reply);
    }
    compute.knowsProvider = true;
    compute.refreshedAt = compute.host.now();
    return;
  }
  yield* pause(compute.host, TIMES.create_provider);
  const body = JSON.stringify({ uuid, name });
  const made = yield* ask(compute, context, 'placement 1.20', {
    method: 'POST',
    path: '/resource_providers',
    body,
  });
  compute.knowsProvider = made.status === 200;
  compute.refreshedAt = compute.host.now();
  if (compute.knowsProvider) return;
  throw new CodedError('ResourceProviderCreationFailed', `Failed to create resource provider ${name}`);
}

/** What Placement answered of the provider's traits, as the cached tree keeps it. */
export function hold(compute: Compute, { status, body }: HttpAnswer): void {
  if (status !== 200) return;
  const held = objectAt([parseJson(body)], 0);
  const traits = textsAt(held, 'traits');
  compute.provider = { traits, generation: numberOr(held, 'resource_provider_generation', 0) };
  compute.isMarkedDisabled = traits.includes(DISABLED);
}

export const DISABLED = 'COMPUTE_STATUS_DISABLED';

const ASSOCIATIONS = [
  ['inventories', null],
  ['aggregates', 'placement 1.19'],
  ['traits', 'placement 1.6'],
] as const;

/** Of the driver's capabilities those traits that there are here (`nova/virt/driver.py:CAPABILITY_TRAITS_MAP`). */
const TRAITS: readonly string[] = [
  ...['COMPUTE_ACCELERATORS', 'COMPUTE_DEVICE_TAGGING', 'COMPUTE_IMAGE_TYPE_RAW'],
  ...['COMPUTE_NET_ATTACH_INTERFACE', 'COMPUTE_NODE', 'COMPUTE_TRUSTED_CERTS'],
  ...['COMPUTE_VOLUME_ATTACH_WITH_TAG', 'COMPUTE_VOLUME_EXTEND', 'COMPUTE_VOLUME_MULTI_ATTACH'],
];

/** What the host has, what it can do, and whether it is disabled. */
export function* reportProvider(compute: Compute, context: JsonObject, isDisabled: boolean): Task {
  const { host } = compute;
  const { uuid } = providerOf(compute);
  const { vcpus, memory_mb, local_gb } = compute.driver.row;
  const inventory = (total: number, reserved: number, allocation_ratio: number): JsonObject => ({
    total,
    min_unit: 1,
    max_unit: total,
    step_size: 1,
    allocation_ratio,
    reserved,
  });
  const inventories = {
    VCPU: inventory(vcpus, 0, RATIOS.cpu),
    MEMORY_MB: inventory(memory_mb, RESERVED_MB, RATIOS.ram),
    DISK_GB: inventory(local_gb, 0, RATIOS.disk),
  };
  const able = compute.driver.row.same_host_resize ? [...TRAITS, SAME_HOST] : TRAITS;
  const traits = isDisabled ? [...able, DISABLED] : able;
  const path = `/resource_providers/${uuid}`;
  yield* pause(host, TIMES.inventories);
  const stored = yield* ask(compute, context, 'placement 1.26', {
    method: 'PUT',
    path: `${path}/inventories`,
    body: JSON.stringify({ resource_provider_generation: 0, inventories }),
  });
  const generation = numberOr(
    (parseJson(stored.body) ?? {}) as JsonObject,
    'resource_provider_generation',
    1,
  );
  yield* pause(host, TIMES.known_traits);
  yield* ask(compute, context, 'placement 1.6', {
    method: 'GET',
    path: `/traits?name=in:${traits.join(',')}`,
  });
  yield* pause(host, TIMES.traits);
  const body = JSON.stringify({ resource_provider_generation: generation, traits });
  hold(
    compute,
    yield* ask(compute, context, 'placement 1.6', { method: 'PUT', path: `${path}/traits`, body }),
  );
  compute.isRegistered = true;
}

function providerOf({ name, node }: Compute): { readonly uuid: string; readonly name: string } {
  if (!node) throw new CodedError('ComputeHostNotFound', `Compute host ${name} could not be found.`);
  return { uuid: text(node.object.data, 'uuid'), name };
}

const ask = (
  { host }: Compute,
  context: JsonObject,
  microversion: string | null,
  request: Pick<HttpRequest, 'method' | 'path' | 'body'>,
): Task<HttpAnswer> =>
  askPlacement(host, {
    ...(microversion === null ? {} : { microversion }),
    globalRequestId: textOf(context, 'request_id'),
    ...request,
  });
