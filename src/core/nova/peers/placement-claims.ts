/**
 * Allocations: who uses what of which provider. `PUT /allocations/{uuid}` makes the writes of the recorded boot in
 * their order (`placement/objects/allocation.py:replace_all`). A provider's generation guards it: when somebody else
 * claimed there meanwhile, the UPDATE hits no row and placement takes its writes back and tries again, ten times.
 * Databases here commit each statement, so what MySQL's ROLLBACK would undo is undone by statements, and a lock keeps
 * one claim's uncommitted rows from another's eyes.
 */
import { CodedError } from '../../base/assert.ts';
import { isObject } from '../../base/json.ts';
import { sql } from '../../databases/builder.ts';
import { acquire, type HttpAnswer, type Lock, release, type Task } from '../../service/effects.ts';
import type { ServiceHost } from '../../service/service.ts';
import type { Row } from '../../trace/fact.ts';
import type { OwnDb } from '../db.ts';
import { text, whole } from '../fields.ts';
import { type Asked, json, noContent } from '../rest.ts';
import { idsByName, marks, naming } from './placement-candidates.ts';
import { lacks, type Wanted } from './placement-stock.ts';

/** `RP_CONFLICT_RETRY_COUNT` */
const CONFLICT_RETRIES = 10;

/** 1.28: `{allocations: {provider: {resources, generation}}, consumer_generation, project_id, user_id}`; none = `{allocations: {}}` */
export function* consumerAllocations(db: OwnDb, asked: Asked): Task<HttpAnswer> {
  const rows = yield* db.query(
    sql({
      database: db.name,
      table: 'allocations',
      sql: `SELECT a.id, a.resource_class_id, a.used, rp.uuid AS provider, rp.generation, c.generation AS consumer_generation, p.external_id AS project_id, u.external_id AS user_id FROM ${db.name}.allocations AS a INNER JOIN ${db.name}.resource_providers AS rp ON a.resource_provider_id = rp.id INNER JOIN ${db.name}.consumers AS c ON a.consumer_id = c.uuid INNER JOIN ${db.name}.projects AS p ON c.project_id = p.id INNER JOIN ${db.name}.users AS u ON c.user_id = u.id WHERE a.consumer_id = ? ORDER BY a.id`,
      parameters: [asked.params.uuid ?? ''],
    }),
  );
  const [first] = rows;
  if (!first) return json(200, { allocations: {} });
  const nameOf = naming(yield* idsByName(db, 'resource_classes'));
  const allocations: { [provider: string]: { resources: { [name: string]: number }; generation: number } } =
    {};
  for (const row of rows) {
    const provider = text(row, 'provider');
    allocations[provider] ??= { resources: {}, generation: whole(row, 'generation') };
    allocations[provider].resources[nameOf(whole(row, 'resource_class_id'))] = whole(row, 'used');
  }
  return json(200, {
    allocations,
    consumer_generation: first.consumer_generation ?? null,
    project_id: first.project_id ?? null,
    user_id: first.user_id ?? null,
  });
}

/** `{allocations: {consumer: {resources}}, resource_provider_generation}`. Errors: 404 for an unknown provider. */
export function* providerAllocations(db: OwnDb, asked: Asked): Task<HttpAnswer> {
  const uuid = asked.params.uuid ?? '';
  const provider = yield* db.first('resource_providers', { uuid });
  if (!provider) throw new CodedError('NotFound', `Resource provider '${uuid}' not found`);
  const rows = yield* db.query(
    sql({
      database: db.name,
      table: 'allocations',
      sql: `SELECT a.id, a.consumer_id, a.resource_class_id, a.used FROM ${db.name}.allocations AS a INNER JOIN ${db.name}.consumers AS c ON a.consumer_id = c.uuid INNER JOIN ${db.name}.projects AS p ON c.project_id = p.id INNER JOIN ${db.name}.users AS u ON c.user_id = u.id WHERE a.resource_provider_id = ? ORDER BY a.id`,
      parameters: [provider.id ?? null],
    }),
  );
  const nameOf = naming(yield* idsByName(db, 'resource_classes'));
  const allocations: { [consumer: string]: { resources: { [name: string]: number } } } = {};
  for (const row of rows) {
    const consumer = text(row, 'consumer_id');
    allocations[consumer] ??= { resources: {} };
    allocations[consumer].resources[nameOf(whole(row, 'resource_class_id'))] = whole(row, 'used');
  }
  return json(200, { allocations, resource_provider_generation: provider.generation ?? 0 });
}

/** The lines of a request's `allocations`, in the order of the body; null when the body is none. */
function readClaim(body: { readonly [key: string]: unknown }): Wanted[] | null {
  if (!isObject(body.allocations)) return null;
  const lines: Wanted[] = [];
  for (const [provider, entry] of Object.entries(body.allocations)) {
    if (!isObject(entry) || !isObject(entry.resources)) return null;
    for (const [name, amount] of Object.entries(entry.resources)) {
      if (typeof amount !== 'number' || !Number.isInteger(amount) || amount < 1) return null;
      lines.push({ provider, name, amount });
    }
  }
  return lines;
}

