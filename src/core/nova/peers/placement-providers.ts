/**
 * What nova-compute reports of itself when it starts: its provider, its inventories, its traits
 * (`nova/scheduler/client/report.py:update_from_provider_tree`).
 */
import { CodedError } from '../../base/assert.ts';
import { isObject, type Json } from '../../base/json.ts';
import { sql } from '../../databases/builder.ts';
import type { HttpAnswer, Task } from '../../service/effects.ts';
import type { ServiceHost } from '../../service/service.ts';
import type { Row } from '../../trace/fact.ts';
import type { OwnDb } from '../db.ts';
import { text, whole } from '../fields.ts';
import { type Asked, json, queryValue, type Route } from '../rest.ts';
import { idsByName, naming } from './placement-candidates.ts';

export function providerRoutes(db: OwnDb, host: ServiceHost): readonly Route[] {
  const one = '/resource_providers/{uuid}';
  return [
    { method: 'GET', pattern: '/resource_providers', handle: (asked) => list(db, asked) },
    { method: 'POST', pattern: '/resource_providers', handle: (asked) => create(db, host, asked) },
    { method: 'DELETE', pattern: one, handle: (asked) => withProvider(db, asked, removeProvider) },
    { method: 'GET', pattern: `${one}/inventories`, handle: (asked) => withProvider(db, asked, inventories) },
    {
      method: 'PUT',
      pattern: `${one}/inventories`,
      handle: (asked) => withProvider(db, asked, (d, provider) => setInventories(d, host, asked, provider)),
    },
    { method: 'GET', pattern: '/traits', handle: (asked) => knownTraits(db, asked) },
    { method: 'GET', pattern: `${one}/traits`, handle: (asked) => withProvider(db, asked, traits) },
    {
      method: 'PUT',
      pattern: `${one}/traits`,
      handle: (asked) => withProvider(db, asked, (d, provider) => setTraits(d, host, asked, provider)),
    },
    { method: 'GET', pattern: `${one}/aggregates`, handle: (asked) => withProvider(db, asked, aggregates) },
  ];
}

function* withProvider(
  db: OwnDb,
  asked: Asked,
  then: (db: OwnDb, provider: Row) => Task<HttpAnswer>,
): Task<HttpAnswer> {
  const uuid = asked.params.uuid ?? '';
  const provider = yield* db.first('resource_providers', { uuid });
  if (!provider) throw new CodedError('NotFound', `No resource provider with uuid ${uuid} found`);
  return yield* then(db, provider);
}

/** Providers are flat here: each is its own root. */
function shape(row: Row): Json {
  const { uuid = null, name = null, generation = 0 } = row;
  return { uuid, name, generation, root_provider_uuid: uuid, parent_provider_uuid: null };
}

function* list(db: OwnDb, asked: Asked): Task<HttpAnswer> {
  const uuid = queryValue(asked, 'uuid') ?? queryValue(asked, 'in_tree');
  const name = queryValue(asked, 'name');
  const where = { ...(uuid === null ? {} : { uuid }), ...(name === null ? {} : { name }) };
  const rows = yield* db.select('resource_providers', where);
  return json(200, { resource_providers: rows.map(shape) });
}

function* create(db: OwnDb, host: ServiceHost, asked: Asked): Task<HttpAnswer> {
  const { name, uuid } = asked.body;
  if (typeof name !== 'string' || typeof uuid !== 'string')
    throw new CodedError('BadRequest', 'JSON does not validate: name and uuid are needed');
  for (const where of [{ uuid }, { name }]) {
    if (yield* db.first('resource_providers', where))
      throw new CodedError('DuplicateName', `Conflicting resource provider ${name} already exists.`);
  }
  const values = { created_at: host.wall().sql, uuid, name, generation: 0 };
  const id = yield* db.insert('resource_providers', values);
  yield* db.update('resource_providers', { root_provider_id: id }, { id });
  yield* db.commit();
  return json(200, shape(values));
}

/** With all that it has. Errors: `CodedError` `ProviderInUse` as long as somebody holds something of it. */
function* removeProvider(db: OwnDb, provider: Row): Task<HttpAnswer> {
  const { id = null, uuid } = provider;
  const where = { resource_provider_id: id };
  if (yield* db.first('allocations', where))
    throw new CodedError(
      'ProviderInUse',
      `Unable to delete resource provider ${uuid}: Resource provider has allocations.`,
    );
  yield* db.remove('inventories', where);
  yield* db.remove('resource_provider_aggregates', where);
  yield* db.remove('resource_provider_traits', where);
  yield* db.remove('resource_providers', { id });
  yield* db.commit();
  return { status: 204, body: '' };
}

function* inventories(db: OwnDb, provider: Row): Task<HttpAnswer> {
  const rows = yield* db.select('inventories', { resource_provider_id: provider.id ?? null });
  const nameOf = naming(yield* idsByName(db, 'resource_classes'));
  const entries = rows.map((row) => {
    const { total = 0, reserved = 0, min_unit = 1, max_unit = 1, step_size = 1, allocation_ratio = 1 } = row;
    const values = { total, reserved, min_unit, max_unit, step_size, allocation_ratio };
    return [nameOf(whole(row, 'resource_class_id')), values] as const;
  });
  return json(200, {
    inventories: Object.fromEntries(entries),
    resource_provider_generation: provider.generation ?? 0,
  });
}

