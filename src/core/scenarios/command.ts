/** What a command is: its arguments, its checks before anything runs, and what it does to the world. */
import type { Kernel } from '../kernel/kernel.ts';
import type { JsonTable } from '../trace/fact.ts';
import type { Rows, Topology } from '../trace/trace.ts';
import type { ArgumentKinds } from './arguments.ts';

export interface CommandWorld {
  readonly kernel: Kernel;
  readonly seed: Rows;
  readonly topology: Topology;
  /** connections that commands opened and left open: `actor vhost` -> its id */
  readonly connections: Map<string, string>;
}

/** What there is before anything runs. */
export type StillWorld = Pick<CommandWorld, 'seed' | 'topology'>;

export interface CommandDefinition {
  readonly args: ArgumentKinds;
  /** arguments that must be given */
  readonly needs?: readonly string[];
  /** further checks. Errors: `CodedError` `bad_experiment` */
  readonly check?: (world: StillWorld, args: JsonTable, command: string) => void;
  /** `cause` = index of its `command.given` */
  readonly run: (world: CommandWorld, args: JsonTable, cause: number) => void;
}
