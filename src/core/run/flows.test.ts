/** The same flows on other days: each server's own sequence of messages hangs on no seed, no number of hosts, no neighbour. */
import { describe, expect, test } from 'vitest';
import type { Command, Experiment, Trace } from '../trace/trace.ts';
import { run } from './boot.fixture.ts';
import { flowsOf } from './flows.fixture.ts';
import { ACTS } from './golden/acts.ts';

const SERVER = 'vm-act';
/**
 * Which host it is, or in which cell, matters to them, or their one request is that of several servers, which take turns as it
 * happens. What a life with notifications hangs on has not been looked into.
 */
const HANG_ON_HOSTS = [
  ...(['killed_in_build', 'first_start', 'delete_service', 'boot_cells'] as const),
  ...(['multi_create', 'life_with_notifications'] as const),
] as readonly string[];
const HANG_ON_TWO_HOSTS = ['max_retries', 'delete_compute_down'];

const known = new Map<string, Promise<Trace>>();
function lab(name: string): Promise<Trace> {
  const there = known.get(name) ?? run(ACTS[name] as Experiment);
  known.set(name, there);
  return there;
}

const on = (name: string, seed: number, computes: number): Experiment => {
  const act = ACTS[name] as Experiment;
  return { ...act, seed, deployment: { ...act.deployment, computes } };
};

const NAMES = Object.keys(ACTS).filter((name) => !HANG_ON_HOSTS.includes(name));
const SEEDS = [2, 3, 4];
const CLOUDS = [3, 10, 2];
/** Each act on one other day; RUNS for all of them. */
const DAYS = NAMES.flatMap((name, i) => {
  const all = CLOUDS.flatMap((computes) => SEEDS.map((seed) => ({ name, seed, computes })));
  const fit = all.filter(({ computes }) => computes === 2 || !HANG_ON_TWO_HOSTS.includes(name));
  return process.env.RUNS === undefined ? fit.slice((i * 4) % fit.length).slice(0, 1) : fit;
});

describe('on another day', () => {
  test.each(DAYS)(
    '$name with seed $seed on $computes computes sends what it sends in the lab',
    async (day) => {
      const { name, seed, computes } = day;
      const trace = await run(on(name, seed, computes));
      expect(trace.error).toBeNull();
      expect(flowsOf(trace, SERVER)).toEqual(flowsOf(await lab(name), SERVER));
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
    const trace = await run({ ...(ACTS[one] as Experiment), commands: inOrder });
    expect(trace.error).toBeNull();
    // which events neutron puts together, and which it need not tell any more, hangs on its neighbours
    const requests = (of: Trace, server: string) => flowsOf(of, server).requests;
    expect(requests(trace, 'vm-one')).toEqual(requests(await lab(one), SERVER));
    expect(requests(trace, 'vm-other')).toEqual(requests(await lab(other), SERVER));
  });
});
