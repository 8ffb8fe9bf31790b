/**
 * Nova's own laws. N1: at the end an instance is not half built without a reason. N3: allocations never exceed what a
 * provider has, at any moment. N7: who has no connection to a database runs no SQL on it; nova-compute has none at all.
 */

import { ACTORS } from '../nova/words.ts';
import type { Fact, Row } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';
import { NOVA_MANAGE } from '../words/services.ts';
import { makeRowFold, type RowFold } from './rows.ts';
import { stuckInstances } from './stuck.ts';
import type { Violation } from './violation.ts';

export function checkEndState(trace: Trace): readonly Violation[] {
  if (trace.error !== null) return [];
  return stuckInstances(trace)
    .filter((stuck) => stuck.reason === null)
    .map(({ uuid, table }) => ({
      id: 'N1',
      fact: null,
      sentence: `${uuid} ends half built in ${table}, and nothing in the trace explains it`,
    }));
}

interface ClaimLedger {
  readonly inventories: readonly Row[];
  readonly allocations: readonly Row[];
}

export function checkAllocations(trace: Trace): readonly Violation[] {
  const found: Violation[] = [];
  const rows = makeRowFold(trace.seed);
  const told = new Set<string>();
  for (const fact of trace.facts) {
    if (fact.kind !== 'row.changed') continue;
    rows.apply(fact);
    if (!PLACEMENT.includes(fact.database) || !['allocations', 'inventories'].includes(fact.table)) continue;
    for (const sentence of overdrawn(ledgerOf(rows))) {
      if (!told.has(sentence)) found.push({ id: 'N3', fact: fact.index, sentence });
      told.add(sentence);
    }
  }
  return found;
}

function ledgerOf(rows: RowFold): ClaimLedger {
  const all = (table: string): readonly Row[] => PLACEMENT.flatMap((name) => rows.all(`${name}.${table}`));
  return { inventories: all('inventories'), allocations: all('allocations') };
}

/** Where placement's tables stand: in its own database, or before Stein in nova's. */
const PLACEMENT = ['placement', 'nova_api'];

function overdrawn({ inventories, allocations }: ClaimLedger): string[] {
  const used = new Map<string, number>();
  for (const row of allocations) used.set(lane(row), (used.get(lane(row)) ?? 0) + Number(row.used));
  const capacity = new Map<string, number>();
  for (const row of inventories) {
    const total = Number(row.total) - Number(row.reserved);
    capacity.set(lane(row), total * Number(row.allocation_ratio));
  }
  return [...used].flatMap(([key, sum]) => {
    const most = capacity.get(key) ?? 0;
    return sum >= 0 && sum <= most ? [] : [`${key} has ${sum} allocated of ${most}`];
  });
}

function lane(row: Row): string {
  return `provider ${row.resource_provider_id}, resource class ${row.resource_class_id}`;
}

export function checkCapabilities(trace: Trace): readonly Violation[] {
  const places = new Map(trace.topology.services.map((place) => [place.actor, place]));
  return trace.facts.flatMap((fact) => {
    const database = databaseOf(fact);
    if (database === null) return [];
    // an administrator's program has what nova-api has
    const place = places.get(fact.actor === NOVA_MANAGE ? ACTORS.api : fact.actor);
    if (place?.program !== 'nova-compute' && (!place || place.databases.includes(database))) return [];
    return [
      { id: 'N7', fact: fact.index, sentence: `${fact.actor} has no connection to ${database} but used it` },
    ];
  });
}

function databaseOf(fact: Fact): string | null {
  return fact.kind === 'sql.executed' || fact.kind === 'row.changed' ? fact.database : null;
}