/** What one consumer is to hold from now on, in place of what it holds. */
interface Share {
  readonly consumer: Row;
  readonly isNew: boolean;
  readonly wanted: readonly Wanted[];
}

/**
 * 204, or 400 (bad body, unknown provider or class), or 409: no capacity, the consumer changed meanwhile
 * (`placement.concurrent_update`), or ten conflicts in a row. Empty allocations take the consumer away.
 */
export function* replaceAllocations(
  db: OwnDb,
  host: ServiceHost,
  lock: Lock,
  asked: Asked,
): Task<HttpAnswer> {
  return yield* replaceAll(db, host, lock, [[asked.params.uuid ?? '', asked.body]]);
}

/** `POST /allocations`: of several consumers at once, all or none; so an allocation moves from one to another. */
export function* setAllocations(db: OwnDb, host: ServiceHost, lock: Lock, asked: Asked): Task<HttpAnswer> {
  const entries = Object.entries(asked.body).map(
    ([uuid, body]) => [uuid, isObject(body) ? body : {}] as const,
  );
  return yield* replaceAll(db, host, lock, entries);
}

type ShareBody = readonly [uuid: string, body: { readonly [key: string]: unknown }];

function* replaceAll(
  db: OwnDb,
  host: ServiceHost,
  lock: Lock,
  bodies: readonly ShareBody[],
): Task<HttpAnswer> {
  const shares: Share[] = [];
  try {
    for (const body of bodies) shares.push(yield* shareOf(db, host, body));
    yield* claim(db, host, lock, shares);
  } catch (error) {
    const made = shares.filter(({ isNew }) => isNew).map(({ consumer }) => text(consumer, 'uuid'));
    if (error instanceof CodedError && made.length > 0) {
      yield* db.remove('consumers', { uuid: { in: made } });
      yield* db.commit();
    }
    throw error;
  }
  return noContent;
}

/** Makes the consumer where there is none yet. Errors: 400, and 409 where it changed meanwhile. */
function* shareOf(db: OwnDb, host: ServiceHost, [uuid, body]: ShareBody): Task<Share> {
  const wanted = readClaim(body);
  const { project_id, user_id, consumer_generation } = body;
  if (!wanted || typeof project_id !== 'string' || typeof user_id !== 'string')
    throw new CodedError(
      'BadRequest',
      'JSON does not validate: allocations, project_id and user_id are needed',
    );
  const project = yield* idOfExternal(db, host, 'projects', project_id);
  const user = yield* idOfExternal(db, host, 'users', user_id);
  const known = yield* db.first('consumers', { uuid });
  if ((known?.generation ?? null) !== (consumer_generation ?? null))
    throw new CodedError(
      'ConcurrentUpdate',
      `consumer generation conflict - expected ${known?.generation ?? 'null'} but got ${consumer_generation ?? 'null'}`,
    );
  if (known) return { consumer: known, isNew: false, wanted };
  const values = { created_at: host.wall().sql, updated_at: null, uuid, project_id: project, user_id: user };
  // consumers got types in Xena, when placement had long had a database of its own
  const type = db.knows('consumers', 'consumer_type_id') ? { consumer_type_id: null } : {};
  yield* db.insert('consumers', { ...values, generation: 0, ...type });
  yield* db.commit();
  return { consumer: (yield* db.first('consumers', { uuid })) ?? {}, isNew: true, wanted };
}

function* idOfExternal(
  db: OwnDb,
  host: ServiceHost,
  table: 'projects' | 'users',
  external: string,
): Task<number> {
  const row = yield* db.first(table, { external_id: external });
  if (row) return whole(row, 'id');
  const id = yield* db.insert(table, { created_at: host.wall().sql, external_id: external });
  yield* db.commit();
  return id ?? 0;
}

/**
 * Errors: those of the request, where it was not made. Who lost once tries again before any claim that waits: else of n claims at
 * a time each would be made n times over, which placement, with a worker or two, never has to.
 */
function* claim(db: OwnDb, host: ServiceHost, lock: Lock, shares: readonly Share[]): Task {
  const uuids = [...new Set(shares.flatMap(({ wanted }) => wanted.map((line) => line.provider)))];
  let providers = yield* providersBy(db, uuids);
  yield* acquire(lock);
  try {
    for (let attempt = 0; attempt <= CONFLICT_RETRIES; attempt += 1) {
      if (yield* tryClaim(db, host, { shares, providers })) return;
      providers = yield* providersBy(db, uuids);
    }
  } finally {
    yield* release(lock);
  }
  throw new CodedError(
    'ConcurrentUpdate',
    'Unable to allocate inventory: another process updated the resource provider',
  );
}

