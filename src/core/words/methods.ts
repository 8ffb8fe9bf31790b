/**
 * Every method that services ask of each other over the queue, one row a method: where it is sent and how, the phase that it
 * belongs to, and how it is told in steps. Of the conductor's object calls (`object_action`,
 * `object_class_action_versions`) the name is the object and its method. Sources: `recorded/boot`, `recorded/idle`,
 * `nova/{conductor,compute,scheduler}/rpcapi.py`, `nova/baserpc.py`, neutron's notifiers.
 */
import type { Folding, Phase } from './operations.ts';

type HopKind = 'cast' | 'call';

interface MethodRow {
  /** topic of its target; `agents` = the topics of Neutron's agents, one a resource */
  readonly topic: 'conductor' | 'scheduler' | 'compute' | 'agents';
  readonly sent: HopKind | 'fanout';
  /** a boot sends it, and a deployment may have it sent as the other kind */
  readonly hop?: true;
  readonly phase: Phase;
  readonly teaching: Folding;
  /** `with call` = the reply is told together with its call (a conductor's routine), not as a step of its own */
  readonly reply?: 'with call';
  /** its reply names the host where a server may run, and is told so */
  readonly chooses?: 'host';
}

const object = <P extends Phase, T extends Folding>(phase: P, teaching: T) =>
  ({ topic: 'conductor', sent: 'call', phase, teaching, reply: 'with call' }) as const;

const toAgents = { topic: 'agents', sent: 'fanout', phase: 'network', teaching: 'fold' } as const;

