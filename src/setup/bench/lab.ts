/**
 * The lab's speed: an M/M/1 queue on the kernel beside other simulators, and boots with all of Nova and SQL beside the
 * same SQL alone on sql.js.
 */
import initSqlJs from 'sql.js';
import type { Statement } from '../../core/databases/engine.ts';
import { labCloud } from '../../core/lab/lab-cloud.ts';
import { openLab } from '../../core/lab/run.ts';
import { type LabSettings, readLab } from '../../core/lab/settings.ts';
import { addIndexes, attachAll, fill } from '../../sqlite/build.ts';
import { openEngine } from '../../sqlite/engine.ts';
import type { Lab } from '../bench-lab.mjs';
import { onKernel, onSimjs, onSimscript, type QueueRun } from './support/mm1.ts';
import { peers } from './support/peers.ts';
import { type BenchRow, median, timed } from './support/rows.ts';

const ARRIVALS = 100_000;
const ROUNDS = 5;
/** Boots of the run that is measured, and those that are foretold of it. */
const BOOTS = 600;
const AIM_BOOTS = 10_000;
const AIM_SECONDS = 60;

export async function measure(lab: Lab): Promise<BenchRow[]> {
  return [...(await queues(lab)), ...(await boots())];
}

/** They take turns, so that a slow minute strikes all. */
async function queues(lab: Lab): Promise<BenchRow[]> {
  const load = peers(lab);
  const contestants: readonly (readonly [string, QueueRun])[] = [
    ['kernel', onKernel],
    ...(load
      ? [['simjs 2.0.3', onSimjs(load)] as const, ['simscript 1.0.37', onSimscript(load)] as const]
      : []),
  ];
  const speeds = new Map<string, number[]>(contestants.map(([name]) => [name, []]));
  for (let round = -1; round < ROUNDS; round += 1) {
    for (const [name, queue] of contestants) {
      const begin = performance.now();
      const wait = await queue(ARRIVALS);
      // theory says 4; a contestant that waits otherwise did other work
      if (!(wait > 3 && wait < 5)) throw new Error(`${name} waited ${wait} service times, not 4`);
      if (round >= 0) speeds.get(name)?.push(ARRIVALS / (performance.now() - begin));
    }
  }
  const of = (name: string): number => median(speeds.get(name) ?? []);
  const rows: BenchRow[] = contestants.map(([name]) => ({
    what: `M/M/1 of 100,000 arrivals: ${name}`,
    value: of(name),
    unit: 'thousand arrivals/s',
  }));
  if (load)
    rows.push({
      what: 'M/M/1: simjs to kernel',
      value: of('simjs 2.0.3') / of('kernel'),
      unit: 'times',
      aim: 0.5,
    });
  return rows;
}

async function boots(): Promise<BenchRow[]> {
  const settings = readLab({ v: 1, computes: 100, per_minute: 900, boots: BOOTS, lifetime_ms: 10_000 });
  const { seconds, thirds } = await timeOfRun(settings);
  const { statements, milliseconds } = await replay(settings);
  const [first = Number.NaN, , last = Number.NaN] = thirds;
  return [
    { what: '100 computes: boots with Nova and SQL', value: BOOTS / seconds, unit: 'boots/s' },
    { what: '100 computes: statements of a boot', value: statements / BOOTS, unit: 'statements' },
    { what: 'the same SQL on sql.js alone', value: BOOTS / (milliseconds / 1000), unit: 'boots/s' },
    { what: 'the lab to its SQL alone', value: (seconds * 1000) / milliseconds, unit: 'times', aim: 2 },
    { what: 'a boot of the last third to one of the first', value: last / first, unit: 'times', aim: 1.2 },
    {
      what: `${AIM_BOOTS} boots at this speed`,
      value: (seconds / BOOTS) * AIM_BOOTS,
      unit: 's',
      aim: AIM_SECONDS,
    },
  ];
}

/** Seconds of the whole, and milliseconds of a server in each third of them. */
async function timeOfRun(settings: LabSettings): Promise<{ seconds: number; thirds: number[] }> {
  const cloud = labCloud(settings);
  const engine = await openEngine({ ...cloud, capture: false, indexed: true });
  const run = openLab(cloud, engine);
  const marks = [performance.now()];
  // the first tenth warms the machine up and is in no third
  const due = [0.1, 0.4, 0.7, 1].map((share) => Math.floor(share * settings.boots));
  while (run.advance())
    if (run.progress().active >= (due[marks.length - 1] ?? Infinity)) marks.push(performance.now());
  const end = performance.now();
  engine.close();
  const [begin = 0, ...bounds] = marks;
  const each = Math.floor(0.3 * settings.boots);
  const thirds = bounds.slice(0, 3).map((at, i) => ((bounds[i + 1] ?? end) - at) / each);
  return { seconds: (end - begin) / 1000, thirds };
}

/** The run's statements, written down once, then run again as they stand: prepared once, bound, stepped to the end. */
async function replay(settings: LabSettings): Promise<{ statements: number; milliseconds: number }> {
  const cloud = labCloud(settings);
  const { databases, seed, counters } = cloud;
  const engine = await openEngine({ ...cloud, capture: false, indexed: true });
  const written: Statement[] = [];
  const run = openLab(cloud, {
    ...engine,
    execute(statement) {
      written.push(statement);
      return engine.execute(statement);
    },
  });
  while (run.advance());
  engine.close();
  const { Database } = await initSqlJs();
  const db = new Database();
  attachAll(db, databases);
  for (const database of databases) fill(db, database, seed, counters);
  addIndexes(db, databases);
  const prepared = new Map<string, ReturnType<typeof db.prepare>>();
  const milliseconds = timed(() => {
    for (const { sql, parameters } of written) {
      const statement = prepared.get(sql) ?? db.prepare(sql);
      prepared.set(sql, statement);
      statement.bind([...parameters]);
      while (statement.step()) statement.get();
      statement.reset();
    }
  });
  db.close();
  return { statements: written.length, milliseconds };
}
