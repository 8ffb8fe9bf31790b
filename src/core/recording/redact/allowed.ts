/**
 * What of a recording is kept, by the name of the field: everything that is not listed here is hidden. One table for message
 * bodies, rows and parameters of statements, since the fields of Nova's objects are the columns of its tables.
 *
 * Sources of the names: `recorded/*`, oslo.messaging `_drivers/common.py`, nova/objects, the schemas of nova and placement.
 */

/** What a kept value must look like; one that looks otherwise is hidden under its name. */
export const SHAPES = {
  /** an id that joins facts: a uuid or a small number */
  id: /^([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|\d{1,12})$/,
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
  request: /^req-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/,
  /** also as the text of a number, as statements have it */
  count: /^-?\d{1,15}(\.\d{1,9})?$/,
  time: /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:\d\d)?$/,
  /** a word of the program's own: a state, a kind, a result */
  state: /^[A-Za-z][a-z_-]{0,39}$|^[A-Z_]{1,40}$/,
  /** `object_action`, `Instance.save`, `compute.instance.create.end`, `compute__do_build_and_run_instance` */
  name: /^[A-Za-z_][A-Za-z_-]{0,63}(\.[A-Za-z_][A-Za-z_-]{0,63}){0,7}$/,
  /** a class: `Instance`, `PciDevicePoolList`, `NoValidHost_Remote` */
  class: /^[A-Z][A-Za-z]{0,63}(_Remote)?$/,
  version: /^\d{1,4}(\.\d{1,4}){0,3}$/,
  host: /^[A-Za-z0-9][A-Za-z0-9_-]{0,62}(\.[A-Za-z0-9_-]{1,63}){0,8}$/,
  device: /^\/dev\/[a-z]{2,5}\d{0,3}$/,
  owner: /^[a-z]{1,20}:[a-z_]{0,20}$/,
  program: /^(nova|neutron|cinder|glance|placement|heat|keystone|ironic)-[a-z_]{1,24}$/,
} as const;

export type LookName = keyof typeof SHAPES;

/**
 * `rename` = ids that say nothing by themselves: another one of the same look stands for each, the same for the same one in all
 * files of an import; `into` = what stands inside is read by this table; `names` = a list of field names; `versions` = versions by
 * class; `hide` = never kept, though its own name is.
 */
export type FieldRule = LookName | 'rename' | 'into' | 'names' | 'versions' | 'hide';

const LISTS: { readonly [R in FieldRule]?: string } = {
  id: 'id flavorid flavor_id service_id cell_id action_id instance_type_id old_instance_type_id new_instance_type_id resource_class_id resource_provider_id provider_id consumer_type_id standard_attr_id instance_id migration_id security_group_id segment_id root_provider_id parent_provider_id aggregate_id',
  uuid: 'uuid instance_uuid instance_uuids image_ref image_id base_image_ref network_id port_id device_id subnet_id ipam_subnet_id consumer_id volume_id snapshot_id migration_uuid attachment_id group_uuid compute_uuid resource_provider_uuid consumer_uuid cell_uuid network_uuid vif_uuid',
  request: '_context_request_id _context_global_request_id request_id global_request_id',
  count:
    'deleted vcpus memory_mb root_gb ephemeral_gb swap disk_gb used total reserved generation min_unit max_unit step_size allocation_ratio vcpus_used memory_mb_used local_gb local_gb_used free_ram_mb free_disk_gb running_vms current_workload disk_available_least hypervisor_version cpu_allocation_ratio ram_allocation_ratio disk_allocation_ratio launch_index progress power_state locked cleaned hidden report_count disabled forced_down mapped queued_for_delete num_instances min_count max_count num_attempts revision_number level in_use admin_state_up port_security_enabled delete_on_termination no_device volume_size is_public hard_limit rxtx_factor vcpu_weight auto_disk_config shutdown_terminate disable_terminate boot_index deferred_delete cross_cell_move ending is_bfv alternates return_objects return_alternates clean_shutdown on_shared_storage recreate',
  time: 'created_at updated_at deleted_at launched_at terminated_at last_seen_up start_time finish_time timestamp _context_timestamp scheduled_at expiration',
  state:
    'vm_state task_state old_vm_state old_task_state expected_task_state status result source_type destination_type device_type disk_bus guest_format vif_type vnic_type topic hypervisor_type migration_type priority _context_read_deleted reboot_type ip_allocation resource_type',
  name: 'method namespace objmethod event action event_type nova_object.namespace versioned_object.namespace module',
  class: 'objname class nova_object.name versioned_object.name',
  version: 'version oslo.version nova_object.version versioned_object.version objver object_version',
  host: 'host node hypervisor_hostname nodename service_host source_host dest_host dest source_compute dest_compute source_node dest_node launched_on',
  device: 'device_name root_device_name mountpoint',
  owner: 'device_owner',
  program: 'binary source_binary',
  rename:
    '_unique_id _msg_id message_id unique_id msg_id _reply_q reply_q project_id user_id tenant_id _context_project_id _context_user_id _context_project _context_user _context_tenant',
  into: 'args kwargs spec_obj objinst nova_object.data versioned_object.data objects instance instances build_requests request_spec request_specs filter_properties limits selection selections events resource_list payload migration migrations flavor old_flavor new_flavor host_lists service services instance_mapping compute_node bdms block_device_mapping',
  names: 'nova_object.changes obj_what_changed versioned_object.changes',
  versions: 'object_versions version_manifest',
  hide: '_context_auth_token _context_service_catalog _context_remote_address _context_user_name _context_project_name _context_user_identity _context_roles _context_domain _context_user_domain _context_project_domain _context_system_scope _context_quota_class _context_resource_uuid _context_is_admin _context_is_admin_project _context_read_only _context_show_deleted _context_trace_info _context_user_domain_id _context_project_domain_id _context_domain_id trace_info auth_token service_catalog admin_password adminPass admin_pass new_pass password injected_files user_data key_data key_name keypairs system_metadata metadata connection_info migrate_data config_drive display_name display_description hostname name description message tb traceback details fault network_info info_cache image image_meta requested_networks security_groups ip_address fixed_ip mac_address address value key spec block_device_mappings tags pci_requests numa_topology device_metadata trusted_certs vcpu_model availability_zone transport_url database_connection cpu_info metrics stats extra_resources supported_instances pci_stats pci_device_pools supported_hv_specs host_ip disabled_reason access_ip_v4 access_ip_v6 accel_uuids ephemeral_key_uuid context scheduler_hints reason resources retry',
};

/** By field name: a dictionary that a file's own keys may be asked in. */
export const RULES: ReadonlyMap<string, FieldRule> = new Map(
  (Object.entries(LISTS) as [FieldRule, string][]).flatMap(([rule, names]) =>
    names.split(' ').map((name) => [name, rule] as const),
  ),
);

/** `true`, `false` and `null` say nothing of anybody: they stay under every name that is listed and not hidden. */
export const fitsShape = (shape: LookName, value: string | number): boolean =>
  typeof value === 'number'
    ? Number.isFinite(value) && Math.abs(value) < (LARGEST[shape] ?? 0)
    : SHAPES[shape].test(value);

/** Of numbers: as many digits as their texts may have. */
const LARGEST: { readonly [L in LookName]?: number } = { count: 1e15, id: 1e12, version: 1e4 };

/** Seconds of a time limit: whole, and no more than somebody waits. */
export const isSeconds = (value: unknown): boolean =>
  Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= 1e9;
