/** Is there room: the capacity check of a claim (`placement/objects/allocation.py:_check_capacity_exceeded`). */
import { CodedError } from '../../base/assert.ts';
import { sql } from '../../databases/builder.ts';
import type { Task } from '../../service/effects.ts';
import type { Row } from '../../trace/fact.ts';
import type { OwnDb } from '../db.ts';
import { number, numberOr, whole } from '../fields.ts';
import { marks } from './placement-candidates.ts';

/** One line of a claim: so much of a class from a provider. */
export interface Wanted {
  readonly provider: string;
  readonly name: string;
  readonly amount: number;
}

/** What one provider has of one class: a row of the capacity check. */
interface Stock {
  readonly total: number;
  readonly reserved: number;
  readonly min_unit: number;
  readonly max_unit: number;
  readonly step_size: number;
  readonly allocation_ratio: number;
  readonly used: number;
}

/** Why `amount` more cannot be had, or null (`placement/objects/allocation.py:_check_capacity_exceeded`). */
export function shortage(stock: Stock, amount: number): string | null {
  if (amount < stock.min_unit || amount > stock.max_unit || amount % stock.step_size !== 0)
    return `violates min_unit ${stock.min_unit}, max_unit ${stock.max_unit} or step_size ${stock.step_size}`;
  const capacity = (stock.total - stock.reserved) * stock.allocation_ratio;
  return stock.used + amount > capacity ? `would exceed the capacity ${capacity} (used ${stock.used})` : null;
}

/** Why the lines cannot be had, or null. One read, of all their inventories. */
export function* lacks(
  db: OwnDb,
  wanted: readonly Wanted[],
  providers: readonly Row[],
  classes: ReadonlyMap<string, number>,
): Task<CodedError | null> {
  if (wanted.length === 0) return null;
  const unknown = wanted.find((line) => !classes.has(line.name));
  if (unknown) return new CodedError('BadRequest', `No such resource class ${unknown.name}.`);
  const classIds = [...new Set(wanted.map((line) => classes.get(line.name) ?? null))];
  const providerIds = providers.map((row) => row.id ?? null);
  const rows = yield* db.query(
    sql({
      database: db.name,
      table: 'resource_providers',
      sql: `SELECT resource_providers.id, resource_providers.uuid, resource_providers.generation, inventories.resource_class_id, inventories.total, inventories.reserved, inventories.allocation_ratio, inventories.min_unit, inventories.max_unit, inventories.step_size, \`usage\`.used FROM ${db.name}.resource_providers INNER JOIN ${db.name}.inventories ON resource_providers.id = inventories.resource_provider_id AND inventories.resource_class_id IN (${marks(classIds)}) LEFT OUTER JOIN (SELECT allocations.resource_provider_id AS resource_provider_id, allocations.resource_class_id AS resource_class_id, sum(allocations.used) AS used FROM ${db.name}.allocations WHERE allocations.resource_class_id IN (${marks(classIds)}) AND allocations.resource_provider_id IN (${marks(providerIds)}) GROUP BY allocations.resource_provider_id, allocations.resource_class_id) AS \`usage\` ON inventories.resource_provider_id = \`usage\`.resource_provider_id AND inventories.resource_class_id = \`usage\`.resource_class_id WHERE resource_providers.id IN (${marks(providerIds)}) ORDER BY resource_providers.id, inventories.resource_class_id`,
      parameters: [...classIds, ...classIds, ...providerIds, ...providerIds],
    }),
  );
  for (const line of wanted) {
    const row = rows.find((r) => r.uuid === line.provider && r.resource_class_id === classes.get(line.name));
    const problem = row ? shortage(stockOf(row), line.amount) : 'the provider has none';
    if (problem === null) continue;
    const detail = `Unable to allocate inventory: ${line.name} on resource provider '${line.provider}' for ${line.amount}: ${problem}`;
    return new CodedError('Conflict', detail);
  }
  return null;
}

function stockOf(row: Row): Stock {
  return {
    total: whole(row, 'total'),
    reserved: whole(row, 'reserved'),
    min_unit: whole(row, 'min_unit'),
    max_unit: whole(row, 'max_unit'),
    step_size: whole(row, 'step_size'),
    allocation_ratio: number(row, 'allocation_ratio'),
    used: numberOr(row, 'used', 0),
  };
}
