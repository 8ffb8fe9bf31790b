/** Services by the names of queues and by what they send: OpenStack's own conventions (formats of oslo.messaging's targets). */
import type { MessageRecord } from './records.ts';

/** By topic: who takes from `<topic>`, `<topic>.<host>` and `<topic>_fanout_<hex>`. */
const TAKERS: { readonly [topic: string]: string } = {
  conductor: 'nova-conductor',
  scheduler: 'nova-scheduler',
  compute: 'nova-compute',
  'compute-alt': 'nova-compute',
  'cinder-scheduler': 'cinder-scheduler',
  'cinder-volume': 'cinder-volume',
  'cinder-backup': 'cinder-backup',
  'q-plugin': 'neutron-server',
  'q-reports-plugin': 'neutron-server',
  'q-server-resource-versions': 'neutron-server',
  dhcp_agent: 'neutron-dhcp-agent',
  l3_agent: 'neutron-l3-agent',
  'q-agent-notifier-port-update': 'neutron-openvswitch-agent',
  engine: 'heat-engine',
  'heat-engine-listener': 'heat-engine',
  'ironic.conductor_manager': 'ironic-conductor',
};

/** null = the name tells nothing */
export function serviceOfQueue(queue: string): string | null {
  const [topic = ''] = queue.split(/_fanout_[0-9a-f]/);
  if (Object.hasOwn(TAKERS, topic)) return TAKERS[topic] ?? null;
  const cut = topic.indexOf('.');
  const program = cut < 0 ? undefined : TAKERS[topic.slice(0, cut)];
  if (program === undefined) return null;
  return /compute|volume|agent/.test(program) ? `${program}-${topic.slice(cut + 1)}` : program;
}

/** By the method alone: who calls it in Nova, Neutron, Cinder. */
const SENDERS: { readonly [method: string]: string } = {
  schedule_and_build_instances: 'nova-api',
  build_instances: 'nova-api',
  migrate_server: 'nova-api',
  rebuild_instance: 'nova-api',
  resize_instance: 'nova-api',
  confirm_resize: 'nova-api',
  revert_resize: 'nova-api',
  terminate_instance: 'nova-api',
  start_instance: 'nova-api',
  stop_instance: 'nova-api',
  reboot_instance: 'nova-api',
  pause_instance: 'nova-api',
  snapshot_instance: 'nova-api',
  external_instance_event: 'nova-api',
  attach_interface: 'nova-api',
  detach_interface: 'nova-api',
  build_and_run_instance: 'nova-conductor',
  prep_resize: 'nova-conductor',
  live_migration: 'nova-conductor',
  object_action: 'nova-compute',
  object_class_action: 'nova-compute',
  object_class_action_versions: 'nova-compute',
  object_backport_versions: 'nova-compute',
  update_instance_info: 'nova-compute',
  delete_instance_info: 'nova-compute',
  sync_instance_info: 'nova-compute',
  get_devices_details_list_and_failed_devices: 'neutron-openvswitch-agent',
  tunnel_sync: 'neutron-openvswitch-agent',
  security_group_info_for_devices: 'neutron-openvswitch-agent',
  create_volume: 'cinder-scheduler',
};

/** null = it says nothing */
export function senderByMessage({ rpc }: MessageRecord): string | null {
  if (rpc.type === 'notification') return rpc.detail?.replace(/[:.]/, '-') ?? null;
  if (rpc.method === undefined) return null;
  // only a conductor asks where a server may go
  if (rpc.method.endsWith('_destinations')) return 'nova-conductor';
  return Object.hasOwn(SENDERS, rpc.method) ? (SENDERS[rpc.method] ?? null) : null;
}
