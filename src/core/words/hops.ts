/** The hops of a boot that a deployment may switch between cast and call, and which Nova uses, for those who name them. */

export type HopKind = 'cast' | 'call';

/** by RPC method; of a conductor's `object_action` and `object_class_action_versions`, by object and method */
export const NOVA_HOPS = {
  schedule_and_build_instances: 'cast',
  select_destinations: 'call',
  build_and_run_instance: 'cast',
  external_instance_event: 'cast',
  'InstanceActionEvent.event_start': 'call',
  'InstanceActionEvent.event_finish_with_failure': 'call',
  'Instance.save': 'call',
  'BlockDeviceMappingList.get_by_instance_uuid': 'call',
  'BlockDeviceMapping.save': 'call',
  'ComputeNode.save': 'call',
  'Service.get_by_compute_host': 'call',
  'VirtualInterface.create': 'call',
  'InstanceInfoCache.refresh': 'call',
  'InstanceInfoCache.save': 'call',
} as const satisfies { readonly [hop: string]: HopKind };

export type Hop = keyof typeof NOVA_HOPS;
export const HOPS = Object.keys(NOVA_HOPS) as readonly Hop[];

export const isHop = (name: string): name is Hop => Object.hasOwn(NOVA_HOPS, name);
