/** Lines to a file or to the standard output: what it does not take in time is let go, never kept without end. */
import { createWriteStream } from 'node:fs';
import type { Writable } from 'node:stream';

/** Bytes that may wait to be written. */
const MOST_WAITING = 16 * 1024 * 1024;

interface LineOut {
  /** false = it was let go */
  write(line: object): boolean;
  close(): Promise<void>;
}

/** `path` null = the standard output. The file is for its user alone. Errors: of the file, at once. */
export async function linesTo(path: string | null): Promise<LineOut> {
  const out: Writable = path === null ? process.stdout : createWriteStream(path, { mode: 0o600 });
  if (path !== null)
    await new Promise<void>((done, fail) => {
      out.once('open', () => done());
      out.once('error', fail);
    });
  let failed: Error | null = null;
  out.on('error', (error: Error) => {
    failed = error;
  });
  return {
    write(line) {
      if (failed || out.writableLength > MOST_WAITING) return false;
      out.write(`${JSON.stringify(line)}\n`);
      return true;
    },
    close: () => new Promise((done) => (path === null ? done() : out.end(() => done()))),
  };
}