/** Errors: 400 unknown class, 409 for another generation or for a class in use that would go. */
function* setInventories(db: OwnDb, host: ServiceHost, asked: Asked, provider: Row): Task<HttpAnswer> {
  const wanted = asked.body.inventories;
  if (!isObject(wanted)) throw new CodedError('BadRequest', 'JSON does not validate: inventories are needed');
  if (asked.body.resource_provider_generation !== provider.generation) throw generationConflict();
  const classes = yield* idsByName(db, 'resource_classes');
  const unknown = Object.keys(wanted).find((name) => !classes.has(name));
  if (unknown !== undefined)
    throw new CodedError('BadRequest', `Unknown resource class ${unknown} in inventory.`);
  const resource_provider_id = provider.id ?? null;
  const kept = new Set(Object.keys(wanted).map((name) => classes.get(name)));
  const before = yield* db.select('inventories', { resource_provider_id });
  const gone = before.filter((row) => !kept.has(whole(row, 'resource_class_id')));
  for (const row of gone) {
    const where = { resource_provider_id, resource_class_id: row.resource_class_id ?? null };
    if (yield* db.first('allocations', where))
      throw new CodedError('InventoryInUse', 'Inventory is in use on this resource provider.');
  }
  if (!(yield* raiseGeneration(db, host, provider))) throw generationConflict();
  for (const { id = null } of gone) yield* db.remove('inventories', { id });
  for (const [name, entry] of Object.entries(wanted)) {
    const resource_class_id = classes.get(name) ?? null;
    const values = inventoryValues(isObject(entry) ? entry : {});
    const old = before.find((row) => row.resource_class_id === resource_class_id);
    if (old) {
      const { id = null } = old;
      yield* db.update('inventories', { updated_at: host.wall().sql, ...values }, { id });
    } else {
      const key = { created_at: host.wall().sql, resource_provider_id, resource_class_id };
      yield* db.insert('inventories', { ...key, ...values });
    }
  }
  yield* db.commit();
  return yield* inventories(db, { ...provider, generation: whole(provider, 'generation') + 1 });
}

function inventoryValues(entry: { readonly [key: string]: unknown }): Row {
  const number = (key: string, fallback: number): number => {
    const value = entry[key];
    return typeof value === 'number' ? value : fallback;
  };
  const total = number('total', 0);
  return {
    total,
    reserved: number('reserved', 0),
    min_unit: number('min_unit', 1),
    max_unit: number('max_unit', total),
    step_size: number('step_size', 1),
    allocation_ratio: number('allocation_ratio', 1),
  };
}

/** False when somebody else changed the provider meanwhile. */
function* raiseGeneration(db: OwnDb, host: ServiceHost, provider: Row): Task<boolean> {
  const { id = null } = provider;
  const generation = whole(provider, 'generation');
  const values = { updated_at: host.wall().sql, generation: generation + 1 };
  return (yield* db.update('resource_providers', values, { id, generation })) === 1;
}

const generationConflict = (): CodedError =>
  new CodedError('ConcurrentUpdate', 'resource provider generation conflict');

function* traits(db: OwnDb, provider: Row): Task<HttpAnswer> {
  const rows = yield* db.query(
    sql({
      database: db.name,
      table: 'traits',
      sql: `SELECT t.name FROM ${db.name}.traits AS t INNER JOIN ${db.name}.resource_provider_traits AS rpt ON t.id = rpt.trait_id WHERE rpt.resource_provider_id = ? ORDER BY t.name`,
      parameters: [provider.id ?? null],
    }),
  );
  return json(200, {
    traits: rows.map((row) => text(row, 'name')),
    resource_provider_generation: provider.generation ?? 0,
  });
}

/** `GET /traits?name=in:A,B`: those of the names that there are; without it, all. */
function* knownTraits(db: OwnDb, asked: Asked): Task<HttpAnswer> {
  const name = queryValue(asked, 'name');
  const wanted = name?.startsWith('in:') ? name.slice(3).split(',') : null;
  const rows = yield* db.select('traits', wanted ? { name: { in: wanted } } : undefined);
  return json(200, { traits: rows.map((row) => text(row, 'name')) });
}

const isTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

function* setTraits(db: OwnDb, host: ServiceHost, asked: Asked, provider: Row): Task<HttpAnswer> {
  const wanted = asked.body.traits;
  if (!isTexts(wanted)) throw new CodedError('BadRequest', 'JSON does not validate: traits are needed');
  if (asked.body.resource_provider_generation !== provider.generation) throw generationConflict();
  const ids = yield* idsByName(db, 'traits');
  const unknown = wanted.find((name) => !ids.has(name));
  if (unknown !== undefined) throw new CodedError('BadRequest', `No such trait ${unknown}.`);
  if (!(yield* raiseGeneration(db, host, provider))) throw generationConflict();
  const resource_provider_id = provider.id ?? null;
  const before = yield* db.select('resource_provider_traits', { resource_provider_id });
  const had = new Set(before.map((row) => whole(row, 'trait_id')));
  const has = new Set(wanted.map((name) => ids.get(name) ?? null));
  for (const trait_id of had) {
    if (!has.has(trait_id)) yield* db.remove('resource_provider_traits', { trait_id, resource_provider_id });
  }
  for (const trait_id of has) {
    if (trait_id === null || had.has(trait_id)) continue;
    const created_at = host.wall().sql;
    yield* db.insert('resource_provider_traits', { created_at, trait_id, resource_provider_id });
  }
  yield* db.commit();
  return yield* traits(db, { ...provider, generation: whole(provider, 'generation') + 1 });
}

// biome-ignore lint/correctness/useYield: a handler is a generator even where it asks nothing
function* aggregates(_db: OwnDb, provider: Row): Task<HttpAnswer> {
  return json(200, { aggregates: [], resource_provider_generation: provider.generation ?? 0 });
}
