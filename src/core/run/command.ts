/** What a command may do: the world that it acts on, and what there is of it before anything runs. */
import type { Json } from '../base/json.ts';
import type { Micros } from '../base/time.ts';
import type { Kernel } from '../kernel/kernel.ts';
import type { HttpAnswer } from '../service/effects.ts';
import type { JsonTable, Row } from '../trace/fact.ts';
import type { Rows, Topology } from '../trace/trace.ts';

export interface CommandWorld {
  readonly kernel: Kernel;
  readonly seed: Rows;
  readonly topology: Topology;
  /** connections that commands opened and left open: `actor vhost` -> its id */
  readonly connections: Map<string, string>;
  /** services that are part of the cloud now */
  readonly present: Set<string>;
  /** rows of a table as they stand */
  rows(database: string, table: string): readonly Row[];
  /** wall time of the run's beginning, milliseconds since 1970 */
  readonly epochMs: number;
  /** how often a service was added */
  additions: number;
  /** how often the broker was stopped or started by hand */
  brokerTurns: number;
  /** the number of a new log-in of a client, and of the one it had last: what its token is told apart by */
  login(): number;
  lastLogin(): number;
  /** hears what the client of a command got for its request, once it has it; null = no answer */
  answered(command: string, askedAt: Micros, answer: HttpAnswer | null): void;
}

/** What there is before anything runs. */
export type StillWorld = Pick<CommandWorld, 'seed' | 'topology'>;

/** What a command does. `cause` = index of its `command.given`. */
export type Act = (world: CommandWorld, args: JsonTable, cause: number) => void;

/**
 * What a request to nova-api is filled with: what stands for each `{id}` of its path, and its body; of an action what stands
 * under its key (null = nothing).
 */
export interface RequestParts {
  readonly ids: readonly string[];
  readonly body?: Json;
}

/** What its row does not say of its arguments. Errors: `CodedError` `bad_experiment`. */
export type Check = (world: StillWorld, args: JsonTable, command: string) => void;
