/**
 * Rows of nova_api before the boot, as recorded.
 */
import { json, type SeedPart } from './part.ts';

export const NOVA_API_ROWS: SeedPart = {
  shared: {
    'nova_api.cell_mappings': [
      {
        created_at: '2026-11-22 07:07:38', updated_at: null, id: 1,
        uuid: '00000000-0000-0000-0000-000000000000', name: 'cell0', transport_url: 'none:///',
        database_connection: '{scheme}://{username}:{password}@{hostname}:{port}/nova_cell0?{query}',
        disabled: 0,
      },
      {
        created_at: '2026-11-22 07:07:44', updated_at: null, id: 2,
        uuid: '7de5faa6-0cc8-4f0d-939b-b6b681be7d4d', name: 'cell1',
        transport_url: 'rabbit://{username}:***@{hostname}:{port}/nova_cell1',
        database_connection: '{scheme}://{username}:{password}@{hostname}:{port}/nova_cell1?{query}',
        disabled: 0,
      },
    ],
    'nova_api.flavors': [
      {
        created_at: '2026-11-22 07:08:06', updated_at: null, name: 'm1.tiny', id: 1, memory_mb: 512,
        vcpus: 1, swap: 0, vcpu_weight: null, flavorid: '1', rxtx_factor: 1, root_gb: 1, ephemeral_gb: 0,
        disabled: 0, is_public: 1, description: null,
      },
      {
        created_at: '2026-11-22 07:08:06', updated_at: null, name: 'm1.small', id: 2, memory_mb: 2048,
        vcpus: 1, swap: 0, vcpu_weight: null, flavorid: '2', rxtx_factor: 1, root_gb: 20, ephemeral_gb: 0,
        disabled: 0, is_public: 1, description: null,
      },
      {
        created_at: '2026-11-22 07:08:06', updated_at: null, name: 'm1.xlarge', id: 3, memory_mb: 16384,
        vcpus: 8, swap: 0, vcpu_weight: null, flavorid: '5', rxtx_factor: 1, root_gb: 160, ephemeral_gb: 0,
        disabled: 0, is_public: 1, description: null,
      },
      {
        created_at: '2026-11-22 07:08:06', updated_at: null, name: 'm1.huge', id: 4, memory_mb: 999999,
        vcpus: 64, swap: 0, vcpu_weight: null, flavorid: '99', rxtx_factor: 1, root_gb: 1, ephemeral_gb: 0,
        disabled: 0, is_public: 1, description: null,
      },
    ],
  },
  hosts: {
    cpu1: {
      'nova_api.host_mappings': [
        { created_at: '2026-11-22 07:09:21', updated_at: null, id: 2, cell_id: 2, host: 'cpu1' },
      ],
      'nova_api.instance_mappings': [
        {
          created_at: '2026-11-22 07:16:40', updated_at: '2026-11-22 07:16:41', id: 2,
          instance_uuid: '902e519f-508b-4c25-b709-c5d7d869f6d0', cell_id: 2,
          project_id: '24f00583e1234ad48e94c2e55568b464', queued_for_delete: 0,
          user_id: 'ea6d1f65520f4ffab8501cf2ab9d1a89',
        },
      ],
      'nova_api.request_specs': [
        {
          created_at: '2026-11-22 07:16:40', updated_at: null, id: 2,
          instance_uuid: '902e519f-508b-4c25-b709-c5d7d869f6d0',
          spec: json({
            'nova_object.name': 'RequestSpec', 'nova_object.namespace': 'nova',
            'nova_object.version': '1.14',
            'nova_object.data': {
              image: {
                'nova_object.name': 'ImageMeta', 'nova_object.namespace': 'nova',
                'nova_object.version': '1.8',
                'nova_object.data': {
                  id: '4cb95f07-8e82-49ee-b99d-66d69d87be87', name: 'cirros', status: 'active',
                  checksum: '0f343b0931126a20f133d67c2b018a3b', owner: '5d0a3d7bfa8a43c89dd13801f53963ce',
                  size: 1024, container_format: 'bare', disk_format: 'raw',
                  created_at: '2026-11-22T07:08:04Z', updated_at: '2026-11-22T07:08:04Z', min_ram: 0,
                  min_disk: 0,
                  properties: {
                    'nova_object.name': 'ImageMetaProps', 'nova_object.namespace': 'nova',
                    'nova_object.version': '1.34', 'nova_object.data': {},
                  },
                },
                'nova_object.changes': [
                  'created_at', 'min_disk', 'disk_format', 'name', 'properties', 'updated_at', 'checksum',
                  'min_ram', 'id', 'status', 'size', 'owner', 'container_format',
                ],
              },
              numa_topology: null,
              pci_requests: {
                'nova_object.name': 'InstancePCIRequests', 'nova_object.namespace': 'nova',
                'nova_object.version': '1.1', 'nova_object.data': { requests: [] },
                'nova_object.changes': ['requests'],
              },
              project_id: '24f00583e1234ad48e94c2e55568b464', user_id: 'ea6d1f65520f4ffab8501cf2ab9d1a89',
              availability_zone: null,
              flavor: {
                'nova_object.name': 'Flavor', 'nova_object.namespace': 'nova', 'nova_object.version': '1.2',
                'nova_object.data': {
                  id: 1, name: 'm1.tiny', memory_mb: 512, vcpus: 1, root_gb: 1, ephemeral_gb: 0,
                  flavorid: '1', swap: 0, rxtx_factor: 1, vcpu_weight: 0, disabled: false, is_public: true,
                  extra_specs: {}, description: null, created_at: '2026-11-22T07:08:06Z', updated_at: null,
                  deleted_at: null, deleted: false,
                },
              },
              num_instances: 1, ignore_hosts: null, force_hosts: null, force_nodes: null,
              requested_destination: null, retry: null,
              limits: {
                'nova_object.name': 'SchedulerLimits', 'nova_object.namespace': 'nova',
                'nova_object.version': '1.0',
                'nova_object.data': { numa_topology: null, vcpu: null, disk_gb: null, memory_mb: null },
                'nova_object.changes': ['numa_topology', 'disk_gb', 'vcpu', 'memory_mb'],
              },
              instance_group: null, scheduler_hints: {},
              instance_uuid: '902e519f-508b-4c25-b709-c5d7d869f6d0',
              security_groups: {
                'nova_object.name': 'SecurityGroupList', 'nova_object.namespace': 'nova',
                'nova_object.version': '1.1',
                'nova_object.data': {
                  objects: [
                    {
                      'nova_object.name': 'SecurityGroup', 'nova_object.namespace': 'nova',
                      'nova_object.version': '1.2', 'nova_object.data': { name: 'default' },
                      'nova_object.changes': ['name'],
                    },
                  ],
                },
                'nova_object.changes': ['objects'],
              },
              is_bfv: false, requested_resources: [],
            },
            'nova_object.changes': [
              'availability_zone', 'limits', 'numa_topology', 'num_instances', 'scheduler_hints',
              'project_id', 'user_id', 'image', 'retry', 'requested_resources', 'ignore_hosts',
              'force_nodes', 'requested_destination', 'force_hosts', 'instance_uuid', 'pci_requests',
              'security_groups', 'instance_group', 'flavor', 'is_bfv',
            ],
          }),
        },
      ],
    },
    cpu2: {
      'nova_api.host_mappings': [
        { created_at: '2026-11-22 07:09:21', updated_at: null, id: 1, cell_id: 2, host: 'cpu2' },
      ],
      'nova_api.instance_mappings': [
        {
          created_at: '2026-11-22 07:09:43', updated_at: '2026-11-22 07:09:44', id: 1,
          instance_uuid: 'a2f6493e-5897-40e6-9671-6823a9d7b0b9', cell_id: 2,
          project_id: '24f00583e1234ad48e94c2e55568b464', queued_for_delete: 0,
          user_id: 'ea6d1f65520f4ffab8501cf2ab9d1a89',
        },
      ],
      'nova_api.request_specs': [
        {
          created_at: '2026-11-22 07:09:43', updated_at: null, id: 1,
          instance_uuid: 'a2f6493e-5897-40e6-9671-6823a9d7b0b9',
          spec: json({
            'nova_object.name': 'RequestSpec', 'nova_object.namespace': 'nova',
            'nova_object.version': '1.14',
            'nova_object.data': {
              image: {
                'nova_object.name': 'ImageMeta', 'nova_object.namespace': 'nova',
                'nova_object.version': '1.8',
                'nova_object.data': {
                  id: '4cb95f07-8e82-49ee-b99d-66d69d87be87', name: 'cirros', status: 'active',
                  checksum: '0f343b0931126a20f133d67c2b018a3b', owner: '5d0a3d7bfa8a43c89dd13801f53963ce',
                  size: 1024, container_format: 'bare', disk_format: 'raw',
                  created_at: '2026-11-22T07:08:04Z', updated_at: '2026-11-22T07:08:04Z', min_ram: 0,
                  min_disk: 0,
                  properties: {
                    'nova_object.name': 'ImageMetaProps', 'nova_object.namespace': 'nova',
                    'nova_object.version': '1.34', 'nova_object.data': {},
                  },
                },
                'nova_object.changes': [
                  'created_at', 'min_disk', 'disk_format', 'name', 'container_format', 'properties', 'size',
                  'id', 'updated_at', 'checksum', 'owner', 'status', 'min_ram',
                ],
              },
              numa_topology: null,
              pci_requests: {
                'nova_object.name': 'InstancePCIRequests', 'nova_object.namespace': 'nova',
                'nova_object.version': '1.1', 'nova_object.data': { requests: [] },
                'nova_object.changes': ['requests'],
              },
              project_id: '24f00583e1234ad48e94c2e55568b464', user_id: 'ea6d1f65520f4ffab8501cf2ab9d1a89',
              availability_zone: null,
              flavor: {
                'nova_object.name': 'Flavor', 'nova_object.namespace': 'nova', 'nova_object.version': '1.2',
                'nova_object.data': {
                  id: 1, name: 'm1.tiny', memory_mb: 512, vcpus: 1, root_gb: 1, ephemeral_gb: 0,
                  flavorid: '1', swap: 0, rxtx_factor: 1, vcpu_weight: 0, disabled: false, is_public: true,
                  extra_specs: {}, description: null, created_at: '2026-11-22T07:08:06Z', updated_at: null,
                  deleted_at: null, deleted: false,
                },
              },
              num_instances: 1, ignore_hosts: null, force_hosts: null, force_nodes: null,
              requested_destination: null, retry: null,
              limits: {
                'nova_object.name': 'SchedulerLimits', 'nova_object.namespace': 'nova',
                'nova_object.version': '1.0',
                'nova_object.data': { numa_topology: null, vcpu: null, disk_gb: null, memory_mb: null },
                'nova_object.changes': ['vcpu', 'disk_gb', 'numa_topology', 'memory_mb'],
              },
              instance_group: null, scheduler_hints: {},
              instance_uuid: 'a2f6493e-5897-40e6-9671-6823a9d7b0b9',
              security_groups: {
                'nova_object.name': 'SecurityGroupList', 'nova_object.namespace': 'nova',
                'nova_object.version': '1.1',
                'nova_object.data': {
                  objects: [
                    {
                      'nova_object.name': 'SecurityGroup', 'nova_object.namespace': 'nova',
                      'nova_object.version': '1.2', 'nova_object.data': { name: 'default' },
                      'nova_object.changes': ['name'],
                    },
                  ],
                },
                'nova_object.changes': ['objects'],
              },
              is_bfv: false, requested_resources: [],
            },
            'nova_object.changes': [
              'scheduler_hints', 'limits', 'flavor', 'is_bfv', 'num_instances', 'instance_uuid',
              'instance_group', 'project_id', 'user_id', 'requested_resources', 'force_nodes',
              'pci_requests', 'image', 'force_hosts', 'numa_topology', 'requested_destination', 'retry',
              'availability_zone', 'security_groups', 'ignore_hosts',
            ],
          }),
        },
      ],
    },
  },
};
