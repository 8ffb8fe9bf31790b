/** A server's uuid, as a client looks it up by its name beforehand. */
import { defined } from '../base/assert.ts';
import { serversNamed } from '../trace/named-servers.ts';
import { circumstancesOf } from './circumstances.ts';
import type { CommandWorld } from './command.ts';

/** Of several servers of one name, the newest. That there is one has been judged. */
export const serverId = (world: CommandWorld, name: string): string =>
  defined(serversNamed(name, circumstancesOf(world)).at(-1), `server ${name}`);
