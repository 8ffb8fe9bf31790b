/**
 * Random experiments: any commands of the table on any deployment, by a seed. A command that makes no sense at its moment
 * is left out, and the run begun again, so that each run is one that a reader could have made.
 */

import type { SeededEngine } from '../../sqlite/engine.ts';
import { CodedError } from '../base/assert.ts';
import { makeRandom } from '../base/random.ts';
import type { RefusedCommand } from '../story/sense.ts';
import type { JsonTable } from '../trace/fact.ts';
import type { Command, Experiment, Trace } from '../trace/trace.ts';
import {
  argumentsOf,
  COMMAND_NAMES,
  type CommandName,
  isByHand,
  type NamedArgument,
} from '../words/commands.ts';
import { openCloud } from './cloud.ts';
import { simulate } from './simulate.ts';

const COMPUTES = ['cpu1', 'cpu2'];
const SERVERS = ['vm1', 'vm2', 'vm3'];
const SERVICES = [
  'nova-api',
  'nova-conductor-super',
  'nova-scheduler',
  'nova-conductor-cell1',
  'nova-compute-cpu1',
  'nova-compute-cpu2',
  'placement-api',
  'neutron-server',
  'glance-api',
];
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

/** One to three boots, and up to five commands of any kind in the minute after them. */
export function randomExperiment(seed: number): Experiment {
  const random = makeRandom(seed).stream('random-experiment');
  const pick = <T>(list: readonly T[]): T => list[random.below(list.length)] as T;
  const argument = ({
    name,
    kind,
    choices,
    min = 1,
    max = 5,
  }: NamedArgument): JsonTable[string] | undefined => {
    if (VALUES[name]) return pick(VALUES[name]);
    if (kind === 'service') return pick(SERVICES);
    if (kind === 'host') return pick(COMPUTES);
    if (kind === 'server') return pick(SERVERS);
    if (kind === 'choice') return pick(choices ?? []);
    if (kind === 'count') return min + random.below(Math.min(max, min + 300) - min + 1);
    if (kind === 'queue') return pick(['conductor', 'scheduler', 'compute.cpu1']);
    return kind === 'name' || kind === 'text' ? `${name}1` : undefined;
  };
  const argsOf = (name: CommandName): JsonTable =>
    Object.fromEntries(
      argumentsOf(name).flatMap((one) => {
        const value = one.needed || random.below(10) < 4 ? argument(one) : undefined;
        return value === undefined ? [] : [[one.name, value]];
      }),
    );
  const boots = SERVERS.slice(0, 1 + random.below(SERVERS.length)).map(
    (server, i): Command => ({ at_us: 1_000_000 + i * 700_000, name: 'boot', args: { server } }),
  );
  const acts = Array.from({ length: 1 + random.below(5) }, (): Command => {
    const name = pick(RANDOM);
    return { at_us: 1_500_000 + random.below(30_000_000), name, args: argsOf(name) };
  });
  return { v: 1, seed, commands: [...boots, ...acts], until_us: 150_000_000 };
}

/** On an engine of the recorded lab, set back before each try. */
export function runRandom(experiment: Experiment, engine: SeededEngine): Trace {
  let commands = [...(experiment.commands ?? [])];
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
}

function without(commands: readonly Command[], error: CodedError): Command[] {
  if (error.code !== 'command_refused') throw error;
  const { command, at_us } = error.detail as RefusedCommand;
  return commands.filter((one) => !(one.name === command && one.at_us === at_us));
}
