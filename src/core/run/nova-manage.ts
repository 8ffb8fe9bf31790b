/**
 * An administrator on the controller runs `nova-manage`, a program of its own with nova_api's and the cells' databases in its
 * configuration. It sends no message; what it needs of Placement it asks for as a client does.
 */
import { fromMs } from '../base/time.ts';
import { ACTORS } from '../nova/words.ts';
import { execute, sleep, type Task } from '../service/effects.ts';
import { refuse } from '../trace/experiment.ts';
import type { JsonTable } from '../trace/fact.ts';
import { NOVA_MANAGE } from '../words/services.ts';
import type { CommandWorld, StillWorld } from './command.ts';

/** Python, its imports and its configuration, as the scheduler's at its start; then from one statement to the next. */
const BEGINS = fromMs(2400);
const STATEMENT = fromMs(2);

/** Errors: `CodedError` `bad_experiment` where there is no Nova to be managed. */
export function checkManaged(world: StillWorld, _args: JsonTable, command: string): void {
  if (world.topology.services.some((place) => place.actor === ACTORS.api)) return;
  refuse(`${command}: this deployment has no Nova that could be managed`);
}

/** `line` = what is typed after `nova-manage`. */
export function manage(world: CommandWorld, line: string, cause: number, work: Task): void {
  const task = (function* (): Task {
    yield* sleep(BEGINS);
    yield* work;
  })();
  world.kernel.spawn(NOVA_MANAGE, `nova-manage ${line}`, task, { cause, group: 'scenario' });
}

export function* stated(statement: Parameters<typeof execute>[0]): ReturnType<typeof execute> {
  yield* sleep(STATEMENT);
  return yield* execute(statement);
}
