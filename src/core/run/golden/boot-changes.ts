/**
 * What the recorded boot changed in Nova's and Placement's databases (recorded/boot/changes.json without heartbeats): rows
 * inserted, and columns of the rows updated. Data for tests.
 */
export const BOOT_CHANGES: {
  readonly [table: string]: { readonly inserted: number; readonly updated: readonly string[] };
} = {
  'nova_api.instance_mappings': { inserted: 1, updated: [] },
  'nova_api.request_specs': { inserted: 1, updated: [] },
  'nova_cell1.block_device_mapping': { inserted: 1, updated: [] },
  'nova_cell1.compute_nodes': {
    inserted: 0,
    updated: [
      'free_disk_gb',
      'free_ram_mb',
      'local_gb_used',
      'memory_mb_used',
      'running_vms',
      'stats',
      'updated_at',
      'vcpus_used',
    ],
  },
  'nova_cell1.instance_actions': { inserted: 1, updated: [] },
  'nova_cell1.instance_actions_events': { inserted: 1, updated: [] },
  'nova_cell1.instance_extra': { inserted: 1, updated: [] },
  'nova_cell1.instance_id_mappings': { inserted: 1, updated: [] },
  'nova_cell1.instance_info_caches': { inserted: 1, updated: [] },
  'nova_cell1.instance_system_metadata': { inserted: 8, updated: [] },
  'nova_cell1.instances': { inserted: 1, updated: [] },
  'nova_cell1.virtual_interfaces': { inserted: 1, updated: [] },
  'placement.allocations': { inserted: 3, updated: [] },
  'placement.consumers': { inserted: 1, updated: [] },
  'placement.resource_providers': { inserted: 0, updated: ['generation', 'updated_at'] },
};
