/**
 * `GET /allocation_candidates` at microversion 1.36: which providers could take a request as a whole. Providers are
 * flat here (no nested providers, no sharing), so each candidate is one provider; the statements are the eleven of the
 * recorded boot, in its order.
 */
import { CodedError, defined } from '../../base/assert.ts';
import type { Json } from '../../base/json.ts';
import { select, sql } from '../../databases/builder.ts';
import { emit, type HttpAnswer, type Task } from '../../service/effects.ts';
import type { Cell, LeftOut, Row } from '../../trace/fact.ts';
import type { OwnDb } from '../db.ts';
import { number, numberOr, text, whole } from '../fields.ts';
import { type Asked, json, queryValue } from '../rest.ts';

/** What is asked for: amounts by resource class in the order sent, traits by name. */
interface CandidateQuery {
  readonly resources: readonly (readonly [string, number])[];
  readonly required: readonly string[];
  readonly forbidden: readonly string[];
  /** null = no limit */
  readonly limit: number | null;
  /** the one provider that may take it (`in_tree`: providers are flat here); null = any */
  readonly inTree: string | null;
}

/** The query of the request, or what is wrong with it as a sentence. */
function readQuery(asked: Asked): CandidateQuery | string {
  const resources: [string, number][] = [];
  for (const pair of (queryValue(asked, 'resources') ?? '').split(',')) {
    const [name = '', amount = ''] = pair.split(':');
    if (!/^[A-Z0-9_]+$/.test(name) || !/^[1-9][0-9]*$/.test(amount))
      return `Badly formed resources parameter. Expected resources query string parameter in form: ?resources=VCPU:2,MEMORY_MB:1024. Got: "${pair}"`;
    if (resources.some(([known]) => known === name)) return `Resource class ${name} is asked for twice`;
    resources.push([name, Number(amount)]);
  }
  const traits = ['required', 'root_required'].flatMap((key) =>
    (asked.query.get(key) ?? []).flatMap((text) => text.split(',')),
  );
  const limit = queryValue(asked, 'limit');
  if (limit !== null && !/^[1-9][0-9]*$/.test(limit))
    return `limit must be a positive integer, got "${limit}"`;
  return {
    resources,
    required: traits.filter((trait) => !trait.startsWith('!')),
    forbidden: traits.filter((trait) => trait.startsWith('!')).map((trait) => trait.slice(1)),
    limit: limit === null ? null : Number(limit),
    inTree: queryValue(asked, 'in_tree'),
  };
}

/** Errors: 400 for a bad query, an unknown trait or resource class. No candidate is no error: both lists are empty. */
export function* allocationCandidates(db: OwnDb, asked: Asked): Task<HttpAnswer> {
  const query = readQuery(asked);
  if (typeof query === 'string') throw new CodedError('BadRequest', query);
  yield* db.query(
    select({ ...providersOf(db), columns: ['id'], where: { parent_provider_id: { not: null } }, limit: 1 }),
  );
  const traits = yield* idsByName(db, 'traits');
  const unknownTrait = [...query.required, ...query.forbidden].find((name) => !traits.has(name));
  if (unknownTrait !== undefined) throw new CodedError('BadRequest', `No such trait(s): ${unknownTrait}.`);
  const left_out: LeftOut[] = [];
  const leave = (why: LeftOut['why'], of: string | null, ids: readonly number[]): void => {
    left_out.push(...ids.map((provider) => ({ provider, why, of })));
  };
  let fitting = yield* inTree(db, query, yield* providersByTraits(db, query, { traits, leave }), leave);
  const classes = yield* idsByName(db, 'resource_classes');
  for (const [name, amount] of query.resources) {
    const id = classes.get(name);
    if (id === undefined)
      throw new CodedError('BadRequest', `Invalid resource class in resources parameter: ${name}`);
    const able = new Set(
      (yield* db.query(sql({ ...providersOf(db), ...withCapacity(db, id, amount) }))).map((row) =>
        whole(row, 'id'),
      ),
    );
    leave('no_room', name, without(fitting, able));
    fitting = fitting.filter((provider) => able.has(provider));
    if (fitting.length === 0) break;
  }
  const chosen = query.limit === null ? fitting : fitting.slice(0, query.limit);
  leave('limit', null, fitting.slice(chosen.length));
  yield* emit({ kind: 'placement.candidates', candidates: chosen, left_out });
  if (chosen.length === 0) return json(200, { allocation_requests: [], provider_summaries: {} });
  return json(200, yield* answerBody(db, query, chosen, { traits, classes }));
}

