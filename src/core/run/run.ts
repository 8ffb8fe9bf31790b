/**
 * One run of a cloud: the kernel with the cloud's services on it, and the experiment's commands, each given at its time.
 * It goes on as far as it is told, in one go or in turns; its facts may be kept, or be shown and forgotten.
 */
import { makeRandom } from '../base/random.ts';
import { fromMs, type Micros, micros } from '../base/time.ts';
import type { SqlEngine } from '../databases/engine.ts';
import { type Kernel, makeKernel } from '../kernel/kernel.ts';
import type { KernelOptions } from '../kernel/options.ts';
import { ACTORS } from '../nova/words.ts';
import { makeReplyPairer, summarizeBody } from '../recording/summary.ts';
import type { Fact } from '../trace/fact.ts';
import type { ServicePlace, Trace } from '../trace/trace.ts';
import { NOVA_MANAGE } from '../words/services.ts';
import type { Cloud } from './cloud.ts';
import type { CommandWorld } from './command.ts';
import { runCommand } from './commands.ts';

/** Between the starts of two services, and how many starts are apart from each other. */
const START_GAP_MS = 12;
const STARTS_APART = 12;

export interface RunOptions extends Pick<KernelOptions, 'keep' | 'observe'> {
  /** how long the services' own work takes, percent of what was recorded; default 100 */
  readonly workPercent?: number;
  /** true = all clients carry one token, which each service has validated once; default: each logs in afresh */
  readonly oneToken?: boolean;
  /** hears what the client of a command got; null = no answer */
  readonly answered?: CommandWorld['answered'];
  readonly chores?: Chores;
}

/** What is done to the cloud from outside at moments that come up in the course of the run. */
interface Chores {
  /** when the next one is due; null = none is known */
  readonly next: Micros | null;
  /** Does the one that is due. */
  act(): void;
}

export interface OpenRun extends Pick<Kernel, 'facts' | 'now' | 'emit'> {
  /** The cloud comes up. Before anything else. */
  start(): void;
  /**
   * Goes on up to and at `until`, with each command and chore at its time; null = until only periodic work is left, and what
   * that had asked just before is answered.
   * Errors: `CodedError` `command_refused` for a command that makes no sense at its time, and whatever breaks a service:
   * the run is over then, its facts are whole up to the last.
   */
  advance(until: Micros | null): void;
  /** is a command still to come, or anything pending that one is behind? */
  readonly busy: boolean;
}

/** On an engine that stands at the cloud's seed; where facts are kept, it must capture its changes. */
export function openRun(cloud: Cloud, engine: SqlEngine, options: RunOptions = {}): OpenRun {
  const { topology, services, commands } = cloud;
  const kernel = kernelOf(cloud, engine, options);
  for (const service of services) kernel.addService(service);
  const first = topology.services.filter(
    ({ actor, added_us }) => added_us === undefined && !cloud.neverStarted.has(actor),
  );
  const world = worldOf(cloud, engine, kernel, options);
  const { workPercent = 100, chores = NO_CHORES } = options;
  let next = 0;
  return {
    facts: kernel.facts,
    now: kernel.now,
    emit: kernel.emit,
    get busy() {
      return next < commands.length || kernel.busy;
    },
    start() {
      for (const { actor } of topology.services) kernel.faults.slow(actor, workPercent);
      startAll(kernel, first);
    },
    advance(until) {
      for (;;) {
        const command = commands[next];
        const due = earliest(command ? micros(command.at_us) : null, chores.next, until);
        kernel.run(due);
        const isDue = (at: number | null): boolean => at !== null && due !== null && at <= due;
        while (isDue(chores.next)) chores.act();
        if (command && isDue(command.at_us)) {
          next += 1;
          runCommand(world, command);
        } else if (due === until) {
          if (until === null) land(kernel);
          return;
        }
      }
    },
  };
}

/** A question that is older than this waits for nothing that is on its way: its time-out will end it. */
const YOUNG = 1_000_000;
/** So long, and in such steps, the end of a run waits for the answers to what was asked just before. */
const LANDING = { most: 5_000_000, step: 10_000 } as const;