/** Each as it is now. Errors: 400 for one that is not there. */
function* providersBy(db: OwnDb, uuids: readonly string[]): Task<readonly Row[]> {
  const providers: Row[] = [];
  for (const uuid of uuids) {
    const provider = yield* db.first('resource_providers', { uuid });
    if (!provider)
      throw new CodedError('BadRequest', `Allocation for resource provider '${uuid}' that does not exist.`);
    providers.push(provider);
  }
  return providers;
}

interface Claim {
  readonly shares: readonly Share[];
  readonly providers: readonly Row[];
}

/** False when somebody else changed a provider meanwhile. */
function* tryClaim(db: OwnDb, host: ServiceHost, { shares, providers }: Claim): Task<boolean> {
  const before: Row[] = [];
  for (const { consumer, isNew } of shares)
    if (!isNew) before.push(...(yield* db.select('allocations', { consumer_id: text(consumer, 'uuid') })));
  const emptied = shares.filter(({ wanted }) => wanted.length === 0).map(({ consumer }) => consumer.uuid);
  const left = yield* providersOf(
    db,
    before.filter((row) => emptied.includes(row.consumer_id ?? null)),
    providers,
  );
  const consumers = shares.map(({ consumer }) => text(consumer, 'uuid'));
  for (const consumer_id of consumers) yield* db.remove('allocations', { consumer_id });
  const classes = yield* idsByName(db, 'resource_classes');
  const all = shares.flatMap(({ wanted }) => wanted);
  const problem = yield* lacks(db, all, providers, classes);
  if (problem !== null) {
    yield* takeBack(db, consumers, before);
    throw problem;
  }
  for (const { consumer, wanted } of shares) {
    for (const line of wanted) {
      yield* db.insert('allocations', {
        created_at: host.wall().sql,
        resource_provider_id: providers.find((row) => row.uuid === line.provider)?.id ?? null,
        consumer_id: text(consumer, 'uuid'),
        resource_class_id: classes.get(line.name) ?? null,
        used: line.amount,
      });
    }
  }
  for (const provider of [...providers, ...left]) {
    const { id = null } = provider;
    const generation = whole(provider, 'generation');
    const changed = yield* db.update(
      'resource_providers',
      { updated_at: host.wall().sql, generation: generation + 1 },
      { id, generation },
    );
    if (changed === 1) continue;
    yield* takeBack(db, consumers, before);
    return false;
  }
  for (const { consumer } of shares) {
    const { id = null } = consumer;
    const generation = whole(consumer, 'generation');
    const next = { updated_at: host.wall().sql, generation: generation + 1 };
    yield* db.update('consumers', next, { id, generation });
  }
  yield* removeOrphans(
    db,
    emptied.map((uuid) => text({ uuid }, 'uuid')),
  );
  yield* db.commit();
  return true;
}

/** Providers of which something is given back, but for those that are known: their generation goes up, too. */
function* providersOf(db: OwnDb, given: readonly Row[], known: readonly Row[]): Task<readonly Row[]> {
  const ids = [...new Set(given.map((row) => row.resource_provider_id ?? null))];
  const others = ids.filter((id) => !known.some((row) => row.id === id));
  return others.length === 0 ? [] : yield* db.select('resource_providers', { id: { in: others } });
}

function* takeBack(db: OwnDb, consumers: readonly string[], before: readonly Row[]): Task {
  for (const consumer_id of consumers) yield* db.remove('allocations', { consumer_id });
  for (const row of before) yield* db.insert('allocations', row);
}

/** Consumers of the list that hold nothing any more (`placement/objects/consumer.py:delete_consumers_if_no_allocations`). */
function* removeOrphans(db: OwnDb, uuids: readonly string[]): Task {
  const orphans = yield* db.query(
    sql({
      database: db.name,
      table: 'consumers',
      sql: `SELECT consumers.uuid FROM ${db.name}.consumers LEFT OUTER JOIN ${db.name}.allocations ON consumers.uuid = allocations.consumer_id WHERE allocations.consumer_id IS NULL AND consumers.uuid IN (${marks(uuids)}) ORDER BY consumers.uuid`,
      parameters: uuids,
    }),
  );
  yield* db.remove('consumers', { uuid: { in: orphans.map((row) => text(row, 'uuid')) } });
}

/** 204. Errors: 404 when the consumer holds nothing. */
export function* removeAllocations(db: OwnDb, asked: Asked): Task<HttpAnswer> {
  const consumer_id = asked.params.uuid ?? '';
  const held = yield* db.select('allocations', { consumer_id });
  if (held.length === 0) throw new CodedError('NotFound', `No allocations for consumer '${consumer_id}'`);
  yield* db.remove('allocations', { consumer_id });
  yield* removeOrphans(db, [consumer_id]);
  yield* db.commit();
  return noContent;
}