/** Notes providers that a part of the question leaves out. */
type Leave = (why: LeftOut['why'], of: string | null, ids: readonly number[]) => void;

const without = (ids: readonly number[], taken: ReadonlySet<number>): readonly number[] =>
  ids.filter((id) => !taken.has(id));

/** Of these providers the one whose tree is asked for. */
function* inTree(
  db: OwnDb,
  { inTree: uuid }: CandidateQuery,
  ids: readonly number[],
  leave: Leave,
): Task<readonly number[]> {
  if (uuid === null) return ids;
  const provider = yield* db.first('resource_providers', { uuid });
  const left = ids.filter((id) => id === provider?.id);
  leave('in_tree', null, without(ids, new Set(left)));
  return left;
}

const providersOf = (db: OwnDb) => ({ database: db.name, table: 'resource_providers' }) as const;

/** Names and ids of a small table that placement keeps whole in memory for a request. */
export function* idsByName(db: OwnDb, table: 'traits' | 'resource_classes'): Task<Map<string, number>> {
  const rows = yield* db.select(table);
  return new Map(rows.map((row) => [text(row, 'name'), whole(row, 'id')]));
}

/** Ids of the providers that have every required trait and no forbidden one, in order. */
function* providersByTraits(
  db: OwnDb,
  query: CandidateQuery,
  { traits, leave }: { readonly traits: ReadonlyMap<string, number>; readonly leave: Leave },
): Task<readonly number[]> {
  const idsOf = (names: readonly string[]): number[] => names.map((name) => defined(traits.get(name), name));
  const forbidden = idsOf(query.forbidden);
  const roots = yield* db.query(
    sql({
      ...providersOf(db),
      sql: `SELECT rp.id FROM ${db.name}.resource_providers AS rp LEFT OUTER JOIN ${db.name}.resource_provider_traits AS rptt_forbid ON rp.id = rptt_forbid.resource_provider_id AND rptt_forbid.trait_id IN (${marks(forbidden)}) WHERE rp.parent_provider_id IS NULL AND rptt_forbid.resource_provider_id IS NULL GROUP BY rp.id ORDER BY rp.id`,
      parameters: forbidden,
    }),
  );
  let left = roots.map((row) => whole(row, 'id'));
  const names = [...query.required, ...query.forbidden];
  for (const [i, trait] of [...idsOf(query.required), ...forbidden].entries()) {
    const rows = yield* db.query(
      sql({
        ...providersOf(db),
        sql: `SELECT rp.id FROM ${db.name}.resource_providers AS rp INNER JOIN ${db.name}.resource_provider_traits AS rpt ON rp.id = rpt.resource_provider_id AND rpt.trait_id = ? ORDER BY rp.id`,
        parameters: [trait],
      }),
    );
    const having = new Set(rows.map((row) => whole(row, 'id')));
    const isRequired = i < query.required.length;
    // those that have a forbidden trait are not among the roots that were read first
    if (isRequired) leave('required_trait', names[i] ?? null, without(left, having));
    else leave('forbidden_trait', names[i] ?? null, [...having]);
    left = left.filter((id) => having.has(id) === isRequired);
  }
  return left;
}

/** (total - reserved) x ratio must hold what is used and what is asked; min_unit, max_unit and step_size are kept. */
function withCapacity(db: OwnDb, resourceClass: number, amount: number): { sql: string; parameters: Cell[] } {
  return {
    sql: `SELECT rp.id, rp.root_provider_id FROM ${db.name}.resource_providers AS rp INNER JOIN ${db.name}.inventories AS inv ON rp.id = inv.resource_provider_id AND inv.resource_class_id = ? LEFT OUTER JOIN (SELECT allocations.resource_provider_id AS resource_provider_id, sum(allocations.used) AS used FROM ${db.name}.allocations WHERE allocations.resource_class_id IN (?) GROUP BY allocations.resource_provider_id, allocations.resource_class_id) AS \`usage\` ON inv.resource_provider_id = \`usage\`.resource_provider_id WHERE coalesce(\`usage\`.used, 0) + ? <= (inv.total - inv.reserved) * inv.allocation_ratio AND inv.min_unit <= ? AND inv.max_unit >= ? AND ? % inv.step_size = 0 ORDER BY rp.id`,
    parameters: [resourceClass, resourceClass, amount, amount, amount, amount],
  };
}

