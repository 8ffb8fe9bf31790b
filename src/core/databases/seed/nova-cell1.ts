/**
 * Rows of nova_cell1 before the boot, as recorded: two compute hosts with one server each.
 */
import { json, type SeedPart } from './part.ts';

export const NOVA_CELL1_ROWS: SeedPart = {
  shared: {
    'nova_cell1.s3_images': [
      {
        created_at: '2026-11-22 07:09:44', updated_at: null, deleted_at: null, id: 1,
        uuid: '4cb95f07-8e82-49ee-b99d-66d69d87be87', deleted: 0,
      },
    ],
    'nova_cell1.security_groups': [
      {
        created_at: '2026-11-22 07:09:43', updated_at: null, deleted_at: null, id: 1, name: 'default',
        description: 'default', user_id: 'ea6d1f65520f4ffab8501cf2ab9d1a89',
        project_id: '24f00583e1234ad48e94c2e55568b464', deleted: 0,
      },
    ],
    'nova_cell1.services': [
      {
        created_at: '2026-11-22 07:08:46', updated_at: '2026-11-22 07:16:52', deleted_at: null, id: 1,
        host: 'cell1ctl', binary: 'nova-conductor', topic: 'conductor', report_count: 47, disabled: 0,
        deleted: 0, disabled_reason: null, last_seen_up: '2026-11-22 07:16:52', forced_down: 0, version: 64,
        uuid: '6cb57ab5-2c56-447b-bc8f-421fef893c16',
      },
    ],
  },
  hosts: {
    cpu1: {
      'nova_cell1.block_device_mapping': [
        {
          created_at: '2026-11-22 07:16:41', updated_at: '2026-11-22 07:16:41', deleted_at: null, id: 2,
          device_name: '/dev/sda', delete_on_termination: 1, snapshot_id: null, volume_id: null,
          volume_size: null, no_device: 0, connection_info: null,
          instance_uuid: '902e519f-508b-4c25-b709-c5d7d869f6d0', deleted: 0, source_type: 'image',
          destination_type: 'local', guest_format: null, device_type: 'disk', disk_bus: null, boot_index: 0,
          image_id: '4cb95f07-8e82-49ee-b99d-66d69d87be87', tag: null, attachment_id: null,
          uuid: 'c9506501-5149-4f7e-8769-0f070c1ec976', volume_type: null, encrypted: 0,
          encryption_secret_uuid: null, encryption_format: null, encryption_options: null,
        },
      ],
      'nova_cell1.compute_nodes': [
        {
          created_at: '2026-11-22 07:08:54', updated_at: '2026-11-22 07:16:53', deleted_at: null, id: 2,
          service_id: null, vcpus: 10, memory_mb: 8192, local_gb: 1028, vcpus_used: 1, memory_mb_used: 1024,
          local_gb_used: 1, hypervisor_type: 'fake', hypervisor_version: 1000,
          cpu_info: json({
            arch: 'x86_64', model: 'Nehalem', vendor: 'Intel', features: ['pge', 'clflush'],
            topology: { cores: 1, threads: 1, sockets: 4 },
          }),
          disk_available_least: 0, free_ram_mb: 7168, free_disk_gb: 1027, current_workload: 0,
          running_vms: 1, hypervisor_hostname: 'cpu1', deleted: 0, host_ip: '127.0.0.1',
          supported_instances: json([['x86_64', 'fake', 'hvm']]),
          pci_stats: json({
            'nova_object.name': 'PciDevicePoolList', 'nova_object.namespace': 'nova',
            'nova_object.version': '1.1', 'nova_object.data': { objects: [] },
            'nova_object.changes': ['objects'],
          }),
          metrics: json([]),
          extra_resources: null,
          stats: json({
            failed_builds: '0', num_instances: '1', num_vm_active: '1', num_task_None: '1',
            num_os_type_None: '1', num_proj_24f00583e1234ad48e94c2e55568b464: '1', io_workload: '0',
          }),
          numa_topology: null, host: 'cpu1', ram_allocation_ratio: 1.5, cpu_allocation_ratio: 16,
          uuid: '3ac3693e-ffac-462a-9f32-a5382011b502', disk_allocation_ratio: 1, mapped: 1,
        },
      ],
      'nova_cell1.instance_actions': [
        {
          created_at: '2026-11-22 07:16:41', updated_at: '2026-11-22 07:16:43', deleted_at: null, id: 2,
          action: 'create', instance_uuid: '902e519f-508b-4c25-b709-c5d7d869f6d0',
          request_id: 'req-d54e1114-6107-4db1-9710-69f951c86b51',
          user_id: 'ea6d1f65520f4ffab8501cf2ab9d1a89', project_id: '24f00583e1234ad48e94c2e55568b464',
          start_time: '2026-11-22 07:16:37', finish_time: null, message: null, deleted: 0,
        },
      ],
      'nova_cell1.instance_actions_events': [
        {
          created_at: '2026-11-22 07:16:41', updated_at: '2026-11-22 07:16:43', deleted_at: null, id: 2,
          event: 'compute__do_build_and_run_instance', action_id: 2, start_time: '2026-11-22 07:16:41',
          finish_time: '2026-11-22 07:16:43', result: 'Success', traceback: null, deleted: 0, host: 'cpu1',
          details: null,
        },
      ],
      'nova_cell1.instance_extra': [
        {
          created_at: '2026-11-22 07:16:41', updated_at: '2026-11-22 07:16:43', deleted_at: null,
          deleted: 0, id: 2, instance_uuid: '902e519f-508b-4c25-b709-c5d7d869f6d0', numa_topology: null,
          pci_requests: json([]),
          flavor: json({
            cur: {
              'nova_object.name': 'Flavor', 'nova_object.namespace': 'nova', 'nova_object.version': '1.2',
              'nova_object.data': {
                id: 1, name: 'm1.tiny', memory_mb: 512, vcpus: 1, root_gb: 1, ephemeral_gb: 0,
                flavorid: '1', swap: 0, rxtx_factor: 1, vcpu_weight: 0, disabled: false, is_public: true,
                extra_specs: {}, description: null, created_at: '2026-11-22T07:08:06Z', updated_at: null,
                deleted_at: null, deleted: false,
              },
            },
            old: null, new: null,
          }),
          vcpu_model: null, migration_context: null,
          keypairs: json({
            'nova_object.name': 'KeyPairList', 'nova_object.namespace': 'nova',
            'nova_object.version': '1.3', 'nova_object.data': { objects: [] },
          }),
          device_metadata: null, trusted_certs: null, vpmems: null, resources: null,
        },
      ],
      'nova_cell1.instance_id_mappings': [
        {
          created_at: '2026-11-22 07:16:41', updated_at: null, deleted_at: null, id: 2,
          uuid: '902e519f-508b-4c25-b709-c5d7d869f6d0', deleted: 0,
        },
      ],
      'nova_cell1.instance_info_caches': [
        {
          created_at: '2026-11-22 07:16:41', updated_at: '2026-11-22 07:16:44', deleted_at: null, id: 2,
          network_info: json([
            {
              id: '7229fe2d-8c67-43f4-9c23-3627fe8d6e93', address: 'fa:16:3e:ba:2b:76',
              network: {
                id: 'cd348bd8-8ac4-4e27-a683-a64843006118', bridge: 'br-int', label: 'private',
                subnets: [
                  {
                    cidr: '10.0.0.0/24', dns: [],
                    gateway: { address: '10.0.0.1', type: 'gateway', version: 4, meta: {} },
                    ips: [{ address: '10.0.0.17', type: 'fixed', version: 4, meta: {}, floating_ips: [] }],
                    routes: [], version: 4, meta: {},
                  },
                ],
                meta: {
                  injected: false, tenant_id: '24f00583e1234ad48e94c2e55568b464', mtu: 1500,
                  physical_network: null, tunneled: false,
                },
              },
              type: 'ovs', details: { port_filter: true, bound_drivers: { '0': 'labbind' } },
              devname: 'tap7229fe2d-8c', ovs_interfaceid: '7229fe2d-8c67-43f4-9c23-3627fe8d6e93',
              qbh_params: null, qbg_params: null, active: true, vnic_type: 'normal', profile: {},
              preserve_on_delete: false, delegate_create: true, meta: {},
            },
          ]),
          instance_uuid: '902e519f-508b-4c25-b709-c5d7d869f6d0', deleted: 0,
        },
      ],
      'nova_cell1.instance_system_metadata': [
        {
          created_at: '2026-11-22 07:16:41', updated_at: null, deleted_at: null, id: 9,
          instance_uuid: '902e519f-508b-4c25-b709-c5d7d869f6d0', key: 'image_min_ram', value: '0',
          deleted: 0,
        },
        {
          created_at: '2026-11-22 07:16:41', updated_at: null, deleted_at: null, id: 10,
          instance_uuid: '902e519f-508b-4c25-b709-c5d7d869f6d0', key: 'image_min_disk', value: '1',
          deleted: 0,
        },
        {
          created_at: '2026-11-22 07:16:41', updated_at: null, deleted_at: null, id: 11,
          instance_uuid: '902e519f-508b-4c25-b709-c5d7d869f6d0', key: 'image_disk_format', value: 'raw',
          deleted: 0,
        },
        {
          created_at: '2026-11-22 07:16:41', updated_at: null, deleted_at: null, id: 12,
          instance_uuid: '902e519f-508b-4c25-b709-c5d7d869f6d0', key: 'image_container_format',
          value: 'bare', deleted: 0,
        },
        {
          created_at: '2026-11-22 07:16:41', updated_at: null, deleted_at: null, id: 13,
          instance_uuid: '902e519f-508b-4c25-b709-c5d7d869f6d0', key: 'image_base_image_ref',
          value: '4cb95f07-8e82-49ee-b99d-66d69d87be87', deleted: 0,
        },
        {
          created_at: '2026-11-22 07:16:41', updated_at: null, deleted_at: null, id: 14,
          instance_uuid: '902e519f-508b-4c25-b709-c5d7d869f6d0', key: 'owner_user_name', value: 'demo',
          deleted: 0,
        },
        {
          created_at: '2026-11-22 07:16:41', updated_at: null, deleted_at: null, id: 15,
          instance_uuid: '902e519f-508b-4c25-b709-c5d7d869f6d0', key: 'owner_project_name', value: 'demo',
          deleted: 0,
        },
        {
          created_at: '2026-11-22 07:16:41', updated_at: null, deleted_at: null, id: 16,
          instance_uuid: '902e519f-508b-4c25-b709-c5d7d869f6d0', key: 'boot_roles', value: 'reader,member',
          deleted: 0,
        },
      ],
      'nova_cell1.instances': [
        {
          created_at: '2026-11-22 07:16:40', updated_at: '2026-11-22 07:16:43', deleted_at: null, id: 2,
          internal_id: null, user_id: 'ea6d1f65520f4ffab8501cf2ab9d1a89',
          project_id: '24f00583e1234ad48e94c2e55568b464', image_ref: '4cb95f07-8e82-49ee-b99d-66d69d87be87',
          kernel_id: '', ramdisk_id: '', launch_index: 0, key_name: null, key_data: null, power_state: 1,
          vm_state: 'active', memory_mb: 512, vcpus: 1, hostname: 'warm2', host: 'cpu1', user_data: null,
          reservation_id: 'r-g3llfrna', launched_at: '2026-11-22 07:16:43', terminated_at: null,
          display_name: 'warm2', display_description: null, availability_zone: 'nova', locked: 0,
          os_type: null, launched_on: 'cpu1', instance_type_id: 1, vm_mode: null,
          uuid: '902e519f-508b-4c25-b709-c5d7d869f6d0', architecture: null, root_device_name: '/dev/sda',
          access_ip_v4: null, access_ip_v6: null, config_drive: '', task_state: null,
          default_ephemeral_device: null, default_swap_device: null, progress: 0, auto_disk_config: 0,
          shutdown_terminate: 0, disable_terminate: 0, root_gb: 1, ephemeral_gb: 0, cell_name: null,
          node: 'cpu1', deleted: 0, locked_by: null, cleaned: 0, ephemeral_key_uuid: null, hidden: 0,
        },
      ],
      'nova_cell1.services': [
        {
          created_at: '2026-11-22 07:08:54', updated_at: '2026-11-22 07:16:51', deleted_at: null, id: 3,
          host: 'cpu1', binary: 'nova-compute', topic: 'compute', report_count: 42, disabled: 0, deleted: 0,
          disabled_reason: null, last_seen_up: '2026-11-22 07:16:51', forced_down: 0, version: 64,
          uuid: '5f9b2d84-568a-45c1-9d20-da480fa82305',
        },
      ],
      'nova_cell1.virtual_interfaces': [
        {
          created_at: '2026-11-22 07:16:42', updated_at: null, deleted_at: null, id: 2,
          address: 'fa:16:3e:ba:2b:76/7229fe2d-8c67-43f4-9c23-3627fe8d6e93', network_id: null,
          uuid: '7229fe2d-8c67-43f4-9c23-3627fe8d6e93',
          instance_uuid: '902e519f-508b-4c25-b709-c5d7d869f6d0', deleted: 0, tag: null,
        },
      ],
    },
    cpu2: {
      'nova_cell1.block_device_mapping': [
        {
          created_at: '2026-11-22 07:09:44', updated_at: '2026-11-22 07:09:44', deleted_at: null, id: 1,
          device_name: '/dev/sda', delete_on_termination: 1, snapshot_id: null, volume_id: null,
          volume_size: null, no_device: 0, connection_info: null,
          instance_uuid: 'a2f6493e-5897-40e6-9671-6823a9d7b0b9', deleted: 0, source_type: 'image',
          destination_type: 'local', guest_format: null, device_type: 'disk', disk_bus: null, boot_index: 0,
          image_id: '4cb95f07-8e82-49ee-b99d-66d69d87be87', tag: null, attachment_id: null,
          uuid: '098410ad-5187-47bc-bd99-98dd0e7c2cd6', volume_type: null, encrypted: 0,
          encryption_secret_uuid: null, encryption_format: null, encryption_options: null,
        },
      ],
      'nova_cell1.compute_nodes': [
        {
          created_at: '2026-11-22 07:08:54', updated_at: '2026-11-22 07:13:55', deleted_at: null, id: 1,
          service_id: null, vcpus: 10, memory_mb: 8192, local_gb: 1028, vcpus_used: 1, memory_mb_used: 1024,
          local_gb_used: 1, hypervisor_type: 'fake', hypervisor_version: 1000,
          cpu_info: json({
            arch: 'x86_64', model: 'Nehalem', vendor: 'Intel', features: ['pge', 'clflush'],
            topology: { cores: 1, threads: 1, sockets: 4 },
          }),
          disk_available_least: 0, free_ram_mb: 7168, free_disk_gb: 1027, current_workload: 0,
          running_vms: 1, hypervisor_hostname: 'cpu2', deleted: 0, host_ip: '127.0.0.1',
          supported_instances: json([['x86_64', 'fake', 'hvm']]),
          pci_stats: json({
            'nova_object.name': 'PciDevicePoolList', 'nova_object.namespace': 'nova',
            'nova_object.version': '1.1', 'nova_object.data': { objects: [] },
            'nova_object.changes': ['objects'],
          }),
          metrics: json([]),
          extra_resources: null,
          stats: json({
            failed_builds: '0', num_instances: '1', num_vm_active: '1', num_task_None: '1',
            num_os_type_None: '1', num_proj_24f00583e1234ad48e94c2e55568b464: '1', io_workload: '0',
          }),
          numa_topology: null, host: 'cpu2', ram_allocation_ratio: 1.5, cpu_allocation_ratio: 16,
          uuid: '184b4b40-9f5b-4ba8-b9d9-a391e1c7f0e7', disk_allocation_ratio: 1, mapped: 1,
        },
      ],
      'nova_cell1.instance_actions': [
        {
          created_at: '2026-11-22 07:09:44', updated_at: '2026-11-22 07:09:45', deleted_at: null, id: 1,
          action: 'create', instance_uuid: 'a2f6493e-5897-40e6-9671-6823a9d7b0b9',
          request_id: 'req-43cb4c0e-e2e7-4e76-bf41-b8b55caa3f42',
          user_id: 'ea6d1f65520f4ffab8501cf2ab9d1a89', project_id: '24f00583e1234ad48e94c2e55568b464',
          start_time: '2026-11-22 07:09:42', finish_time: null, message: null, deleted: 0,
        },
      ],
      'nova_cell1.instance_actions_events': [
        {
          created_at: '2026-11-22 07:09:44', updated_at: '2026-11-22 07:09:45', deleted_at: null, id: 1,
          event: 'compute__do_build_and_run_instance', action_id: 1, start_time: '2026-11-22 07:09:44',
          finish_time: '2026-11-22 07:09:45', result: 'Success', traceback: null, deleted: 0, host: 'cpu2',
          details: null,
        },
      ],
      'nova_cell1.instance_extra': [
        {
          created_at: '2026-11-22 07:09:43', updated_at: '2026-11-22 07:09:45', deleted_at: null,
          deleted: 0, id: 1, instance_uuid: 'a2f6493e-5897-40e6-9671-6823a9d7b0b9', numa_topology: null,
          pci_requests: json([]),
          flavor: json({
            cur: {
              'nova_object.name': 'Flavor', 'nova_object.namespace': 'nova', 'nova_object.version': '1.2',
              'nova_object.data': {
                id: 1, name: 'm1.tiny', memory_mb: 512, vcpus: 1, root_gb: 1, ephemeral_gb: 0,
                flavorid: '1', swap: 0, rxtx_factor: 1, vcpu_weight: 0, disabled: false, is_public: true,
                extra_specs: {}, description: null, created_at: '2026-11-22T07:08:06Z', updated_at: null,
                deleted_at: null, deleted: false,
              },
            },
            old: null, new: null,
          }),
          vcpu_model: null, migration_context: null,
          keypairs: json({
            'nova_object.name': 'KeyPairList', 'nova_object.namespace': 'nova',
            'nova_object.version': '1.3', 'nova_object.data': { objects: [] },
          }),
          device_metadata: null, trusted_certs: null, vpmems: null, resources: null,
        },
      ],
      'nova_cell1.instance_id_mappings': [
        {
          created_at: '2026-11-22 07:09:43', updated_at: null, deleted_at: null, id: 1,
          uuid: 'a2f6493e-5897-40e6-9671-6823a9d7b0b9', deleted: 0,
        },
      ],
      'nova_cell1.instance_info_caches': [
        {
          created_at: '2026-11-22 07:09:43', updated_at: '2026-11-22 07:09:46', deleted_at: null, id: 1,
          network_info: json([
            {
              id: '193c48d2-eb11-4ce6-931a-382cf0f5e9e6', address: 'fa:16:3e:7c:22:c8',
              network: {
                id: 'cd348bd8-8ac4-4e27-a683-a64843006118', bridge: 'br-int', label: 'private',
                subnets: [
                  {
                    cidr: '10.0.0.0/24', dns: [],
                    gateway: { address: '10.0.0.1', type: 'gateway', version: 4, meta: {} },
                    ips: [{ address: '10.0.0.141', type: 'fixed', version: 4, meta: {}, floating_ips: [] }],
                    routes: [], version: 4, meta: {},
                  },
                ],
                meta: {
                  injected: false, tenant_id: '24f00583e1234ad48e94c2e55568b464', mtu: 1500,
                  physical_network: null, tunneled: false,
                },
              },
              type: 'ovs', details: { port_filter: true, bound_drivers: { '0': 'labbind' } },
              devname: 'tap193c48d2-eb', ovs_interfaceid: '193c48d2-eb11-4ce6-931a-382cf0f5e9e6',
              qbh_params: null, qbg_params: null, active: true, vnic_type: 'normal', profile: {},
              preserve_on_delete: false, delegate_create: true, meta: {},
            },
          ]),
          instance_uuid: 'a2f6493e-5897-40e6-9671-6823a9d7b0b9', deleted: 0,
        },
      ],
      'nova_cell1.instance_system_metadata': [
        {
          created_at: '2026-11-22 07:09:43', updated_at: null, deleted_at: null, id: 1,
          instance_uuid: 'a2f6493e-5897-40e6-9671-6823a9d7b0b9', key: 'image_min_ram', value: '0',
          deleted: 0,
        },
        {
          created_at: '2026-11-22 07:09:43', updated_at: null, deleted_at: null, id: 2,
          instance_uuid: 'a2f6493e-5897-40e6-9671-6823a9d7b0b9', key: 'image_min_disk', value: '1',
          deleted: 0,
        },
        {
          created_at: '2026-11-22 07:09:43', updated_at: null, deleted_at: null, id: 3,
          instance_uuid: 'a2f6493e-5897-40e6-9671-6823a9d7b0b9', key: 'image_disk_format', value: 'raw',
          deleted: 0,
        },
        {
          created_at: '2026-11-22 07:09:43', updated_at: null, deleted_at: null, id: 4,
          instance_uuid: 'a2f6493e-5897-40e6-9671-6823a9d7b0b9', key: 'image_container_format',
          value: 'bare', deleted: 0,
        },
        {
          created_at: '2026-11-22 07:09:43', updated_at: null, deleted_at: null, id: 5,
          instance_uuid: 'a2f6493e-5897-40e6-9671-6823a9d7b0b9', key: 'image_base_image_ref',
          value: '4cb95f07-8e82-49ee-b99d-66d69d87be87', deleted: 0,
        },
        {
          created_at: '2026-11-22 07:09:43', updated_at: null, deleted_at: null, id: 6,
          instance_uuid: 'a2f6493e-5897-40e6-9671-6823a9d7b0b9', key: 'owner_user_name', value: 'demo',
          deleted: 0,
        },
        {
          created_at: '2026-11-22 07:09:43', updated_at: null, deleted_at: null, id: 7,
          instance_uuid: 'a2f6493e-5897-40e6-9671-6823a9d7b0b9', key: 'owner_project_name', value: 'demo',
          deleted: 0,
        },
        {
          created_at: '2026-11-22 07:09:44', updated_at: null, deleted_at: null, id: 8,
          instance_uuid: 'a2f6493e-5897-40e6-9671-6823a9d7b0b9', key: 'boot_roles', value: 'reader,member',
          deleted: 0,
        },
      ],
      'nova_cell1.instances': [
        {
          created_at: '2026-11-22 07:09:43', updated_at: '2026-11-22 07:13:56', deleted_at: null, id: 1,
          internal_id: null, user_id: 'ea6d1f65520f4ffab8501cf2ab9d1a89',
          project_id: '24f00583e1234ad48e94c2e55568b464', image_ref: '4cb95f07-8e82-49ee-b99d-66d69d87be87',
          kernel_id: '', ramdisk_id: '', launch_index: 0, key_name: null, key_data: null, power_state: 0,
          vm_state: 'active', memory_mb: 512, vcpus: 1, hostname: 'warm1', host: 'cpu2', user_data: null,
          reservation_id: 'r-xcrdhge9', launched_at: '2026-11-22 07:09:45', terminated_at: null,
          display_name: 'warm1', display_description: null, availability_zone: 'nova', locked: 0,
          os_type: null, launched_on: 'cpu2', instance_type_id: 1, vm_mode: null,
          uuid: 'a2f6493e-5897-40e6-9671-6823a9d7b0b9', architecture: null, root_device_name: '/dev/sda',
          access_ip_v4: null, access_ip_v6: null, config_drive: '', task_state: null,
          default_ephemeral_device: null, default_swap_device: null, progress: 0, auto_disk_config: 0,
          shutdown_terminate: 0, disable_terminate: 0, root_gb: 1, ephemeral_gb: 0, cell_name: null,
          node: 'cpu2', deleted: 0, locked_by: null, cleaned: 0, ephemeral_key_uuid: null, hidden: 0,
        },
      ],
      'nova_cell1.services': [
        {
          created_at: '2026-11-22 07:08:54', updated_at: '2026-11-22 07:16:51', deleted_at: null, id: 2,
          host: 'cpu2', binary: 'nova-compute', topic: 'compute', report_count: 43, disabled: 0, deleted: 0,
          disabled_reason: null, last_seen_up: '2026-11-22 07:16:51', forced_down: 0, version: 64,
          uuid: 'd8d3a7a3-14eb-46fb-a839-532d5173dbcf',
        },
      ],
      'nova_cell1.virtual_interfaces': [
        {
          created_at: '2026-11-22 07:09:45', updated_at: null, deleted_at: null, id: 1,
          address: 'fa:16:3e:7c:22:c8/193c48d2-eb11-4ce6-931a-382cf0f5e9e6', network_id: null,
          uuid: '193c48d2-eb11-4ce6-931a-382cf0f5e9e6',
          instance_uuid: 'a2f6493e-5897-40e6-9671-6823a9d7b0b9', deleted: 0, tag: null,
        },
      ],
    },
  },
};
