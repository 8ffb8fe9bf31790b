/** The full recordings, where they lie beside the project; the tests that need them are skipped, loudly, where they do not. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
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

/** A file of it, whole; a large one lies there packed. */
function recordedFile(name: string, file: string): string {
  const path = `${FOLDER}/${name}/${file}`;
  return existsSync(path) ? readFileSync(path, 'utf8') : gunzipSync(readFileSync(`${path}.gz`)).toString();
}

/** The lines of a file of it. */
export const recordedText = (name: string, file = 'trace.ndjson'): string[] =>
  recordedFile(name, file).trim().split('\n');

export function recordedLines(name: string): FirehoseLine[] {
  return recordedText(name).map((line) => JSON.parse(line) as FirehoseLine);
}

export const recordedJson = (name: string, file: string): unknown => JSON.parse(recordedFile(name, file));

/** The names of all that were recorded; none where they do not lie beside the project. */
export const ALL_RECORDED: readonly string[] = hasRecordings
  ? readdirSync(FOLDER, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? [entry.name] : []))
  : [];

/** Every file of one, as it lies there. */
export const recordedFolder = (name: string): { readonly [file: string]: Uint8Array } =>
  Object.fromEntries(
    readdirSync(`${FOLDER}/${name}`).map((file) => [
      file,
      new Uint8Array(readFileSync(`${FOLDER}/${name}/${file}`)),
    ]),
  );
