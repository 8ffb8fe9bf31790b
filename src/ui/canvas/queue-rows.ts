/**
 * Which queues have a line of their own in the queue node, and where that line lies. The same for the whole trace, so
 * that nothing jumps while a story is told: queues by name that Nova's services consume, one line for all reply queues.
 */
import type { Trace } from '../../core/trace/trace.ts';
import type { QueueState, World } from '../../core/trace/world.ts';
import type { Box, Preset } from './layout.ts';

export interface QueueRow {
  readonly key: string;
  readonly vhost: string;
  readonly kind: 'named' | 'replies' | 'others';
  /** queue name; '' for a line that stands for several queues */
  readonly name: string;
}
export interface QueueCounts {
  readonly queues: number;
  readonly ready: number;
  /** null = unknown (a recording has no acks) */
  readonly unacked: number | null;
}

const ID = /[0-9a-f]{32}/;
const isReply = (queue: string): boolean => queue.startsWith('reply_');
const isNamed = (queue: string): boolean => !ID.test(queue);

const memo = new WeakMap<Trace, readonly QueueRow[]>();

export function queueRows(trace: Trace): readonly QueueRow[] {
  const known = memo.get(trace);
  if (known) return known;
  const made = trace.topology.vhosts.flatMap((vhost) => rowsOfVhost(trace, vhost));
  memo.set(trace, made);
  return made;
}

/** Named queues that a Nova service consumes as the story's messages need them, and every compute host's own queue. */
function rowsOfVhost(trace: Trace, vhost: string): QueueRow[] {
  const nova = new Set(trace.topology.services.filter((s) => s.kind === 'nova').map((s) => s.actor));
  const used = new Set<string>();
  const hosts = new Set<string>();
  let replies = false;
  for (const fact of trace.facts) {
    if (fact.kind === 'message.delivered' && fact.vhost === vhost && nova.has(fact.actor)) {
      if (isReply(fact.queue)) replies = true;
      else if (isNamed(fact.queue)) used.add(fact.queue);
    }
    if (fact.kind === 'consumer.added' && fact.vhost === vhost && nova.has(fact.user)) {
      if (isReply(fact.queue)) replies = true;
      if (/^compute\../.test(fact.queue)) hosts.add(fact.queue);
    }
  }
  for (const place of trace.topology.services) {
    if (place.program === 'nova-compute' && place.vhosts.includes(vhost)) hosts.add(`compute.${place.host}`);
  }
  const names = [...used, ...hosts].filter((name, i, all) => all.indexOf(name) === i);
  const order = (name: string): string => `${hosts.has(name) ? 1 : 0}${name}`;
  const row = (kind: QueueRow['kind'], name: string): QueueRow => ({
    key: `${vhost}\n${kind}\n${name}`,
    vhost,
    kind,
    name,
  });
  return [
    ...names.toSorted((a, b) => (order(a) < order(b) ? -1 : 1)).map((name) => row('named', name)),
    ...(replies ? [row('replies', '')] : []),
  ];
}

/** The row in which a queue is counted; null where it has none. */
export function rowOf(rows: readonly QueueRow[], vhost: string, queue: string): QueueRow | null {
  return (
    rows.find(
      (row) =>
        row.vhost === vhost &&
        (row.kind === 'named' ? row.name === queue : row.kind === 'replies' && isReply(queue)),
    ) ?? null
  );
}

export function countsOf(world: World, row: QueueRow): QueueCounts {
  const queues = queuesOf(world, row);
  const unknown = queues.some((queue) => queue.unacked === null);
  return {
    queues: queues.length,
    ready: queues.reduce((sum, queue) => sum + queue.ready.length, 0),
    unacked: unknown ? null : queues.reduce((sum, queue) => sum + (queue.unacked?.length ?? 0), 0),
  };
}

function queuesOf(world: World, row: QueueRow): readonly QueueState[] {
  const there = world.vhosts.get(row.vhost)?.queues;
  if (!there) return [];
  if (row.kind !== 'named') return [...there.values()].filter((queue) => isReply(queue.queue));
  const queue = there.get(row.name);
  return queue ? [queue] : [];
}

export interface Cells {
  /** a vhost's heading */
  readonly heads: ReadonlyMap<string, Box>;
  readonly rows: ReadonlyMap<string, Box>;
}

export const GUTTER = 26;
const HEAD = { hub: 40, bar: 30, mini: 0 };
const VHOST = 25;

/** Boxes relative to the queue node. Rows that do not fit are left out. */
export function cellsOf(
  preset: Preset,
  size: { width: number; height: number },
  rows: readonly QueueRow[],
): Cells {
  const heads = new Map<string, Box>();
  const boxes = new Map<string, Box>();
  const vhosts = [...new Set(rows.map((row) => row.vhost))];
  if (preset === 'mini') return { heads, rows: boxes };
  if (preset === 'hub') {
    const free = size.height - HEAD.hub - 8 - vhosts.length * VHOST;
    const pitch = Math.min(32, Math.max(22, free / Math.max(1, rows.length)));
    let y = HEAD.hub;
    for (const vhost of vhosts) {
      heads.set(vhost, { x: GUTTER, y, width: size.width - 2 * GUTTER, height: VHOST });
      y += VHOST;
      for (const row of rows.filter((one) => one.vhost === vhost)) {
        if (y + pitch > size.height) break;
        boxes.set(row.key, { x: GUTTER, y, width: size.width - 2 * GUTTER, height: pitch });
        y += pitch;
      }
    }
    return { heads, rows: boxes };
  }
  const share = size.width / Math.max(1, vhosts.length);
  vhosts.forEach((vhost, i) => {
    const inner = share - 2 * 12;
    heads.set(vhost, { x: i * share + 16, y: 8, width: inner, height: VHOST });
    const mine = rows.filter((row) => row.vhost === vhost);
    mine.forEach((row, k) => {
      const width = inner / 2;
      const y = VHOST + 11 + Math.floor(k / 2) * 32;
      if (y + 32 > size.height) return;
      boxes.set(row.key, { x: i * share + 16 + (k % 2) * width, y, width: width - 12, height: 30 });
    });
  });
  return { heads, rows: boxes };
}
