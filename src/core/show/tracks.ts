/** Where an instance leaves rows: in which tables of which databases its uuid stands, moment by moment. */
import { indexOf } from '../reading/trace-index.ts';
import type { Row } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';

export interface Track {
  readonly database: string;
  readonly table: string;
  readonly rows: number;
}

export interface TrackMoment {
  /** index of the fact after which it is so */
  readonly fact: number;
  /** by database and table */
  readonly tracks: readonly Track[];
}

/** Every moment at which another set of tables holds rows with the uuid, in order. Rows marked as deleted do not count. */
export function momentsOf(trace: Trace, uuid: string): readonly TrackMoment[] {
  const counts = new Map<string, number>();
  const moments: TrackMoment[] = [];
  const names = (row: Row | null): number =>
    row !== null && isAlive(row) && Object.values(row).includes(uuid) ? 1 : 0;
  for (const [name, rows] of Object.entries(trace.seed)) {
    const count = rows.filter((row) => names(row) > 0).length;
    if (count > 0) counts.set(name, count);
  }
  for (const fact of indexOf(trace).of('row.changed')) {
    const change = names(fact.after) - names(fact.before);
    if (change === 0) continue;
    const name = `${fact.database}.${fact.table}`;
    const before = counts.get(name) ?? 0;
    counts.set(name, before + change);
    if (before === 0 || before + change === 0) moments.push({ fact: fact.index, tracks: tracksOf(counts) });
  }
  return moments;
}

/** `deleted` = the row's id once it is deleted softly */
const isAlive = (row: Row): boolean => row.deleted === undefined || row.deleted === 0 || row.deleted === null;

function tracksOf(counts: ReadonlyMap<string, number>): readonly Track[] {
  return [...counts]
    .filter(([, rows]) => rows > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, rows]) => {
      const dot = name.indexOf('.');
      return { database: name.slice(0, dot), table: name.slice(dot + 1), rows };
    });
}
