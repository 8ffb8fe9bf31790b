/** A vhost as a picture: each queue is a lane, from the exchange that fills it to whoever takes from it. */
import { exchangeType } from '../../core/amqp/built-in.ts';
import { indexOf, type TraceIndex } from '../../core/reading/trace-index.ts';
import type { Actor, JsonTable, MessageId, Published } from '../../core/trace/fact.ts';
import type { Trace } from '../../core/trace/trace.ts';
import type { QueueState, VhostState, World } from '../../core/trace/world.ts';
import { type ExchangeRoute, queuesOf, routesOf, throughDefault } from './routes.ts';

interface LaneKey {
  /** the exchange, where it is not that of the lane's group */
  readonly source: string | null;
  /** null = unknown */
  readonly key: string | null;
  readonly arguments: JsonTable | null;
}

export interface QueueLane {
  readonly queue: QueueState;
  readonly keys: readonly LaneKey[];
  /** the step's message came this way */
  readonly isLit: boolean;
}

export interface LaneGroup {
  /** '' = the default exchange; null = which one fills them is unknown */
  readonly exchange: string | null;
  readonly type: ExchangeRoute['type'];
  readonly lanes: readonly QueueLane[];
  /** exchanges that it leads to, too */
  readonly exchanges: readonly string[];
  readonly isLit: boolean;
}

/** Exchange by exchange, in the order of their queues: those by topic first, those for replies last. */
export function groupsOf(
  vhost: VhostState,
  message: Published | null,
  simulated: boolean,
  shows: (queue: QueueState) => boolean,
): readonly LaneGroup[] {
  const routes = routesOf(vhost, message, simulated);
  const byDefault = throughDefault(vhost, message) ? (message?.queues ?? []) : [];
  const { topic, fanout, reply } = queuesOf(vhost);
  const groups = new Map<string | null, QueueLane[]>();
  for (const queue of [...topic, ...fanout, ...reply].filter(shows)) {
    const own = routes.filter(
      (route) => route.destination_type === 'queue' && route.destination === queue.queue,
    );
    const isDefault = byDefault.includes(queue.queue);
    const exchange = own[0]?.exchange ?? (simulated || isDefault ? '' : null);
    const lanes = groups.get(exchange) ?? [];
    groups.set(exchange, lanes);
    lanes.push({
      queue,
      keys: keysOf(queue, own, exchange, isDefault),
      isLit: isDefault || own.some((route) => route.lit),
    });
  }
  const inside = [...groups].map(([exchange, lanes]) => groupOf(vhost, routes, exchange, lanes));
  return [...inside, ...withoutLanes(vhost, routes, groups)];
}

function keysOf(
  { queue }: QueueState,
  own: readonly ExchangeRoute[],
  exchange: string | null,
  isDefault: boolean,
): readonly LaneKey[] {
  if (exchange === null) return [{ source: null, key: null, arguments: null }];
  const byName: LaneKey = { source: exchange === '' ? null : '', key: queue, arguments: null };
  const bound = own.map(
    (route): LaneKey => ({
      source: route.exchange === exchange ? null : route.exchange,
      key: route.routing_key,
      arguments: route.arguments,
    }),
  );
  return exchange === '' || isDefault ? [byName, ...bound] : bound;
}

function groupOf(
  vhost: VhostState,
  routes: readonly ExchangeRoute[],
  exchange: string | null,
  lanes: readonly QueueLane[],
): LaneGroup {
  const own = routes.filter((route) => route.exchange === exchange);
  const isDefault = exchange === '' || exchange === null;
  return {
    exchange,
    type: isDefault ? null : (own[0]?.type ?? exchangeType(vhost, exchange)),
    lanes,
    exchanges: own.flatMap((route) =>
      route.destination_type === 'exchange' && route.destination !== null ? [route.destination] : [],
    ),
    isLit: own.some((route) => route.lit) || (isDefault && lanes.some((lane) => lane.isLit)),
  };
}

/** Exchanges that lead to no queue that is shown: told where the step's message stopped there or went on to another. */
function withoutLanes(
  vhost: VhostState,
  routes: readonly ExchangeRoute[],
  groups: ReadonlyMap<string | null, unknown>,
): readonly LaneGroup[] {
  const names = [...new Set(routes.map((route) => route.exchange))].filter((name) => !groups.has(name));
  return names
    .map((name) => groupOf(vhost, routes, name, []))
    .filter((group) => group.isLit || group.exchanges.length > 0 || isUsedInVain(vhost, group.exchange));
}

const isUsedInVain = (vhost: VhostState, exchange: string | null): boolean =>
  (vhost.exchanges.get(exchange ?? '')?.unroutable ?? 0) > 0;

/** A vhost with more queues shows those of the story; with fewer, those of periodic work too. */
const MANY = 40;

/** `vhost\nqueue` of every queue that a message goes through at some moment, so that lanes stand still while time moves. */
export const usedQueues = (trace: Trace, { queues }: VhostState): ReadonlySet<string> =>
  indexOf(trace).once(queues.size > MANY ? usedInStory : usedIn);

const usedIn = (index: TraceIndex): ReadonlySet<string> => usedBy(index, () => true);
const usedInStory = (index: TraceIndex): ReadonlySet<string> => usedBy(index, index.isStory);

function usedBy(index: TraceIndex, counts: (fact: Published) => boolean): ReadonlySet<string> {
  const used = new Set<string>();
  for (const fact of index.of('message.published').filter(counts)) {
    for (const queue of fact.queues) used.add(`${fact.vhost}\n${queue}`);
  }
  return used;
}

/** Who took from a queue that nobody takes from now; null = nobody ever did. */
export function lastConsumer(trace: Trace, world: World, { vhost, queue }: QueueState): Actor | null {
  const added = indexOf(trace)
    .of('consumer.added')
    .findLast((fact) => fact.index <= world.index && fact.vhost === vhost && fact.queue === queue);
  return added?.user ?? null;
}

/** Who acknowledged the message from that queue. */
export function holderOf(
  trace: Trace,
  world: World,
  { vhost, queue }: QueueState,
  id: MessageId,
): Actor | null {
  const acked = indexOf(trace)
    .messages.get(id)
    ?.acked.findLast((fact) => fact.index <= world.index && fact.vhost === vhost && fact.queue === queue);
  return acked?.actor ?? null;
}
