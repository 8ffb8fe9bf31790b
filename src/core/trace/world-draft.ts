/**
 * A World in the making. Maps and parts are copied the first time they are written to (and only then), so a World that
 * was handed out never changes and untouched parts keep their reference.
 */
import type { Actor, Binding, MessageId } from './fact.ts';
import type {
  ExchangeState,
  HttpState,
  LiveMessage,
  QueueState,
  ServiceState,
  VhostState,
  Wait,
  World,
} from './world.ts';
import { newService, newVhost, type WorldContext } from './world-start.ts';

interface DraftVhost {
  readonly vhost: string;
  exchanges: Map<string, ExchangeState>;
  queues: Map<string, QueueState>;
  bindings: readonly Binding[];
}

export interface Draft {
  readonly context: WorldContext;
  index: number;
  at: World['at'];
  broker_running: boolean;
  services: Map<Actor, ServiceState>;
  vhosts: Map<string, VhostState>;
  http: Map<number, HttpState>;
  messages: Map<MessageId, LiveMessage>;
  connections: Map<string, Actor>;
  present: ReadonlySet<Actor>;
  cut: ReadonlySet<string>;
  /** maps, vhosts and lists that this draft made itself and may write to */
  readonly owned: Set<object>;
}

export function makeDraft(from: World, context: WorldContext): Draft {
  return {
    context,
    index: from.index,
    at: from.at,
    broker_running: from.broker_running,
    services: from.services as Map<Actor, ServiceState>,
    vhosts: from.vhosts as Map<string, VhostState>,
    http: from.http as Map<number, HttpState>,
    messages: from.messages as Map<MessageId, LiveMessage>,
    connections: from.connections as Map<string, Actor>,
    present: from.present,
    cut: from.cut,
    owned: new Set(),
  };
}

/** Hands the draft out; it must not be written to afterwards. */
export function toWorld(draft: Draft): World {
  const { context: _context, owned: _owned, ...world } = draft;
  return world;
}

function own<K, V>(draft: Draft, map: Map<K, V>): Map<K, V> {
  if (draft.owned.has(map)) return map;
  const copy = new Map(map);
  draft.owned.add(copy);
  return copy;
}

/** A list that may be pushed to and shifted: `list` itself, or a copy the first time. */
export function ownList<T>(draft: Draft, list: readonly T[]): T[] {
  if (draft.owned.has(list)) return list as T[];
  const copy = [...list];
  draft.owned.add(copy);
  return copy;
}

export function pushed<T>(draft: Draft, list: readonly T[], item: T): T[] {
  const own = ownList(draft, list);
  own.push(item);
  return own;
}

/** `list` without `id`; cheap where `id` stands first. */
export function without(draft: Draft, list: readonly MessageId[], id: MessageId): readonly MessageId[] {
  return cut(draft, list, list.indexOf(id));
}

export function withoutWait(draft: Draft, list: readonly Wait[], msgId: string): readonly Wait[] {
  const place = list.findIndex((wait) => wait.msg_id === msgId);
  return cut(draft, list, place);
}

function cut<T>(draft: Draft, list: readonly T[], place: number): readonly T[] {
  if (place < 0) return list;
  const own = ownList(draft, list);
  own.splice(place, 1);
  return own;
}

/** Changes a service and says its state anew. The client and the broker are no services: nothing happens. */
export function changeService(
  draft: Draft,
  actor: Actor,
  change: (service: ServiceState) => Partial<ServiceState>,
): void {
  const known = draft.services.get(actor);
  if (!known) return;
  const next = { ...known, ...change(known) };
  draft.services = own(draft, draft.services);
  draft.services.set(actor, { ...next, state: stateOf(next) });
}

function stateOf(service: ServiceState): ServiceState['state'] {
  if (!service.running) return 'stopped';
  const { waits, blocked, asking } = service;
  if (waits.length > 0 || blocked.length > 0 || asking.length > 0) return 'waiting';
  const { working, serving, acts } = service;
  return working.length > 0 || serving.length > 0 || acts > 0 ? 'working' : 'idle';
}

