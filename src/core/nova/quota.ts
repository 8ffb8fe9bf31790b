/**
 * The quota check of a boot: limits from three tables (and their legacy copies in the service's own main database),
 * usage counted in every cell (`nova/compute/utils.py:check_num_instances_quota`, `nova/quota.py`). Order as recorded.
 */
import { CodedError } from '../base/assert.ts';
import { sql } from '../databases/builder.ts';
import type { Task } from '../service/effects.ts';
import type { ServiceHost } from '../service/service.ts';
import type { Row } from '../trace/fact.ts';
import { API_DATABASE, cellDatabasesOf, ownDatabaseOf } from './cells.ts';
import type { Db } from './db.ts';
import { numberOr, whole } from './fields.ts';
import { option } from './options.ts';

/** ram = MB */
type Resource = 'instances' | 'cores' | 'ram';
/** in the order in which a refusal names them */
export const RESOURCES: readonly Resource[] = ['cores', 'instances', 'ram'];

interface QuotaQuestion {
  /** who asks: its configuration holds the limits that no table has */
  readonly host: ServiceHost;
  readonly projectId: string;
  readonly userId: string;
}

/** How many servers of a flavor: `min` at least, `max` at most. */
interface ServersWanted {
  readonly flavor: Row;
  readonly min: number;
  readonly max: number;
  /** of a recheck, which asks for nothing more (`min` and `max` 0): how many had been asked for */
  readonly asked?: number;
}

type Amounts = { readonly [R in Resource]: number };

/**
 * `nova/compute/utils.py:check_num_instances_quota`: gives how many there may be, `max` where it fits, else as many as fit and
 * `min` at least. Errors: `CodedError` `TooManyInstances`.
 */
export function* checkQuota(db: Db, question: QuotaQuestion, wanted: ServersWanted): Task<number> {
  const { flavor, min, max } = wanted;
  const { limits, used } = yield* limitsAndUsage(db, question);
  const deltas = amountsOf(flavor, max);
  const overs = RESOURCES.filter((name) => limits[name] >= 0 && used[name] + deltas[name] > limits[name]);
  if (overs.length === 0) return max;
  const isRecheck = min === 0 && max === 0;
  if (isRecheck) throw tooMany(overs, limits, deltas, textsOf(amountsOf(flavor, wanted.asked ?? 0)));
  const headroom = headroomOf(limits, used, deltas);
  const fitting = [
    headroom.instances,
    ...(['cores', 'ram'] as const).flatMap((name) => {
      const each = amountsOf(flavor, 1)[name];
      return each > 0 ? [Math.floor(headroom[name] / each)] : [];
    }),
  ];
  const allowed = Math.min(...fitting);
  if (allowed > 0 && min <= allowed && allowed <= max)
    return yield* checkQuota(db, question, { flavor, min, max: allowed });
  const requested = { ...textsOf(deltas), instances: min === max ? `${min}` : `${min}-${max}` };
  throw tooMany(overs, limits, headroom, requested);
}

/** `_check_quota_for_upsize`: what one server's new flavor has more than its old one. Errors: `CodedError` `TooManyInstances`. */
export function* checkUpsizeQuota(
  db: Db,
  question: QuotaQuestion,
  more: { readonly cores: number; readonly ram: number },
): Task {
  const { limits, used } = yield* limitsAndUsage(db, question);
  const deltas: Amounts = { instances: 0, ...more };
  const overs = RESOURCES.filter(
    (name) => deltas[name] > 0 && limits[name] >= 0 && used[name] + deltas[name] > limits[name],
  );
  if (overs.length > 0) throw tooMany(overs, limits, headroomOf(limits, used, deltas), textsOf(deltas));
}

const amountsOf = (flavor: Row, servers: number): Amounts => ({
  instances: servers,
  cores: servers * whole(flavor, 'vcpus'),
  ram: servers * whole(flavor, 'memory_mb'),
});

const textsOf = (amounts: Amounts): { readonly [R in Resource]: string } => ({
  instances: `${amounts.instances}`,
  cores: `${amounts.cores}`,
  ram: `${amounts.ram}`,
});

/** `get_headroom`: of what has no limit there is as much as the servers need that still may be. */
function headroomOf(limits: Amounts, used: Amounts, deltas: Amounts): Amounts {
  const instances = limits.instances - used.instances;
  const room = (name: 'cores' | 'ram'): number => {
    if (limits[name] !== -1) return limits[name] - used[name];
    return deltas[name] > 0 ? (instances * deltas[name]) / (deltas.instances || 1) : instances;
  };
  return { instances, cores: room('cores'), ram: room('ram') };
}

