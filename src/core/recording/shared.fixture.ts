/** The full recordings, where they lie beside the project; the tests that need them are skipped, loudly, where they do not. */
import { existsSync, readFileSync } from 'node:fs';
import type { FirehoseLine } from './firehose.ts';

const FOLDER = '../shared/reference/recorded';

export const hasRecordings = existsSync(FOLDER);
if (!hasRecordings) console.warn(`skipped: there are no recordings at ${FOLDER}`);

export const RECORDINGS = [
  'boot',
  'delete',
  'idle',
  'no_valid_host',
  'resize',
  'scheduler_down_20s',
  'scheduler_down_timeout',
] as const;

/** The lines of a file of it. */
export function recordedText(name: string, file = 'trace.ndjson'): string[] {
  return readFileSync(`${FOLDER}/${name}/${file}`, 'utf8').trim().split('\n');
}

export function recordedLines(name: string): FirehoseLine[] {
  return recordedText(name).map((line) => JSON.parse(line) as FirehoseLine);
}

export function recordedJson(name: string, file: string): unknown {
  return JSON.parse(readFileSync(`${FOLDER}/${name}/${file}`, 'utf8'));
}