/** Makes sure that a service that is not in the topology has its place: it started, so it is there. */
export function addService(draft: Draft, actor: Actor): void {
  if (draft.services.has(actor)) return;
  draft.services = own(draft, draft.services);
  draft.services.set(actor, newService(actor, true, draft.context.simulated));
}

export function writeVhost(draft: Draft, vhost: string): DraftVhost {
  const known = draft.vhosts.get(vhost) ?? newVhost(vhost);
  if (draft.owned.has(known)) return known as DraftVhost;
  const copy: DraftVhost = {
    vhost,
    exchanges: known.exchanges as Map<string, ExchangeState>,
    queues: known.queues as Map<string, QueueState>,
    bindings: known.bindings,
  };
  draft.owned.add(copy);
  draft.vhosts = own(draft, draft.vhosts);
  draft.vhosts.set(vhost, copy);
  return copy;
}

/** Changes a queue; one that was never declared (a recording) comes into being by being named. */
export function changeQueue(
  draft: Draft,
  vhost: string,
  queue: string,
  change: (queue: QueueState) => Partial<QueueState>,
): void {
  const place = writeVhost(draft, vhost);
  const known = place.queues.get(queue) ?? newQueue(draft, vhost, queue);
  place.queues = own(draft, place.queues);
  place.queues.set(queue, { ...known, ...change(known) });
}

function newQueue(draft: Draft, vhost: string, queue: string): QueueState {
  const { simulated } = draft.context;
  return {
    vhost,
    queue,
    declared: null,
    ready: [],
    unacked: simulated ? [] : null,
    consumers: [],
    enqueued: 0,
    delivered: 0,
    acked: simulated ? 0 : null,
    dropped: {},
  };
}

export function removeQueue(draft: Draft, vhost: string, queue: string): void {
  const place = writeVhost(draft, vhost);
  place.queues = own(draft, place.queues);
  place.queues.delete(queue);
}

export function changeExchange(
  draft: Draft,
  vhost: string,
  exchange: string,
  change: (exchange: ExchangeState) => Partial<ExchangeState>,
): void {
  const place = writeVhost(draft, vhost);
  const known = place.exchanges.get(exchange) ?? {
    vhost,
    exchange,
    type: null,
    durable: null,
    auto_delete: null,
    internal: null,
    arguments: null,
    published: 0,
    unroutable: 0,
  };
  place.exchanges = own(draft, place.exchanges);
  place.exchanges.set(exchange, { ...known, ...change(known) });
}

export function removeExchange(draft: Draft, vhost: string, exchange: string): void {
  const place = writeVhost(draft, vhost);
  place.exchanges = own(draft, place.exchanges);
  place.exchanges.delete(exchange);
}

export function setMessage(draft: Draft, message: LiveMessage): void {
  draft.messages = own(draft, draft.messages);
  if (message.copies.length === 0) draft.messages.delete(message.message);
  else draft.messages.set(message.message, message);
}

export function setHttp(draft: Draft, id: number, http: HttpState | null): void {
  draft.http = own(draft, draft.http);
  if (http) draft.http.set(id, http);
  else draft.http.delete(id);
}

export function setConnection(draft: Draft, connection: string, user: Actor | null): void {
  draft.connections = own(draft, draft.connections);
  if (user === null) draft.connections.delete(connection);
  else draft.connections.set(connection, user);
}

/** `set` with or without the item: a new set, as commands are few. */
export function withOrWithout<T>(set: ReadonlySet<T>, item: T, isIn: boolean): ReadonlySet<T> {
  if (set.has(item) === isIn) return set;
  const copy = new Set(set);
  if (isIn) copy.add(item);
  else copy.delete(item);
  return copy;
}
