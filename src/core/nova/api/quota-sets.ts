/**
 * `PUT /os-quota-sets/{project}`: an administrator sets limits of a project
 * (`nova/api/openstack/compute/quota_sets.py:QuotaSetsController.update`, `nova/quota.py:DbQuotaDriver`). Simplified: whether
 * a limit has a row is read, not found out by an INSERT that fails.
 */
import { CodedError } from '../../base/assert.ts';
import { isObject } from '../../base/json.ts';
import { type HttpAnswer, http, type Task } from '../../service/effects.ts';
import type { Row } from '../../trace/fact.ts';
import { API_DATABASE } from '../cells.ts';
import { text } from '../fields.ts';
import { loggerOf } from '../log.ts';
import { limitOf, projectLimits, RESOURCES, usageOf } from '../quota.ts';
import { json } from '../rest.ts';
import { pause, TIMING } from '../timing/timing.ts';
import { ACTORS } from '../words.ts';
import { adminOnly } from './policy.ts';
import type { Api, ApiRequest } from './state.ts';

const LOG = loggerOf('nova.api.openstack.identity');
const TIMES = TIMING.api.quota_sets;

type Limits = readonly (readonly [resource: (typeof RESOURCES)[number], limit: number])[];

export function* updateQuotaSet(api: Api, request: ApiRequest): Task<HttpAnswer> {
  const { host, db } = api;
  adminOnly(request, 'os_compute_api:os-quota-sets:update');
  const project = text(request.params, 'id');
  yield* checkProject(api, request, project);
  const wanted = limitsOf(request.body.quota_set);
  yield* pause(host, TIMES.limits);
  const { byProject } = yield* projectLimits(db, host, project);
  const used = yield* usageOf(db, host, project);
  for (const [resource, limit] of wanted) checkLimit(resource, limit, used[resource]);
  for (const [resource, limit] of wanted) yield* setLimit(api, project, byProject, resource, limit);
  const now = yield* projectLimits(db, host, project);
  yield* pause(host, TIMES.answer);
  const limits = RESOURCES.map((name) => [name, limitOf(host, name, [now.byProject, now.byClass])]);
  return json(200, { quota_set: Object.fromEntries(limits) });
}

/**
 * keystone is asked in the name of who asks (`nova/api/openstack/identity.py:verify_project_id`); one that does not answer is
 * taken for one that knows the project. Errors: `CodedError` `BadRequest`.
 */
function* checkProject(api: Api, { http: asked, context }: ApiRequest, id: string): Task {
  yield* pause(api.host, TIMES.project);
  try {
    const { status } = yield* http({
      to: ACTORS.keystone,
      method: 'GET',
      path: `/v3/projects/${id}`,
      globalRequestId: asked.requestId,
      ...(asked.token === undefined ? {} : { token: asked.token }),
    });
    if (status !== 404) return;
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    yield* LOG.info({ context }, 'Unable to contact keystone to verify project_id');
    return;
  }
  throw new CodedError('BadRequest', `Project ID ${id} is not a valid project.`);
}

/** Errors: `CodedError` `BadRequest`. */
function limitsOf(wanted: unknown): Limits {
  if (!isObject(wanted))
    throw new CodedError(
      'BadRequest',
      "Invalid input for field/attribute quota_set. Value: None. None is not of type 'object'",
    );
  return RESOURCES.flatMap((name) => {
    const limit = wanted[name];
    return typeof limit === 'number' ? [[name, limit] as const] : [];
  });
}

/** -1 = no limit. Less than is in use is no limit. Errors: `CodedError` `BadRequest`. */
function checkLimit(resource: string, limit: number, used: number): void {
  if (limit === -1 || limit >= used) return;
  throw new CodedError(
    'BadRequest',
    `Quota limit ${limit} for ${resource} must be greater than or equal to already used and reserved ${used}.`,
  );
}

function* setLimit(
  { host, db }: Api,
  project_id: string,
  rows: readonly Row[],
  resource: string,
  hard_limit: number,
): Task {
  const now = host.wall().sql;
  const known = rows.find((row) => row.resource === resource);
  if (known) {
    const where = { project_id, resource };
    yield* db.update(API_DATABASE, 'quotas', { updated_at: now, hard_limit }, where);
  } else {
    yield* db.insert(API_DATABASE, 'quotas', {
      created_at: now,
      updated_at: null,
      project_id,
      resource,
      hard_limit,
    });
  }
  yield* db.commit(API_DATABASE);
}
