/**
 * The closed lists of what has a sentence of its own. Methods and object methods are those of the recorded boot and of
 * idle traffic (`recorded/boot`, `recorded/idle`) and of a service's start; anything else gets the sentence of its kind.
 */
import type { FactOf } from '../core/trace/fact.ts';

/** RPC methods, and object methods asked of the conductor, that have their own sentence. */
export const RPC_KEYS = [
  'schedule_and_build_instances',
  'select_destinations',
  'build_and_run_instance',
  'external_instance_event',
  'update_instance_info',
  'sync_instance_info',
  'delete_instance_info',
  'ping',
  'security_groups_member_updated',
  'push',
  'port_update',
  'port_delete',
  'InstanceActionEvent.event_start',
  'InstanceActionEvent.event_finish_with_failure',
  'Instance.save',
  'Instance.destroy',
  'Instance.get_by_uuid',
  'InstanceList.get_by_host',
  'InstanceList.get_by_host_and_node',
  'BlockDeviceMapping.save',
  'BlockDeviceMappingList.get_by_instance_uuid',
  'ComputeNode.save',
  'ComputeNode.create',
  'ComputeNodeList.get_all_by_host',
  'MigrationList.get_in_progress_and_error',
  'Service.save',
  'Service.create',
  'Service.get_by_compute_host',
  'Service.get_by_host_and_binary',
  'VirtualInterface.create',
  'VirtualInterfaceList.get_by_instance_uuid',
  'InstanceInfoCache.refresh',
  'InstanceInfoCache.save',
] as const;
export type RpcKey = (typeof RPC_KEYS)[number];

/** REST requests, version prefix and query cut off, ids replaced by `{id}`. */
export const HTTP_KEYS = [
  'POST /servers',
  'GET /servers/{id}',
  'POST /os-server-external-events',
  'GET /auth/tokens',
  'POST /auth/tokens',
  'GET /images/{id}',
  'GET /schemas/image',
  'GET /networks',
  'GET /networks/{id}',
  'GET /quotas/{id}',
  'GET /ports',
  'POST /ports',
  'PUT /ports/{id}',
  'GET /subnets',
  'GET /floatingips',
  'GET /security-groups',
  'GET /allocation_candidates',
  'GET /allocations/{id}',
  'PUT /allocations/{id}',
  'GET /resource_providers/{id}/allocations',
] as const;
export type HttpKey = (typeof HTTP_KEYS)[number];

const CASTS: readonly string[] = [
  'schedule_and_build_instances',
  'build_and_run_instance',
  'external_instance_event',
];

/** Whether a cast or a call is what Nova makes it: the sentence of a method tells who waits. */
export function isAsUsual(key: string, { rpc }: FactOf<'message.published'>): boolean {
  if (rpc.type !== 'cast' && rpc.type !== 'call') return true;
  return (rpc.type === 'cast') === CASTS.includes(key);
}

/** What a message asks for: the object method where there is one, else the RPC method. */
export function rpcKey(fact: FactOf<'message.published'>): string {
  const { method, detail, type, in_reply_to } = fact.rpc;
  if (type === 'reply') return replyKey(in_reply_to);
  return isObjectCall(method) && detail !== undefined ? detail : (method ?? '');
}

function replyKey(inReplyTo: string | undefined): string {
  if (inReplyTo === undefined) return '';
  const [method, detail] = inReplyTo.split(' ');
  return isObjectCall(method) && detail !== undefined ? detail : (method ?? '');
}

function isObjectCall(method: string | undefined): boolean {
  return method === 'object_action' || method === 'object_class_action_versions';
}

export function isRpcKey(key: string): key is RpcKey {
  return (RPC_KEYS as readonly string[]).includes(key);
}

export function isHttpKey(key: string): key is HttpKey {
  return (HTTP_KEYS as readonly string[]).includes(key);
}
