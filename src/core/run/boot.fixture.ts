/** Runs experiments on SQLite for the tests of this room. */
import { afterAll, beforeAll } from 'vitest';
import { openEngine, type SeededEngine } from '../../sqlite/engine.ts';
import { SCENARIOS } from '../scenarios/scenarios.ts';
import type { FactKind, FactOf } from '../trace/fact.ts';
import type { Command, Experiment, Trace } from '../trace/trace.ts';
import { openCloud } from './cloud.ts';
import { simulate } from './simulate.ts';

export const BOOT: Experiment = SCENARIOS.find((scenario) => scenario.id === 'boot')?.experiment ?? { v: 1 };

export function withCommands(...commands: Command[]): Experiment {
  return { ...BOOT, commands: [...(BOOT.commands ?? []), ...commands] };
}

export async function engineFor(experiment: Experiment): Promise<SeededEngine> {
  return await openEngine(openCloud(experiment));
}

export async function run(experiment: Experiment): Promise<Trace> {
  const cloud = openCloud(experiment);
  const engine = await openEngine(cloud);
  try {
    return simulate(cloud, engine);
  } finally {
    engine.close();
  }
}

/** Runs on one engine of the recorded lab, opened for all tests of a file and set back before each run. */
export function labRuns(): (experiment: Experiment) => Trace {
  let engine: SeededEngine;
  beforeAll(async () => {
    engine = await engineFor({ v: 1 });
  });
  afterAll(() => engine.close());
  return (experiment) => {
    engine.reset();
    return simulate(openCloud(experiment), engine);
  };
}

/** A server, and the compute that it is built on by `BOOT_ON_CPU1`. */
export const SERVER = { server: 'vm1' } as const;
export const CPU1 = { service: 'nova-compute-cpu1' } as const;

/** A command at a second of the run. */
export const at = (s: number, name: string, args: Command['args'] = {}): Command => ({
  at_us: s * 1_000_000,
  name,
  args,
});
export const BOOT_ON_CPU1 = at(1, 'boot', { ...SERVER, host: 'cpu1' });

/** Runs of `onLab` that end at a second. */
export const runsUntil =
  (onLab: (experiment: Experiment) => Trace) =>
  (until: number, ...commands: readonly Command[]): Trace =>
    onLab({ v: 1, commands: [...commands], until_us: until * 1_000_000 });

export function ofKind<K extends FactKind>(trace: Trace, kind: K): FactOf<K>[] {
  return trace.facts.filter((fact) => fact.kind === kind) as unknown as FactOf<K>[];
}

/** One line a fact: what two runs must have in common to the byte. */
export const lines = (trace: Trace): readonly string[] => trace.facts.map((fact) => JSON.stringify(fact));
