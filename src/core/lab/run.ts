/**
 * A run of the lab: requests arrive at Nova's own services, nothing is recorded, a meter counts. It goes on in turns of
 * virtual time, so that whoever drives it can show progress and stop it; it ends when everything has ended, or at its
 * bound with what it has.
 */
import { CodedError } from '../base/assert.ts';
import { isObject, parseJson } from '../base/json.ts';
import { makeRandom } from '../base/random.ts';
import { fromMs, type Micros, micros, plus } from '../base/time.ts';
import type { RowChange, SqlEngine, Statement } from '../databases/engine.ts';
import { type Kernel, type KernelParts, makeKernel } from '../kernel/kernel.ts';
import { ACTORS } from '../nova/words.ts';
import { makeReplyPairer, summarizeBody } from '../recording/summary.ts';
import { bootRequest } from '../run/boot-command.ts';
import { EPOCH_MS, startAll } from '../run/simulate.ts';
import { http, type Task } from '../service/effects.ts';
import { KEEP_NONE, type Keep } from '../service/service.ts';
import type { Fact } from '../trace/fact.ts';
import type { Topology } from '../trace/trace.ts';
import { arrivalsOf } from './arrivals.ts';
import { type Cleaner, makeCleaner } from './cleaner.ts';
import { labCloud, schedulerActor } from './lab-cloud.ts';
import { type Meter, makeMeter, type Totals } from './meter.ts';
import type { Quantiles } from './quantiles.ts';
import { makeSeries, type Series, type SeriesOutcome } from './series.ts';
import { makeServers, type RequestCounts, type Servers } from './servers.ts';
import type { LabSettings } from './settings.ts';

/** The cloud has come up and idles. */
export const LOAD_BEGINS = micros(5_000_000);
/** Facts of a run at most: the bound of its real time. */
const FACTS_MAX = 40_000_000;
/** Buckets of the series at first, over the time in which requests arrive. */
const BUCKETS = 200;

/** `done` = all has ended; the others name what stopped it. */
export type LabEnd = 'done' | 'time_bound' | 'step_bound' | 'cancelled' | 'failed';

export interface LabOutcome {
  readonly v: 1;
  readonly settings: LabSettings;
  readonly ended: LabEnd;
  /** the error that ended it; null unless `failed` */
  readonly error: string | null;
  /** virtual time from the first possible arrival to the end */
  readonly duration_us: number;
  readonly requests: RequestCounts;
  /** from arrival to the API's answer, and to ACTIVE, microseconds; exact */
  readonly answer_us: Quantiles;
  readonly active_us: Quantiles;
  /** servers that became ACTIVE, a second, from the first possible arrival to the last of them */
  readonly throughput: number | null;
  readonly series: SeriesOutcome;
  readonly totals: Totals;
}

export interface LabProgress {
  readonly boots: number;
  readonly arrived: number;
  readonly active: number;
  readonly failed: number;
  /** virtual time since the first possible arrival */
  readonly at_us: number;
}

export interface LabRun {
  /** Goes on for one turn of virtual time; false when it has ended. */
  advance(): boolean;
  progress(): LabProgress;
  /** Ends it; the outcome is what there is. */
  cancel(): void;
  outcome(): LabOutcome;
  /** those that were kept, in the cloud that this is */
  readonly facts: readonly Fact[];
  readonly topology: Topology;
}

export interface LabHooks {
  readonly progress?: (progress: LabProgress) => void;
  /** asked after each turn */
  readonly cancelled?: () => boolean;
}

/** On an engine that stands at the seed of `labCloud(settings)`. */
export function runLab(settings: LabSettings, engine: SqlEngine, hooks: LabHooks = {}): LabOutcome {
  const run = openLab(settings, engine);
  while (run.advance()) {
    hooks.progress?.(run.progress());
    if (hooks.cancelled?.()) run.cancel();
  }
  return run.outcome();
}

