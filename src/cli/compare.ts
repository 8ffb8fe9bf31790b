/** `compare`: whether an experiment does what a recorded folder shows. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { defined } from '../core/base/assert.ts';
import { isObject } from '../core/base/json.ts';
import { toRecordedRow } from '../core/databases/recorded.ts';
import { type Changes, netChanges } from '../core/recording/changes.ts';
import { type Comparison, compareWithRecording } from '../core/recording/compare.ts';
import type { FirehoseLine } from '../core/recording/firehose.ts';
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
  const trace = await runExperiment(experimentOf(defined(args.names[0], 'experiment')), args.values.before);
  const ours = { trace, changes: netChanges(trace, toRecordedRow) };
  const comparison = compareWithRecording(ours, lines, recordedChanges);
  writeOut(args.flag('json') ? jsonText(comparison) : linesText(report(comparison)));
  return comparison.alike ? 0 : 1;
}

function recordedLines(folder: string): readonly FirehoseLine[] {
  if (!existsSync(folder)) misuse(`There is no folder ${folder}.`);
  const path = join(folder, 'trace.ndjson');
  const text = readTextIfThere(path) ?? misuse(`${folder} holds no trace.ndjson or trace.ndjson.gz.`);
  return text.split('\n').flatMap((line, i) => {
    if (line.trim() === '') return [];
    const value = parseJsonFile(`${path}, line ${i + 1}`, line);
    if (!isObject(value)) misuse(`${path}, line ${i + 1} is no JSON object.`);
    return [value as unknown as FirehoseLine];
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

function report({ messages, changes, alike }: Comparison): string[] {
  const listed = (title: string, list: readonly string[]): string[] => [
    `${title}: ${list.length}`,
    ...list.map((each) => `  ${each}`),
  ];
  return [
    `messages matched: ${messages.matched}`,
    ...listed('messages missing', messages.missing),
    ...listed('messages extra', messages.extra),
    ...listed('messages in another order', messages.order),
    ...(changes === null
      ? ['row changes: not compared, there is no changes.json']
      : [
          `tables with the same changes: ${changes.matched.length}`,
          ...listed('differences of row changes', changes.differences),
          ...listed('tables left out', changes.apart),
        ]),
    alike ? 'alike' : 'different',
  ];
}

export const compare = { usage: USAGE, run };
