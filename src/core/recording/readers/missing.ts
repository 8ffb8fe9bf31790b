/** What is missing among the records of a file: parts that cannot be read, and those of times that cannot be. */
import { isTime } from './clock.ts';
import type { RecordingFormat } from './recognise.ts';
import type { FileRead } from './records.ts';

/** Formats in which a part that cannot be read was a message. */
const MESSAGES: readonly RecordingFormat[] = ['firehose', 'tracing_json', 'tracing_text', 'rabtap'];

/** A message is missing behind what was read last: one gap for several of them. What is missing at the beginning hides no end. */
export function missPart(format: RecordingFormat | null, records: FileRead['records']): void {
  const last = records.at(-1);
  if (last === undefined || format === null || !MESSAGES.includes(format)) return;
  const isMore = last.kind === 'gap';
  const lost = isMore ? (last.lost === null ? null : last.lost + 1) : 1;
  records.splice(records.length - (isMore ? 1 : 0), isMore ? 1 : 0, { kind: 'gap', t: last.t, lost });
}

/** Records of times that no recording is from. */
export function leaveOut(records: FileRead['records'], skip: (at: number, reason: string) => void): void {
  if (records.every(({ t }) => isTime(t))) return;
  let kept = 0;
  for (const record of records) {
    if (!isTime(record.t)) continue;
    records[kept] = record;
    kept += 1;
  }
  for (let left = records.length - kept; left > 0; left -= 1) skip(0, 'is of no time that can be');
  records.length = kept;
}
