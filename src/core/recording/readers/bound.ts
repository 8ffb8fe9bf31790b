/** What an import may hold while it reads: beyond it, it ends with an error that says of what there is too much. */
import { CodedError } from '../../base/assert.ts';
import { BYTE_LIMITS, type ByteLimits } from './bytes.ts';
import type { RecordingFormat } from './recognise.ts';
import type { FileRead } from './records.ts';

/** A worker without memory is ended, and the page with it. */
interface KeptLimits {
  /** lines of all files, read or not */
  readonly mostLines: number;
  /** bytes of what is kept of them, about */
  readonly mostKept: number;
}

export type ImportLimits = ByteLimits & KeptLimits;

export const IMPORT_LIMITS: ImportLimits = {
  ...BYTE_LIMITS,
  mostLines: 4_000_000,
  mostKept: 768 * 2 ** 20,
};

/** A file as far as it was read. */
interface FileSoFar {
  readonly format: RecordingFormat | null;
  readonly bytes: number;
  readonly lines: number;
  readonly read: FileRead;
}

/** Bytes of a record beside its body, about: as its fact is in memory. */
const RECORD = 600;

/** Is told of a file after each stretch of it that was read. Errors: `CodedError` `too_large`. */
export function makeBound({ mostLines, mostKept }: KeptLimits): { note(file: FileSoFar): void } {
  const seen = new Map<FileSoFar, { lines: number; records: number; own: number }>();
  let lines = 0;
  let kept = 0;
  return {
    note(file) {
      const { records } = file.read;
      const before = seen.get(file) ?? { lines: 0, records: 0, own: 0 };
      lines += file.lines - before.lines;
      for (let i = before.records; i < records.length; i += 1) {
        const record = records[i];
        kept += RECORD + (record?.kind === 'message' ? record.body.length * 2 : 0);
      }
      // our own traces are kept as they are, until all of one is there
      const own = file.format === 'trace' ? file.bytes : 0;
      kept += own - before.own;
      seen.set(file, { lines: file.lines, records: records.length, own });
      if (lines > mostLines)
        throw new CodedError('too_large', `more than ${mostLines} lines: take a shorter stretch of it`);
      if (kept > mostKept)
        throw new CodedError(
          'too_large',
          `more than ${mostKept / 2 ** 20} MB would be kept of it: take a shorter stretch`,
        );
    },
  };
}
