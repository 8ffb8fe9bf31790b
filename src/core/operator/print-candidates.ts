/** `openstack allocation candidate list` (osc-placement 4.0) over providers without trees, as Placement 8.0 answers at 1.36. */
import type { JsonObject } from '../base/json.ts';
import { number, numberOr, text, whole } from '../nova/fields.ts';
import { dataOf } from '../nova/objects/ovo.ts';
import type { Row } from '../trace/fact.ts';
import { type OperatorMoment, placementDatabase } from './moment.ts';
import type { ServerNow } from './servers.ts';
import { type TextColumn, tableText } from './terminal-table.ts';

type Resources = readonly (readonly [rc: string, amount: number])[];

/** What a server's flavor asks Placement for (`nova/scheduler/utils.py`). */
export function resourcesOf({ data }: ServerNow): Resources {
  const flavor: JsonObject = dataOf(data.flavor);
  const disk =
    whole(flavor, 'root_gb') + whole(flavor, 'ephemeral_gb') + Math.ceil(numberOr(flavor, 'swap', 0) / 1024);
  const all: Resources = [
    ['VCPU', whole(flavor, 'vcpus')],
    ['MEMORY_MB', whole(flavor, 'memory_mb')],
    ['DISK_GB', disk],
  ];
  return all.filter(([, amount]) => amount > 0);
}

interface Stock {
  readonly rc: string;
  readonly used: number;
  readonly capacity: number;
  /** room for so much more, in one piece */
  takes(amount: number): boolean;
}

function stockOf(moment: OperatorMoment, provider: Row): readonly Stock[] {
  const rows = (table: string): readonly Row[] => moment.rows(placementDatabase(moment), table);
  const classes = new Map(rows('resource_classes').map((row) => [row.id, text(row, 'name')]));
  return rows('inventories')
    .filter((row) => row.resource_provider_id === provider.id)
    .toSorted((a, b) => whole(a, 'resource_class_id') - whole(b, 'resource_class_id'))
    .map((row) => {
      const used = rows('allocations')
        .filter(
          (one) =>
            one.resource_provider_id === provider.id && one.resource_class_id === row.resource_class_id,
        )
        .reduce((sum, one) => sum + whole(one, 'used'), 0);
      const room = (whole(row, 'total') - whole(row, 'reserved')) * number(row, 'allocation_ratio');
      return {
        rc: classes.get(row.resource_class_id) ?? '',
        used,
        capacity: Math.trunc(room),
        takes: (amount) =>
          used + amount <= room &&
          amount >= whole(row, 'min_unit') &&
          amount <= whole(row, 'max_unit') &&
          amount % whole(row, 'step_size') === 0,
      };
    });
}

function traitsOf(moment: OperatorMoment, provider: Row): readonly string[] {
  const rows = (table: string): readonly Row[] => moment.rows(placementDatabase(moment), table);
  const names = new Map(rows('traits').map((row) => [row.id, text(row, 'name')]));
  return rows('resource_provider_traits')
    .filter((row) => row.resource_provider_id === provider.id)
    .map((row) => names.get(row.trait_id) ?? '')
    .toSorted();
}

const COLUMNS: readonly TextColumn[] = [
  { name: '#', align: 'r' },
  ...['allocation', 'resource provider', 'inventory used/capacity', 'traits'].map(
    (name) => ({ name, align: 'l' }) as const,
  ),
];

export function printCandidates(moment: OperatorMoment, server: ServerNow): string {
  const wanted = resourcesOf(server);
  const fitting = moment.rows(placementDatabase(moment), 'resource_providers').flatMap((provider) => {
    const stock = stockOf(moment, provider);
    const fits = wanted.every(([rc, amount]) => stock.some((one) => one.rc === rc && one.takes(amount)));
    return fits ? [{ provider, stock }] : [];
  });
  const rows = fitting.map(({ provider, stock }, i) => [
    `${i + 1}`,
    wanted.map(([rc, amount]) => `${rc}=${amount}`).join(','),
    text(provider, 'uuid'),
    stock.map(({ rc, used, capacity }) => `${rc}=${used}/${capacity}`).join(','),
    traitsOf(moment, provider).join(','),
  ]);
  return tableText(COLUMNS, rows);
}
