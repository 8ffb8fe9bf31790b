/** Commands of an experiment: checked before anything runs, then each done at its virtual time where it makes sense. */
import { CodedError } from '../base/assert.ts';
import { ACTORS } from '../nova/words.ts';
import { type RefusedCommand, refusalOf, sentenceOf } from '../story/sense.ts';
import { refuse } from '../trace/experiment.ts';
import type { JsonTable } from '../trace/fact.ts';
import type { Command } from '../trace/trace.ts';
import { argumentsOf, COMMAND_NAMES, type CommandName, isCommand } from '../words/commands.ts';
import { API_ACTS } from './api-acts.ts';
import { checkArguments } from './arguments.ts';
import { auditAllocations } from './audit-allocations.ts';
import { boot } from './boot-command.ts';
import { circumstancesOf } from './circumstances.ts';
import type { Act, Check, CommandWorld, StillWorld } from './command.ts';
import { discoverHosts } from './discover-hosts.ts';
import { FAULT_ACTS, FAULT_CHECKS } from './fault-acts.ts';
import { HAND_ACTS } from './hand-acts.ts';
import { checkManaged } from './nova-manage.ts';
import { checkReadRows, readRows } from './read-rows-act.ts';

const ACTS: { readonly [C in CommandName]: Act } = {
  ...API_ACTS,
  boot,
  ...FAULT_ACTS,
  ...HAND_ACTS,
  read_rows: readRows,
  discover_hosts: discoverHosts,
  audit_allocations: auditAllocations,
};

const CHECKS: { readonly [C in CommandName]?: Check } = {
  ...FAULT_CHECKS,
  read_rows: checkReadRows,
  discover_hosts: checkManaged,
  audit_allocations: checkManaged,
};

/** Fails before anything runs. Errors: `CodedError` `bad_experiment` that names the command, the argument and the choices. */
export function checkCommand(command: Command, world: StillWorld): void {
  const { name, args = {} } = command;
  if (!isCommand(name)) {
    refuse(`there is no command "${name}"; the commands are ${COMMAND_NAMES.join(', ')}`);
  }
  checkArguments(name, argumentsOf(name), args);
  checkNames(world, name, args);
  CHECKS[name]?.(world, args, name);
}

/** Services, hosts, vhosts and clients are known before anything runs; queues come and go. */
function checkNames({ topology }: StillWorld, name: CommandName, args: JsonTable): void {
  const { services, vhosts } = topology;
  const known = {
    service: services.map((place) => place.actor),
    host: [...new Set(services.map((place) => place.host))],
    vhost: vhosts,
    client: services.filter((place) => place.kind === 'client').map((place) => place.actor),
  };
  for (const argument of argumentsOf(name)) {
    const value = args[argument.name];
    const { kind } = argument;
    if (value === undefined || !(kind in known)) continue;
    const names: readonly unknown[] = known[kind as keyof typeof known];
    if (names.includes(value)) continue;
    const there = names.length > 0 ? `the ${kind}s are ${names.join(', ')}` : `this deployment has none`;
    refuse(`${name}: there is no ${kind} ${JSON.stringify(value)}; ${there}`);
  }
}

/** Errors: `CodedError` `command_refused` when it makes no sense at its time: nothing is done then. */
export function runCommand(world: CommandWorld, command: Command): void {
  const { name, args = {} } = command;
  if (!isCommand(name)) return;
  const refusal = refusalOf(name, args, circumstancesOf(world));
  if (refusal) {
    const when = (command.at_us / 1_000_000).toFixed(3);
    const detail: RefusedCommand = { command: name, at_us: command.at_us, ...refusal };
    throw new CodedError('command_refused', `${name} at ${when} s: ${sentenceOf(refusal)}`, detail);
  }
  const given = { kind: 'command.given', name, args } as const;
  const fact = world.kernel.emit(ACTORS.client, given, { cause: null, group: 'scenario' });
  ACTS[name](world, args, fact);
}
