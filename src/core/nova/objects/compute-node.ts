/** The ComputeNode object 1.19 of a row (`nova/objects/compute_node.py`). */
import type { Json, JsonObject } from '../../base/json.ts';
import type { Cell, Row } from '../../trace/fact.ts';
import { asJson } from '../db.ts';
import { field, fieldsOf, softDeleteFields } from './columns.ts';
import { ovo } from './ovo.ts';

const NODE_FIELDS = [
  'id',
  'uuid',
  'service_id',
  'host',
  'vcpus',
  'memory_mb',
  'local_gb',
  'vcpus_used',
  'memory_mb_used',
  'local_gb_used',
  'hypervisor_type',
  'hypervisor_version',
  'hypervisor_hostname',
  'free_ram_mb',
  'free_disk_gb',
  'current_workload',
  'running_vms',
  'cpu_info',
  'disk_available_least',
  'metrics',
];
const NODE_TAIL = ['cpu_allocation_ratio', 'ram_allocation_ratio', 'disk_allocation_ratio', 'mapped'];

export const nodeObject = (row: Row): JsonObject =>
  ovo(
    'ComputeNode',
    {
      ...fieldsOf(row, NODE_FIELDS, new Set()),
      stats: asJson(row.stats) as Json,
      host_ip: field(row, 'host_ip'),
      numa_topology: field(row, 'numa_topology'),
      supported_hv_specs: hvSpecs(row.supported_instances ?? null),
      pci_device_pools: ovo('PciDevicePoolList', { objects: [] }, ['objects']),
      ...fieldsOf(row, NODE_TAIL, new Set()),
      ...softDeleteFields(row),
    },
    ['pci_device_pools'],
  );

function hvSpecs(cell: Cell): Json {
  const specs = (asJson(cell) ?? []) as readonly (readonly string[])[];
  return specs.map(([arch = '', hv_type = '', vm_mode = '']) =>
    ovo('HVSpec', { arch, hv_type, vm_mode }, ['arch', 'hv_type', 'vm_mode']),
  );
}
