/** Commands of an experiment: what somebody does to the cloud from outside, each at a virtual time. */
import { CodedError } from '../base/assert.ts';
import { select } from '../databases/builder.ts';
import { tableOf } from '../databases/catalogue.ts';
import { ACTORS } from '../nova/words.ts';
import { execute, type Task } from '../service/effects.ts';
import type { JsonTable } from '../trace/fact.ts';
import type { Command } from '../trace/trace.ts';
import { checkArguments, refuse, textAt } from './arguments.ts';
import { boot, bootIds } from './boot-command.ts';
import { BROKER_COMMANDS } from './broker-commands.ts';
import { circumstancesOf } from './circumstances.ts';
import type { CommandDefinition, CommandWorld, StillWorld } from './command.ts';
import { FAULTS } from './fault-commands.ts';
import { refusalOf, sentenceOf } from './sense.ts';

function checkService(world: StillWorld, args: JsonTable, command: string): void {
  const names = world.topology.services.map((s) => s.actor);
  if (names.includes(String(args.service))) return;
  refuse(
    `${command}: there is no service ${JSON.stringify(args.service)}; the services are ${names.join(', ')}`,
  );
}

export const COMMANDS: { readonly [name: string]: CommandDefinition } = {
  boot: {
    args: { server: 'name', flavor: 'name', image: 'name', network: 'name' },
    check: (world, args) => void bootIds(world.seed, args),
    run: boot,
  },
  ...FAULTS,
  read_rows: {
    args: { service: 'name', database: 'name', table: 'name' },
    needs: ['service', 'database', 'table'],
    check: (world, args, command) => {
      checkService(world, args, command);
      try {
        tableOf(textAt(args, 'database'), textAt(args, 'table'));
      } catch (error) {
        if (error instanceof CodedError) refuse(`${command}: ${error.message}`);
        throw error;
      }
    },
    run: readRows,
  },
  ...BROKER_COMMANDS,
};

/** Fails before anything runs. Errors: `CodedError` `bad_experiment` that names the command, the argument and the choices. */
export function checkCommand(command: Command, world: StillWorld): void {
  const definition = Object.hasOwn(COMMANDS, command.name) ? COMMANDS[command.name] : undefined;
  if (!definition) {
    refuse(`there is no command "${command.name}"; the commands are ${Object.keys(COMMANDS).join(', ')}`);
  }
  const args = command.args ?? {};
  checkArguments(command.name, definition.args, args);
  const missing = definition.needs?.find((name) => args[name] === undefined);
  if (missing !== undefined) refuse(`${command.name}: "${missing}" is missing`);
  definition.check?.(world, args, command.name);
}

/** Errors: `CodedError` `command_refused` when it makes no sense at its time: nothing is done then. */
export function runCommand(world: CommandWorld, command: Command): void {
  const args = command.args ?? {};
  const refusal = refusalOf(command.name, args, circumstancesOf(world));
  if (refusal) {
    const when = (command.at_us / 1_000_000).toFixed(3);
    throw new CodedError('command_refused', `${command.name} at ${when} s: ${sentenceOf(refusal)}`);
  }
  const fact = world.kernel.emit(
    ACTORS.client,
    { kind: 'command.given', name: command.name, args },
    { cause: null, group: 'scenario' },
  );
  COMMANDS[command.name]?.run(world, args, fact);
}

/**
 * What a service gets when it asks a database itself, outside of its own work: the rows where it has a connection, else
 * DBNotAllowed, as nova-compute does (nova/cmd/compute.py: DISABLE_DB_ACCESS). A service that does not run asks nothing.
 */
function readRows({ kernel }: CommandWorld, args: JsonTable, cause: number): void {
  const service = textAt(args, 'service');
  if (!kernel.isRunning(service)) return;
  const statement = select({ database: textAt(args, 'database'), table: textAt(args, 'table') });
  const task = (function* (): Task {
    yield* execute(statement);
  })();
  kernel.spawn(service, 'read_rows', task, { cause, group: 'scenario' });
}