export const METHODS = {
  schedule_and_build_instances: {
    topic: 'conductor',
    sent: 'cast',
    hop: true,
    phase: 'api',
    teaching: 'own',
  },
  select_destinations: {
    topic: 'scheduler',
    sent: 'call',
    hop: true,
    phase: 'schedule',
    teaching: 'own',
    chooses: 'host',
  },
  build_and_run_instance: { topic: 'compute', sent: 'cast', hop: true, phase: 'build', teaching: 'own' },
  build_instances: { topic: 'conductor', sent: 'cast', phase: 'build', teaching: 'own' },
  external_instance_event: { topic: 'compute', sent: 'cast', hop: true, phase: 'network', teaching: 'own' },
  stop_instance: { topic: 'compute', sent: 'cast', phase: 'power', teaching: 'own' },
  start_instance: { topic: 'compute', sent: 'cast', phase: 'power', teaching: 'own' },
  set_host_enabled: { topic: 'compute', sent: 'call', phase: 'other', teaching: 'own' },
  reboot_instance: { topic: 'compute', sent: 'cast', phase: 'power', teaching: 'own' },
  snapshot_instance: { topic: 'compute', sent: 'cast', phase: 'image', teaching: 'own' },
  rebuild_instance: { topic: 'compute', sent: 'cast', phase: 'rebuild', teaching: 'own' },
  attach_interface: { topic: 'compute', sent: 'call', phase: 'network', teaching: 'own' },
  detach_interface: { topic: 'compute', sent: 'cast', phase: 'network', teaching: 'own' },
  terminate_instance: { topic: 'compute', sent: 'cast', phase: 'removal', teaching: 'own' },
  soft_delete_instance: { topic: 'compute', sent: 'cast', phase: 'removal', teaching: 'own' },
  pause_instance: { topic: 'compute', sent: 'cast', phase: 'power', teaching: 'own' },
  unpause_instance: { topic: 'compute', sent: 'cast', phase: 'power', teaching: 'own' },
  suspend_instance: { topic: 'compute', sent: 'cast', phase: 'power', teaching: 'own' },
  resume_instance: { topic: 'compute', sent: 'cast', phase: 'power', teaching: 'own' },
  set_admin_password: { topic: 'compute', sent: 'call', phase: 'power', teaching: 'own' },
  get_console_output: { topic: 'compute', sent: 'call', phase: 'other', teaching: 'own' },
  get_vnc_console: { topic: 'compute', sent: 'call', phase: 'other', teaching: 'own' },
  get_instance_diagnostics: { topic: 'compute', sent: 'call', phase: 'other', teaching: 'own' },
  rescue_instance: { topic: 'compute', sent: 'cast', phase: 'power', teaching: 'own' },
  unrescue_instance: { topic: 'compute', sent: 'cast', phase: 'power', teaching: 'own' },
  shelve_instance: { topic: 'compute', sent: 'cast', phase: 'shelf', teaching: 'own' },
  live_migrate_instance: { topic: 'conductor', sent: 'cast', phase: 'api', teaching: 'own' },
  check_can_live_migrate_destination: { topic: 'compute', sent: 'call', phase: 'check', teaching: 'own' },
  check_can_live_migrate_source: { topic: 'compute', sent: 'call', phase: 'check', teaching: 'own' },
  live_migration: { topic: 'compute', sent: 'cast', phase: 'move', teaching: 'own' },
  pre_live_migration: { topic: 'compute', sent: 'call', phase: 'move', teaching: 'own' },
  post_live_migration_at_destination: { topic: 'compute', sent: 'call', phase: 'move', teaching: 'own' },
  /** to the super conductor, and from it to the chosen compute */
  unshelve_instance: { topic: 'compute', sent: 'cast', phase: 'build', teaching: 'own' },
  /** the super conductor's task of a resize and of a cold migration */
  migrate_server: { topic: 'conductor', sent: 'cast', phase: 'schedule', teaching: 'own' },
  prep_resize: { topic: 'compute', sent: 'cast', phase: 'claim', teaching: 'own' },
  resize_instance: { topic: 'compute', sent: 'cast', phase: 'leave', teaching: 'own' },
  finish_resize: { topic: 'compute', sent: 'cast', phase: 'arrive', teaching: 'own' },
  confirm_resize: { topic: 'compute', sent: 'cast', phase: 'leave', teaching: 'own' },
  revert_resize: { topic: 'compute', sent: 'cast', phase: 'leave', teaching: 'own' },
  finish_revert_resize: { topic: 'compute', sent: 'cast', phase: 'arrive', teaching: 'own' },
  'InstanceActionEvent.event_start': { ...object('build', 'own'), hop: true },
  'InstanceActionEvent.event_finish_with_failure': { ...object('active', 'own'), hop: true },
  /** told by the state that it saves, see `operations.ts` */
  'Instance.save': { ...object('build', 'fold'), hop: true },
  'BlockDeviceMappingList.get_by_instance_uuid': { ...object('build', 'fold'), hop: true },
  'BlockDeviceMapping.save': { ...object('build', 'fold'), hop: true },
  'ComputeNode.save': { ...object('build', 'fold'), hop: true },
  'Service.get_by_compute_host': { ...object('build', 'fold'), hop: true },
  'VirtualInterface.create': { ...object('network', 'own'), hop: true },
  'InstanceFault.create': object('build', 'own'),
  'InstanceInfoCache.refresh': { ...object('network', 'fold'), hop: true },
  'InstanceInfoCache.save': { ...object('network', 'fold'), hop: true },
  update_instance_info: { topic: 'scheduler', sent: 'fanout', phase: 'active', teaching: 'own' },
  sync_instance_info: { topic: 'scheduler', sent: 'fanout', phase: 'periodic', teaching: 'own' },
  delete_instance_info: { topic: 'scheduler', sent: 'fanout', phase: 'removal', teaching: 'own' },
  ping: { topic: 'conductor', sent: 'call', phase: 'other', teaching: 'own' },
  push: toAgents,
  port_update: toAgents,
  port_delete: toAgents,
  security_groups_member_updated: toAgents,
  'Instance.destroy': object('removal', 'own'),
  'VirtualInterface.get_by_uuid': object('network', 'fold'),
  'VirtualInterface.destroy': object('network', 'own'),
  'VirtualInterface.delete_by_instance_uuid': object('removal', 'own'),
  'Instance.get_by_uuid': object('other', 'fold'),
  'InstanceList.get_by_host': object('periodic', 'fold'),
  'InstanceList.get_by_filters': object('periodic', 'fold'),
  'InstanceList.get_by_host_and_node': object('periodic', 'fold'),
  'ConsoleAuthToken.authorize': object('other', 'own'),
  'ConsoleAuthToken.clean_console_auths_for_instance': object('removal', 'own'),
  'ConsoleAuthToken.clean_expired_console_auths': object('periodic', 'own'),
  'ComputeNode.create': object('other', 'own'),
  'ComputeNodeList.get_all_by_host': object('periodic', 'fold'),
  'MigrationList.get_in_progress_and_error': object('periodic', 'fold'),
  'Service.create': object('other', 'own'),
  'Service.save': object('periodic', 'own'),
  'Service.get_by_host_and_binary': object('other', 'fold'),
  'VirtualInterfaceList.get_by_instance_uuid': object('network', 'fold'),
  'ComputeNode.get_first_node_by_host_for_old_compat': object('other', 'fold'),
  'ComputeNode.get_by_host_and_nodename': object('other', 'fold'),
  'MigrationList.get_by_filters': object('start', 'fold'),
  'MigrationList.get_unconfirmed_by_dest_compute': object('periodic', 'fold'),
  'InstanceAction.action_start': object('leave', 'fold'),
  'Migration.get_by_id': object('start', 'fold'),
  'Migration.get_by_id_and_instance': object('start', 'fold'),
  'Migration.get_by_instance_and_status': object('start', 'fold'),
  'TrustedCerts.get_by_instance_uuid': object('other', 'fold'),
  'ResourceList.get_by_instance_uuid': object('other', 'fold'),
  'InstanceNUMATopology.get_by_instance_uuid': object('other', 'fold'),
  'Migration.save': object('build', 'own'),
  'MigrationContext.get_by_instance_uuid': object('build', 'fold'),
  'Instance.drop_migration_context': object('build', 'own'),
  'PciDeviceList.get_by_compute_node': object('start', 'fold'),
  'PciDeviceList.get_by_instance_uuid': object('build', 'fold'),
  'InstancePCIRequests.get_by_instance_uuid': object('other', 'fold'),
} as const satisfies { readonly [name: string]: MethodRow };