function tooMany(
  overs: readonly Resource[],
  limits: Amounts,
  headroom: Amounts,
  requested: { readonly [R in Resource]: string },
): CodedError {
  const list = (of: (name: Resource) => string | number): string => overs.map(of).join(', ');
  const names = list((name) => name);
  const used = list((name) => limits[name] - headroom[name]);
  return new CodedError(
    'TooManyInstances',
    `Quota exceeded for ${names}: Requested ${list((name) => requested[name])}, but already used ${used} of ${list((name) => limits[name])} ${names}`,
  );
}

/** Twelve SELECTs, as recorded. */
function* limitsAndUsage(
  db: Db,
  question: QuotaQuestion,
): Task<{ readonly limits: Amounts; readonly used: Amounts }> {
  const { host, projectId } = question;
  const byUser = yield* userLimits(db, question);
  const used = yield* usageOf(db, host, projectId);
  const { byProject, byClass } = yield* projectLimits(db, host, projectId);
  yield* userLimits(db, question);
  yield* db.select(API_DATABASE, 'quota_classes', { class_name: 'default' });
  const limit = (name: Resource): number => limitOf(host, name, [byUser, byProject, byClass]);
  return { limits: { instances: limit('instances'), cores: limit('cores'), ram: limit('ram') }, used };
}

function* userLimits(db: Db, { host, projectId, userId }: QuotaQuestion): Task<readonly Row[]> {
  const where = { project_id: projectId, user_id: userId };
  const api = yield* db.select(API_DATABASE, 'project_user_quotas', where);
  yield* db.select(ownDatabaseOf(host), 'project_user_quotas', { deleted: 0, ...where });
  return api;
}

/**
 * `limit_check` of what is counted in no table: how many items of metadata a server may have. Errors: `CodedError`
 * `MetadataLimitExceeded`.
 */
export function* checkMetadataQuota(db: Db, question: QuotaQuestion, items: number): Task {
  const { host, projectId } = question;
  const { byProject, byClass } = yield* projectLimits(db, host, projectId);
  const byUser = yield* userLimits(db, question);
  yield* db.select(API_DATABASE, 'quota_classes', { class_name: 'default' });
  const ofProject = limitOf(host, 'metadata_items', [byProject, byClass]);
  const ofUser = limitOf(host, 'metadata_items', [byUser, byProject, byClass]);
  if ([ofProject, ofUser].every((limit) => limit < 0 || items <= limit)) return;
  throw new CodedError('MetadataLimitExceeded', `Maximum number of metadata items exceeds ${ofProject}`);
}

/** Of the first table that has one, else of the configuration. */
export function limitOf(
  host: ServiceHost,
  resource: Resource | 'metadata_items',
  tables: readonly (readonly Row[])[],
): number {
  for (const rows of tables) {
    const row = rows.find((r) => r.resource === resource);
    if (row && typeof row.hard_limit === 'number') return row.hard_limit;
  }
  return option(host, `quota.${resource}`);
}

/** What a project uses in every cell. */
export function* usageOf(db: Db, host: ServiceHost, projectId: string): Task<Amounts> {
  const used = { instances: 0, cores: 0, ram: 0 };
  for (const cell of cellDatabasesOf(host)) {
    const [row = {}] = yield* db.query(countUsage(cell, projectId));
    for (const name of RESOURCES) used[name] += numberOr(row, name, 0);
  }
  return used;
}

/** A project's limits, with those of the class behind them; the legacy table in the service's own main database is asked as well. */
export function* projectLimits(
  db: Db,
  host: ServiceHost,
  projectId: string,
): Task<{ readonly byProject: readonly Row[]; readonly byClass: readonly Row[] }> {
  const byProject = yield* db.select(API_DATABASE, 'quotas', { project_id: projectId });
  yield* db.select(ownDatabaseOf(host), 'quotas', { deleted: 0, project_id: projectId });
  const byClass = yield* db.select(API_DATABASE, 'quota_classes', { class_name: 'default' });
  return { byProject, byClass };
}

const countUsage = (database: string, projectId: string): ReturnType<typeof sql> =>
  sql({
    database,
    table: 'instances',
    sql: `SELECT count(id) AS instances, sum(vcpus) AS cores, sum(memory_mb) AS ram FROM ${database}.instances WHERE deleted = 0 AND (vm_state != ? OR vm_state IS NULL) AND project_id = ?`,
    parameters: ['soft-delete', projectId],
  });
