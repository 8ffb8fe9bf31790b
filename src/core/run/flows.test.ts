/** The same flows on other days: each server's own sequence of messages hangs on no seed, no number of hosts, no neighbour. */
import { afterAll, describe, expect, test } from 'vitest';
import { openEngine, type SeededEngine } from '../../sqlite/engine.ts';
import type { Command, Experiment, Trace } from '../trace/trace.ts';
import { ofKind, run } from './boot.fixture.ts';
import { openCloud } from './cloud.ts';
import { flowsOf, requestsOfEach, type ServerFlows } from './flows.fixture.ts';
import { ACTS } from './golden/acts.ts';
import { simulate } from './simulate.ts';

const SERVER = 'vm-act';

/** One engine for each number of computes: most days differ in nothing else. */
const engines = new Map<number, Promise<SeededEngine>>();
afterAll(async () => {
  for (const engine of engines.values()) (await engine).close();
});
async function runHere(experiment: Experiment): Promise<Trace> {
  const { computes = 2, ...more } = experiment.deployment ?? {};
  if (typeof computes !== 'number' || Object.keys(more).length > 0) return run(experiment);
  const opened = engines.get(computes) ?? openEngine(openCloud({ v: 1, deployment: { computes } }));
  engines.set(computes, opened);
  const engine = await opened;
  engine.reset();
  return simulate(openCloud(experiment), engine);
}

const known = new Map<string, Promise<Trace>>();
function lab(name: string): Promise<Trace> {
  const there = known.get(name) ?? runHere(ACTS[name] as Experiment);
  known.set(name, there);
  return there;
}

interface Day {
  readonly name: string;
  readonly seed: number;
  readonly computes: number;
}

const commandsOf = ({ commands = [] }: Experiment): readonly Command[] => commands;

const on = ({ name, seed, computes }: Day): Experiment => {
  const act = ACTS[name] as Experiment;
  return { ...act, seed, deployment: { ...act.deployment, computes } };
};

/** What makes an act the same act on other clouds, where its seed and its number of hosts are not all. */
const FITTED: { readonly [name: string]: (day: Day) => Experiment | Promise<Experiment> } = {
  // the host that is added is the next one
  first_start(day) {
    const host = `cpu${day.computes + 1}`;
    const commands = commandsOf(on(day)).map((one) =>
      one.name === 'add_service' ? { ...one, args: { ...one.args, host } } : one,
    );
    return { ...on(day), commands };
  },
  // no host of cell1 takes part: the odd ones are in it
  boot_cells(day) {
    const odd = Array.from({ length: day.computes }, (_, i) => i + 1).filter((n) => n % 2 === 1);
    const disable = odd.map((n) => ({
      at_us: 500_000 + n * 1000,
      name: 'disable_service',
      args: { service: `nova-compute-cpu${n}` },
    }));
    const others = commandsOf(on(day)).filter(({ name }) => name !== 'disable_service');
    return { ...on(day), commands: [...disable, ...others] };
  },
  // the host that is killed is that of the server
  killed_in_build: (day) => killedAtSameMoment(day),
  killed_in_resize: (day) => killedAtSameMoment(day),
};

const KILLED = 'cpu1';

/** The work stands as it stood in the lab when its host is killed. */
async function killedAtSameMoment(day: Day): Promise<Experiment> {
  const [boot, ...others] = commandsOf(on(day));
  const there = { ...boot, args: { ...boot?.args, host: KILLED } } as Command;
  const kill = others.find(({ name }) => name === 'kill');
  const before = others.filter(({ at_us }) => at_us < (kill?.at_us ?? 0));
  const alone = (experiment: Experiment, first: Command): Promise<Trace> =>
    runHere({ ...experiment, commands: [first, ...before] });
  const theirs = await alone(ACTS[day.name] as Experiment, boot as Command);
  const at_us = sameMoment(theirs, await alone(on(day), there), kill?.at_us ?? 0);
  const commands = others.map((one) => (one === kill ? { ...one, at_us } : one));
  return { ...on(day), commands: [there, ...commands] };
}

/** Between the same two messages of the host, as far from the first as in the other run. */
function sameMoment(theirs: Trace, ours: Trace, at_us: number): number {
  const times = (trace: Trace): readonly number[] =>
    ofKind(trace, 'message.published').flatMap(({ group, actor, at }) =>
      group === 'scenario' && actor === `nova-compute-${KILLED}` ? [at] : [],
    );
  const [of, here] = [times(theirs), times(ours)];
  const next = of.findIndex((at) => at > at_us);
  const between = (list: readonly number[]): readonly [number, number] => [
    list[next - 1] ?? 0,
    list[next] ?? 0,
  ];
  const [from, to] = between(of);
  const [ourFrom, ourTo] = between(here);
  return Math.round(ourFrom + ((at_us - from) / (to - from)) * (ourTo - ourFrom));
}

