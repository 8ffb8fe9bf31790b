/** A Trace: where it comes from, what was there before its first fact, and the facts. */
import type { Fact, JsonTable, Row } from './fact.ts';

/** One command of an experiment: a click, at a virtual time. */
export interface Command {
  /** microseconds since the start of the run */
  readonly at_us: number;
  readonly name: string;
  readonly args?: JsonTable;
}

/**
 * Causes only. The same shape is the link's `run`, a saved file and a scenario's data. Every key but `v` is optional:
 * no `deployment` (or `{}`) is the recorded lab, no `seed` is 1, no `until_us` ends the run when only periodic work is left.
 */
export interface Experiment {
  readonly v: 1;
  readonly deployment?: JsonTable;
  readonly seed?: number;
  readonly commands?: readonly Command[];
  /** where the told run begins: what lies before it is preparation, and is in no steps, changes, comparison or firehose */
  readonly from_us?: number;
  readonly until_us?: number;
}

/** Where a service runs and what it may reach; the canvas and the tables are laid out from this. */
export interface ServicePlace {
  readonly actor: string;
  /** `nova-compute`, `nova-conductor`, ...: the program's name */
  readonly program: string;
  /** host as Nova knows it: `ctl`, `cell1ctl`, `cpu1` */
  readonly host: string;
  /** the box it stands in on the map: `controller` or a compute host's name */
  readonly machine: string;
  /** a service of Nova, a peer asked by REST, or a client of the broker playground */
  readonly kind: 'nova' | 'peer' | 'client';
  /** vhosts it has a broker connection to; empty for REST-only peers */
  readonly vhosts: readonly string[];
  /** databases it has a connection to, by name; nova-compute has none */
  readonly databases: readonly string[];
  /**
   * of a service that a command added: microseconds at which it came into the cloud; before, it was not there. Absent =
   * there from the beginning.
   */
  readonly added_us?: number;
  /** of a recording that does not name its services: found by what it sends and takes */
  readonly inferred?: true;
}

export interface Topology {
  readonly vhosts: readonly string[];
  readonly databases: readonly string[];
  readonly services: readonly ServicePlace[];
}

/** The databases of Nova's cells, cell0's first: those that hold instances. */
export const cellDatabases = ({ databases }: Topology): readonly string[] =>
  databases.filter((name) => name.startsWith('nova_cell'));

/** Rows by `database.table`, each list in the order of its primary key. */
export type Rows = { readonly [table: string]: readonly Row[] };

export interface Trace {
  readonly v: 1;
  readonly source: 'simulated' | 'recorded' | 'tapped';
  /** the experiment that it was computed from; null for a recording */
  readonly experiment: Experiment | null;
  /** wall time of `at` = 0, milliseconds since 1970 */
  readonly epoch_ms: number;
  readonly topology: Topology;
  /** what the databases held before the first fact */
  readonly seed: Rows;
  readonly facts: readonly Fact[];
  /** set when the run ended by an error: the trace is whole up to its last fact */
  readonly error: string | null;
}
