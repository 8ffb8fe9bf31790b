/** A trace, from whatever a command is given: a scenario or an experiment is run, a recording or a file of facts is read. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, parseJson } from '../core/base/json.ts';
import { readFirehose } from '../core/recording/firehose-reader.ts';
import { readTrace } from '../core/recording/trace-file.ts';
import { SCENARIOS } from '../core/scenarios/scenarios.ts';
import type { Trace } from '../core/trace/trace.ts';
import { misuse, orMisuse } from './args.ts';
import { experimentOf, runExperiment } from './experiment.ts';
import { readText, readTextIfThere } from './files.ts';

/** What such a command takes, as its usage says it. */
export const TRACE_SOURCE = '<scenario|experiment.json|recording>';

/** Errors: `CodedError` `misuse`, naming the file. */
export async function openTrace(nameOrPath: string, before: string | null): Promise<Trace> {
  const isScenario = SCENARIOS.some(({ id }) => id === nameOrPath);
  if (!isScenario && existsSync(nameOrPath)) {
    const read = recordedIn(nameOrPath);
    if (read) return read;
  }
  return await runExperiment(experimentOf(nameOrPath), before);
}

/** null = it holds no facts: an experiment, as far as one can see. */
function recordedIn(path: string): Trace | null {
  if (statSync(path).isDirectory()) {
    const file = join(path, 'trace.ndjson');
    const text = readTextIfThere(file) ?? misuse(`${path} holds no trace.ndjson or trace.ndjson.gz.`);
    return orMisuse(`${file}: `, () => readFirehose(text.split('\n')).trace);
  }
  const text = readText(path);
  const first = parseJson(text.slice(0, text.indexOf('\n') + 1 || text.length));
  if (!isObject(first)) return null;
  if (first.novascope === 'trace') return orMisuse(`${path}: `, () => readTrace(text.split('\n')));
  return 'payload' in first ? orMisuse(`${path}: `, () => readFirehose(text.split('\n')).trace) : null;
}
