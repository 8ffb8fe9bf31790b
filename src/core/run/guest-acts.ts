/** What fills the requests about a guest whose body is none of the command's arguments. */
import type { Json } from '../base/json.ts';
import type { JsonTable } from '../trace/fact.ts';
import type { AskingName } from '../words/commands.ts';
import { textAt } from './arguments.ts';
import type { CommandWorld, RequestParts } from './command.ts';
import { serverId } from './server-id.ts';

type Fill = (world: CommandWorld, args: JsonTable) => RequestParts;

const filled =
  (body: (args: JsonTable) => Json): Fill =>
  (world, args) => ({ ids: [serverId(world, textAt(args, 'server'))], body: body(args) });

export const GUEST_FILLS: { readonly [C in AskingName]?: Fill } = {
  console_log: filled(({ length }) => (typeof length === 'number' ? { length } : {})),
  get_vnc_console: filled(() => ({ remote_console: { protocol: 'vnc', type: 'novnc' } })),
  set_metadata: filled((args) => ({ metadata: { [textAt(args, 'key')]: textAt(args, 'value') } })),
  // recordings show no password either
  change_password: filled(() => ({ adminPass: '***' })),
};
