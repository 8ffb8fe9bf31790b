/** Lines to a file or to the standard output: what it does not take in time is let go, never kept without end. */
import { createWriteStream } from 'node:fs';
import type { Writable } from 'node:stream';

/** Characters that may wait to be written, and those that go out at once; fewer go out in a moment. */
const MOST_WAITING = 16 * 1024 * 1024;
const BLOCK = 256 * 1024;
const MOMENT_MS = 50;

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
  let block = '';
  let moment: ReturnType<typeof setTimeout> | null = null;
  const flush = (): void => {
    if (moment !== null) clearTimeout(moment);
    moment = null;
    if (block !== '') out.write(block);
    block = '';
  };
  return {
    write(line) {
      if (failed || block.length + out.writableLength > MOST_WAITING) return false;
      block += `${JSON.stringify(line)}\n`;
      if (block.length >= BLOCK) flush();
      else moment ??= setTimeout(flush, MOMENT_MS);
      return true;
    },
    close() {
      flush();
      return new Promise((done) => (path === null ? done() : out.end(() => done())));
    },
  };
}
