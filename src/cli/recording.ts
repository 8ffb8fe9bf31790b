/** Recordings from the disk, by the one door of recordings: files, whole folders, or what is packed. */
import { randomBytes } from 'node:crypto';
import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CodedError } from '../core/base/assert.ts';
import { checkPlays } from '../core/reading/playable.ts';
import { patternOf } from '../core/recording/readers/custom.ts';
import { type Opened, openImport } from '../core/recording/readers/import.ts';
import type { CustomLines } from '../core/recording/readers/make-reader.ts';
import { misuse } from './args.ts';
import { reason } from './files.ts';

const CHUNK = 2 ** 20;

/** Errors: `CodedError` `misuse`, in one sentence that names what and where. */
export function openRecordings(paths: readonly string[], custom: CustomLines | null = null): Opened {
  const files = paths.flatMap(filesAt);
  try {
    // also where every file is of a format of its own: what was asked for is never passed over
    if (custom !== null) patternOf(custom.pattern);
    const secret = randomBytes(16).toString('base64url');
    const open = openImport(custom === null ? { secret } : { secret, custom });
    for (const path of files) {
      const feed = open.file(path);
      for (const bytes of chunksOf(path)) feed.push(bytes);
      feed.end();
    }
    const opened = open.finish();
    if (opened.report.files.some(({ format }) => format === 'trace')) checkPlays(opened.trace);
    return opened;
  } catch (error) {
    if (error instanceof CodedError && error.code !== 'misuse')
      misuse(`Cannot open ${paths.join(', ')}: ${error.message}.`);
    throw error;
  }
}

function filesAt(path: string): readonly string[] {
  try {
    if (!statSync(path).isDirectory()) return [path];
    const entries = readdirSync(path, { withFileTypes: true });
    return entries.flatMap((entry) => (entry.isFile() ? [join(path, entry.name)] : [])).sort();
  } catch (error) {
    return misuse(`Cannot read ${path}: ${reason(error)}.`);
  }
}

function* chunksOf(path: string): Iterable<Uint8Array> {
  let file: number;
  try {
    file = openSync(path, 'r');
  } catch (error) {
    return misuse(`Cannot read ${path}: ${reason(error)}.`);
  }
  try {
    for (;;) {
      const bytes = new Uint8Array(CHUNK);
      const read = readSync(file, bytes, 0, CHUNK, null);
      if (read === 0) return;
      yield bytes.subarray(0, read);
    }
  } finally {
    closeSync(file);
  }
}
