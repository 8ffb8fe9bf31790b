/**
 * Which queues have a line of their own in the queue node, and where that line lies. The same for the whole trace, so
 * that nothing jumps while a story is told: queues by name that Nova's services consume, one line for all reply queues.
 */
import { merged } from '../../core/reading/facts-after.ts';
import { indexOf, type TraceIndex } from '../../core/reading/trace-index.ts';
import type { Fact } from '../../core/trace/fact.ts';
import type { Trace } from '../../core/trace/trace.ts';
import type { QueueState, World } from '../../core/trace/world.ts';
import type { Box, FlowMap, Preset } from './geometry.ts';
import { isPlayground } from './layout.ts';
import { CLIENT_ROWS, type Hints } from './layout-clients.ts';

export interface QueueRow {
  readonly key: string;
  readonly vhost: string;
  /** `exchange`: on the map of a playground only */
  readonly kind: 'named' | 'replies' | 'others' | 'exchange';
  /** queue or exchange; '' for a line that stands for several queues, and for the default exchange */
  readonly name: string;
}
interface QueueCounts {
  readonly queues: number;
  readonly ready: number;
  /** null = unknown (a recording has no acks) */
  readonly unacked: number | null;
}

const ID = /[0-9a-f]{32}/;
const isReply = (queue: string): boolean => queue.startsWith('reply_');
const isNamed = (queue: string): boolean => !ID.test(queue);

export const queueRows = (trace: Trace): readonly QueueRow[] => indexOf(trace).once(rowsIn);

function rowsIn(index: TraceIndex): readonly QueueRow[] {
  const { topology } = index.head;
  const rowsOf = isPlayground(topology) ? playgroundRows : rowsOfVhost;
  return topology.vhosts.flatMap((vhost) => rowsOf(index, vhost));
}

const rowFor = (vhost: string, kind: QueueRow['kind'], name: string): QueueRow => ({
  key: `${vhost}\n${kind}\n${name}`,
  vhost,
  kind,
  name,
});

/** Every exchange and queue that is declared in the trace, in that order, and the default exchange where it is used. */
function playgroundRows(index: TraceIndex, vhost: string): QueueRow[] {
  const named = [...index.of('exchange.declared'), ...index.of('message.published')];
  const exchanges = namesHere(named, vhost, (fact) => fact.exchange);
  const queues = namesHere(index.of('queue.declared'), vhost, (fact) => fact.queue);
  return [
    ...exchanges.toSorted(byDefaultFirst).map((name) => rowFor(vhost, 'exchange', name)),
    ...queues.map((name) => rowFor(vhost, 'named', name)),
  ];
}

/** Each name once, in the order of the trace. */
function namesHere<F extends Fact & { readonly vhost: string }>(
  facts: readonly F[],
  vhost: string,
  nameOf: (fact: F) => string,
): readonly string[] {
  return [...new Set(merged([facts.filter((fact) => fact.vhost === vhost)]).map(nameOf))];
}

const byDefaultFirst = (a: string, b: string): number => Number(a !== '') - Number(b !== '');

/** What the map of a playground is laid out by: who only publishes stands apart from the others; one always does. */
export function hintsOf(trace: Trace): Hints {
  const index = indexOf(trace);
  const consumers = new Set(index.of('consumer.added').map((fact) => fact.user));
  const publishers = new Set(index.of('message.published').map((fact) => fact.actor));
  const clients = trace.topology.services.map((place) => place.actor);
  const apart = clients.filter((actor) => publishers.has(actor) && !consumers.has(actor));
  const first = clients.find((actor) => !consumers.has(actor)) ?? clients[0] ?? '';
  const left = new Set(apart.length > 0 ? apart : [first]);
  const receivers = new Set(clients.filter((actor) => !left.has(actor)));
  return { receivers, rows: queueRows(trace).length };
}

/** Named queues that a Nova service consumes as the story's messages need them, and every compute host's own queue. */
function rowsOfVhost(index: TraceIndex, vhost: string): QueueRow[] {
  const { services } = index.head.topology;
  const nova = new Set(services.filter((s) => s.kind !== 'peer').map((s) => s.actor));
  const got = index.of('message.delivered').filter((fact) => fact.vhost === vhost && nova.has(fact.actor));
  const consumed = index.of('consumer.added').filter((fact) => fact.vhost === vhost && nova.has(fact.user));
  const replies = [...got, ...consumed].some((fact) => isReply(fact.queue));
  const used = new Set(got.map(({ queue }) => queue).filter((queue) => !isReply(queue) && isNamed(queue)));
  const hosts = new Set(consumed.map(({ queue }) => queue).filter((queue) => /^compute\../.test(queue)));
  for (const place of services) {
    if (place.program === 'nova-compute' && place.vhosts.includes(vhost)) hosts.add(`compute.${place.host}`);
  }
  const names = [...used, ...hosts].filter((name, i, all) => all.indexOf(name) === i);
  const order = (name: string): string => `${hosts.has(name) ? 1 : 0}${name}`;
  return [
    ...names.toSorted((a, b) => (order(a) < order(b) ? -1 : 1)).map((name) => rowFor(vhost, 'named', name)),
    ...(replies ? [rowFor(vhost, 'replies', '')] : []),
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

/** The line of an exchange; null where exchanges have none. */
export function exchangeRowOf(rows: readonly QueueRow[], vhost: string, exchange: string): QueueRow | null {
  return rows.find((row) => row.kind === 'exchange' && row.vhost === vhost && row.name === exchange) ?? null;
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

interface Cells {
  /** headings: of a vhost, or (playground) `exchanges` and `queues` */
  readonly heads: ReadonlyMap<string, Box>;
  readonly rows: ReadonlyMap<string, Box>;
}

const GUTTER = 26;
const HEAD = { hub: 40, bar: 30, mini: 0 };
const VHOST = 25;

/** Boxes relative to the queue node. Rows that do not fit are left out. */
export function cellsOf(
  { preset, clients }: Pick<FlowMap, 'preset' | 'clients'>,
  size: { width: number; height: number },
  rows: readonly QueueRow[],
): Cells {
  if (clients) return clientCells(preset, size, rows);
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

/** The playground's lines: exchanges above, queues below, each under its heading where there is room for one. */
function clientCells(
  preset: Preset,
  size: { width: number; height: number },
  rows: readonly QueueRow[],
): Cells {
  const { head, section, pitch: wanted } = CLIENT_ROWS[preset];
  const heads = new Map<string, Box>();
  const boxes = new Map<string, Box>();
  const free = size.height - head - 2 * section - 10;
  const pitch = Math.min(wanted, Math.max(24, free / Math.max(1, rows.length)));
  const width = size.width - 2 * GUTTER;
  let y = head;
  for (const kind of ['exchange', 'named'] as const) {
    const mine = rows.filter((row) => row.kind === kind);
    if (mine.length === 0) continue;
    if (section > 0)
      heads.set(kind === 'exchange' ? 'exchanges' : 'queues', { x: GUTTER, y, width, height: section });
    y += section;
    for (const row of mine) {
      if (y + pitch > size.height) break;
      boxes.set(row.key, { x: GUTTER, y, width, height: pitch });
      y += pitch;
    }
  }
  return { heads, rows: boxes };
}
