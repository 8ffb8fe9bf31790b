/**
 * `compare`: whether an experiment, with what the recording's client asked besides it, does what a recorded folder shows.
 * Times are one draw of many, here and in a real cloud, so where the usual day with the experiment's seed is different, that
 * day is played with further seeds, then with what strikes an act a moment earlier or later, and then days as slow as that of
 * the recording.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CodedError, defined } from '../core/base/assert.ts';
import { isObject } from '../core/base/json.ts';
import { toRecordedRow } from '../core/databases/recorded.ts';
import { type AskedLine, askedBesides, type StatementLine } from '../core/recording/asked-besides.ts';
import { type Changes, netChanges } from '../core/recording/changes.ts';
import { type Comparison, compareWithRecording } from '../core/recording/compare.ts';
import { daysOf, type HttpLine, onDay, type SlowDay } from '../core/recording/day.ts';
import type { FirehoseLine } from '../core/recording/firehose.ts';
import { type MovedExperiment, movesOf } from '../core/recording/moved.ts';
import type { Command, Experiment, Trace } from '../core/trace/trace.ts';
import { misuse, readArguments, type Usage } from './args.ts';
import { BEFORE, type BeforeValue, experimentOf, runExperiment } from './experiment.ts';
import { jsonText, linesText, parseJsonFile, readTextIfThere, writeOut } from './files.ts';

const USAGE: Usage<BeforeValue> = {
  line: 'compare <scenario|experiment.json> <recorded folder> [--before FILE] [--json]',
  names: 2,
  flags: ['json'],
  values: BEFORE,
};

async function run(given: readonly string[]): Promise<number> {
  const args = readArguments(USAGE, given);
  const folder = defined(args.names[1], 'folder');
  const lines = recordedLines(folder);
  const recordedChanges = changesOf(folder);
  const http = httpLines(folder);
  const told = experimentOf(defined(args.names[0], 'experiment'));
  const besides = askedBesides(told, http, sqlLines(folder));
  const experiment = { ...told, commands: [...(told.commands ?? []), ...besides] };
  const compareRun = (trace: Trace): Comparison =>
    compareWithRecording({ trace, changes: netChanges(trace, toRecordedRow) }, lines, recordedChanges);
  const { before } = args.values;
  const usual = await runExperiment(experiment, before);
  const comparison = compareRun(usual);
  const actors = usual.topology.services.map(({ actor }) => actor);
  const play = async (day: SlowDay | null, count: number): Promise<Tried> => {
    let [runs, alike] = [0, 0];
    for (const seeded of withSeeds(experiment, day === null ? 1 : 0, count)) {
      const trace = await runUnlessRefused(day === null ? seeded : onDay(seeded, actors, day), before);
      if (trace === null) continue;
      runs += 1;
      if (compareRun(trace).alike) alike += 1;
    }
    return { runs, alike };
  };
  const playMoved = async (): Promise<Moved | null> => {
    for (const { name, by_ms, experiment: other } of movesOf(experiment)) {
      const trace = await runUnlessRefused(other, before);
      if (trace !== null && compareRun(trace).alike) return { name, by_ms };
    }
    return null;
  };
  const seeds = comparison.alike ? null : await play(null, SEEDS.usual);
  const moved = seeds?.alike === 0 ? await playMoved() : null;
  const days: DayTried[] = [];
  if (seeds?.alike === 0 && moved === null)
    for (const day of daysOf(usual, lines, http, DAYS)) days.push({ day, ...(await play(day, SEEDS.day)) });
  const alike = comparison.alike || moved !== null || [seeds, ...days].some((each) => (each?.alike ?? 0) > 0);
  if (args.flag('json')) writeOut(jsonText({ ...comparison, alike, besides, seeds, moved, days }));
  else
    writeOut(
      linesText([
        ...besidesReport(besides),
        ...report(comparison),
        ...seedsReport(seeds),
        ...movedReport(moved),
        ...daysReport(days),
        alike ? 'alike' : 'different',
      ]),
    );
  return alike ? 0 : 1;
}

/** So many days are tried between the two ends of what a recording tells of its own. */
const DAYS = 9;
/** So many seeds: further ones of the usual day, and of each other day from the experiment's own on. */
const SEEDS = { usual: 8, day: 3 } as const;

/** How many runs were played, and how many of them were alike. */
interface Tried {
  readonly runs: number;
  readonly alike: number;
}

/** The first command that, at another instant, made the run alike. */
type Moved = Omit<MovedExperiment, 'experiment'>;

interface DayTried extends Tried {
  readonly day: SlowDay;
}

