/**
 * Every REST request that services and clients make, one row a request, by the name that it is known by: method and path
 * without version, project and ids; of `/action` paths also the action. Sources: `recorded/boot`.
 */
import { isObject, parseJson } from '../base/json.ts';
import { type Folding, OPERATIONS, type OperationName, type Phase } from './operations.ts';

interface RequestRow {
  /** who answers it */
  readonly to: 'nova' | 'keystone' | 'glance' | 'neutron' | 'placement';
  /** of nova-api, whose requests are steps: the phase that it belongs to, and what it is at level teaching */
  readonly phase?: Phase;
  readonly teaching?: Folding;
  /** the operation that it asks for */
  readonly begins?: OperationName;
}

/** Requests that begin an operation stand in its row. */
type Beginning = (typeof OPERATIONS)[OperationName]['request'];

const BEGINNINGS = Object.fromEntries(
  Object.entries(OPERATIONS).map(([name, { request, phases }]) => [
    request,
    { to: 'nova', phase: phases[0], teaching: 'own', begins: name },
  ]),
) as { readonly [R in Beginning]: RequestRow };

const OTHERS = {
  'GET /servers/{id}': { to: 'nova', phase: 'other', teaching: 'fold' },
  'GET /servers/detail': { to: 'nova', phase: 'other', teaching: 'own' },
  'GET /servers/{id}/diagnostics': { to: 'nova', phase: 'other', teaching: 'own' },
  'POST /servers/{id}/metadata': { to: 'nova', phase: 'api', teaching: 'own' },
  'POST /servers/{id}/remote-consoles': { to: 'nova', phase: 'other', teaching: 'own' },
  'POST /servers/{id}/action os-getConsoleOutput': { to: 'nova', phase: 'other', teaching: 'own' },
  'POST /servers/{id}/action lock': { to: 'nova', phase: 'api', teaching: 'own' },
  'POST /servers/{id}/action unlock': { to: 'nova', phase: 'api', teaching: 'own' },
  'POST /os-server-external-events': { to: 'nova', phase: 'network', teaching: 'fold' },
  'PUT /os-quota-sets/{id}': { to: 'nova', phase: 'other', teaching: 'own' },
  'DELETE /os-services/{id}': { to: 'nova', phase: 'other', teaching: 'own' },
  'PUT /os-services/{id}': { to: 'nova', phase: 'other', teaching: 'own' },
  'GET /auth/tokens': { to: 'keystone' },
  'GET /projects/{id}': { to: 'keystone' },
  'POST /auth/tokens': { to: 'keystone' },
  'GET /images/{id}': { to: 'glance' },
  'POST /images': { to: 'glance' },
  'DELETE /images/{id}': { to: 'glance' },
  'GET /schemas/image': { to: 'glance' },
  'GET /networks': { to: 'neutron' },
  'GET /networks/{id}': { to: 'neutron' },
  'GET /quotas/{id}': { to: 'neutron' },
  'GET /ports': { to: 'neutron' },
  'GET /ports/{id}': { to: 'neutron' },
  'POST /ports': { to: 'neutron' },
  'PUT /ports/{id}': { to: 'neutron' },
  'DELETE /ports/{id}': { to: 'neutron' },
  'GET /subnets': { to: 'neutron' },
  'GET /floatingips': { to: 'neutron' },
  'GET /security-groups': { to: 'neutron' },
  'GET /allocation_candidates': { to: 'placement' },
  'GET /allocations/{id}': { to: 'placement' },
  'PUT /allocations/{id}': { to: 'placement' },
  'DELETE /allocations/{id}': { to: 'placement' },
  'GET /resource_providers/{id}/allocations': { to: 'placement' },
  'GET /resource_providers': { to: 'placement' },
  'POST /resource_providers': { to: 'placement' },
  'DELETE /resource_providers/{id}': { to: 'placement' },
  'PUT /resource_providers/{id}/inventories': { to: 'placement' },
  'GET /resource_providers/{id}/traits': { to: 'placement' },
  'PUT /resource_providers/{id}/traits': { to: 'placement' },
  'GET /traits': { to: 'placement' },
} as const satisfies { readonly [request: string]: RequestRow };

const REQUESTS = { ...BEGINNINGS, ...OTHERS };

export type RequestName = keyof typeof REQUESTS;

export const REQUEST_NAMES = Object.keys(REQUESTS) as readonly RequestName[];

export const isRequest = (name: string): name is RequestName => Object.hasOwn(REQUESTS, name);

const rowOf = (name: string): RequestRow | null => (isRequest(name) ? REQUESTS[name] : null);

/** Phase and folding of a request to nova-api; outside the table, what only reads is part of the step that is open. */
export function requestTold(name: string): { readonly phase: Phase; readonly teaching: Folding } {
  const { phase, teaching } = rowOf(name) ?? {};
  return { phase: phase ?? 'other', teaching: teaching ?? (name.startsWith('GET ') ? 'fold' : 'own') };
}

/** The operation that a request asks for; null = none. */
export const operationBegunBy = (name: string): OperationName | null => rowOf(name)?.begins ?? null;

const ID = /^([0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{32}|\d+)$/;

/**
 * The name of a request: `POST /servers`, `GET /servers/{id}`, `POST /servers/{id}/action resize`. `body` = its JSON text;
 * without one the name of an action is its path alone.
 */
export function requestKey(method: string, path: string, body: string | null = null): string {
  const [bare = ''] = path.split('?');
  const parts = bare.split('/').filter((part) => part !== '' && !/^v\d+(\.\d+)?$/.test(part));
  if (parts.length > 1 && ID.test(parts[0] ?? '')) parts.shift();
  const name = `${method} /${parts.map((part) => (ID.test(part) ? '{id}' : part)).join('/')}`;
  const action = parts.at(-1) === 'action' ? actionOf(body) : null;
  return action === null ? name : `${name} ${action}`;
}

/** `{"resize": {...}}` -> `resize` */
function actionOf(body: string | null): string | null {
  const read = body === null ? null : parseJson(body);
  return isObject(read) ? (Object.keys(read)[0] ?? null) : null;
}
