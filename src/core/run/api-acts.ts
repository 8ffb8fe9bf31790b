/**
 * What a command does that a client asks nova-api for: the request that its row names, by a client that looked up the ids
 * beforehand. A row of `FILLS` for each command whose ids and body do not follow from its arguments.
 */
import { defined } from '../base/assert.ts';
import type { Json } from '../base/json.ts';
import { text, textOr } from '../nova/fields.ts';
import type { HttpRequest } from '../service/effects.ts';
import type { JsonTable } from '../trace/fact.ts';
import { cellDatabases } from '../trace/trace.ts';
import { type AskingName, asksApi, COMMAND_NAMES, commandRow, requestOf } from '../words/commands.ts';
import { textAt } from './arguments.ts';
import { askApi } from './client.ts';
import type { Act, CommandWorld, RequestParts } from './command.ts';
import { GUEST_FILLS } from './guest-acts.ts';
import { serverId } from './server-id.ts';
import { SERVICE_FILLS } from './service-acts.ts';

const FILLS: { readonly [C in AskingName]?: (world: CommandWorld, args: JsonTable) => RequestParts } = {
  ...SERVICE_FILLS,
  snapshot_server: (world, args) => ({
    ids: [serverId(world, textAt(args, 'server'))],
    body: { name: textAt(args, 'image') },
  }),
  rebuild_server: (world, args) => ({
    ids: [serverId(world, textAt(args, 'server'))],
    body: { imageRef: imageId(world, textAt(args, 'image', 'cirros')) },
  }),
  attach_interface: (world, args) => ({
    ids: [serverId(world, textAt(args, 'server'))],
    body: { interfaceAttachment: { net_id: networkId(world, textAt(args, 'network', 'private')) } },
  }),
  detach_interface: (world, args) => {
    const id = serverId(world, textAt(args, 'server'));
    return { ids: [id, lastPort(world, id)] };
  },
  reboot_server: (world, args) => ({
    ids: [serverId(world, textAt(args, 'server'))],
    body: { type: textAt(args, 'type', 'soft').toUpperCase() },
  }),
  resize_server: (world, args) => ({
    ids: [serverId(world, textAt(args, 'server'))],
    body: { flavorRef: flavorId(world, textAt(args, 'flavor')) },
  }),
  live_migrate_server: (world, { server, host = null }) => ({
    ids: [serverId(world, textAt({ server: server ?? '' }, 'server'))],
    body: { host, block_migration: 'auto' },
  }),
  evacuate_server: (world, { server, ...wanted }) => ({
    ids: [serverId(world, textAt({ server: server ?? '' }, 'server'))],
    body: wanted,
  }),
  ...GUEST_FILLS,
};

/** Of a name that no flavor has, the name: nova-api says what it thinks of that. */
function flavorId({ seed }: CommandWorld, name: string): string {
  const found = (seed['nova_api.flavors'] ?? []).find((row) => row.name === name);
  return found ? text(found, 'flavorid') : name;
}

/** The server that is named; the other arguments are what is asked. */
function usual(world: CommandWorld, { server, ...rest }: JsonTable): RequestParts {
  const ids = typeof server === 'string' ? [serverId(world, server)] : [];
  return Object.keys(rest).length > 0 ? { ids, body: rest as { readonly [name: string]: Json } } : { ids };
}

/** Of several images of one name, the newest; of one that is not there, its name: nova-api says what it thinks of that. */
function imageId(world: CommandWorld, name: string): string {
  const found = world.rows('glance', 'images').filter((row) => row.name === name && row.deleted === 0);
  return textOr(found.at(-1) ?? {}, 'id', name);
}

/** Of one that is not there, its name: neutron says what it thinks of that. */
function networkId(world: CommandWorld, name: string): string {
  const found = world.rows('neutron', 'networks').find((row) => row.name === name);
  return textOr(found ?? {}, 'id', name);
}

/** The port that the server got last; of one without any, a word that no port has. */
function lastPort(world: CommandWorld, server: string): string {
  const found = cellDatabases(world.topology)
    .flatMap((database) => world.rows(database, 'virtual_interfaces'))
    .filter((row) => row.instance_uuid === server && row.deleted === 0);
  return textOr(found.at(-1) ?? {}, 'uuid', 'none');
}

function actOf(command: AskingName): Act {
  const { action } = commandRow(command);
  const [method = '', pattern = ''] = (requestOf(command) ?? '').split(' ');
  return (world, args, cause) => {
    const { ids, body } = (FILLS[command] ?? usual)(world, args);
    const left = [...ids];
    const path = `/v2.1${pattern.replace(/\{id\}/g, () => defined(left.shift(), `an id of ${command}`))}`;
    const sent = action === undefined ? body : { [action]: body ?? null };
    const request = {
      method: method as HttpRequest['method'],
      path,
      ...(sent === undefined ? {} : { body: JSON.stringify(sent) }),
    };
    const typed = `openstack ${command.replaceAll('_', ' ')}`;
    askApi(world, { command, cause, typed, request });
  };
}

/** `boot` asks for more than its row says and has a file of its own. */
export const API_ACTS = Object.fromEntries(
  COMMAND_NAMES.filter(asksApi).map((name): [string, Act] => [name, actOf(name)]),
) as { readonly [C in AskingName]: Act };
