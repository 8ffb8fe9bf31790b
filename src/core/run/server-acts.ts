/** What a command on a server does: the request that its row names, by a client that looked the server up by its name. */
import { defined } from '../base/assert.ts';
import type { JsonTable } from '../trace/fact.ts';
import { cellDatabases } from '../trace/trace.ts';
import { COMMAND_NAMES, commandRow, type ServerActionName } from '../words/commands.ts';
import { textAt } from './arguments.ts';
import { askApi } from './client.ts';
import type { Act, CommandWorld } from './command.ts';

/** `args` = what the action takes beside the server; null where it takes nothing. */
function actionOf(command: string, action: string): Act {
  return (world, args, cause) => {
    const { server: _server, ...rest } = args;
    const body = JSON.stringify({ [action]: Object.keys(rest).length > 0 ? rest : null });
    const path = `/v2.1/servers/${uuidOf(world, args)}/action`;
    const request = { method: 'POST', path, body } as const;
    askApi(world, { command, cause, typed: `openstack server ${action}`, request });
  };
}

/** Of several servers of one name, the newest. That there is one has been judged. */
function uuidOf(world: CommandWorld, args: JsonTable): string {
  const name = textAt(args, 'server');
  const found = cellDatabases(world.topology)
    .flatMap((database) => world.rows(database, 'instances'))
    .filter((row) => row.display_name === name && row.deleted === 0);
  return String(defined(found.at(-1), `server ${name}`).uuid);
}

export const SERVER_ACTS = Object.fromEntries(
  COMMAND_NAMES.flatMap((name): [string, Act][] => {
    const { action } = commandRow(name);
    return action === undefined ? [] : [[name, actionOf(name, action)]];
  }),
) as { readonly [C in ServerActionName]: Act };
