/**
 * `compare`: whether an experiment does what a recorded folder shows: on the usual day, or else on one as slow as that of the
 * recording, with the same seed.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { CodedError, defined } from '../core/base/assert.ts';
import { isObject } from '../core/base/json.ts';
import { toRecordedRow } from '../core/databases/recorded.ts';
import { type Changes, netChanges } from '../core/recording/changes.ts';
import { type Comparison, compareWithRecording } from '../core/recording/compare.ts';
import { daysOf, type HttpLine, onDay, type SlowDay } from '../core/recording/day.ts';
import type { FirehoseLine } from '../core/recording/firehose.ts';
import type { Experiment, Trace } from '../core/trace/trace.ts';
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
  const experiment = experimentOf(defined(args.names[0], 'experiment'));
  const compareRun = (trace: Trace): Comparison =>
    compareWithRecording({ trace, changes: netChanges(trace, toRecordedRow) }, lines, recordedChanges);
  const usual = await runExperiment(experiment, args.values.before);
  const comparison = compareRun(usual);
  const days = comparison.alike ? [] : daysOf(usual, lines, httpLines(folder), DAYS);
  const actors = usual.topology.services.map(({ actor }) => actor);
  const tried: DayTried[] = [];
  for (const day of days) {
    const trace = await runUnlessRefused(onDay(experiment, actors, day), args.values.before);
    if (trace) tried.push({ day, alike: compareRun(trace).alike });
  }
  const alike = comparison.alike || tried.some((each) => each.alike);
  if (args.flag('json')) writeOut(jsonText({ ...comparison, alike, days: tried }));
  else writeOut(linesText([...report(comparison), ...daysReport(tried), alike ? 'alike' : 'different']));
  return alike ? 0 : 1;
}

/** So many days are tried between the two ends of what a recording tells of its own. */
const DAYS = 9;

interface DayTried {
  readonly day: SlowDay;
  readonly alike: boolean;
}

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
function httpLines(folder: string): readonly HttpLine[] {
  const path = join(folder, 'http.ndjson');
  return objectLines(path, readTextIfThere(path) ?? '') as readonly unknown[] as readonly HttpLine[];
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

/** What is said of the days that were tried because the usual one was different. */
function daysReport(tried: readonly DayTried[]): string[] {
  if (tried.length === 0) return [];
  const paces = ({ services, others }: SlowDay): string =>
    [
      `all services ${others} %`,
      ...Object.entries(services).map(([actor, each]) => `${actor} ${each} %`),
    ].join(', ');
  return [
    `on days as slow as the recorded one: alike on ${tried.filter((each) => each.alike).length} of ${tried.length}`,
    ...tried.map(({ day, alike }) => `  ${alike ? 'alike' : 'different'}: ${paces(day)} of their usual time`),
  ];
}

export const compare = { usage: USAGE, run };