/** Fewer or more computes are another act: both fail, both are away; of three one is deleted. */
const COMPUTES: { readonly [name: string]: readonly number[] } = {
  max_retries: [2],
  // told of the one host that there is
  resize_on_its_host: [],
  delete_compute_down: [2],
  delete_service: [3, 10],
};

/**
 * Of several servers of one request, and where neutron's events come in other batches, it is the requests of each server
 * that are asked for.
 */
const flowsIn = (name: string, trace: Trace): ServerFlows | readonly ServerFlows['requests'][] =>
  name === 'multi_create' ? requestsOfEach(trace, SERVER) : flowsOf(trace, SERVER, HANGS_ON_AUDIT[name]);

/**
 * Where a server is deleted before it is known for sure that its new host's audit, once a minute, has come by since it
 * moved there: the host tracks it then, and tells what it frees (`nova/compute/resource_tracker.py:update_usage`).
 */
const FREED = ['ResourceList.get_by_instance_uuid', 'Service.get_by_compute_host'];
const HANGS_ON_AUDIT: { readonly [name: string]: readonly string[] } = {
  life_with_notifications: FREED,
  delete_resized: FREED,
};

const NAMES = Object.keys(ACTS);
const SEEDS = [2, 3, 4];
const CLOUDS = [3, 10, 2];
/** Each act on one other day; RUNS for all of them. */
const DAYS = NAMES.flatMap((name, i) => {
  const all = CLOUDS.flatMap((computes) => SEEDS.map((seed): Day => ({ name, seed, computes })));
  const fit = all.filter(({ computes }) => (COMPUTES[name] ?? CLOUDS).includes(computes));
  return process.env.RUNS === undefined ? fit.slice((i * 4) % fit.length).slice(0, 1) : fit;
});

describe('on another day', () => {
  test.each(DAYS)(
    '$name with seed $seed on $computes computes sends what it sends in the lab',
    async (day) => {
      const { name } = day;
      const trace = await runHere(await (FITTED[name] ?? on)(day));
      expect(trace.error).toBeNull();
      const flows = flowsIn(name, trace);
      if (name === 'multi_create') expect(flows).toHaveLength(3);
      expect(flows).toEqual(flowsIn(name, await lab(name)));
    },
  );
});

/**
 * Those that are told of a server that is there already, and of no other service. An unshelved server's host is chosen anew, by what
 * others take.
 */
const ALONE = NAMES.filter((name) => {
  const { from_us, deployment, commands = [] } = ACTS[name] as Experiment;
  const isOfServer = commands.every(({ args }) => args?.service === undefined);
  return from_us !== undefined && deployment === undefined && isOfServer && name !== 'shelve_unshelve';
});

/** The audit of a live migration asks for each move of its host. */
const MOVE = /resize|migrate/;
const fits = (one: string, other: string): boolean =>
  ![one, other].includes('live_migrate') || !(MOVE.test(one) && MOVE.test(other));

/** The commands of an act, on a server of another name. */
const renamed = (name: string, server: string): readonly Command[] =>
  ((ACTS[name] as Experiment).commands ?? []).map((one) => ({ ...one, args: { ...one.args, server } }));

describe('two acts at once, on two servers', () => {
  const all = process.env.RUNS !== undefined;
  const pairs = ALONE.flatMap((one, i) => {
    const others = ALONE.map((_, k) => ALONE[(i + 7 + k) % ALONE.length] ?? one);
    const fit = others.filter((other) => fits(one, other)).map((other) => [one, other] as const);
    return all ? fit : fit.slice(0, 1);
  });
  test.each(pairs)('%s and %s: each server has its own sequence', async (one, other) => {
    const commands = [...renamed(one, 'vm-one'), ...renamed(other, 'vm-other')];
    const inOrder = [...commands].sort((a, b) => a.at_us - b.at_us);
    const trace = await runHere({ ...(ACTS[one] as Experiment), commands: inOrder });
    expect(trace.error).toBeNull();
    // which events neutron puts together, and which it need not tell any more, hangs on its neighbours
    const requests = (of: Trace, server: string) => flowsOf(of, server).requests;
    expect(requests(trace, 'vm-one')).toEqual(requests(await lab(one), SERVER));
    expect(requests(trace, 'vm-other')).toEqual(requests(await lab(other), SERVER));
  });
});
