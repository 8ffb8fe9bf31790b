/** `boot`: what `openstack server create` sends, by a client that looked the names up beforehand. */
import type { Json } from '../base/json.ts';
import { refuse } from '../trace/experiment.ts';
import type { JsonTable, Row } from '../trace/fact.ts';
import type { Rows } from '../trace/trace.ts';
import { askApi } from './client.ts';
import type { CommandWorld, StillWorld } from './command.ts';

/** `openstack server create --flavor m1.tiny --image cirros --network private vm1` (recorded/boot/README.md) */
const BOOT_DEFAULTS = {
  server: 'vm1',
  flavor: 'm1.tiny',
  image: 'cirros',
  network: 'private',
} as const;

interface BootIds {
  readonly server: string;
  readonly flavorRef: string;
  readonly imageRef: string;
  readonly networkId: string;
}

/** Names to ids, as a client looks them up beforehand. */
function bootIds(seed: Rows, args: JsonTable): BootIds {
  const wanted = { ...BOOT_DEFAULTS, ...args } as { [K in keyof typeof BOOT_DEFAULTS]: Json };
  const find = (table: string, what: 'flavor' | 'image' | 'network'): Row => {
    const rows = seed[table] ?? [];
    const found = rows.find((row) => row.name === wanted[what]);
    const names = rows.map((row) => String(row.name)).join(', ');
    return found ?? refuse(`boot: there is no ${what} ${JSON.stringify(wanted[what])}; there is ${names}`);
  };
  return {
    server: String(wanted.server),
    flavorRef: String(find('nova_api.flavors', 'flavor').flavorid),
    imageRef: String(find('glance.images', 'image').id),
    networkId: String(find('neutron.networks', 'network').id),
  };
}

export const checkBoot = (world: StillWorld, args: JsonTable): void => void bootIds(world.seed, args);

export function boot(world: CommandWorld, args: JsonTable, cause: number): void {
  const { server: name, networkId, ...refs } = bootIds(world.seed, args);
  const server = { name, ...refs, networks: [{ uuid: networkId }] };
  const request = { method: 'POST', path: '/v2.1/servers', body: JSON.stringify({ server }) } as const;
  askApi(world, { command: 'boot', cause, fresh: true, typed: 'openstack server create', request });
}
