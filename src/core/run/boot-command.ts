/** `boot`: what `openstack server create` sends, by a client that looked the names up beforehand. */
import { CodedError } from '../base/assert.ts';
import type { Json } from '../base/json.ts';
import { makeUserToken } from '../nova/token.ts';
import { ACTORS } from '../nova/words.ts';
import { type HttpAnswer, type HttpRequest, http, type Task } from '../service/effects.ts';
import { refuse } from '../trace/experiment.ts';
import type { JsonTable, Row } from '../trace/fact.ts';
import type { Rows } from '../trace/trace.ts';
import type { CommandWorld, StillWorld } from './command.ts';

/** `openstack server create --flavor m1.tiny --image cirros --network private vm1` (recorded/boot/README.md) */
export const BOOT_DEFAULTS = {
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
export function bootIds(seed: Rows, args: JsonTable): BootIds {
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

/** The POST that the client sends. `serial` tells one log-in from the next. */
function bootRequest(seed: Rows, args: JsonTable, serial: number): HttpRequest {
  const ids = bootIds(seed, args);
  const server = {
    name: ids.server,
    flavorRef: ids.flavorRef,
    imageRef: ids.imageRef,
    networks: [{ uuid: ids.networkId }],
  };
  return {
    to: ACTORS.api,
    method: 'POST',
    path: '/v2.1/servers',
    microversion: 'compute 2.93',
    token: demoToken(seed, serial),
    body: JSON.stringify({ server }),
  };
}

export function boot(world: CommandWorld, args: JsonTable, cause: number): void {
  const { kernel } = world;
  const request = bootRequest(world.seed, args, world.login());
  const askedAt = kernel.now();
  const task = (function* (): Task {
    let answer: HttpAnswer | null = null;
    try {
      answer = yield* http(request);
    } catch (error) {
      // the client shows "connection refused" and ends; the trace has the request without an answer
      if (!(error instanceof CodedError)) throw error;
    }
    world.answered('boot', askedAt, answer);
  })();
  kernel.spawn(ACTORS.client, 'openstack server create', task, { cause, group: 'scenario' });
}

/** The client's own log-in. */
function demoToken(seed: Rows, serial: number): string {
  const user = (seed['keystone.local_user'] ?? []).find((row) => row.name === 'demo');
  const project = (seed['keystone.project'] ?? []).find((row) => row.name === 'demo');
  return makeUserToken(String(user?.user_id), String(project?.id), serial);
}
