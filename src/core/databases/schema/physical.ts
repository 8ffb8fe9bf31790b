/**
 * Tables that stand in a real database beside those of the models: archive targets (`shadow_*`) and tables that Nova no
 * longer uses. Names only. Source: the alembic revisions of the later release.
 */
export const PHYSICAL_ONLY: { readonly [schema: string]: { readonly dead: readonly string[]; readonly shadow: readonly string[] } } = {
  nova_api: {
    dead: [
      'allocations', 'consumers', 'inventories', 'placement_aggregates', 'projects', 'resource_classes',
      'resource_provider_aggregates', 'resource_provider_traits', 'resource_providers', 'traits', 'users',
    ],
    shadow: [],
  },
  nova_cell: {
    dead: [
      'agent_builds', 'aggregate_hosts', 'aggregate_metadata', 'aggregates', 'allocations', 'bw_usage_cache',
      'cells', 'console_pools', 'consoles', 'dns_domains', 'fixed_ips', 'floating_ips',
      'instance_group_member', 'instance_group_policy', 'instance_groups', 'instance_type_extra_specs',
      'instance_type_projects', 'instance_types', 'inventories', 'key_pairs', 'networks', 'provider_fw_rules',
      'resource_provider_aggregates', 'resource_providers', 'security_group_default_rules',
      'snapshot_id_mappings', 'snapshots', 'volume_id_mappings',
    ],
    shadow: [
      'shadow_agent_builds', 'shadow_aggregate_hosts', 'shadow_aggregate_metadata', 'shadow_aggregates',
      'shadow_block_device_mapping', 'shadow_bw_usage_cache', 'shadow_cells', 'shadow_certificates',
      'shadow_compute_nodes', 'shadow_console_pools', 'shadow_consoles', 'shadow_dns_domains',
      'shadow_fixed_ips', 'shadow_floating_ips', 'shadow_instance_actions', 'shadow_instance_actions_events',
      'shadow_instance_extra', 'shadow_instance_faults', 'shadow_instance_group_member',
      'shadow_instance_group_policy', 'shadow_instance_groups', 'shadow_instance_id_mappings',
      'shadow_instance_info_caches', 'shadow_instance_metadata', 'shadow_instance_system_metadata',
      'shadow_instance_type_extra_specs', 'shadow_instance_type_projects', 'shadow_instance_types',
      'shadow_instances', 'shadow_key_pairs', 'shadow_migrations', 'shadow_networks', 'shadow_pci_devices',
      'shadow_project_user_quotas', 'shadow_provider_fw_rules', 'shadow_quota_classes', 'shadow_quota_usages',
      'shadow_quotas', 'shadow_reservations', 'shadow_s3_images', 'shadow_security_group_default_rules',
      'shadow_security_group_instance_association', 'shadow_security_group_rules', 'shadow_security_groups',
      'shadow_services', 'shadow_snapshot_id_mappings', 'shadow_snapshots', 'shadow_task_log',
      'shadow_virtual_interfaces', 'shadow_volume_id_mappings', 'shadow_volume_usage_cache',
    ],
  },
  placement: {
    dead: [],
    shadow: [],
  },
};
