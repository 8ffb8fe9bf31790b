/** `simulate(experiment)`: the whole cloud, from start-up to the last effect of the last command. Pure: same experiment, same trace. */
import { CodedError } from '../base/assert.ts';
import { makeRandom } from '../base/random.ts';
import { fromMs, micros } from '../base/time.ts';
import type { DatabaseTables } from '../databases/catalogue.ts';
import type { SqlEngine } from '../databases/engine.ts';
import { type Kernel, makeKernel } from '../kernel/kernel.ts';
import { makeReplyPairer, summarizeBody } from '../recording/summary.ts';
import type { Experiment, Rows, Topology, Trace } from '../trace/trace.ts';
import { type Cloud, cloudOf, withAdded } from './cloud.ts';
import type { CommandWorld } from './command.ts';
import { checkCommand, runCommand } from './commands.ts';

/** Wall time of a run's beginning: one second before the recorded POST (recorded/boot: 2026-11-22 07:16:57.81 UTC). */
export const EPOCH_MS = 1_795_331_816_807;

/** Between the starts of two services. */
const START_GAP_MS = 12;

export const databasesOf = (experiment: Experiment): readonly DatabaseTables[] =>
  cloudOf(experiment.deployment).databases;

export const seedOf = (experiment: Experiment): Rows => cloudOf(experiment.deployment).seed;

export const countersOf = (experiment: Experiment): Cloud['counters'] =>
  cloudOf(experiment.deployment).counters;

/**
 * Runs an experiment on an engine that stands at the experiment's seed. Errors: `CodedError` `bad_experiment` before
 * anything runs, `command_refused` when a command makes no sense at its time. A service that breaks ends the run: the trace is whole up to its last fact and carries the error.
 */
export function simulate(experiment: Experiment, engine: SqlEngine): Trace {
  const cloud = cloudOf(experiment.deployment);
  const commands = [...(experiment.commands ?? [])].sort((a, b) => a.at_us - b.at_us);
  const { topology, seed, services } = withAdded(cloud, commands);
  for (const command of commands) checkCommand(command, { seed, topology });
  const pairer = makeReplyPairer();
  const kernel = makeKernel({
    options: { random: makeRandom(experiment.seed ?? 1), epochMs: EPOCH_MS },
    engine,
    vhosts: topology.vhosts,
    summarize: (p) => pairer.pair(summarizeBody(p.exchange, p.routingKey, p.body, p.properties)),
    mayUse: (actor, database) =>
      topology.services.some((s) => s.actor === actor && s.databases.includes(database)),
  });
  for (const service of services) kernel.addService(service);
  const world: CommandWorld = {
    kernel,
    seed,
    topology,
    connections: new Map<string, string>(),
    present: new Set(cloud.topology.services.map((place) => place.actor)),
    rows: (database, table) => engine.rows(database, table),
    epochMs: EPOCH_MS,
    additions: 0,
    brokerTurns: 0,
  };
  let error: string | null = null;
  try {
    startAll(kernel, cloud.topology);
    for (const command of commands) {
      kernel.run(micros(command.at_us));
      runCommand(world, command);
    }
    kernel.run(experiment.until_us === undefined ? null : micros(experiment.until_us));
  } catch (thrown) {
    if (thrown instanceof CodedError && thrown.code === 'command_refused') throw thrown;
    error = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  }
  return {
    v: 1,
    source: 'simulated',
    experiment,
    epoch_ms: EPOCH_MS,
    topology,
    seed,
    facts: kernel.facts,
    error,
  };
}

/** The cloud comes up: peers and conductors first, since a compute waits for a conductor. */
export function startAll(kernel: Kernel, topology: Topology): void {
  const order = [...topology.services].sort((a, b) => rank(a.program) - rank(b.program));
  for (const [i, service] of order.entries()) {
    kernel.run(fromMs(Math.min(i, 12) * START_GAP_MS));
    kernel.bringUp(service.actor);
  }
}

const rank = (program: string): number =>
  program === 'nova-compute' ? 2 : program.startsWith('nova-') ? 1 : 0;
