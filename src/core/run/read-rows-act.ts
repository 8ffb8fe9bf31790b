/** What `read_rows` does: a service asks a database itself, outside of its own work. */
import { CodedError } from '../base/assert.ts';
import { select } from '../databases/builder.ts';
import { tableOf } from '../databases/catalogue.ts';
import { execute, type Task } from '../service/effects.ts';
import { refuse } from '../trace/experiment.ts';
import type { JsonTable } from '../trace/fact.ts';
import { textAt } from './arguments.ts';
import type { CommandWorld, StillWorld } from './command.ts';

export function checkReadRows(_world: StillWorld, args: JsonTable, command: string): void {
  try {
    tableOf(textAt(args, 'database'), textAt(args, 'table'));
  } catch (error) {
    if (error instanceof CodedError) refuse(`${command}: ${error.message}`);
    throw error;
  }
}

/**
 * The service gets the rows where it has a connection, else DBNotAllowed, as nova-compute does (nova/cmd/compute.py:
 * DISABLE_DB_ACCESS). A service that does not run asks nothing.
 */
export function readRows({ kernel }: CommandWorld, args: JsonTable, cause: number): void {
  const service = textAt(args, 'service');
  if (!kernel.isRunning(service)) return;
  const statement = select({ database: textAt(args, 'database'), table: textAt(args, 'table') });
  const task = (function* (): Task {
    yield* execute(statement);
  })();
  kernel.spawn(service, 'read_rows', task, { cause, group: 'scenario' });
}
