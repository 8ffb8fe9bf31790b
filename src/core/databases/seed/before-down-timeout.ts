/**
 * What the databases held before the recorded boot whose call to the scheduler timed out, and did not before the boot that
 * waited 20 s for the scheduler: the server of the latter.
 */
import { json, type SeedChange } from './part.ts';

export const BEFORE_DOWN_TIMEOUT: SeedChange = {
  changed: {
    'nova_cell0.services': [
      {
        updated_at: '2026-11-22 07:22:11', id: 2, report_count: 81, last_seen_up: '2026-11-22 07:22:11',
      },
      {
        updated_at: '2026-11-22 07:22:13', id: 3, report_count: 79, last_seen_up: '2026-11-22 07:22:13',
      },
    ],
    'nova_cell1.compute_nodes': [
      {
        updated_at: '2026-11-22 07:22:03', id: 1, vcpus_used: 2, memory_mb_used: 1536, local_gb_used: 2,
        free_ram_mb: 6656, free_disk_gb: 1026, running_vms: 2,
        stats: json({ failed_builds: '0', num_instances: '2', num_vm_active: '2', num_task_None: '2',
          num_os_type_None: '2', num_proj_24f00583e1234ad48e94c2e55568b464: '2', io_workload: '0' }),
      },
    ],
    'nova_cell1.services': [
      {
        updated_at: '2026-11-22 07:22:12', id: 1, report_count: 79, last_seen_up: '2026-11-22 07:22:12',
      },
      {
        updated_at: '2026-11-22 07:22:11', id: 2, report_count: 75, last_seen_up: '2026-11-22 07:22:11',
      },
      {
        updated_at: '2026-11-22 07:22:11', id: 3, report_count: 74, last_seen_up: '2026-11-22 07:22:11',
      },
    ],
    'placement.resource_providers': [
      {
        updated_at: '2026-11-22 07:21:38', id: 1, generation: 8,
      },
    ],
  },
  added: {
    'nova_api.instance_mappings': [
      {
        created_at: '2026-11-22 07:21:17', updated_at: '2026-11-22 07:21:38', id: 6,
        instance_uuid: 'bec7e10d-e392-44e0-81c4-43c784fb7f51', cell_id: 2,
        project_id: '24f00583e1234ad48e94c2e55568b464', queued_for_delete: 0,
        user_id: 'ea6d1f65520f4ffab8501cf2ab9d1a89',
      },
    ],
    'nova_api.request_specs': [
      {
        created_at: '2026-11-22 07:21:17', updated_at: null, id: 6,
        instance_uuid: 'bec7e10d-e392-44e0-81c4-43c784fb7f51',
        spec: json({ 'nova_object.name': 'RequestSpec', 'nova_object.namespace': 'nova',
          'nova_object.version': '1.14', 'nova_object.data': { image: { 'nova_object.name': 'ImageMeta',
          'nova_object.namespace': 'nova', 'nova_object.version': '1.8',
          'nova_object.data': { id: '4cb95f07-8e82-49ee-b99d-66d69d87be87', name: 'cirros',
          status: 'active', checksum: '0f343b0931126a20f133d67c2b018a3b',
          owner: '5d0a3d7bfa8a43c89dd13801f53963ce', size: 1024, container_format: 'bare',
          disk_format: 'raw', created_at: '2026-11-22T07:08:04Z', updated_at: '2026-11-22T07:08:04Z',
          min_ram: 0, min_disk: 0, properties: { 'nova_object.name': 'ImageMetaProps',
          'nova_object.namespace': 'nova', 'nova_object.version': '1.34', 'nova_object.data': {} } },
          'nova_object.changes': ['created_at', 'min_disk', 'disk_format', 'name', 'properties',
          'updated_at', 'checksum', 'min_ram', 'id', 'status', 'size', 'owner', 'container_format'] },
          numa_topology: null, pci_requests: { 'nova_object.name': 'InstancePCIRequests',
          'nova_object.namespace': 'nova', 'nova_object.version': '1.1',
          'nova_object.data': { requests: [] }, 'nova_object.changes': ['requests'] },
          project_id: '24f00583e1234ad48e94c2e55568b464', user_id: 'ea6d1f65520f4ffab8501cf2ab9d1a89',
          availability_zone: null, flavor: { 'nova_object.name': 'Flavor', 'nova_object.namespace': 'nova',
          'nova_object.version': '1.2', 'nova_object.data': { id: 1, name: 'm1.tiny', memory_mb: 512,
          vcpus: 1, root_gb: 1, ephemeral_gb: 0, flavorid: '1', swap: 0, rxtx_factor: 1, vcpu_weight: 0,
          disabled: false, is_public: true, extra_specs: {}, description: null,
          created_at: '2026-11-22T07:08:06Z', updated_at: null, deleted_at: null, deleted: false } },
          num_instances: 1, ignore_hosts: null, force_hosts: null, force_nodes: null,
          requested_destination: null, retry: null, limits: { 'nova_object.name': 'SchedulerLimits',
          'nova_object.namespace': 'nova', 'nova_object.version': '1.0',
          'nova_object.data': { numa_topology: null, vcpu: null, disk_gb: null, memory_mb: null },
          'nova_object.changes': ['numa_topology', 'disk_gb', 'vcpu', 'memory_mb'] }, instance_group: null,
          scheduler_hints: {}, instance_uuid: 'bec7e10d-e392-44e0-81c4-43c784fb7f51',
          security_groups: { 'nova_object.name': 'SecurityGroupList', 'nova_object.namespace': 'nova',
          'nova_object.version': '1.1',
          'nova_object.data': { objects: [{ 'nova_object.name': 'SecurityGroup',
          'nova_object.namespace': 'nova', 'nova_object.version': '1.2',
          'nova_object.data': { name: 'default' }, 'nova_object.changes': ['name'] }] },
          'nova_object.changes': ['objects'] }, is_bfv: false, requested_resources: [] },
          'nova_object.changes': ['availability_zone', 'limits', 'numa_topology', 'num_instances',
          'scheduler_hints', 'project_id', 'user_id', 'image', 'retry', 'requested_resources',
          'ignore_hosts', 'force_nodes', 'requested_destination', 'force_hosts', 'instance_uuid',
          'pci_requests', 'security_groups', 'instance_group', 'flavor', 'is_bfv'] }),
      },
    ],
    'nova_cell1.block_device_mapping': [
      {
        created_at: '2026-11-22 07:21:38', updated_at: '2026-11-22 07:21:38', deleted_at: null, id: 6,
        device_name: '/dev/sda', delete_on_termination: 1, snapshot_id: null, volume_id: null,
        volume_size: null, no_device: 0, connection_info: null,
        instance_uuid: 'bec7e10d-e392-44e0-81c4-43c784fb7f51', deleted: 0, source_type: 'image',
        destination_type: 'local', guest_format: null, device_type: 'disk', disk_bus: null, boot_index: 0,
        image_id: '4cb95f07-8e82-49ee-b99d-66d69d87be87', tag: null, attachment_id: null,
        uuid: '36b3b810-845b-4e82-8f5a-6f3d427b4df3', volume_type: null, encrypted: 0,
        encryption_secret_uuid: null, encryption_format: null, encryption_options: null,
      },
    ],
    'nova_cell1.instances': [
      {
        created_at: '2026-11-22 07:21:17', updated_at: '2026-11-22 07:21:39', deleted_at: null, id: 6,
        internal_id: null, user_id: 'ea6d1f65520f4ffab8501cf2ab9d1a89',
        project_id: '24f00583e1234ad48e94c2e55568b464', image_ref: '4cb95f07-8e82-49ee-b99d-66d69d87be87',
        kernel_id: '', ramdisk_id: '', launch_index: 0, key_name: null, key_data: null, power_state: 1,
        vm_state: 'active', memory_mb: 512, vcpus: 1, hostname: 'vm-wait', host: 'cpu2', user_data: null,
        reservation_id: 'r-bbed0jx2', launched_at: '2026-11-22 07:21:39', terminated_at: null,
        display_name: 'vm-wait', display_description: null, availability_zone: 'nova', locked: 0,
        os_type: null, launched_on: 'cpu2', instance_type_id: 1, vm_mode: null,
        uuid: 'bec7e10d-e392-44e0-81c4-43c784fb7f51', architecture: null, root_device_name: '/dev/sda',
        access_ip_v4: null, access_ip_v6: null, config_drive: '', task_state: null,
        default_ephemeral_device: null, default_swap_device: null, progress: 0, auto_disk_config: 0,
        shutdown_terminate: 0, disable_terminate: 0, root_gb: 1, ephemeral_gb: 0, cell_name: null,
        node: 'cpu2', deleted: 0, locked_by: null, cleaned: 0, ephemeral_key_uuid: null, hidden: 0,
      },
    ],
    'nova_cell1.instance_actions': [
      {
        created_at: '2026-11-22 07:21:38', updated_at: '2026-11-22 07:21:39', deleted_at: null, id: 9,
        action: 'create', instance_uuid: 'bec7e10d-e392-44e0-81c4-43c784fb7f51',
        request_id: 'req-07b77dcc-7678-49de-a8e2-b6f34c4b0731', user_id: 'ea6d1f65520f4ffab8501cf2ab9d1a89',
        project_id: '24f00583e1234ad48e94c2e55568b464', start_time: '2026-11-22 07:21:16',
        finish_time: null, message: null, deleted: 0,
      },
    ],
    'nova_cell1.instance_actions_events': [
      {
        created_at: '2026-11-22 07:21:38', updated_at: '2026-11-22 07:21:39', deleted_at: null, id: 13,
        event: 'compute__do_build_and_run_instance', action_id: 9, start_time: '2026-11-22 07:21:38',
        finish_time: '2026-11-22 07:21:39', result: 'Success', traceback: null, deleted: 0, host: 'cpu2',
        details: null,
      },
    ],
    'nova_cell1.instance_extra': [
      {
        created_at: '2026-11-22 07:21:38', updated_at: '2026-11-22 07:21:39', deleted_at: null, deleted: 0,
        id: 6, instance_uuid: 'bec7e10d-e392-44e0-81c4-43c784fb7f51', numa_topology: null,
        pci_requests: json([]),
        flavor: json({ cur: { 'nova_object.name': 'Flavor', 'nova_object.namespace': 'nova',
          'nova_object.version': '1.2', 'nova_object.data': { id: 1, name: 'm1.tiny', memory_mb: 512,
          vcpus: 1, root_gb: 1, ephemeral_gb: 0, flavorid: '1', swap: 0, rxtx_factor: 1, vcpu_weight: 0,
          disabled: false, is_public: true, extra_specs: {}, description: null,
          created_at: '2026-11-22T07:08:06Z', updated_at: null, deleted_at: null, deleted: false } },
          old: null, new: null }),
        vcpu_model: null, migration_context: null,
        keypairs: json({ 'nova_object.name': 'KeyPairList', 'nova_object.namespace': 'nova',
          'nova_object.version': '1.3', 'nova_object.data': { objects: [] } }),
        device_metadata: null, trusted_certs: null, vpmems: null, resources: null,
      },
    ],
    'nova_cell1.instance_id_mappings': [
      {
        created_at: '2026-11-22 07:21:38', updated_at: null, deleted_at: null, id: 6,
        uuid: 'bec7e10d-e392-44e0-81c4-43c784fb7f51', deleted: 0,
      },
    ],
    'nova_cell1.instance_info_caches': [
      {
        created_at: '2026-11-22 07:21:38', updated_at: '2026-11-22 07:21:39', deleted_at: null, id: 6,
        network_info: json([{ id: 'a40de825-002a-4d42-b701-c7b725e4c191', address: 'fa:16:3e:d6:b3:2f',
          network: { id: 'cd348bd8-8ac4-4e27-a683-a64843006118', bridge: 'br-int', label: 'private',
          subnets: [{ cidr: '10.0.0.0/24', dns: [], gateway: { address: '10.0.0.1', type: 'gateway',
          version: 4, meta: {} }, ips: [{ address: '10.0.0.208', type: 'fixed', version: 4, meta: {},
          floating_ips: [] }], routes: [], version: 4, meta: {} }], meta: { injected: false,
          tenant_id: '24f00583e1234ad48e94c2e55568b464', mtu: 1500, physical_network: null,
          tunneled: false } }, type: 'ovs', details: { port_filter: true,
          bound_drivers: { '0': 'labbind' } }, devname: 'tapa40de825-00',
          ovs_interfaceid: 'a40de825-002a-4d42-b701-c7b725e4c191', qbh_params: null, qbg_params: null,
          active: false, vnic_type: 'normal', profile: {}, preserve_on_delete: false, delegate_create: true,
          meta: {} }]),
        instance_uuid: 'bec7e10d-e392-44e0-81c4-43c784fb7f51', deleted: 0,
      },
    ],
    'nova_cell1.instance_system_metadata': [
      {
        created_at: '2026-11-22 07:21:38', updated_at: null, deleted_at: null, id: 43,
        instance_uuid: 'bec7e10d-e392-44e0-81c4-43c784fb7f51', key: 'image_min_ram', value: '0', deleted: 0,
      },
      {
        created_at: '2026-11-22 07:21:38', updated_at: null, deleted_at: null, id: 44,
        instance_uuid: 'bec7e10d-e392-44e0-81c4-43c784fb7f51', key: 'image_min_disk', value: '1',
        deleted: 0,
      },
      {
        created_at: '2026-11-22 07:21:38', updated_at: null, deleted_at: null, id: 45,
        instance_uuid: 'bec7e10d-e392-44e0-81c4-43c784fb7f51', key: 'image_disk_format', value: 'raw',
        deleted: 0,
      },
      {
        created_at: '2026-11-22 07:21:38', updated_at: null, deleted_at: null, id: 46,
        instance_uuid: 'bec7e10d-e392-44e0-81c4-43c784fb7f51', key: 'image_container_format', value: 'bare',
        deleted: 0,
      },
      {
        created_at: '2026-11-22 07:21:38', updated_at: null, deleted_at: null, id: 47,
        instance_uuid: 'bec7e10d-e392-44e0-81c4-43c784fb7f51', key: 'image_base_image_ref',
        value: '4cb95f07-8e82-49ee-b99d-66d69d87be87', deleted: 0,
      },
      {
        created_at: '2026-11-22 07:21:38', updated_at: null, deleted_at: null, id: 48,
        instance_uuid: 'bec7e10d-e392-44e0-81c4-43c784fb7f51', key: 'owner_user_name', value: 'demo',
        deleted: 0,
      },
      {
        created_at: '2026-11-22 07:21:38', updated_at: null, deleted_at: null, id: 49,
        instance_uuid: 'bec7e10d-e392-44e0-81c4-43c784fb7f51', key: 'owner_project_name', value: 'demo',
        deleted: 0,
      },
      {
        created_at: '2026-11-22 07:21:38', updated_at: null, deleted_at: null, id: 50,
        instance_uuid: 'bec7e10d-e392-44e0-81c4-43c784fb7f51', key: 'boot_roles', value: 'reader,member',
        deleted: 0,
      },
    ],
    'nova_cell1.virtual_interfaces': [
      {
        created_at: '2026-11-22 07:21:39', updated_at: null, deleted_at: null, id: 6,
        address: 'fa:16:3e:d6:b3:2f/a40de825-002a-4d42-b701-c7b725e4c191', network_id: null,
        uuid: 'a40de825-002a-4d42-b701-c7b725e4c191', instance_uuid: 'bec7e10d-e392-44e0-81c4-43c784fb7f51',
        deleted: 0, tag: null,
      },
    ],
    'placement.allocations': [
      {
        created_at: '2026-11-22 07:21:38', updated_at: null, id: 22, resource_provider_id: 1,
        consumer_id: 'bec7e10d-e392-44e0-81c4-43c784fb7f51', resource_class_id: 2, used: 1,
      },
      {
        created_at: '2026-11-22 07:21:38', updated_at: null, id: 23, resource_provider_id: 1,
        consumer_id: 'bec7e10d-e392-44e0-81c4-43c784fb7f51', resource_class_id: 1, used: 512,
      },
      {
        created_at: '2026-11-22 07:21:38', updated_at: null, id: 24, resource_provider_id: 1,
        consumer_id: 'bec7e10d-e392-44e0-81c4-43c784fb7f51', resource_class_id: 0, used: 1,
      },
    ],
    'placement.consumers': [
      {
        created_at: '2026-11-22 07:21:38', updated_at: '2026-11-22 07:21:38', id: 8,
        uuid: 'bec7e10d-e392-44e0-81c4-43c784fb7f51', project_id: 1, user_id: 1, generation: 1,
        consumer_type_id: null,
      },
    ],
    'neutron.ipallocations': [
      {
        port_id: 'a40de825-002a-4d42-b701-c7b725e4c191', ip_address: '10.0.0.208',
        subnet_id: '21dc4e42-ebd1-415c-9b72-12aae6779216',
        network_id: 'cd348bd8-8ac4-4e27-a683-a64843006118',
      },
    ],
    'neutron.ipamallocations': [
      {
        ip_address: '10.0.0.208', status: 'ALLOCATED',
        ipam_subnet_id: '8c8f8c30-c079-409f-af4d-a287a98e3831',
      },
    ],
    'neutron.ml2_port_bindings': [
      {
        port_id: 'a40de825-002a-4d42-b701-c7b725e4c191', host: 'cpu2', vif_type: 'ovs', vnic_type: 'normal',
        profile: '', vif_details: json({ port_filter: true }), status: 'ACTIVE',
      },
    ],
    'neutron.ml2_port_binding_levels': [
      {
        port_id: 'a40de825-002a-4d42-b701-c7b725e4c191', host: 'cpu2', level: 0, driver: 'labbind',
        segment_id: '09a334f4-784c-41c0-9b42-2c9ddc2f12f8',
      },
    ],
    'neutron.ports': [
      {
        project_id: '24f00583e1234ad48e94c2e55568b464', id: 'a40de825-002a-4d42-b701-c7b725e4c191',
        name: '', network_id: 'cd348bd8-8ac4-4e27-a683-a64843006118', mac_address: 'fa:16:3e:d6:b3:2f',
        admin_state_up: 1, status: 'ACTIVE', device_id: 'bec7e10d-e392-44e0-81c4-43c784fb7f51',
        device_owner: 'compute:nova', standard_attr_id: 19, ip_allocation: 'immediate',
      },
    ],
    'neutron.portsecuritybindings': [
      {
        port_id: 'a40de825-002a-4d42-b701-c7b725e4c191', port_security_enabled: 1,
      },
    ],
    'neutron.securitygroupportbindings': [
      {
        port_id: 'a40de825-002a-4d42-b701-c7b725e4c191',
        security_group_id: '5fc5a25c-3c57-41a1-a621-b368fe1eb12a',
      },
    ],
    // not recorded: ours, with the id that the port names
    'neutron.standardattributes': [
      {
        id: 19, resource_type: 'ports', description: '', revision_number: 4,
        created_at: '2026-11-22 07:21:38', updated_at: '2026-11-22 07:21:40',
      },
    ],
  },
};