export type MethodName = keyof typeof METHODS;

export const METHOD_NAMES = Object.keys(METHODS) as readonly MethodName[];

export const isMethod = (name: string): name is MethodName => Object.hasOwn(METHODS, name);

/** A method that a deployment may switch between cast and call. */
export type Hop = { [M in MethodName]: (typeof METHODS)[M] extends { hop: true } ? M : never }[MethodName];

export const isHop = (name: string): name is Hop => isMethod(name) && 'hop' in METHODS[name];

/** How Nova sends each of them. */
export const NOVA_HOPS = Object.fromEntries(
  METHOD_NAMES.filter(isHop).map((name) => [name, METHODS[name].sent]),
) as { readonly [H in Hop]: HopKind };

export const HOPS = Object.keys(NOVA_HOPS) as readonly Hop[];

/** Whether a cast or a call of this method is what Nova makes it: its sentence tells who waits. */
export function isAsUsual(name: MethodName, type: string): boolean {
  return (type !== 'cast' && type !== 'call') || (type === 'cast') === (METHODS[name].sent === 'cast');
}

/** Whether its reply names a host for a server. */
export const choosesHost = (name: string): boolean => isMethod(name) && 'chooses' in METHODS[name];

type MethodTold = Pick<MethodRow, 'phase' | 'teaching' | 'reply'>;

/** How a method is told; outside the table, reads of objects are routine, and everything else is shown. */
export function methodTold(name: string): MethodTold {
  if (isMethod(name)) return METHODS[name];
  if (!name.includes('.')) return { phase: 'other', teaching: 'own' };
  const isRead = /\.(get|refresh|obj_load)/.test(name);
  return { phase: 'other', teaching: isRead ? 'fold' : 'own', reply: 'with call' };
}

/** What of a message's summary names its method (`RpcSummary`). */
interface Named {
  readonly type: string;
  readonly method?: string;
  /** of an object call: the object and its method */
  readonly detail?: string;
  /** of a reply: method and detail of its call */
  readonly in_reply_to?: string;
}

/** What a message asks for, or answers: the object's method where there is one, else the RPC method; '' for neither. */
export function methodOf({ type, method, detail, in_reply_to }: Named): string {
  if (type === 'reply') {
    const [called, of] = (in_reply_to ?? '').split(' ');
    return nameOf(called, of);
  }
  return nameOf(method, detail);
}

function nameOf(method = '', detail: string | undefined): string {
  const isObjectCall = method.startsWith('object_action') || method.startsWith('object_class_action');
  return isObjectCall && detail !== undefined ? detail : method;
}
