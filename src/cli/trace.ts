/** A trace, from whatever a command is given: a scenario or an experiment is run, a recording or a file of facts is read. */
import { existsSync, statSync } from 'node:fs';
import { isObject, parseJson } from '../core/base/json.ts';
import { SCENARIOS } from '../core/scenarios/scenarios.ts';
import type { Trace } from '../core/trace/trace.ts';
import { experimentOf, runExperiment } from './experiment.ts';
import { readText } from './files.ts';
import { openRecordings } from './recording.ts';

/** What such a command takes, as its usage says it. */
export const TRACE_SOURCE = '<scenario|experiment.json|recording>';

/** Errors: `CodedError` `misuse`, naming the file. */
export async function openTrace(nameOrPath: string, before: string | null): Promise<Trace> {
  const isScenario = SCENARIOS.some(({ id }) => id === nameOrPath);
  if (!isScenario && existsSync(nameOrPath) && !isExperiment(nameOrPath))
    return openRecordings([nameOrPath]).trace;
  return await runExperiment(experimentOf(nameOrPath), before);
}

/** Longer files hold no experiment. */
const LONGEST = 2 ** 22;

function isExperiment(path: string): boolean {
  const { size, isFile } = fileAt(path);
  const read = isFile && size < LONGEST ? parseJson(readText(path)) : undefined;
  return isObject(read) && 'v' in read && !('novascope' in read);
}

function fileAt(path: string): { readonly size: number; readonly isFile: boolean } {
  const stat = statSync(path);
  return { size: stat.size, isFile: stat.isFile() };
}
