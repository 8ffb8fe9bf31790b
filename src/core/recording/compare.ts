/**
 * Whether a run did what a recording shows: the same messages in the same causal order, the same net row changes. Times,
 * ids and the choice among equal hosts may differ; nothing else.
 */
import type { Trace } from '../trace/trace.ts';
import type { Changes } from './changes.ts';
import { type ChangeComparison, compareChanges, type PeriodicSaves } from './compare-changes.ts';
import { compareMessages, type MessageComparison } from './compare-messages.ts';
import { type FirehoseLine, toFirehose } from './firehose.ts';

/** One side: a trace or the lines of a firehose, and its net changes where there are any. */
interface Side {
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
      ? compareChanges(
          ours.changes,
          recordedChanges,
          computeHosts(lines),
          computeHosts(recorded),
          periodicSaves(recorded),
        )
      : null;
  const sameMessages = [messages.missing, messages.extra, messages.order].every((list) => list.length === 0);
  const sameChanges = changes === null || changes.differences.length === 0;
  return { messages, changes, alike: sameMessages && sameChanges };
}

/** Tables of the objects that computes save by themselves (`nova/objects`). */
const TABLES: { readonly [object: string]: string } = {
  InstanceInfoCache: 'instance_info_caches',
  Instance: 'instances',
  ComputeNode: 'compute_nodes',
};

/** A cell's database is called as its vhost is. */
function periodicSaves(lines: readonly FirehoseLine[]): PeriodicSaves {
  const saves = new Map<string, number>();
  for (const line of lines) {
    if (line.kind !== 'publish' || line.group !== 'periodic' || line.rpc.type !== 'call') continue;
    const [object = '', method] = (line.rpc.detail ?? '').split('.');
    const table = TABLES[object];
    if (table === undefined || method !== 'save') continue;
    const name = `${line.vhost}.${table}`;
    saves.set(name, (saves.get(name) ?? 0) + 1);
  }
  return saves;
}

/** Compute hosts by the names of the services that take part. */
function computeHosts(lines: readonly FirehoseLine[]): ReadonlySet<string> {
  const hosts = lines.filter((line) => line.user.startsWith('nova-compute-'));
  return new Set(hosts.map((line) => line.user.slice('nova-compute-'.length)));
}
