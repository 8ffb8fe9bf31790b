/**
 * The one door of recordings: bytes of one or several files in, a trace out, or a typed error. Files are recognised by what stands
 * in them and read record by record; what cannot be read is counted and named by its number. Nothing is kept that was not
 * redacted, but for rows while they are needed to find rows.
 */
import { CodedError } from '../../base/assert.ts';
import type { Fact } from '../../trace/fact.ts';
import type { Trace } from '../../trace/trace.ts';
import { redactedAgain } from '../redact/again.ts';
import { type HiddenReport, makeRedactor } from '../redact/redactor.ts';
import { IMPORT_LIMITS, type ImportLimits, makeBound } from './bound.ts';
import { type Feed, makeLines, makeUnpacker, type PlainFile } from './bytes.ts';
import { epochMsOf } from './clock.ts';
import { type CustomLines, makeReader } from './make-reader.ts';
import { leaveOut, missPart } from './missing.ts';
import { findPlaces } from './places.ts';
import type { FormatReader } from './reader.ts';
import { FORMATS, HEAD_LENGTH, type RecordingFormat, recognise } from './recognise.ts';
import { type BrokerSnapshot, emptyRead, type FileRead } from './records.ts';
import { makeRows } from './rows.ts';
import { weave } from './weave.ts';

interface SkippedPart {
  /** of the line, or of the line that a document begins with; from 1 */
  readonly number: number;
  readonly reason: string;
}

interface FileReport {
  readonly name: string;
  readonly format: RecordingFormat | null;
  readonly bytes: number;
  readonly records: number;
  /** how many parts could not be read */
  readonly skipped: number;
  /** the first of them */
  readonly first: readonly SkippedPart[];
}

/** What the page says of an import. */
export interface ImportReport {
  readonly files: readonly FileReport[];
  readonly hidden: HiddenReport;
  /** services that the recording does not name: found by what they send and take */
  readonly inferred: readonly string[];
  readonly unpaired: number;
  readonly reordered: number;
  readonly rowsUnknown: number;
  readonly keysGuessed: number;
  readonly tiedByTime: number;
  /** records of logs that no message was found beside: oslo.messaging tells of them at DEBUG */
  readonly silentLogs: number;
  /** records beyond the longest trace that is kept */
  readonly cut: number;
}

export interface Opened {
  readonly trace: Trace;
  readonly report: ImportReport;
  /** a broker's definitions, where that is all that was given: to be looked at and played with */
  readonly broker: BrokerSnapshot | null;
}

export interface ImportOptions {
  /** 22 letters or less, made for this import by its caller: ids are renamed with it */
  readonly secret: string;
  readonly custom?: CustomLines;
  readonly limits?: ImportLimits;
  readonly mostFacts?: number;
}

interface OpenImport {
  /** Begins a file; its bytes follow. Errors: `CodedError`. */
  file(name: string): Feed;
  /** Errors: `CodedError` `unknown_format` (nothing known was among the files), `empty_recording`. */
  finish(): Opened;
  /** records read so far */
  records(): number;
}

/** Facts of a trace at most. */
const MOST_FACTS = 1_000_000;
/** Skipped parts that are told one by one, of each file. */
const MOST_TOLD = 20;

interface ReadFile {
  readonly name: string;
  readonly read: FileRead;
  format: RecordingFormat | null;
  bytes: number;
  lines: number;
  skipped: number;
  readonly first: SkippedPart[];
  trace: Trace | null;
}

export function openImport(options: ImportOptions): OpenImport {
  const redact = makeRedactor(options.secret);
  const limits = options.limits ?? IMPORT_LIMITS;
  const bound = makeBound(limits);
  const files: ReadFile[] = [];
  const open = (name: string): PlainFile => {
    const file: ReadFile = {
      name,
      read: emptyRead(),
      format: null,
      bytes: 0,
      lines: 0,
      skipped: 0,
      first: [],
      trace: null,
    };
    files.push(file);
    const plain = plainFile(file, options, redact);
    return {
      push(bytes) {
        plain.push(bytes);
        bound.note(file);
      },
      end() {
        plain.end();
        bound.note(file);
      },
    };
  };
  const unpacker = makeUnpacker(open, limits);
  return {
    file: (name) => unpacker.file(name),
    records: () => files.reduce((sum, { read }) => sum + read.records.length, 0),
    finish: () => finish(files, options, redact),
  };
}

function plainFile(
  file: ReadFile,
  { custom }: ImportOptions,
  redact: ReturnType<typeof makeRedactor>,
): PlainFile {
  let reader: FormatReader | null = null;
  let held: (string | null)[] = [];
  let heldLength = 0;
  const skip = (at: number, reason: string): void => {
    file.skipped += 1;
    missPart(file.format, file.read.records);
    if (file.first.length < MOST_TOLD) file.first.push({ number: at, reason });
  };
  const give = (text: string | null): void => {
    file.lines += 1;
    if (text === null) skip(file.lines, 'is longer than 16 MB');
    else reader?.line(text, file.lines);
  };
  const begin = (isWhole: boolean): void => {
    const head = held
      .map((line) => line ?? '')
      .join('\n')
      .slice(0, HEAD_LENGTH);
    file.format = recognise(head, isWhole) ?? (custom && head.trim() !== '' ? 'custom' : null);
    const context = { redact, out: file.read, name: file.name, skip };
    if (file.format !== null)
      reader = makeReader(file.format, context, custom ?? null, (trace) => {
        file.trace = trace;
      });
    for (const line of held) give(line);
    held = [];
  };
  const lines = makeLines((text) => {
    if (reader !== null || heldLength < 0) {
      give(text);
      return;
    }
    held.push(text);
    heldLength += (text?.length ?? 0) + 1;
    if (heldLength < HEAD_LENGTH) return;
    begin(false);
    heldLength = -1;
  });
  return {
    push(bytes) {
      file.bytes += bytes.length;
      lines.push(bytes);
    },
    end() {
      lines.end();
      if (heldLength >= 0) begin(true);
      reader?.end();
      leaveOut(file.read.records, skip);
    },
  };
}