/** What stands behind IN, between its brackets; `NULL` for none: nothing is in it, and MySQL reads no empty list. */
export const marks = (values: readonly unknown[]): string =>
  values.length === 0 ? 'NULL' : values.map(() => '?').join(', ');

interface Names {
  readonly traits: ReadonlyMap<string, number>;
  readonly classes: ReadonlyMap<string, number>;
}

/** The last three reads, and the answer's body. */
function* answerBody(db: OwnDb, query: CandidateQuery, chosen: readonly number[], names: Names): Task<Json> {
  const traitRows = yield* db.query(
    sql({
      ...providersOf(db),
      sql: `SELECT rptt.resource_provider_id, rptt.trait_id FROM ${db.name}.resource_providers AS rpt INNER JOIN ${db.name}.resource_provider_traits AS rptt ON rpt.id = rptt.resource_provider_id WHERE rpt.root_provider_id IN (${marks(chosen)}) ORDER BY rptt.resource_provider_id, rptt.trait_id`,
      parameters: chosen,
    }),
  );
  const usage = yield* db.query(
    sql({
      ...providersOf(db),
      sql: `SELECT rp.id AS resource_provider_id, inv.resource_class_id, inv.total, inv.reserved, inv.allocation_ratio, \`usage\`.used FROM ${db.name}.resource_providers AS rp LEFT OUTER JOIN ${db.name}.inventories AS inv ON rp.id = inv.resource_provider_id LEFT OUTER JOIN (SELECT allocations.resource_provider_id AS resource_provider_id, allocations.resource_class_id AS resource_class_id, sum(allocations.used) AS used FROM ${db.name}.allocations GROUP BY allocations.resource_provider_id, allocations.resource_class_id) AS \`usage\` ON \`usage\`.resource_provider_id = inv.resource_provider_id AND \`usage\`.resource_class_id = inv.resource_class_id WHERE rp.root_provider_id IN (${marks(chosen)}) ORDER BY rp.id, inv.resource_class_id`,
      parameters: chosen,
    }),
  );
  const tree = yield* db.query(
    select({
      ...providersOf(db),
      columns: ['id', 'uuid', 'parent_provider_id', 'root_provider_id'],
      where: { root_provider_id: { in: chosen } },
    }),
  );
  const uuids = new Map(tree.map((row) => [whole(row, 'id'), text(row, 'uuid')]));
  const uuidOf = (id: number): string => defined(uuids.get(id), `uuid of provider ${id}`);
  const requested = Object.fromEntries(query.resources);
  const requests = chosen.map((id) => ({
    allocations: { [uuidOf(id)]: { resources: requested } },
    mappings: { '': [uuidOf(id)] },
  }));
  const usages = byProvider(usage);
  const traits = byProvider(traitRows);
  const className = naming(names.classes);
  const traitName = naming(names.traits);
  const summaries = tree.map((row) => [
    text(row, 'uuid'),
    {
      resources: capacities(usages.get(row.id) ?? [], className),
      traits: (traits.get(row.id) ?? []).map((one) => traitName(whole(one, 'trait_id'))).sort(),
      parent_provider_uuid: row.parent_provider_id === null ? null : uuidOf(whole(row, 'parent_provider_id')),
      root_provider_uuid: uuidOf(whole(row, 'root_provider_id')),
    },
  ]);
  return { allocation_requests: requests, provider_summaries: Object.fromEntries(summaries) };
}

function byProvider(rows: readonly Row[]): ReadonlyMap<Cell | undefined, readonly Row[]> {
  const found = new Map<Cell | undefined, Row[]>();
  for (const row of rows) {
    const own = found.get(row.resource_provider_id);
    if (own) own.push(row);
    else found.set(row.resource_provider_id, [row]);
  }
  return found;
}

function capacities(usage: readonly Row[], className: (id: number) => string): Json {
  const known = usage.filter((row) => row.resource_class_id !== null);
  const entries = known.map((row) => {
    const capacity = Math.trunc(
      (whole(row, 'total') - whole(row, 'reserved')) * number(row, 'allocation_ratio'),
    );
    return [className(whole(row, 'resource_class_id')), { capacity, used: numberOr(row, 'used', 0) }];
  });
  return Object.fromEntries(entries);
}

/** The other way round: from an id to its name. */
export function naming(ids: ReadonlyMap<string, number>): (id: number) => string {
  const names = new Map([...ids].map(([name, id]) => [id, name]));
  return (id) => defined(names.get(id), `the name of id ${id}`);
}
