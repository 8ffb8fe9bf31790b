/**
 * Where the page finds its parts when it is one file: as packed texts in its own HTML (`setup/one-file.ts`). It stands in for
 * `worker/parts.ts` in that build. Nothing is fetched, since `file://` has no neighbours that a page may read.
 */
import { strFromU8 } from 'fflate';
import { CodedError } from '../../core/base/assert.ts';
import type { WorkerName } from '../parts.ts';
import { unpacked } from './unpacked.ts';

export const WORKER_NAMES: readonly WorkerName[] = ['simulate', 'console', 'lab', 'recording', 'report'];
/** A script of modules may not be had from a file's page in every browser; this one imports nothing. */
export const WORKER_TYPE: WorkerType = 'classic';

function textOf(part: string): string {
  const text = document.querySelector(`script[data-part="${part}"]`)?.textContent;
  if (!text) throw new CodedError('no_part', `this file has lost its part "${part}"`);
  return text;
}

let url: string | null = null;

/** One script is all workers: by its own name it knows which. SQLite stands in front of it as it is in the file. */
export function workerUrl(_name: WorkerName): string {
  url ??= URL.createObjectURL(
    new Blob(
      [`self.sqlitePart=${JSON.stringify(textOf('sqlite'))};`, strFromU8(unpacked(textOf('workers')))],
      { type: 'text/javascript' },
    ),
  );
  return url;
}

export const bootText = async (_page: Document): Promise<string> => strFromU8(unpacked(textOf('boot')));
