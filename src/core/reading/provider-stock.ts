/** What placement's providers had of what a choice asks for, by its rows at the moment of its answer. */
import type { FactOf, LeftOut } from '../trace/fact.ts';
import type { TraceIndex } from './trace-index.ts';

/** What a provider has of a resource class, by placement's rows at the moment of its answer. */
export interface ProviderStock {
  readonly resource: string;
  readonly total: number;
  readonly reserved: number;
  readonly ratio: number;
  readonly used: number;
  /** what may be allocated: (total - reserved) x ratio, whole */
  readonly capacity: number;
  readonly asked: number;
}

export interface Provider {
  readonly host: string;
  readonly left: LeftOut | null;
  readonly stock: readonly ProviderStock[];
}

/** Candidates in the order of the answer, then those left out; a provider is named as its host. */
export function providersOf(
  index: TraceIndex,
  placement: FactOf<'placement.candidates'>,
  asked: FactOf<'scheduler.asked'>,
): readonly Provider[] {
  const cache = index.once(providerLists);
  const known = cache.get(placement.index);
  if (known) return known;
  const place = index.head.topology.services.find(({ actor }) => actor === placement.actor);
  const rowsOf = (table: string) => index.versions.rowsAt(place?.databases[0] ?? '', table, placement.index);
  const names = new Map(rowsOf('resource_providers').map((row) => [row.id, String(row.name)]));
  const classes = new Map(rowsOf('resource_classes').map((row) => [String(row.name), row.id]));
  const keyOf = (provider: unknown, resourceClass: unknown): string => `${provider} ${resourceClass}`;
  const inventories = new Map(
    rowsOf('inventories').map((row) => [keyOf(row.resource_provider_id, row.resource_class_id), row]),
  );
  const used = new Map<string, number>();
  for (const row of rowsOf('allocations')) {
    const key = keyOf(row.resource_provider_id, row.resource_class_id);
    used.set(key, (used.get(key) ?? 0) + Number(row.used));
  }
  const stockOf = (provider: number): readonly ProviderStock[] =>
    Object.entries(asked.resources).flatMap(([resource, amount]) => {
      const key = keyOf(provider, classes.get(resource));
      const row = inventories.get(key);
      if (!row) return [];
      const [total, reserved, ratio] = [
        Number(row.total),
        Number(row.reserved),
        Number(row.allocation_ratio),
      ];
      const capacity = Math.trunc((total - reserved) * ratio);
      return [{ resource, total, reserved, ratio, used: used.get(key) ?? 0, capacity, asked: amount }];
    });
  const all = [
    ...placement.candidates.map((provider) => ({ provider, left: null })),
    ...placement.left_out.map((left) => ({ provider: left.provider, left })),
  ];
  const made = all.map(({ provider, left }) => ({
    host: names.get(provider) ?? `${provider}`,
    left,
    stock: stockOf(provider),
  }));
  cache.set(placement.index, made);
  return made;
}

const providerLists = (): Map<number, readonly Provider[]> => new Map();
