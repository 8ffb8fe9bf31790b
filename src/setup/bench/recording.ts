/** A recording of 100 MB, opened, beside the reading and parsing of its lines alone, in one worker's script and in turns. */
import { existsSync, readFileSync } from 'node:fs';
import { toFirehose } from '../../core/recording/firehose.ts';
import { openImport } from '../../core/recording/readers/import.ts';
import { readTrace } from '../../core/recording/trace-file.ts';
import { type BenchRow, median, timed } from './support/rows.ts';

const MB = 1e6;
const SIZE = 100 * MB;
const ROUNDS = 5;
const CHUNK = 2 ** 18;
const RECORDED = '../shared/reference/recorded/boot/trace.ndjson';

export async function measure(): Promise<BenchRow[]> {
  const chunks = recordingOf(SIZE);
  const bare: number[] = [];
  const opened: number[] = [];
  // in turns, so that a slow minute of the machine strikes both
  for (let i = 0; i < ROUNDS; i += 1) {
    bare.push(timed(() => parseLines(chunks)));
    opened.push(timed(() => open(chunks)));
  }
  const [ours, theirs] = [median(opened), median(bare)];
  return [
    { what: 'recording of 100 MB, opened and redacted, median', value: ours, unit: 'ms' },
    { what: 'its lines read and parsed alone, median', value: theirs, unit: 'ms' },
    { what: 'recording opened to its lines parsed', value: ours / theirs, unit: 'times', aim: 2 },
  ];
}

/** The recorded boot, or where it is absent the simulated one as the recorder writes it, again and again with ids of its own. */
function recordingOf(size: number): readonly Uint8Array[] {
  const text = existsSync(RECORDED) ? readFileSync(RECORDED, 'utf8').trimEnd() : simulated();
  const encoder = new TextEncoder();
  const all = new Uint8Array(size);
  let at = 0;
  for (let i = 0; at < size; i += 1) {
    const mark = i.toString(16).padStart(6, '0');
    const part = encoder.encode(
      `${text.replace(/"(_?(?:unique|msg)_id)":"[0-9a-f]{6}/g, `"$1":"${mark}`)}\n`,
    );
    if (at + part.length > size) break;
    all.set(part, at);
    at += part.length;
  }
  const chunks: Uint8Array[] = [];
  for (let from = 0; from < at; from += CHUNK) chunks.push(all.subarray(from, Math.min(at, from + CHUNK)));
  return chunks;
}

function simulated(): string {
  const trace = readTrace(readFileSync('src/generated/boot.trace.ndjson', 'utf8').split('\n'));
  return [...toFirehose(trace, { periodic: true })].map((line) => JSON.stringify(line)).join('\n');
}

function parseLines(chunks: readonly Uint8Array[]): void {
  const decoder = new TextDecoder();
  let rest = '';
  for (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) JSON.parse(line);
  }
}

function open(chunks: readonly Uint8Array[]): void {
  const all = openImport({ secret: 'bench' });
  const feed = all.file('recording');
  for (const chunk of chunks) feed.push(chunk);
  feed.end();
  all.finish();
}
