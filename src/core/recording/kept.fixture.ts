/**
 * The small recordings that the project keeps: an engine's, by the tap, redacted as the tap does (`src/real/kept.test.ts` makes
 * them). They are there where the recordings of a real cloud are not.
 */
import { readFileSync } from 'node:fs';
import type { FirehoseLine } from './firehose.ts';

/** What was done while each was made. */
const KEPT = {
  boot: 'a boot',
  delete: 'the delete of a server',
  resize: 'a resize to another host, and its confirmation',
  compute_killed: 'a boot whose compute is killed while it waits for its conductor, and started again',
  broker_restarted: 'a boot in whose course the broker is restarted',
} as const;
export type KeptName = keyof typeof KEPT;
export const KEPT_NAMES = Object.keys(KEPT) as readonly KeptName[];

export const keptPath = (name: KeptName): string => `src/core/recording/kept/${name}.ndjson.gz`;

/** As it lies there: packed. */
export const keptBytes = (name: KeptName): Uint8Array => new Uint8Array(readFileSync(keptPath(name)));

/** Without neutron's events and what a compute asks for because of them: in which batches they meet is chance. */
export function withoutEvents(lines: readonly FirehoseLine[]): readonly FirehoseLine[] {
  const requests = new Set(
    lines.flatMap(({ rpc }) => (rpc.method === 'external_instance_event' ? [rpc.request_id] : [])),
  );
  const calls = new Set(lines.flatMap(({ rpc }) => (requests.has(rpc.request_id) ? [rpc.msg_id] : [])));
  return lines.filter(
    ({ rpc }) =>
      !(rpc.request_id !== undefined && requests.has(rpc.request_id)) &&
      !(rpc.type === 'reply' && calls.has(rpc.msg_id)),
  );
}