/** Only periodic work is left, and some of it may be in the air: it gets its answers before the run ends. */
function land(kernel: Kernel): void {
  const end = kernel.now() + LANDING.most;
  while (kernel.now() < end && isAsking(kernel)) kernel.run(micros(kernel.now() + LANDING.step));
}

/** Was anything asked within the last second, over the queue or by REST, that has no answer and whose asker lives? */
function isAsking({ facts, now }: Kernel): boolean {
  const ended = new Set<string | number>();
  for (let i = facts.length - 1; i >= 0; i -= 1) {
    const fact = facts[i];
    if (!fact || fact.at < now() - YOUNG) return false;
    if (fact.kind === 'rpc.resolved') ended.add(fact.msg_id);
    else if (fact.kind === 'http.answered' || fact.kind === 'http.refused') ended.add(fact.exchange_id);
    else if (fact.kind === 'service.stopped') ended.add(fact.actor);
    else {
      const asked = questionOf(fact);
      if (asked !== null && !ended.has(asked) && !ended.has(fact.actor)) return true;
    }
  }
  return false;
}

/** By what its answer names it. */
function questionOf(fact: Fact): string | number | null {
  if (fact.kind === 'http.requested') return fact.exchange_id;
  return fact.kind === 'message.published' && fact.rpc.type === 'call' ? (fact.rpc.msg_id ?? null) : null;
}

const NO_CHORES: Chores = { next: null, act: () => undefined };

const earliest = (...times: readonly (Micros | null)[]): Micros | null =>
  times.reduce((a, b) => (a === null || (b !== null && b < a) ? b : a));

function kernelOf(cloud: Cloud, engine: SqlEngine, { keep, observe }: RunOptions): Kernel {
  const { topology, experiment } = cloud;
  const pairer = makeReplyPairer();
  const reach = new Map(topology.services.map((one) => [one.actor, new Set(one.databases)]));
  // the program of an administrator, with the configuration of the API level
  reach.set(NOVA_MANAGE, reach.get(ACTORS.api) ?? new Set());
  return makeKernel({
    options: {
      random: makeRandom(experiment.seed ?? 1),
      epochMs: cloud.epoch_ms,
      ...(keep ? { keep } : {}),
      ...(observe ? { observe } : {}),
    },
    engine,
    vhosts: topology.vhosts,
    summarize: (p) => pairer.pair(summarizeBody(p.exchange, p.routingKey, p.body, p.properties)),
    mayUse: (actor, database) => reach.get(actor)?.has(database) === true,
  });
}

function worldOf(cloud: Cloud, engine: SqlEngine, kernel: Kernel, options: RunOptions): CommandWorld {
  const { topology, seed } = cloud;
  const there = topology.services.filter(({ added_us }) => added_us === undefined);
  let logins = 0;
  return {
    kernel,
    seed,
    topology,
    connections: new Map<string, string>(),
    present: new Set(there.map(({ actor }) => actor)),
    rows: (database, table) => engine.rows(database, table),
    epochMs: cloud.epoch_ms,
    additions: 0,
    brokerTurns: 0,
    login: () => (options.oneToken ? 0 : ++logins),
    lastLogin: () => logins,
    answered: options.answered ?? (() => undefined),
  };
}

/** Peers and conductors first, since a compute waits for a conductor. */
function startAll(kernel: Kernel, places: readonly ServicePlace[]): void {
  const order = [...places].sort((a, b) => rank(a.program) - rank(b.program));
  for (const [i, { actor }] of order.entries()) {
    kernel.run(fromMs(Math.min(i, STARTS_APART) * START_GAP_MS));
    kernel.bringUp(actor);
  }
}

const rank = (program: string): number =>
  program === 'nova-compute' ? 2 : program.startsWith('nova-') ? 1 : 0;

/** What ended a run before its time, as its trace tells it. */
export const errorOf = (thrown: unknown): string =>
  thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);

/** The run so far as a Trace; `error` = what ended it, if anything did. */
export const traceOf = (cloud: Cloud, { facts }: Pick<OpenRun, 'facts'>, error: string | null): Trace => ({
  v: 1,
  source: 'simulated',
  experiment: cloud.experiment,
  epoch_ms: cloud.epoch_ms,
  topology: cloud.topology,
  seed: cloud.seed,
  facts,
  error,
});
