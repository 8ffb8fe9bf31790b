/** What an administrator does to the record of a service: `PUT /os-services/{uuid}`, which a client looked up by its host. */
import type { Json } from '../base/json.ts';
import type { JsonTable } from '../trace/fact.ts';
import { cellDatabases } from '../trace/trace.ts';
import { textAt } from './arguments.ts';
import { askApi } from './client.ts';
import type { Act, CommandWorld } from './command.ts';

/** `typed` = behind `openstack compute service set` */
const updating =
  (command: string, typed: string, bodyOf: (args: JsonTable) => Json): Act =>
  (world, args, cause) => {
    const path = `/v2.1/os-services/${uuidOf(world, textAt(args, 'service'))}`;
    const request = { method: 'PUT', path, body: JSON.stringify(bodyOf(args)) } as const;
    askApi(world, { command, cause, typed: `openstack compute service set ${typed}`, request });
  };

/** Of a service without a row as yet, its host: nova-api says what it thinks of that. */
function uuidOf({ topology, rows }: CommandWorld, actor: string): string {
  const place = topology.services.find((one) => one.actor === actor);
  const found = cellDatabases(topology)
    .flatMap((database) => rows(database, 'services'))
    .filter((row) => row.host === place?.host && row.binary === place?.program && row.deleted === 0);
  return String(found.at(-1)?.uuid ?? place?.host);
}

export const SERVICE_ACTS = {
  force_down: updating('force_down', '--down', () => ({ forced_down: true })),
  force_up: updating('force_up', '--up', () => ({ forced_down: false })),
  disable_service: updating('disable_service', '--disable', ({ reason }) => ({
    status: 'disabled',
    ...(reason === undefined ? {} : { disabled_reason: reason }),
  })),
  enable_service: updating('enable_service', '--enable', () => ({ status: 'enabled' })),
};