/**
 * `keep` = facts to be kept, for a stretch that is looked at; the engine must then capture its changes. Errors:
 * `CodedError` `bad_experiment` where the deployment does not know what the settings ask.
 */
export function openLab(settings: LabSettings, engine: SqlEngine, keep: Keep = KEEP_NONE): LabRun {
  const lab = makeLab(settings, engine, keep);
  const { kernel, servers, meter, plan } = lab;
  const bound = plus(LOAD_BEGINS, fromMs(settings.until_ms));
  let ended: LabEnd | null = null;
  let error: string | null = null;
  let next = 0;
  const endAs = (how: LabEnd): false => {
    ended ??= how;
    return false;
  };
  const turn = (): boolean => {
    const until = Math.min(plus(kernel.now(), lab.turn), bound) as Micros;
    for (;;) {
      const due = Math.min(plan[next]?.at ?? until, servers.nextDeletion ?? until, until) as Micros;
      kernel.run(due);
      while (servers.nextDeletion !== null && servers.nextDeletion <= due)
        lab.cleaner.remove(servers.takeDeletion());
      for (let step = plan[next]; step && step.at <= due; step = plan[next]) {
        next += 1;
        step.act();
      }
      if (due >= until) break;
    }
    if (next >= plan.length && !kernel.busy) return endAs('done');
    if (until >= bound) return endAs('time_bound');
    return meter.totals.facts < FACTS_MAX || endAs('step_bound');
  };
  return {
    advance() {
      if (ended) return false;
      try {
        return turn();
      } catch (thrown) {
        error = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
        return endAs('failed');
      }
    },
    progress: () => {
      const { arrived, active, failed } = servers.counts();
      const at_us = Math.max(0, kernel.now() - LOAD_BEGINS);
      return { boots: lab.boots, arrived, active, failed, at_us };
    },
    cancel: () => void endAs('cancelled'),
    outcome: () => outcomeOf(lab, settings, ended ?? 'cancelled', error),
    facts: kernel.facts,
    topology: lab.topology,
  };
}

interface Lab {
  readonly kernel: Kernel;
  readonly topology: Topology;
  readonly series: Series;
  readonly servers: Servers;
  readonly meter: Meter;
  readonly cleaner: Cleaner;
  /** what is done to the cloud, in the order of time */
  readonly plan: readonly { readonly at: Micros; readonly act: () => void }[];
  readonly boots: number;
  /** virtual time of one turn */
  readonly turn: Micros;
}

function makeLab(settings: LabSettings, engine: SqlEngine, keep: Keep): Lab {
  const { topology, services, seed, databases, later } = labCloud(settings);
  const arrivals = arrivalsOf(settings);
  const span = Math.max(1_000_000, arrivals.at(-1) ?? 0);
  const series = makeSeries(LOAD_BEGINS, micros(Math.ceil(span / BUCKETS)));
  const servers = makeServers(series, settings.lifetime_ms);
  const meter = makeMeter(series, servers);
  const reach = new Map(topology.services.map((one) => [one.actor, new Set(one.databases)]));
  const kernel = makeKernel({
    options: {
      random: makeRandom(settings.seed),
      epochMs: EPOCH_MS,
      keep,
      observe: meter.observe,
    },
    engine,
    vhosts: topology.vhosts,
    summarize: keep === KEEP_NONE ? () => ({ type: 'other' }) : summaries(),
    mayUse: (actor, database) => reach.get(actor)?.has(database) === true,
  });
  for (const service of services) kernel.addService(service);
  for (const { actor } of topology.services) kernel.faults.slow(actor, settings.work_percent);
  startAll(kernel, { ...topology, services: topology.services.filter(({ actor }) => !later.has(actor)) });
  const boot = (): void => arrive(kernel, servers, bootRequest(seed, {}, 0));
  const plan = [
    ...arrivals.map((at) => ({ at: plus(LOAD_BEGINS, at), act: boot })),
    ...stepsOf(settings, kernel),
  ].sort((a, b) => a.at - b.at);
  const turn = micros(Math.max(100_000, Math.ceil(span / BUCKETS)));
  const names = databases.map(({ name }) => name);
  const cleaner = makeCleaner(engine, names, (statement, changes) =>
    tellDeletion(kernel, statement, changes),
  );
  return { kernel, topology, series, servers, meter, cleaner, plan, boots: arrivals.length, turn };
}

