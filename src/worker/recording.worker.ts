/**
 * The worker of one import: files come in as streams, are read and redacted here, and a trace goes out. Then it is ended. Or of one
 * live stream: what has come goes out when it is asked for.
 */
import { CodedError } from '../core/base/assert.ts';
import { checkPlays } from '../core/reading/playable.ts';
import { openImport } from '../core/recording/readers/import.ts';
import { fileNameKept } from '../core/recording/redact/names.ts';
import { answerAt, type Scope, type Turn } from './answering.ts';
import type { RecordingAsked, RecordingDoor, RecordingNews } from './doors.ts';
import { handOver } from './hand-over.ts';
import type { LineSocket } from './live-lines.ts';
import { makeLiveWork } from './live-work.ts';

/** Milliseconds between two words of progress. */
const BETWEEN = 60;

const makeSecret = (): string =>
  btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16)))).slice(0, 22);

async function open({ files, text, pattern }: RecordingAsked, turn: Turn<RecordingNews>) {
  const secret = makeSecret();
  const given = text === null ? files : [new File([text], 'clipboard')];
  const all = openImport(pattern === null ? { secret } : { secret, custom: { pattern } });
  const total = given.reduce((sum, { size }) => sum + size, 0);
  let bytes = 0;
  let told = 0;
  for (const [i, file] of given.entries()) {
    const feed = all.file(file.name);
    const reader = file.stream().getReader();
    for (;;) {
      const { value, done } = await reader.read();
      if (done) break;
      feed.push(value);
      bytes += value.length;
      if (turn.isCancelled()) throw new CodedError('cancelled', 'the import was cancelled');
      if (performance.now() - told < BETWEEN) continue;
      told = performance.now();
      const progress = { bytes, total, records: all.records(), file: fileNameKept(file.name, i + 1) };
      turn.tell({ kind: 'progress', progress });
    }
    feed.end();
  }
  const { trace, ...opened } = all.finish();
  if (opened.report.files.some(({ format }) => format === 'trace')) checkPlays(trace);
  await handOver(trace, turn.tell, () => pause(0));
  return opened;
}

const pause = (ms: number): Promise<void> => new Promise((done) => setTimeout(done, ms));

const live = makeLiveWork({
  secret: makeSecret(),
  connect: (address) => new WebSocket(address) as unknown as LineSocket,
  now: () => Date.now(),
  pause,
});

answerAt<RecordingDoor>(globalThis as unknown as Scope, { open, ...live }, 'recording_failed');
