/**
 * Random experiments, by a seed: any commands of the table on any deployment (even seeds), or an act on a server with a kill at a
 * random moment of the work on it (odd seeds). A command that makes no sense at its moment is left out, and the run begun
 * again, so that each run is one that a reader could have made.
 */

import { openEngine } from '../../sqlite/engine.ts';
import { CodedError } from '../base/assert.ts';
import { makeRandom, type Stream } from '../base/random.ts';
import { indexOf } from '../reading/trace-index.ts';
import type { RefusedCommand } from '../story/sense.ts';
import type { Actor, JsonTable } from '../trace/fact.ts';
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

/** What is run by a seed. */
export async function runRandom(seed: number): Promise<Trace> {
  const isStruck = seed % 2 === 1;
  const calm = isStruck ? calmExperiment(seed) : randomExperiment(seed);
  const trace = await runSensible(calm);
  return isStruck ? runSensible(struck(seed, calm, trace)) : trace;
}

const ACTS_ON_SERVER = RANDOM.filter((one) =>
  argumentsOf(one).some(({ name, needed }) => name === 'server' && needed),
);

/** A boot or two, and one act on a server, which is its deletion in one of four; waits for an answer are often short. */
function calmExperiment(seed: number): Experiment {
  const random = makeRandom(seed).stream('struck-experiment');
  const { computes = 2 } = randomDeployment(random);
  const deployment = {
    computes: Math.min(Number(computes), 3),
    ...(random.below(2) === 0 ? { options: { 'DEFAULT.rpc_response_timeout': 2 + random.below(8) } } : {}),
  };
  const { topology } = openCloud({ v: 1, deployment });
  const boots = SERVERS.slice(0, 1 + random.below(2)).map(
    (server, i): Command => ({ at_us: 1_000_000 + i * 700_000, name: 'boot', args: { server } }),
  );
  const name = random.below(4) === 0 ? 'delete_server' : pick(random, ACTS_ON_SERVER);
  const args = { ...argsOf(random, topology, name), server: 'vm1' };
  const act = { at_us: 8_000_000 + random.below(3_000_000), name, args };
  return { v: 1, deployment, seed, commands: [...boots, act], until_us: 150_000_000 };
}

/** What one of Nova's services does for a command. */
interface Work {
  readonly command: number;
  readonly service: Actor;
  /** of its facts */
  readonly times: number[];
  /** that it is asked for */
  readonly methods: string[];
}

/**
 * One of Nova's services is killed over its work for a random command: just after any of its facts, or at any method that it is asked
 * for, before or after it took it. In one of four it is started again.
 */
function struck(seed: number, calm: Experiment, trace: Trace): Experiment {
  const random = makeRandom(seed).stream('strike');
  const works = worksOf(trace);
  if (works.length === 0) return calm;
  const command = pick(random, [...new Set(works.map((work) => work.command))]);
  const { service, times, methods } = pick(
    random,
    works.filter((work) => work.command === command),
  );
  const atMessage = random.below(2) === 0 && methods.length > 0;
  const when = pick(random, ['before_ack', 'after_ack', 'in_work']);
  const kill: Command = atMessage
    ? { at_us: command + 1, name: 'kill', args: { service, when, method: pick(random, methods) } }
    : { at_us: pick(random, times) + 1, name: 'kill', args: { service } };
  const start: Command = { at_us: kill.at_us + 30_000_000, name: 'start', args: { service } };
  const commands = [...(calm.commands ?? []), kill, ...(random.below(4) === 0 ? [start] : [])];
  return { ...calm, commands: commands.sort((a, b) => a.at_us - b.at_us) };
}

/** `command` = its time */
function worksOf(trace: Trace): readonly Work[] {
  const index = indexOf(trace);
  const nova = new Set(
    trace.topology.services.flatMap(({ actor, kind }) => (kind === 'nova' ? [actor] : [])),
  );
  const works = new Map<string, Work>();
  for (const fact of trace.facts) {
    const command = nova.has(fact.actor) ? index.commandOf(fact.index)?.at : undefined;
    if (command === undefined) continue;
    const key = `${command} ${fact.actor}`;
    const work = works.get(key) ?? { command, service: fact.actor, times: [], methods: [] };
    works.set(key, work);
    work.times.push(fact.at);
    if (fact.kind === 'rpc.dispatched' && !work.methods.includes(fact.method)) work.methods.push(fact.method);
  }
  return [...works.values()];
}

/** One to three boots, and up to five commands of any kind in the half minute after them. */
function randomExperiment(seed: number): Experiment {
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
async function runSensible(experiment: Experiment): Promise<Trace> {
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