function summaries(): KernelParts['summarize'] {
  const pairer = makeReplyPairer();
  return (p) => pairer.pair(summarizeBody(p.exchange, p.routingKey, p.body, p.properties));
}

/** What the cleaner took away, as somebody's own statements: the rows of a stretch that is looked at stay whole. */
function tellDeletion(kernel: Kernel, statement: Statement, changes: readonly RowChange[]): void {
  if (changes.length === 0) return;
  const { database, table, verb, sql, parameters } = statement;
  const about = { database, verb, table, statement: sql, parameters, rows: changes.length, keys: null };
  const at = { cause: null, group: 'periodic' } as const;
  const cause = kernel.emit(ACTORS.client, { kind: 'sql.executed', ...about }, at);
  for (const change of changes)
    kernel.emit(ACTORS.client, { kind: 'row.changed', ...change }, { ...at, cause });
}

/** One client's POST, with one token for all: keystone is asked once. */
function arrive(kernel: Kernel, servers: Servers, request: ReturnType<typeof bootRequest>): void {
  const arrivedAt = kernel.now();
  servers.arrived(arrivedAt);
  const task = (function* (): Task {
    try {
      const { status, body } = yield* http(request);
      servers.answered(arrivedAt, kernel.now(), status, status < 300 ? uuidOf(body) : null);
    } catch (error) {
      if (!(error instanceof CodedError)) throw error;
      servers.answered(arrivedAt, kernel.now(), null, null);
    }
  })();
  const group = 'scenario';
  const body = { kind: 'command.given', name: 'boot', args: {} } as const;
  const cause = kernel.emit(ACTORS.client, body, { cause: null, group });
  kernel.spawn(ACTORS.client, 'openstack server create', task, { cause, group });
}

function uuidOf(body: string): string | null {
  const parsed = parseJson(body);
  const server = isObject(parsed) ? parsed.server : null;
  return isObject(server) && typeof server.id === 'string' ? server.id : null;
}

/** Bursts are among the arrivals already. */
function stepsOf({ events, processes }: LabSettings, kernel: Kernel): Lab['plan'] {
  let schedulers = processes.scheduler;
  return events.flatMap((event): Lab['plan'] => {
    const at = plus(LOAD_BEGINS, fromMs(event.at_ms));
    if (event.kind === 'scheduler_added') {
      schedulers += 1;
      const actor = schedulerActor(schedulers);
      return [{ at, act: () => kernel.startService(actor) }];
    }
    if (event.kind !== 'scheduler_away') return [];
    const back = plus(at, fromMs(event.for_ms));
    return [
      { at, act: () => kernel.stopService(ACTORS.scheduler, 'kill') },
      { at: back, act: () => kernel.startService(ACTORS.scheduler) },
    ];
  });
}

function outcomeOf(lab: Lab, settings: LabSettings, ended: LabEnd, error: string | null): LabOutcome {
  const { kernel, servers, series, meter } = lab;
  const requests = servers.counts();
  const { lastActiveAt } = servers;
  const seconds = lastActiveAt === null ? 0 : (lastActiveAt - LOAD_BEGINS) / 1_000_000;
  return {
    v: 1,
    settings,
    ended,
    error,
    duration_us: Math.max(0, kernel.now() - LOAD_BEGINS),
    requests,
    answer_us: servers.answerTimes(),
    active_us: servers.activeTimes(),
    throughput: seconds > 0 ? requests.active / seconds : null,
    series: series.result(kernel.now()),
    totals: { ...meter.totals },
  };
}
