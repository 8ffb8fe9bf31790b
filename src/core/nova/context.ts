/** nova.context.RequestContext as `to_dict()` sends it: `_context_<key>` of every message, in the recorded order. */
import type { Json, JsonObject } from '../base/json.ts';

export interface User {
  readonly userId: string;
  readonly userName: string;
  readonly projectId: string;
  readonly projectName: string;
  readonly roles: readonly string[];
  readonly isAdmin: boolean;
}

const CATALOG: Json = [
  {
    type: 'placement',
    name: 'placement',
    endpoints: [
      {
        region: 'RegionOne',
        adminURL: 'http://127.0.0.1:35002',
        internalURL: 'http://127.0.0.1:35002',
        publicURL: 'http://127.0.0.1:35002',
      },
    ],
  },
];

/** `token` never travels in clear here: the recordings show `***`. `timestamp` = when the request came in. */
export function requestContext(o: {
  user: User;
  requestId: string;
  globalRequestId: string | null;
  timestamp: string;
}): JsonObject {
  const { user } = o;
  return {
    user: user.userId,
    project_id: user.projectId,
    system_scope: null,
    project: user.projectId,
    domain: null,
    user_domain: 'default',
    project_domain: 'default',
    is_admin: user.isAdmin,
    read_only: false,
    show_deleted: false,
    auth_token: '***',
    request_id: o.requestId,
    global_request_id: o.globalRequestId,
    resource_uuid: null,
    roles: user.roles,
    user_identity: `${user.userId} ${user.projectId} - default default`,
    is_admin_project: true,
    user_id: user.userId,
    read_deleted: 'no',
    remote_address: '127.0.0.1',
    timestamp: o.timestamp,
    quota_class: null,
    user_name: user.userName,
    service_catalog: CATALOG,
    project_name: user.projectName,
  };
}

/** `nova.context.get_admin_context()`: what periodic tasks and start-up carry. */
export function adminContext(requestId: string, timestamp: string): JsonObject {
  return {
    user: null,
    project_id: null,
    system_scope: null,
    project: null,
    domain: null,
    user_domain: null,
    project_domain: null,
    is_admin: true,
    read_only: false,
    show_deleted: false,
    auth_token: null,
    request_id: requestId,
    global_request_id: null,
    resource_uuid: null,
    roles: [],
    user_identity: '- - - - -',
    is_admin_project: true,
    user_id: null,
    read_deleted: 'no',
    remote_address: null,
    timestamp,
    quota_class: null,
    user_name: null,
    service_catalog: [],
    project_name: null,
  };
}

/** `RequestContext.elevated()`: the same request, by an administrator. */
export function elevated(context: JsonObject): JsonObject {
  const roles = Array.isArray(context.roles) ? (context.roles as readonly Json[]) : [];
  return { ...context, is_admin: true, roles: roles.includes('admin') ? roles : [...roles, 'admin'] };
}

export const textOf = (context: JsonObject, key: string): string => {
  const value = context[key];
  return typeof value === 'string' ? value : '';
};