/** `count` times the experiment, with one seed after another from its own plus `first` on. */
const withSeeds = (experiment: Experiment, first: number, count: number): readonly Experiment[] =>
  Array.from({ length: count }, (_one, i) => ({ ...experiment, seed: (experiment.seed ?? 1) + first + i }));

/** Null where a command of the experiment makes no sense on that day. */
async function runUnlessRefused(experiment: Experiment, before: string | null): Promise<Trace | null> {
  try {
    return await runExperiment(experiment, before);
  } catch (error) {
    if (error instanceof CodedError && error.code === 'command_refused') return null;
    throw error;
  }
}

/** Of a folder without http.ndjson: none. */
const httpLines = (folder: string): readonly (HttpLine & AskedLine)[] => linesIn(join(folder, 'http.ndjson'));
/** Of a folder without sql.ndjson: none. */
const sqlLines = (folder: string): readonly StatementLine[] => linesIn(join(folder, 'sql.ndjson'));

/** As the recorder writes them. */
function linesIn<T>(path: string): readonly T[] {
  return objectLines(path, readTextIfThere(path) ?? '') as readonly unknown[] as readonly T[];
}

function recordedLines(folder: string): readonly FirehoseLine[] {
  if (!existsSync(folder)) misuse(`There is no folder ${folder}.`);
  const path = join(folder, 'trace.ndjson');
  const text = readTextIfThere(path) ?? misuse(`${folder} holds no trace.ndjson or trace.ndjson.gz.`);
  return objectLines(path, text) as readonly unknown[] as readonly FirehoseLine[];
}

function objectLines(path: string, text: string): readonly object[] {
  return text.split('\n').flatMap((line, i) => {
    if (line.trim() === '') return [];
    const value = parseJsonFile(`${path}, line ${i + 1}`, line);
    return isObject(value) ? [value] : misuse(`${path}, line ${i + 1} is no JSON object.`);
  });
}

/** An absent file leaves the changes uncompared. */
function changesOf(folder: string): Changes | undefined {
  const path = join(folder, 'changes.json');
  const text = readTextIfThere(path);
  if (text === null) return undefined;
  const value = parseJsonFile(path, text);
  return isObject(value) ? (value as Changes) : misuse(`${path} is no JSON object.`);
}

function report({ messages, changes }: Comparison): string[] {
  const listed = (title: string, list: readonly string[]): string[] => [
    `${title}: ${list.length}`,
    ...list.map((each) => `  ${each}`),
  ];
  return [
    `messages matched: ${messages.matched}`,
    ...listed('messages missing', messages.missing),
    ...listed('messages extra', messages.extra),
    ...listed('messages in another order', messages.order),
    ...(messages.turns.length === 0
      ? []
      : listed('servers of one request that take turns otherwise', messages.turns)),
    ...(changes === null
      ? ['row changes: not compared, there is no changes.json']
      : [
          `tables with the same changes: ${changes.matched.length}`,
          ...listed('differences of row changes', changes.differences),
          ...listed('tables left out', changes.apart),
        ]),
  ];
}

/** What is asked here too, since the recording shows that it was asked there. */
const besidesReport = (besides: readonly Command[]): string[] =>
  besides.map(
    ({ at_us, name, args }) =>
      `the recording's client asked besides: ${name} ${JSON.stringify(args)}, here at ${(at_us / 1e6).toFixed(3)} s`,
  );

/** What is said of the further seeds that were tried because the experiment's own was different. */
const seedsReport = (tried: Tried | null): string[] =>
  tried === null ? [] : [`with ${tried.runs} further seeds: alike with ${tried.alike}`];

/** What is said of a command that had to come at another instant. */
const movedReport = (moved: Moved | null): string[] =>
  moved === null
    ? []
    : [
        `where ${moved.name} comes ${Math.abs(moved.by_ms)} ms ${moved.by_ms < 0 ? 'earlier' : 'later'}: alike`,
      ];

/** What is said of the days that were tried because the usual one was different. */
function daysReport(tried: readonly DayTried[]): string[] {
  if (tried.length === 0) return [];
  const sum = (of: 'runs' | 'alike'): number => tried.reduce((total, each) => total + each[of], 0);
  const paces = ({ services, others }: SlowDay): string =>
    [
      `all services ${others} %`,
      ...Object.entries(services).map(([actor, each]) => `${actor} ${each} %`),
    ].join(', ');
  return [
    `on ${tried.length} days as slow as the recorded one: alike in ${sum('alike')} of ${sum('runs')} runs`,
    ...tried.map(({ day, runs, alike }) => `  ${alike} of ${runs}: ${paces(day)} of their usual time`),
  ];
}

export const compare = { usage: USAGE, run };
