/** What became of each request: from its arrival to its answer, and from there or before it to ACTIVE. */
import { defined } from '../base/assert.ts';
import { fromMs, type Micros, plus } from '../base/time.ts';
import { type Quantiles, quantilesOf } from './quantiles.ts';
import type { Series } from './series.ts';

export interface RequestCounts {
  readonly arrived: number;
  /** answered with success */
  readonly accepted: number;
  /** answered with an error, by HTTP status */
  readonly refused: { readonly [status: string]: number };
  /** no answer: nova-api was not there, or went while it worked */
  readonly unanswered: number;
  readonly active: number;
  /** in ERROR, in its cell or in cell0 */
  readonly failed: number;
  /** accepted, and neither ACTIVE nor ERROR when the run ended */
  readonly lost: number;
  /** neither answered nor ended when the run ended */
  readonly open: number;
}

export interface Servers {
  arrived(at: Micros): void;
  /** `uuid` null = refused with `status`; `status` null = no answer */
  answered(arrivedAt: Micros, at: Micros, status: number | null, uuid: string | null): void;
  active(uuid: string, at: Micros): void;
  failed(uuid: string, at: Micros): void;
  /** when the next server's lifetime is over; null = none waits */
  readonly nextDeletion: Micros | null;
  /** the server whose lifetime is over first */
  takeDeletion(): string;
  counts(): RequestCounts;
  /** microseconds */
  answerTimes(): Quantiles;
  activeTimes(): Quantiles;
  readonly lastActiveAt: Micros | null;
}

interface LabServer {
  arrivedAt: Micros | null;
  end: { readonly active: boolean; readonly at: Micros } | null;
}

/** `lifetimeMs` 0 = servers stay. A server ends once: a row in cell0 is written twice, both times in error. */
export function makeServers(series: Series, lifetimeMs: number): Servers {
  const pending = new Map<string, LabServer>();
  const answers: number[] = [];
  const actives: number[] = [];
  const refused: { [status: string]: number } = {};
  let [arrived, accepted, unanswered, refusedCount, active, failed] = [0, 0, 0, 0, 0, 0];
  let lastActiveAt: Micros | null = null;
  const deletions = makeDeletions(lifetimeMs);
  const over = new Set<string>();
  const serverOf = (uuid: string): LabServer => {
    const known = pending.get(uuid);
    if (known) return known;
    const made: LabServer = { arrivedAt: null, end: null };
    pending.set(uuid, made);
    return made;
  };
  const join = (uuid: string, { arrivedAt, end }: LabServer): void => {
    if (arrivedAt === null || !end) return;
    if (end.active) actives.push(end.at - arrivedAt);
    pending.delete(uuid);
  };
  const ended = (uuid: string, at: Micros, isActive: boolean): void => {
    if (over.has(uuid)) return;
    over.add(uuid);
    const server = serverOf(uuid);
    server.end = { active: isActive, at };
    if (isActive) [active, lastActiveAt] = [active + 1, at];
    else failed += 1;
    series.count(isActive ? 'active' : 'failed', at);
    series.move('servers', at, 1);
    deletions.add(at, uuid);
    join(uuid, server);
  };
  return {
    arrived(at) {
      arrived += 1;
      series.count('arrived', at);
    },
    answered(arrivedAt, at, status, uuid) {
      if (status === null) {
        unanswered += 1;
        series.count('unanswered', at);
        return;
      }
      answers.push(at - arrivedAt);
      series.count('answered', at);
      if (uuid === null) {
        refused[status] = (refused[status] ?? 0) + 1;
        refusedCount += 1;
        series.count('refused', at);
        return;
      }
      accepted += 1;
      const server = serverOf(uuid);
      server.arrivedAt = arrivedAt;
      join(uuid, server);
    },
    active: (uuid, at) => ended(uuid, at, true),
    failed: (uuid, at) => ended(uuid, at, false),
    get nextDeletion() {
      return deletions.next;
    },
    takeDeletion() {
      const { at, uuid } = deletions.take();
      series.move('servers', at, -1);
      return uuid;
    },
    counts: () => ({
      arrived,
      accepted,
      refused,
      unanswered,
      active,
      failed,
      lost: [...pending.values()].filter(({ end }) => end === null).length,
      open: arrived - accepted - unanswered - refusedCount,
    }),
    answerTimes: () => quantilesOf(answers),
    activeTimes: () => quantilesOf(actives),
    get lastActiveAt() {
      return lastActiveAt;
    },
  };
}

interface Deletion {
  readonly at: Micros;
  readonly uuid: string;
}

/** Servers whose lifetimes run, the one that ends first at the head: all lifetimes are equal. */
function makeDeletions(lifetimeMs: number): {
  readonly next: Micros | null;
  add(endedAt: Micros, uuid: string): void;
  take(): Deletion;
} {
  const waiting: Deletion[] = [];
  return {
    get next() {
      return waiting[0]?.at ?? null;
    },
    add(endedAt, uuid) {
      if (lifetimeMs > 0) waiting.push({ at: plus(endedAt, fromMs(lifetimeMs)), uuid });
    },
    take: () => defined(waiting.shift(), 'a server whose lifetime is over'),
  };
}
