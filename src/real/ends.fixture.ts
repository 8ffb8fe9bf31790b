/**
 * What a story has come to, in words that hang on no id and no clock: read of an engine's rows and of a simulated run's by the same
 * function, so that one can be held against the other.
 */
import { isObject, parseJson } from '../core/base/json.ts';
import type { Row } from '../core/trace/fact.ts';

/** Rows of a table as they stand. */
type RowsNow = (database: string, table: string) => readonly Row[];

interface ServerEnd {
  /** as nova-api lists it; null = it lists it no more */
  readonly listed: { readonly [word: string]: unknown } | null;
  /** of its row: states, places, whether it is there */
  readonly row: Row;
  /** code and message of its faults, oldest first */
  readonly faults: readonly string[];
  /** each action with its events: `create: compute__do_build_and_run_instance Success` */
  readonly actions: readonly string[];
  readonly migrations: readonly string[];
  /** by provider: `cpu1 VCPU 1` */
  readonly allocations: readonly string[];
  /** how many neutron keeps for it; whether one is ACTIVE hangs on requests between two messages */
  readonly ports: number;
}

export interface Ends {
  readonly servers: { readonly [name: string]: ServerEnd };
  readonly services: readonly string[];
  /** what each host has given away, as its compute says */
  readonly hosts: readonly string[];
  readonly buildRequests: number;
}

const STATES = ['vm_state', 'task_state', 'power_state', 'host', 'node', 'launched_on'] as const;
const CELLS = ['nova_cell0', 'nova_cell1'] as const;
const TABLES: readonly (readonly [database: string, table: string])[] = [
  ...CELLS.flatMap((cell) =>
    [
      'instances',
      'instance_faults',
      'instance_actions',
      'instance_actions_events',
      'migrations',
      'services',
      'compute_nodes',
    ].map((table) => [cell, table] as const),
  ),
  ['nova_api', 'build_requests'],
  ['placement', 'allocations'],
  ['placement', 'resource_classes'],
  ['placement', 'resource_providers'],
  ['neutron', 'ports'],
];

/** The rows that the ends are read of, of an engine: each table once. */
export async function readAll(
  read: (database: string, table: string) => Promise<readonly Row[]>,
): Promise<RowsNow> {
  const known = new Map<string, readonly Row[]>();
  for (const [database, table] of TABLES) known.set(`${database}.${table}`, await read(database, table));
  return (database, table) => known.get(`${database}.${table}`) ?? [];
}

/** `list` = the body of nova-api's answer to `GET /servers/detail`. */
export function endsOf(rows: RowsNow, list: string): Ends {
  const both = (table: string): readonly Row[] => CELLS.flatMap((cell) => rows(cell, table));
  const listed = listedIn(list);
  const classes = new Map(rows('placement', 'resource_classes').map((row) => [row.id, row.name]));
  const providers = new Map(rows('placement', 'resource_providers').map((row) => [row.id, row.name]));
  const actions = both('instance_actions');
  const events = both('instance_actions_events');
  const ends = both('instances').map((row): readonly [string, ServerEnd] => {
    const of = (list: readonly Row[], column: string): readonly Row[] =>
      list.filter((one) => one[column] === row.uuid);
    return [
      String(row.display_name),
      {
        listed: listed.get(String(row.uuid)) ?? null,
        row: { ...picked(row, STATES), deleted: row.deleted === 0 ? 0 : 1 },
        faults: of(both('instance_faults'), 'instance_uuid').map((one) =>
          [one.host, one.code, plain(one.message)].join(' '),
        ),
        actions: of(actions, 'instance_uuid').map(
          (one) =>
            `${one.action}${one.message === null ? '' : ` (${plain(one.message)})`}: ${events
              .filter(({ action_id }) => action_id === one.id)
              .map(({ event, result, host }) => `${event} ${result} at ${host}`)
              .join(', ')}`,
        ),
        migrations: of(both('migrations'), 'instance_uuid').map((one) =>
          [one.migration_type, one.status, one.source_compute, one.dest_compute].join(' '),
        ),
        allocations: of(rows('placement', 'allocations'), 'consumer_id')
          .map((one) =>
            [providers.get(one.resource_provider_id), classes.get(one.resource_class_id), one.used].join(' '),
          )
          .toSorted(),
        ports: of(rows('neutron', 'ports'), 'device_id').length,
      },
    ];
  });
  return {
    servers: Object.fromEntries(ends.toSorted(([a], [b]) => (a < b ? -1 : 1))),
    services: both('services')
      .map(({ binary, host, disabled, forced_down, deleted }) =>
        [binary, host, disabled, forced_down, deleted !== 0].join(' '),
      )
      .toSorted(),
    hosts: both('compute_nodes')
      .map((one) =>
        [
          one.hypervisor_hostname,
          one.vcpus_used,
          one.memory_mb_used,
          one.local_gb_used,
          one.running_vms,
        ].join(' '),
      )
      .toSorted(),
    buildRequests: rows('nova_api', 'build_requests').length,
  };
}

const picked = (row: Row, columns: readonly string[]): Row =>
  Object.fromEntries(columns.map((column) => [column, row[column] ?? null]));

/** Ids in a text are of one run alone. */
const plain = (text: unknown): string =>
  String(text).replace(/[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}|[0-9a-f]{32}/g, '<id>');

function listedIn(body: string): ReadonlyMap<string, { readonly [word: string]: unknown }> {
  const { servers = [] } = (parseJson(body) ?? {}) as { readonly servers?: readonly unknown[] };
  return new Map(
    servers.flatMap((one) => {
      if (!isObject(one)) return [];
      const { id, name, status, flavor, fault, addresses } = one;
      return [
        [
          String(id),
          {
            name,
            status,
            task: one['OS-EXT-STS:task_state'],
            vm: one['OS-EXT-STS:vm_state'],
            power: one['OS-EXT-STS:power_state'],
            flavor: isObject(flavor) ? flavor.original_name : null,
            fault: isObject(fault) ? `${fault.code} ${plain(fault.message)}` : null,
            networks: isObject(addresses) ? Object.keys(addresses) : [],
          },
        ] as const,
      ];
    }),
  );
}