/** Formats that hold no record of anything that happened. */
const STILL: readonly (RecordingFormat | null)[] = [
  'topology',
  'rows',
  'aside',
  'definitions',
  'connections',
  null,
];

function finish(
  files: readonly ReadFile[],
  options: ImportOptions,
  redact: ReturnType<typeof makeRedactor>,
): Opened {
  if (files.length > 0 && files.every(({ bytes }) => bytes === 0)) throw empty(files);
  if (files.every(({ format }) => format === null || format === 'aside')) throw unknown(files);
  const own = files.find(({ trace }) => trace !== null);
  const reports = files.map(
    ({ name, format, bytes, skipped, first, read }): FileReport => ({
      name,
      format,
      bytes,
      records: read.records.length,
      skipped,
      first,
    }),
  );
  if (own?.trace)
    return { trace: redactedAgain(own.trace), report: reportOf(reports, redact.report()), broker: null };
  const things = files.flatMap(({ read }) => read.records);
  const snapshots = files.flatMap(({ read }) => read.snapshots);
  if (things.length === 0) {
    const [snapshot] = snapshots;
    const isBroker = snapshot && files.every(({ format }) => STILL.includes(format));
    if (!isBroker) throw empty(files);
  }
  const epoch = Math.floor(things.reduce((least, { t }) => Math.min(least, t), things[0]?.t ?? 0));
  const last = things.reduce((most, { t }) => Math.max(most, t), epoch);
  const { before, after } = rowsAround(files, last);
  const rows = makeRows(before, after, redact);
  const connections = new Map(files.flatMap(({ read }) => [...read.connections]));
  const places = findPlaces({ things, snapshots, connections, seed: rows.seed });
  const woven = weave({
    files: files.map(({ read }) => read.records),
    epoch,
    snapshots,
    places,
    rows,
    redact,
    mostFacts: options.mostFacts ?? MOST_FACTS,
  });
  const trace: Trace = {
    v: 1,
    source: 'recorded',
    experiment: null,
    epoch_ms: epoch,
    topology: places.topology,
    seed: rows.seed,
    facts: woven.log.facts,
    error: null,
  };
  const report: ImportReport = {
    ...reportOf(reports, redact.report()),
    inferred: places.inferred,
    unpaired: woven.unpaired,
    reordered: woven.reordered,
    rowsUnknown: woven.rowsUnknown,
    keysGuessed: rows.told.keysGuessed,
    tiedByTime: woven.tiedByTime,
    silentLogs: silentLogs(reports, woven.log.facts),
    cut: woven.cut,
  };
  return { trace, report, broker: things.length === 0 ? (snapshots[0] ?? null) : null };
}

const reportOf = (files: readonly FileReport[], hidden: HiddenReport): ImportReport => ({
  files,
  hidden,
  inferred: [],
  unpaired: 0,
  reordered: 0,
  rowsUnknown: 0,
  keysGuessed: 0,
  tiedByTime: 0,
  silentLogs: 0,
  cut: 0,
});

function silentLogs(files: readonly FileReport[], facts: readonly Fact[]): number {
  if (facts.some(({ kind }) => kind === 'message.published' || kind === 'message.delivered')) return 0;
  const logs = files.filter(({ format }) => format === 'oslo_text' || format === 'oslo_json');
  return logs.reduce((sum, { records }) => sum + records, 0);
}

/** Rows that were read before the recording, and those after it: told apart by the latest moment that stands in them. */
function rowsAround(files: readonly ReadFile[], last: number) {
  const read = files.flatMap((file) => file.read.rows).toSorted((a, b) => (a.latest < b.latest ? -1 : 1));
  const none = {};
  const [first, second] = read;
  if (!first) return { before: none, after: none };
  if (second) return { before: first.rows, after: read.at(-1)?.rows ?? none };
  const isAfter = (epochMsOf(first.latest) ?? 0) > last - 1000;
  return isAfter ? { before: none, after: first.rows } : { before: first.rows, after: none };
}

function unknown(files: readonly ReadFile[]): CodedError {
  const names = files.map(({ name }) => `"${name}"`).join(', ');
  const tried = FORMATS.filter((format) => format !== 'aside' && format !== 'custom');
  return new CodedError(
    'unknown_format',
    `${names === '' ? 'what was given' : names} is none of the formats that are known here; tried: ${tried.join(', ')}`,
    { tried, files: files.map(({ name }) => name) },
  );
}

function empty(files: readonly ReadFile[]): CodedError {
  const known = files.find(({ format }) => !STILL.includes(format)) ?? files[0];
  const [skipped] = known?.first ?? [];
  const none = known?.bytes === 0 ? 'it is empty' : 'it holds no record';
  const why = skipped ? `line ${skipped.number} ${skipped.reason}` : none;
  return new CodedError('empty_recording', `no record of "${known?.name ?? ''}" can be read: ${why}`, {
    file: known?.name ?? '',
    skipped: known?.first ?? [],
  });
}
