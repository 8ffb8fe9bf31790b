/** What each fault does to the running cloud; its arguments and when it makes sense stand in the table of commands. */

import { fromMs } from '../base/time.ts';
import type { Arm } from '../kernel/faults.ts';
import { sleep, type Task } from '../service/effects.ts';
import type { JsonTable } from '../trace/fact.ts';
import { COMMANDS, type FaultName, waits } from '../words/commands.ts';
import { isReplyQueue } from '../words/queues.ts';
import { countAt, textAt } from './arguments.ts';
import type { Act, Check, CommandWorld } from './command.ts';
import { OPERATOR } from './hand-acts.ts';
import { addService, checkAddService, checkRemoveService, removeService } from './membership.ts';

export const FAULT_ACTS = {
  stop: ({ kernel }, args) => kernel.stopService(textAt(args, 'service'), 'stop'),
  kill,
  start: ({ kernel }, args) => kernel.startService(textAt(args, 'service')),
  slow: ({ kernel }, args) => kernel.faults.slow(textAt(args, 'service'), countAt(args, 'percent', 100)),
  add_service: addService,
  remove_service: removeService,
  cut_connection: cutConnection,
  lose_ack: ({ kernel }, args, command) =>
    kernel.faults.arm(textAt(args, 'service'), armOf('lose_ack', 'ack_on_its_way', args, command)),
  lose_consumer({ kernel }, args) {
    const hasReplies = textAt(args, 'of', COMMANDS.lose_consumer.args.of.default) === 'replies';
    kernel.broker.loseConsumers(textAt(args, 'service'), (queue) => isReplyQueue(queue) === hasReplies);
  },
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
} as const satisfies { readonly [F in FaultName]: Act };

const placeOf = (args: JsonTable): [vhost: string, queue: string] => [
  textAt(args, 'vhost', '/'),
  textAt(args, 'queue'),
];

export const FAULT_CHECKS: { readonly [F in FaultName]?: Check } = {
  add_service: checkAddService,
  remove_service: checkRemoveService,
};

function armOf(fault: Arm['fault'], when: Arm['when'], args: JsonTable, command: number): Arm {
  return { fault, when, method: args.method === undefined ? null : textAt(args, 'method'), command };
}

function kill({ kernel }: CommandWorld, args: JsonTable, command: number): void {
  const service = textAt(args, 'service');
  if (waits('kill', args))
    kernel.faults.arm(service, armOf('kill', textAt(args, 'when') as Arm['when'], args, command));
  else kernel.stopService(service, 'kill');
}

function cutConnection({ kernel }: CommandWorld, args: JsonTable, command: number): void {
  const service = textAt(args, 'service');
  if (waits('cut_connection', args))
    kernel.faults.arm(service, armOf('cut_connection', 'before_confirm', args, command));
  else kernel.faults.cutConnections(service);
}

/** Comes back by itself, unless somebody stopped or started the broker meanwhile. */
function restartBroker(world: CommandWorld, args: JsonTable, cause: number): void {
  const { kernel } = world;
  world.brokerTurns += 1;
  const turn = world.brokerTurns;
  kernel.broker.stop('restart');
  const task = (function* (): Task {
    yield* sleep(fromMs(countAt(args, 'away_ms', COMMANDS.restart_broker.args.away_ms.default)));
    if (world.brokerTurns === turn) kernel.broker.start('restart');
  })();
  kernel.spawn('rabbitmq', 'restart', task, { cause, group: 'scenario' });
}
