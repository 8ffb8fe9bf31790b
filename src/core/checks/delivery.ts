/**
 * How queues hand out. M4: without requeue, one queue delivers what one connection published in the order of
 * publication. M5: what a dead consumer held goes back, marked as redelivered, before anything later is delivered. M7: an
 * expired copy is never delivered, and none is dropped as expired before its time.
 */
import type { Fact, FactOf } from '../trace/fact.ts';
import type { Trace } from '../trace/trace.ts';
import type { Violation } from './violation.ts';

interface HeldMessage {
  readonly key: string;
  readonly queue: string;
  readonly connection: string;
}

interface DeliveryState {
  readonly published: Map<number, FactOf<'message.published'>>;
  readonly queues: Map<string, FactOf<'queue.declared'>>;
  /** queue and publisher -> index of the last publication delivered for the first time */
  readonly lastDelivered: Map<string, number>;
  /** unacked copies by key */
  readonly held: Map<string, HeldMessage>;
  /** copies that were requeued once */
  readonly back: Set<string>;
  readonly dead: Set<string>;
  say(id: string, sentence: string): void;
}

export function checkDelivery(trace: Trace): readonly Violation[] {
  const found: Violation[] = [];
  let current: number | null = null;
  const state: DeliveryState = {
    published: new Map(),
    queues: new Map(),
    lastDelivered: new Map(),
    held: new Map(),
    back: new Set(),
    dead: new Set(),
    say: (id, sentence) => found.push({ id, fact: current, sentence }),
  };
  for (const fact of trace.facts) {
    current = fact.index;
    walk(state, fact);
  }
  current = null;
  for (const held of state.held.values()) reportDead(state, held);
  return found;
}

function walk(state: DeliveryState, fact: Fact): void {
  switch (fact.kind) {
    case 'queue.declared':
      state.queues.set(`${fact.vhost} ${fact.queue}`, fact);
      return;
    case 'message.published':
      state.published.set(fact.message, fact);
      return;
    case 'message.delivered':
      delivered(state, fact);
      return;
    case 'message.acked':
      state.held.delete(keyOf(fact));
      return;
    case 'message.requeued':
      state.held.delete(keyOf(fact));
      state.back.add(keyOf(fact));
      return;
    case 'message.dropped':
      state.held.delete(keyOf(fact));
      if (fact.reason === 'expired') expired(state, fact);
      return;
    case 'connection.closed':
      state.dead.add(fact.connection);
      return;
    default:
      return;
  }
}

type Placed = FactOf<'message.delivered' | 'message.acked' | 'message.requeued' | 'message.dropped'>;

function keyOf(fact: Placed): string {
  return `message ${fact.message} in ${fact.vhost} ${fact.queue}`;
}

function delivered(state: DeliveryState, fact: FactOf<'message.delivered'>): void {
  const key = keyOf(fact);
  const queue = `${fact.vhost} ${fact.queue}`;
  if (fact.redelivered !== state.back.has(key)) {
    const went = state.back.has(key) ? 'went back once' : 'never went back';
    state.say('M5', `${key} ${went} and was delivered with redelivered=${fact.redelivered}`);
  }
  for (const held of state.held.values()) if (held.queue === queue) reportDead(state, held);
  state.held.set(key, { key, queue, connection: fact.connection });
  const publication = state.published.get(fact.message);
  if (!publication) return;
  inOrder(state, fact, publication, queue);
  const due = expiryOf(state, publication, queue);
  if (due !== null && due > publication.at && fact.at >= due && !fact.redelivered) {
    state.say('M7', `${key} expired at ${due} us and was delivered at ${fact.at} us`);
  }
}

function inOrder(
  state: DeliveryState,
  fact: FactOf<'message.delivered'>,
  publication: FactOf<'message.published'>,
  queue: string,
): void {
  if (fact.redelivered || state.queues.get(queue)?.arguments['x-max-priority'] !== undefined) return;
  const lane = `${queue} from ${publication.connection}`;
  const last = state.lastDelivered.get(lane) ?? -1;
  if (publication.index < last) {
    state.say('M4', `${lane}: message ${fact.message} was delivered after one that was published later`);
  }
  state.lastDelivered.set(lane, Math.max(last, publication.index));
}

function reportDead(state: DeliveryState, held: HeldMessage): void {
  if (!state.dead.has(held.connection)) return;
  state.say('M5', `${held.key} was held by ${held.connection}, which is closed, and did not go back`);
  state.held.delete(held.key);
}

function expired(state: DeliveryState, fact: FactOf<'message.dropped'>): void {
  const publication = state.published.get(fact.message);
  if (!publication) return;
  const due = expiryOf(state, publication, `${fact.vhost} ${fact.queue}`);
  if (due === null) state.say('M7', `${keyOf(fact)} expired but carries no time to live`);
  else if (fact.at < due)
    state.say('M7', `${keyOf(fact)} was dropped as expired at ${fact.at} us, before ${due} us`);
}

/** Microseconds at which a copy expires: the smaller of the message's expiration and the queue's x-message-ttl; null = never. */
function expiryOf(
  state: DeliveryState,
  publication: FactOf<'message.published'>,
  queue: string,
): number | null {
  const ttl = state.queues.get(queue)?.arguments['x-message-ttl'];
  const own = publication.properties.expiration;
  const limits = [ttl, own === undefined ? undefined : Number(own)].filter(
    (each) => typeof each === 'number',
  );
  return limits.length === 0 ? null : publication.at + Math.min(...limits) * 1000;
}
