/**
 * Rows of placement before the boot, as recorded; resource_classes and traits were not recorded: the first are
 * the standard ones (os-resource-classes), the second a small choice of ours.
 */
import type { SeedPart } from './part.ts';

export const PLACEMENT_ROWS: SeedPart = {
  shared: {
    'placement.projects': [
      {
        created_at: '2026-11-22 07:09:43', updated_at: null, id: 1,
        external_id: '24f00583e1234ad48e94c2e55568b464',
      },
    ],
    'placement.resource_classes': [
      { id: 0, name: 'VCPU', created_at: '2026-11-22 07:07:50', updated_at: null },
      { id: 1, name: 'MEMORY_MB', created_at: '2026-11-22 07:07:50', updated_at: null },
      { id: 2, name: 'DISK_GB', created_at: '2026-11-22 07:07:50', updated_at: null },
      { id: 3, name: 'PCI_DEVICE', created_at: '2026-11-22 07:07:50', updated_at: null },
      { id: 4, name: 'SRIOV_NET_VF', created_at: '2026-11-22 07:07:50', updated_at: null },
      { id: 5, name: 'NUMA_SOCKET', created_at: '2026-11-22 07:07:50', updated_at: null },
      { id: 6, name: 'NUMA_CORE', created_at: '2026-11-22 07:07:50', updated_at: null },
      { id: 7, name: 'NUMA_THREAD', created_at: '2026-11-22 07:07:50', updated_at: null },
      { id: 8, name: 'NUMA_MEMORY_MB', created_at: '2026-11-22 07:07:50', updated_at: null },
      { id: 9, name: 'IPV4_ADDRESS', created_at: '2026-11-22 07:07:50', updated_at: null },
      { id: 10, name: 'VGPU', created_at: '2026-11-22 07:07:50', updated_at: null },
      { id: 11, name: 'VGPU_DISPLAY_HEAD', created_at: '2026-11-22 07:07:50', updated_at: null },
      { id: 12, name: 'NET_BW_EGR_KILOBIT_PER_SEC', created_at: '2026-11-22 07:07:50', updated_at: null },
      { id: 13, name: 'NET_BW_IGR_KILOBIT_PER_SEC', created_at: '2026-11-22 07:07:50', updated_at: null },
      { id: 14, name: 'PCPU', created_at: '2026-11-22 07:07:50', updated_at: null },
      { id: 15, name: 'MEM_ENCRYPTION_CONTEXT', created_at: '2026-11-22 07:07:50', updated_at: null },
      { id: 16, name: 'FPGA', created_at: '2026-11-22 07:07:50', updated_at: null },
      { id: 17, name: 'PGPU', created_at: '2026-11-22 07:07:50', updated_at: null },
      {
        id: 18, name: 'NET_PACKET_RATE_KILOPACKET_PER_SEC', created_at: '2026-11-22 07:07:50',
        updated_at: null,
      },
      {
        id: 19, name: 'NET_PACKET_RATE_EGR_KILOPACKET_PER_SEC', created_at: '2026-11-22 07:07:50',
        updated_at: null,
      },
      {
        id: 20, name: 'NET_PACKET_RATE_IGR_KILOPACKET_PER_SEC', created_at: '2026-11-22 07:07:50',
        updated_at: null,
      },
    ],
    'placement.traits': [
      { id: 1, name: 'COMPUTE_ACCELERATORS', created_at: '2026-11-22 07:07:50', updated_at: null },
      { id: 2, name: 'COMPUTE_DEVICE_TAGGING', created_at: '2026-11-22 07:07:50', updated_at: null },
      { id: 3, name: 'COMPUTE_IMAGE_TYPE_RAW', created_at: '2026-11-22 07:07:50', updated_at: null },
      { id: 4, name: 'COMPUTE_NET_ATTACH_INTERFACE', created_at: '2026-11-22 07:07:50', updated_at: null },
      { id: 5, name: 'COMPUTE_NODE', created_at: '2026-11-22 07:07:50', updated_at: null },
      { id: 6, name: 'COMPUTE_RESCUE_BFV', created_at: '2026-11-22 07:07:50', updated_at: null },
      { id: 7, name: 'COMPUTE_SAME_HOST_COLD_MIGRATE', created_at: '2026-11-22 07:07:50', updated_at: null },
      { id: 8, name: 'COMPUTE_STATUS_DISABLED', created_at: '2026-11-22 07:07:50', updated_at: null },
      { id: 9, name: 'COMPUTE_TRUSTED_CERTS', created_at: '2026-11-22 07:07:50', updated_at: null },
      { id: 10, name: 'COMPUTE_VOLUME_ATTACH_WITH_TAG', created_at: '2026-11-22 07:07:50', updated_at: null },
      { id: 11, name: 'COMPUTE_VOLUME_EXTEND', created_at: '2026-11-22 07:07:50', updated_at: null },
      { id: 12, name: 'COMPUTE_VOLUME_MULTI_ATTACH', created_at: '2026-11-22 07:07:50', updated_at: null },
      { id: 13, name: 'HW_CPU_X86_SSE42', created_at: '2026-11-22 07:07:50', updated_at: null },
      { id: 14, name: 'MISC_SHARES_VIA_AGGREGATE', created_at: '2026-11-22 07:07:50', updated_at: null },
    ],
    'placement.users': [
      {
        created_at: '2026-11-22 07:09:43', updated_at: null, id: 1,
        external_id: 'ea6d1f65520f4ffab8501cf2ab9d1a89',
      },
    ],
  },
  hosts: {
    cpu1: {
      'placement.allocations': [
        {
          created_at: '2026-11-22 07:16:41', updated_at: null, id: 4, resource_provider_id: 2,
          consumer_id: '902e519f-508b-4c25-b709-c5d7d869f6d0', resource_class_id: 2, used: 1,
        },
        {
          created_at: '2026-11-22 07:16:41', updated_at: null, id: 5, resource_provider_id: 2,
          consumer_id: '902e519f-508b-4c25-b709-c5d7d869f6d0', resource_class_id: 1, used: 512,
        },
        {
          created_at: '2026-11-22 07:16:41', updated_at: null, id: 6, resource_provider_id: 2,
          consumer_id: '902e519f-508b-4c25-b709-c5d7d869f6d0', resource_class_id: 0, used: 1,
        },
      ],
      'placement.consumers': [
        {
          created_at: '2026-11-22 07:16:41', updated_at: '2026-11-22 07:16:41', id: 2,
          uuid: '902e519f-508b-4c25-b709-c5d7d869f6d0', project_id: 1, user_id: 1, generation: 1,
          consumer_type_id: null,
        },
      ],
      'placement.inventories': [
        {
          created_at: '2026-11-22 07:08:55', updated_at: null, id: 1, resource_provider_id: 2,
          resource_class_id: 0, total: 10, reserved: 0, min_unit: 1, max_unit: 10, step_size: 1,
          allocation_ratio: 16,
        },
        {
          created_at: '2026-11-22 07:08:55', updated_at: null, id: 2, resource_provider_id: 2,
          resource_class_id: 1, total: 8192, reserved: 512, min_unit: 1, max_unit: 8192, step_size: 1,
          allocation_ratio: 1.5,
        },
        {
          created_at: '2026-11-22 07:08:55', updated_at: null, id: 3, resource_provider_id: 2,
          resource_class_id: 2, total: 1028, reserved: 0, min_unit: 1, max_unit: 1028, step_size: 1,
          allocation_ratio: 1,
        },
      ],
      'placement.resource_providers': [
        {
          created_at: '2026-11-22 07:08:55', updated_at: '2026-11-22 07:16:41', id: 2,
          uuid: '3ac3693e-ffac-462a-9f32-a5382011b502', name: 'cpu1', generation: 3, root_provider_id: 2,
          parent_provider_id: null,
        },
      ],
    },
    cpu2: {
      'placement.allocations': [
        {
          created_at: '2026-11-22 07:09:43', updated_at: null, id: 1, resource_provider_id: 1,
          consumer_id: 'a2f6493e-5897-40e6-9671-6823a9d7b0b9', resource_class_id: 2, used: 1,
        },
        {
          created_at: '2026-11-22 07:09:43', updated_at: null, id: 2, resource_provider_id: 1,
          consumer_id: 'a2f6493e-5897-40e6-9671-6823a9d7b0b9', resource_class_id: 1, used: 512,
        },
        {
          created_at: '2026-11-22 07:09:43', updated_at: null, id: 3, resource_provider_id: 1,
          consumer_id: 'a2f6493e-5897-40e6-9671-6823a9d7b0b9', resource_class_id: 0, used: 1,
        },
      ],
      'placement.consumers': [
        {
          created_at: '2026-11-22 07:09:43', updated_at: '2026-11-22 07:09:43', id: 1,
          uuid: 'a2f6493e-5897-40e6-9671-6823a9d7b0b9', project_id: 1, user_id: 1, generation: 1,
          consumer_type_id: null,
        },
      ],
      'placement.inventories': [
        {
          created_at: '2026-11-22 07:08:55', updated_at: null, id: 4, resource_provider_id: 1,
          resource_class_id: 0, total: 10, reserved: 0, min_unit: 1, max_unit: 10, step_size: 1,
          allocation_ratio: 16,
        },
        {
          created_at: '2026-11-22 07:08:55', updated_at: null, id: 5, resource_provider_id: 1,
          resource_class_id: 1, total: 8192, reserved: 512, min_unit: 1, max_unit: 8192, step_size: 1,
          allocation_ratio: 1.5,
        },
        {
          created_at: '2026-11-22 07:08:55', updated_at: null, id: 6, resource_provider_id: 1,
          resource_class_id: 2, total: 1028, reserved: 0, min_unit: 1, max_unit: 1028, step_size: 1,
          allocation_ratio: 1,
        },
      ],
      'placement.resource_providers': [
        {
          created_at: '2026-11-22 07:08:55', updated_at: '2026-11-22 07:09:43', id: 1,
          uuid: '184b4b40-9f5b-4ba8-b9d9-a391e1c7f0e7', name: 'cpu2', generation: 3, root_provider_id: 1,
          parent_provider_id: null,
        },
      ],
    },
  },
};
