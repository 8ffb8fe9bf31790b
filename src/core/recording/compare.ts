/**
 * Whether a run did what a recording shows: the same messages in the same causal order, the same net row changes. Times,
 * ids and the choice among equal hosts may differ; nothing else.
 */
import type { Trace } from '../trace/trace.ts';
import type { Changes } from './changes.ts';
import { type ChangeComparison, compareChanges } from './compare-changes.ts';
import { compareMessages, type MessageComparison } from './compare-messages.ts';
import { type FirehoseLine, toFirehose } from './firehose.ts';

/** One side: a trace or the lines of a firehose, and its net changes where there are any. */
export interface Side {
  readonly trace?: Trace;
  readonly lines?: Iterable<FirehoseLine>;
  readonly changes?: Changes;
}

export interface Comparison {
  readonly messages: MessageComparison;
  /** null = one of the sides has no changes to compare */
  readonly changes: ChangeComparison | null;
  readonly alike: boolean;
}

/** `recordedLines` and `recordedChanges` as parsed from trace.ndjson and changes.json. */
export function compareWithRecording(
  ours: Side,
  recordedLines: Iterable<FirehoseLine>,
  recordedChanges?: Changes,
): Comparison {
  const lines = [...(ours.lines ?? (ours.trace ? toFirehose(ours.trace, { periodic: true }) : []))];
  const recorded = [...recordedLines];
  const messages = compareMessages(lines, recorded);
  const changes =
    ours.changes && recordedChanges
      ? compareChanges(ours.changes, recordedChanges, computeHosts(lines), computeHosts(recorded))
      : null;
  const sameMessages = [messages.missing, messages.extra, messages.order].every((list) => list.length === 0);
  const sameChanges = changes === null || changes.differences.length === 0;
  return { messages, changes, alike: sameMessages && sameChanges };
}

/** Compute hosts by the names of the services that take part. */
function computeHosts(lines: readonly FirehoseLine[]): ReadonlySet<string> {
  const hosts = lines.filter((line) => line.user.startsWith('nova-compute-'));
  return new Set(hosts.map((line) => line.user.slice('nova-compute-'.length)));
}
