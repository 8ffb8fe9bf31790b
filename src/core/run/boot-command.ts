/**
 * `boot`: what `openstack server create` sends, by a client that looked the names up beforehand. What there is none of is sent
 * as it was given: nova-api says what it thinks of it.
 */
import type { JsonTable } from '../trace/fact.ts';
import type { Rows } from '../trace/trace.ts';
import { countAt, textAt } from './arguments.ts';
import { askApi } from './client.ts';
import type { CommandWorld } from './command.ts';

/** `openstack server create --flavor m1.tiny --image cirros --network private vm1` (recorded/boot/README.md) */
const BOOT_DEFAULTS = {
  server: 'vm1',
  flavor: 'm1.tiny',
  image: 'cirros',
  network: 'private',
} as const;

/** `--network none`: no network at all */
const NO_NETWORK = 'none';

export function boot(world: CommandWorld, args: JsonTable, cause: number): void {
  const { seed } = world;
  const wanted = { ...BOOT_DEFAULTS, ...args };
  const named = (what: keyof typeof BOOT_DEFAULTS): string => textAt(wanted, what);
  const network = named('network');
  const count = countAt(args, 'count', 1);
  const host = textAt(args, 'host');
  const server = {
    name: named('server'),
    flavorRef: idOf(seed, 'nova_api.flavors', 'flavorid', named('flavor')),
    imageRef: idOf(seed, 'glance.images', 'id', named('image')),
    networks: network === NO_NETWORK ? network : [{ uuid: idOf(seed, 'neutron.networks', 'id', network) }],
    ...(count === 1 ? {} : { min_count: count, max_count: count }),
    ...(host === '' ? {} : { host }),
  };
  const request = { method: 'POST', path: '/v2.1/servers', body: JSON.stringify({ server }) } as const;
  const typed = 'openstack server create';
  // Nova lets nobody but an administrator choose the host
  const as = host === '' ? 'demo' : 'admin';
  askApi(world, { command: 'boot', cause, as, fresh: true, typed, request });
}

/** Of the row with this name, as a client looks it up. */
function idOf(seed: Rows, table: string, column: string, name: string): string {
  const found = (seed[table] ?? []).find((row) => row.name === name);
  return String(found?.[column] ?? name);
}
