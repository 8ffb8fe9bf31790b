/**
 * A run of the lab: requests arrive at Nova's own services, nothing is recorded, a meter counts. It goes on in turns of
 * virtual time, so that whoever drives it can show progress and stop it; it ends when everything has ended, or at its
 * bound with what it has.
 */
import { isObject, parseJson } from '../base/json.ts';
import { fromMs, type Micros, micros, plus } from '../base/time.ts';
import type { RowChange, SqlEngine, Statement } from '../databases/engine.ts';
import { KEEP_NONE, type Keep } from '../kernel/options.ts';
import { ACTORS } from '../nova/words.ts';
import { errorOf, type OpenRun, openRun } from '../run/run.ts';
import type { HttpAnswer } from '../service/effects.ts';
import type { Fact } from '../trace/fact.ts';
import { makeCleaner } from './cleaner.ts';
import { LOAD_BEGINS } from './experiment.ts';
import type { LabCloud } from './lab-cloud.ts';
import { type Meter, makeMeter, type Totals } from './meter.ts';
import type { Quantiles } from './quantiles.ts';
import { makeSeries, type Series, type SeriesOutcome } from './series.ts';
import { makeServers, type RequestCounts, type Servers } from './servers.ts';
import type { LabSettings } from './settings.ts';

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
  /** those that were kept */
  readonly facts: readonly Fact[];
}

export interface LabHooks {
  readonly progress?: (progress: LabProgress) => void;
  /** asked after each turn */
  readonly cancelled?: () => boolean;
}

/** On an engine that stands at the cloud's seed. */
export function runLab(cloud: LabCloud, engine: SqlEngine, hooks: LabHooks = {}): LabOutcome {
  const run = openLab(cloud, engine);
  while (run.advance()) {
    hooks.progress?.(run.progress());
    if (hooks.cancelled?.()) run.cancel();
  }
  return run.outcome();
}

/** `keep` = facts to be kept, for a stretch that is looked at; the engine must then capture its changes. */
export function openLab(cloud: LabCloud, engine: SqlEngine, keep: Keep = KEEP_NONE): LabRun {
  const lab = makeLab(cloud, engine, keep);
  const { run, servers, meter } = lab;
  const bound = plus(LOAD_BEGINS, fromMs(cloud.settings.until_ms));
  let ended: LabEnd | null = null;
  let error: string | null = null;
  const endAs = (how: LabEnd): false => {
    ended ??= how;
    return false;
  };
  const turn = (): boolean => {
    const until = Math.min(plus(run.now(), lab.turn), bound) as Micros;
    run.advance(until);
    if (!run.busy) return endAs('done');
    if (until >= bound) return endAs('time_bound');
    return meter.totals.facts < FACTS_MAX || endAs('step_bound');
  };
  run.start();
  return {
    advance() {
      if (ended) return false;
      try {
        return turn();
      } catch (thrown) {
        error = errorOf(thrown);
        return endAs('failed');
      }
    },
    progress: () => {
      const { arrived, active, failed } = servers.counts();
      const at_us = Math.max(0, run.now() - LOAD_BEGINS);
      return { boots: lab.boots, arrived, active, failed, at_us };
    },
    cancel: () => void endAs('cancelled'),
    outcome: () => outcomeOf(lab, cloud.settings, ended ?? 'cancelled', error),
    facts: run.facts,
  };
}

interface Lab {
  readonly run: OpenRun;
  readonly series: Series;
  readonly servers: Servers;
  readonly meter: Meter;
  readonly boots: number;
  /** virtual time of one turn */
  readonly turn: Micros;
}

function makeLab(cloud: LabCloud, engine: SqlEngine, keep: Keep): Lab {
  const { settings, commands } = cloud;
  const boots = commands.filter(({ name }) => name === 'boot');
  const span = Math.max(1_000_000, (boots.at(-1)?.at_us ?? 0) - LOAD_BEGINS);
  const series = makeSeries(LOAD_BEGINS, micros(Math.ceil(span / BUCKETS)));
  const servers = makeServers(series, settings.lifetime_ms);
  const meter = makeMeter(series, servers);
  const names = cloud.databases.map(({ name }) => name);
  const cleaner = makeCleaner(engine, names, (statement, changes) => tellDeletion(run, statement, changes));
  const run = openRun(cloud, engine, {
    keep,
    observe: meter.observe,
    workPercent: settings.work_percent,
    oneToken: true,
    answered: (_boot, askedAt, answer) =>
      servers.answered(askedAt, run.now(), answer?.status ?? null, answer ? uuidOf(answer) : null),
    chores: {
      get next() {
        return servers.nextDeletion;
      },
      act: () => cleaner.remove(servers.takeDeletion()),
    },
  });
  const turn = micros(Math.max(100_000, Math.ceil(span / BUCKETS)));
  return { run, series, servers, meter, boots: boots.length, turn };
}

/** What the cleaner took away, as somebody's own statements: the rows of a stretch that is looked at stay whole. */
function tellDeletion(run: OpenRun, statement: Statement, changes: readonly RowChange[]): void {
  if (changes.length === 0) return;
  const { database, table, verb, sql, parameters } = statement;
  const about = { database, verb, table, statement: sql, parameters, rows: changes.length, keys: null };
  const at = { cause: null, group: 'periodic' } as const;
  const cause = run.emit(ACTORS.client, { kind: 'sql.executed', ...about }, at);
  for (const change of changes) run.emit(ACTORS.client, { kind: 'row.changed', ...change }, { ...at, cause });
}

/** The server that was made; null for a request that was refused. */
function uuidOf({ status, body }: HttpAnswer): string | null {
  const parsed = status < 300 ? parseJson(body) : null;
  const server = isObject(parsed) ? parsed.server : null;
  return isObject(server) && typeof server.id === 'string' ? server.id : null;
}

function outcomeOf(lab: Lab, settings: LabSettings, ended: LabEnd, error: string | null): LabOutcome {
  const { run, servers, series, meter } = lab;
  const requests = servers.counts();
  const { lastActiveAt } = servers;
  const seconds = lastActiveAt === null ? 0 : (lastActiveAt - LOAD_BEGINS) / 1_000_000;
  return {
    v: 1,
    settings,
    ended,
    error,
    duration_us: Math.max(0, run.now() - LOAD_BEGINS),
    requests,
    answer_us: servers.answerTimes(),
    active_us: servers.activeTimes(),
    throughput: seconds > 0 ? requests.active / seconds : null,
    series: series.result(run.now()),
    totals: { ...meter.totals },
  };
}
