/** What each fault does to the running cloud; its arguments stand in `forms.ts`, whether it makes sense in `sense.ts`. */

import { fromMs } from '../base/time.ts';
import type { Arm } from '../kernel/faults.ts';
import { sleep, type Task } from '../service/effects.ts';
import type { JsonTable } from '../trace/fact.ts';
import type { FaultCommand } from '../words/fault-names.ts';
import { countAt, refuse, textAt } from './arguments.ts';
import { OPERATOR } from './broker-commands.ts';
import type { CommandDefinition, CommandWorld, StillWorld } from './command.ts';
import { AWAY_MS, argumentsOf, checkForm, formOf } from './forms.ts';
import { addService, checkAddService, checkRemoveService, removeService } from './membership.ts';

type Run = CommandDefinition['run'];

const RUNS: { readonly [F in FaultCommand]: Run } = {
  stop: ({ kernel }, args) => kernel.stopService(textAt(args, 'service'), 'stop'),
  kill,
  start: ({ kernel }, args) => kernel.startService(textAt(args, 'service')),
  slow: ({ kernel }, args) => kernel.faults.slow(textAt(args, 'service'), countAt(args, 'percent', 100)),
  add_service: addService,
  remove_service: removeService,
  cut_connection: cutConnection,
  lose_ack: ({ kernel }, args, command) =>
    kernel.faults.arm(textAt(args, 'service'), armOf('lose_ack', 'ack_on_its_way', args, command)),
  cut_host: ({ kernel }, args) => kernel.faults.cutHost(textAt(args, 'host')),
  join_host: ({ kernel }, args) => kernel.faults.joinHost(textAt(args, 'host')),
  delay: ({ kernel }, args) => kernel.faults.delay(...placeOf(args), fromMs(countAt(args, 'ms'))),
  drop_message: ({ kernel }, args) => void kernel.broker.dropHead(...placeOf(args)),
  duplicate_message: ({ kernel }, args) => void kernel.broker.duplicateHead(...placeOf(args), OPERATOR),
  stop_broker(world) {
    world.brokerTurns += 1;
    world.kernel.broker.stop('stop');
  },
  start_broker(world) {
    world.brokerTurns += 1;
    world.kernel.broker.start('start');
  },
  restart_broker: restartBroker,
};

const placeOf = (args: JsonTable): [vhost: string, queue: string] => [
  textAt(args, 'vhost', '/'),
  textAt(args, 'queue'),
];

const MORE_CHECKS: { readonly [F in FaultCommand]?: NonNullable<CommandDefinition['check']> } = {
  add_service: checkAddService,
  remove_service: checkRemoveService,
};

export const FAULTS: { readonly [name: string]: CommandDefinition } = Object.fromEntries(
  (Object.keys(RUNS) as FaultCommand[]).map((name): readonly [string, CommandDefinition] => [
    name,
    {
      ...argumentsOf(name),
      run: RUNS[name],
      check(world, args, command) {
        checkNames(world, name, args);
        checkForm(name, args);
        MORE_CHECKS[name]?.(world, args, command);
      },
    },
  ]),
);

/** Services, hosts and vhosts are known before anything runs; queues come and go. */
function checkNames(world: StillWorld, name: FaultCommand, args: JsonTable): void {
  const { services, vhosts } = world.topology;
  const known = {
    service: services.map((place) => place.actor),
    host: [...new Set(services.map((place) => place.host))],
    vhost: vhosts,
  };
  for (const argument of formOf(name)) {
    const value = args[argument.name];
    if (value === undefined || !isNamed(argument.kind)) continue;
    const names: readonly unknown[] = known[argument.kind];
    if (names.includes(value)) continue;
    refuse(
      `${name}: there is no ${argument.kind} ${JSON.stringify(value)}; the ${argument.kind}s are ${names.join(', ')}`,
    );
  }
}

const isNamed = (kind: string): kind is 'service' | 'host' | 'vhost' =>
  kind === 'service' || kind === 'host' || kind === 'vhost';

function armOf(fault: Arm['fault'], when: Arm['when'], args: JsonTable, command: number): Arm {
  return { fault, when, method: args.method === undefined ? null : textAt(args, 'method'), command };
}

function kill({ kernel }: CommandWorld, args: JsonTable, command: number): void {
  const service = textAt(args, 'service');
  const when = textAt(args, 'when', 'now');
  if (when === 'now') kernel.stopService(service, 'kill');
  else kernel.faults.arm(service, armOf('kill', when as Arm['when'], args, command));
}

function cutConnection({ kernel }: CommandWorld, args: JsonTable, command: number): void {
  const service = textAt(args, 'service');
  if (textAt(args, 'when', 'now') === 'now') kernel.faults.cutConnections(service);
  else kernel.faults.arm(service, armOf('cut_connection', 'before_confirm', args, command));
}

/** Comes back by itself, unless somebody stopped or started the broker meanwhile. */
function restartBroker(world: CommandWorld, args: JsonTable, cause: number): void {
  const { kernel } = world;
  world.brokerTurns += 1;
  const turn = world.brokerTurns;
  kernel.broker.stop('restart');
  const task = (function* (): Task {
    yield* sleep(fromMs(countAt(args, 'away_ms', AWAY_MS)));
    if (world.brokerTurns === turn) kernel.broker.start('restart');
  })();
  kernel.spawn('rabbitmq', 'restart', task, { cause, group: 'scenario' });
}
