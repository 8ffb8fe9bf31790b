/**
 * Random experiments: any commands of the table on any deployment, by a seed. A command that makes no sense at its moment
 * is left out, and the run begun again, so that each run is one that a reader could have made.
 */

import { openEngine } from '../../sqlite/engine.ts';
import { CodedError } from '../base/assert.ts';
import { makeRandom, type Stream } from '../base/random.ts';
import type { RefusedCommand } from '../story/sense.ts';
import type { JsonTable } from '../trace/fact.ts';
import type { Command, Experiment, Topology, Trace } from '../trace/trace.ts';
import {
  argumentsOf,
  COMMAND_NAMES,
  type CommandName,
  isByHand,
  type NamedArgument,
} from '../words/commands.ts';
import { openCloud } from './cloud.ts';
import { randomDeployment } from './random-cloud.fixture.ts';
import { simulate } from './simulate.ts';

const SERVERS = ['vm1', 'vm2', 'vm3'];
const QUEUES = ['conductor', 'scheduler', 'compute', 'compute.cpu1'];
const VALUES: { readonly [argument: string]: readonly string[] } = {
  flavor: ['m1.tiny', 'm1.small', 'm1.huge'],
  image: ['cirros'],
  network: ['private', 'none'],
  project: ['demo'],
};
/** No message of theirs, or no cloud any more. */
const LEFT_OUT: readonly CommandName[] = ['read_rows', 'remove_service', 'add_service', 'boot'];
const RANDOM: readonly CommandName[] = COMMAND_NAMES.filter(
  (one) => !isByHand(one) && !LEFT_OUT.includes(one),
);

/** One to three boots, and up to five commands of any kind in the half minute after them. */
export function randomExperiment(seed: number): Experiment {
  const random = makeRandom(seed).stream('random-experiment');
  const deployment = randomDeployment(random);
  const { topology } = openCloud({ v: 1, deployment });
  const boots = SERVERS.slice(0, 1 + random.below(SERVERS.length)).map(
    (server, i): Command => ({ at_us: 1_000_000 + i * 700_000, name: 'boot', args: { server } }),
  );
  const acts = Array.from({ length: 1 + random.below(5) }, (): Command => {
    const name = pick(random, RANDOM);
    return { at_us: 1_500_000 + random.below(30_000_000), name, args: argsOf(random, topology, name) };
  });
  return { v: 1, deployment, seed, commands: [...boots, ...acts], until_us: 150_000_000 };
}

const pick = <T>(random: Stream, list: readonly T[]): T => list[random.below(list.length)] as T;

function argsOf(random: Stream, topology: Topology, name: CommandName): JsonTable {
  return Object.fromEntries(
    argumentsOf(name).flatMap((one) => {
      const value = one.needed || random.below(10) < 4 ? argumentFor(random, topology, one) : undefined;
      return value === undefined ? [] : [[one.name, value]];
    }),
  );
}

function argumentFor(
  random: Stream,
  { services, vhosts }: Topology,
  { name, kind, choices, min = 1, max = 5 }: NamedArgument,
): JsonTable[string] | undefined {
  if (VALUES[name]) return pick(random, VALUES[name]);
  if (kind === 'service') return pick(random, services).actor;
  if (kind === 'host' || kind === 'new_host') return pick(random, services).host;
  if (kind === 'vhost') return pick(random, vhosts);
  if (kind === 'server') return pick(random, SERVERS);
  if (kind === 'choice') return pick(random, choices ?? []);
  if (kind === 'count') return min + random.below(Math.min(max, min + 300) - min + 1);
  if (kind === 'queue') return pick(random, QUEUES);
  return kind === 'name' || kind === 'text' ? `${name}1` : undefined;
}

/** On databases of its own, set back before each try. */
export async function runRandom(experiment: Experiment): Promise<Trace> {
  const engine = await openEngine(
    openCloud(experiment.deployment ? { v: 1, deployment: experiment.deployment } : { v: 1 }),
  );
  let commands = [...(experiment.commands ?? [])];
  try {
    for (;;) {
      engine.reset();
      try {
        return simulate(openCloud({ ...experiment, commands }), engine);
      } catch (error) {
        if (!(error instanceof CodedError)) throw error;
        const left = without(commands, error);
        if (left.length === commands.length) throw error;
        commands = left;
      }
    }
  } finally {
    engine.close();
  }
}

function without(commands: readonly Command[], error: CodedError): Command[] {
  if (error.code !== 'command_refused') throw error;
  const { command, at_us } = error.detail as RefusedCommand;
  return commands.filter((one) => !(one.name === command && one.at_us === at_us));
}
