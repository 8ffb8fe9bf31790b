/**
 * A recording of 100 MB, opened, beside the reading and parsing of its lines alone, in one script and in turns; what is kept of it;
 * and a seek to anywhere in a trace of a million facts.
 */
import { existsSync, readFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { indexOf } from '../../core/reading/trace-index.ts';
import { toFirehose } from '../../core/recording/firehose.ts';
import { openImport } from '../../core/recording/readers/import.ts';
import { readTrace } from '../../core/recording/trace-file.ts';
import type { Trace } from '../../core/trace/trace.ts';
import { repeated } from './support/long-trace.ts';
import { type BenchRow, median, percentile, timed } from './support/rows.ts';

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
  const before = heapKept();
  const trace = open(chunks);
  const kept = heapKept() - before;
  return [
    { what: 'recording of 100 MB, opened and redacted, median', value: ours, unit: 'ms' },
    { what: 'its lines read and parsed alone, median', value: theirs, unit: 'ms' },
    { what: 'recording opened to its lines parsed', value: ours / theirs, unit: 'times', aim: 2 },
    { what: `memory kept of it, ${trace.facts.length} facts`, value: kept / MB, unit: 'MB', aim: 100 },
    ...longSeeks(),
  ];
}

const FACTS = 1_000_000;
const SEEKS = 200;

/** World and all rows at places all over the trace, as a reader who drags the timeline asks for them. */
function longSeeks(): BenchRow[] {
  const boot = bootSimulated();
  const twice = repeated(boot, 2).facts.length - boot.facts.length;
  const trace = repeated(boot, Math.ceil((FACTS - boot.facts.length) / twice) + 1);
  const { worlds, versions } = indexOf(trace);
  const names = versions.tables().map((name) => name.split('.', 2) as [string, string]);
  const last = trace.facts.length - 1;
  const look = (at: number): void => {
    worlds.at(at);
    for (const [database, table] of names) versions.rowsAt(database, table, at);
  };
  const first = timed(() => look(last));
  const seeks = Array.from({ length: SEEKS }, (_, i) => timed(() => look((i * 7_919_317 + 13) % last)));
  const what = `trace of ${trace.facts.length} facts`;
  return [
    { what: `${what}: index once`, value: first, unit: 'ms' },
    { what: `${what}: seek, World + all rows, median`, value: median(seeks), unit: 'ms', aim: 50 },
    { what: `${what}: seek, World + all rows, p95`, value: percentile(seeks, 0.95), unit: 'ms', aim: 50 },
  ];
}

/** Bytes of the heap that nothing can free. */
function heapKept(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed;
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

const bootSimulated = (): Trace =>
  readTrace(readFileSync('src/generated/boot.trace.ndjson', 'utf8').split('\n'));

function simulated(): string {
  return [...toFirehose(bootSimulated(), { periodic: true })].map((line) => JSON.stringify(line)).join('\n');
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

function open(chunks: readonly Uint8Array[]): Trace {
  const all = openImport({ secret: 'bench' });
  const feed = all.file('recording');
  for (const chunk of chunks) feed.push(chunk);
  feed.end();
  return all.finish().trace;
}
