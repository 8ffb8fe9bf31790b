/**
 * The quota check of a boot: limits from three tables (and their legacy copies in the service's own main database),
 * usage counted in every cell (`nova/compute/utils.py:check_num_instances_quota`, `nova/quota.py`). Order as recorded.
 */
import { CodedError } from '../base/assert.ts';
import { sql } from '../databases/builder.ts';
import type { Task } from '../service/effects.ts';
import type { Row } from '../trace/fact.ts';
import { API_DATABASE, CELL_DATABASES, CELL0 } from './cells.ts';
import type { Db } from './db.ts';
import { numberOr } from './fields.ts';

/** `[quota]` defaults: instances, cores, ram (MB) */
const QUOTA_DEFAULTS = { instances: 10, cores: 20, ram: 51200 } as const;
type Resource = keyof typeof QUOTA_DEFAULTS;

/** `[database]/connection` of the asking services themselves: it holds the legacy tables. */
const OWN_DATABASE = CELL0.database;

interface QuotaQuestion {
  readonly projectId: string;
  readonly userId: string;
}

/** Errors: `CodedError` `TooManyInstances` when what is used plus `wanted` exceeds a limit. */
export function* checkQuota(
  db: Db,
  question: QuotaQuestion,
  wanted: { readonly [R in Resource]: number },
): Task {
  const { projectId, userId } = question;
  const userLimits = function* (): Task<readonly Row[]> {
    const api = yield* db.select(API_DATABASE, 'project_user_quotas', {
      project_id: projectId,
      user_id: userId,
    });
    yield* db.select(OWN_DATABASE, 'project_user_quotas', {
      deleted: 0,
      project_id: projectId,
      user_id: userId,
    });
    return api;
  };
  const byUser = yield* userLimits();
  const used = { instances: 0, cores: 0, ram: 0 };
  for (const cell of CELL_DATABASES) {
    const [row = {}] = yield* db.query(countUsage(cell, projectId));
    used.instances += numberOr(row, 'instances', 0);
    used.cores += numberOr(row, 'cores', 0);
    used.ram += numberOr(row, 'ram', 0);
  }
  const byProject = yield* db.select(API_DATABASE, 'quotas', { project_id: projectId });
  yield* db.select(OWN_DATABASE, 'quotas', { deleted: 0, project_id: projectId });
  const byClass = yield* db.select(API_DATABASE, 'quota_classes', { class_name: 'default' });
  yield* userLimits();
  yield* db.select(API_DATABASE, 'quota_classes', { class_name: 'default' });
  for (const resource of Object.keys(QUOTA_DEFAULTS) as Resource[]) {
    const limit = limitOf(resource, [byUser, byProject, byClass]);
    if (limit >= 0 && used[resource] + wanted[resource] > limit) {
      throw new CodedError(
        'TooManyInstances',
        `Quota exceeded for ${resource}: Requested ${wanted[resource]}, but already used ${used[resource]} of ${limit} ${resource}`,
      );
    }
  }
}

function limitOf(resource: Resource, tables: readonly (readonly Row[])[]): number {
  for (const rows of tables) {
    const row = rows.find((r) => r.resource === resource);
    if (row && typeof row.hard_limit === 'number') return row.hard_limit;
  }
  return QUOTA_DEFAULTS[resource];
}

const countUsage = (database: string, projectId: string): ReturnType<typeof sql> =>
  sql({
    database,
    table: 'instances',
    sql: `SELECT count(id) AS instances, sum(vcpus) AS cores, sum(memory_mb) AS ram FROM ${database}.instances WHERE deleted = 0 AND (vm_state != ? OR vm_state IS NULL) AND project_id = ?`,
    parameters: ['soft-delete', projectId],
  });
