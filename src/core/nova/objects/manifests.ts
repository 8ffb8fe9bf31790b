/**
 * Object versions that a compute of Nova 26.2 names when it asks for a class (`object_versions`): the class itself and
 * every class that it can hold (recorded in `object_class_action_versions`).
 */

const INSTANCE: { readonly [name: string]: string } = {
  Instance: '2.7',
  ServiceList: '1.19',
  Service: '1.22',
  ComputeNode: '1.19',
  HVSpec: '1.2',
  PciDevicePoolList: '1.1',
  PciDevicePool: '1.1',
  InstanceInfoCache: '1.5',
  SecurityGroupList: '1.1',
  SecurityGroup: '1.2',
  InstanceFault: '1.2',
  PciDeviceList: '1.3',
  PciDevice: '1.7',
  InstanceNUMATopology: '1.3',
  InstanceNUMACell: '1.6',
  VirtCPUTopology: '1.0',
  InstancePCIRequests: '1.1',
  InstancePCIRequest: '1.4',
  InstanceDeviceMetadata: '1.0',
  DeviceMetadata: '1.0',
  DeviceBus: '1.0',
  TagList: '1.1',
  Tag: '1.1',
  Flavor: '1.2',
  VirtCPUModel: '1.0',
  VirtCPUFeature: '1.0',
  EC2Ids: '1.0',
  MigrationContext: '1.2',
  ResourceList: '1.0',
  Resource: '1.0',
  ResourceMetadata: '1.0',
  KeyPairList: '1.3',
  KeyPair: '1.4',
  TrustedCerts: '1.0',
};

const COMPUTE_NODE: { readonly [name: string]: string } = {
  ComputeNode: '1.19',
  HVSpec: '1.2',
  PciDevicePoolList: '1.1',
  PciDevicePool: '1.1',
};

const MIGRATION_CONTEXT: { readonly [name: string]: string } = {
  MigrationContext: '1.2',
  InstanceNUMATopology: '1.3',
  InstanceNUMACell: '1.6',
  VirtCPUTopology: '1.0',
  PciDeviceList: '1.3',
  PciDevice: '1.7',
  InstancePCIRequests: '1.1',
  InstancePCIRequest: '1.4',
  ResourceList: '1.0',
  Resource: '1.0',
  ResourceMetadata: '1.0',
};

export const MANIFESTS: { readonly [objname: string]: { readonly [name: string]: string } } = {
  Instance: INSTANCE,
  InstanceList: { InstanceList: '2.6', ...INSTANCE },
  ResourceList: { ResourceList: '1.0', Resource: '1.0', ResourceMetadata: '1.0' },
  InstanceNUMATopology: { InstanceNUMATopology: '1.3', InstanceNUMACell: '1.6', VirtCPUTopology: '1.0' },
  TrustedCerts: { TrustedCerts: '1.0' },
  InstancePCIRequests: { InstancePCIRequests: '1.1', InstancePCIRequest: '1.4' },
  PciDeviceList: { PciDeviceList: '1.3', PciDevice: '1.7' },
  MigrationContext: MIGRATION_CONTEXT,
  BlockDeviceMappingList: { BlockDeviceMappingList: '1.18', BlockDeviceMapping: '1.21', ...INSTANCE },
  ComputeNode: COMPUTE_NODE,
  ComputeNodeList: { ComputeNodeList: '1.17', ...COMPUTE_NODE },
  Service: { Service: '1.22', ...COMPUTE_NODE },
  MigrationList: { MigrationList: '1.5', Migration: '1.7' },
  Migration: { Migration: '1.7' },
  ConsoleAuthToken: { ConsoleAuthToken: '1.1' },
  InstanceAction: { InstanceAction: '1.2' },
  InstanceActionEvent: { InstanceActionEvent: '1.4' },
  VirtualInterface: { VirtualInterface: '1.3' },
  VirtualInterfaceList: { VirtualInterfaceList: '1.0', VirtualInterface: '1.3' },
};
