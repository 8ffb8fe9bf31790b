/**
 * A second opinion, for tests: reads the facts alone and keeps its own book of copies and bindings, the plain and slow
 * way. Each entry that breaks a law is a sentence in `broken`.
 */
import type { Binding, Fact, FactOf } from '../trace/fact.ts';

interface LedgerEntry {
  readonly message: number;
  readonly queue: string;
  readonly persistent: boolean;
  /** microseconds; null = never */
  readonly expiresAt: number | null;
  place: 'ready' | 'unacked' | 'ended';
  holder: string;
  returned: boolean;
}

export interface Ledger {
  readonly broken: string[];
  read(fact: Fact): void;
  /** message ids of a queue's copies in that place, in order of publication */
  at(queue: string, place: 'ready' | 'unacked'): number[];
  heldBy(connection: string): number[];
  /** copies that a restart must keep */
  survivors(): string[];
  standing(): string[];
}

function matches(pattern: readonly string[], key: readonly string[]): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return key.length === 0;
  if (first === '#') return matches(rest, key) || (key.length > 0 && matches(pattern, key.slice(1)));
  return key.length > 0 && (first === '*' || first === key[0]) && matches(rest, key.slice(1));
}
const words = (text: string): string[] => (text === '' ? [] : text.split('.'));

const TYPES: Readonly<Record<string, string>> = {
  'amq.direct': 'direct',
  'amq.topic': 'topic',
  'amq.fanout': 'fanout',
};

/** M2: the queues of a publication by the bindings that stand, without any table or trie. */
function expectedQueues(
  bindings: readonly Binding[],
  queues: ReadonlySet<string>,
  exchange: string,
  routingKey: string,
): string[] {
  if (exchange === '') return queues.has(routingKey) ? [routingKey] : [];
  const found = new Set<string>();
  const visited = new Set<string>();
  const visit = (name: string): void => {
    if (visited.has(name)) return;
    visited.add(name);
    for (const binding of bindings.filter((each) => each.source === name)) {
      const type = TYPES[name];
      const hit =
        type === 'fanout' ||
        (type === 'direct' && binding.routing_key === routingKey) ||
        (type === 'topic' && matches(words(binding.routing_key), words(routingKey)));
      if (!hit) continue;
      if (binding.destination_type === 'queue') found.add(binding.destination);
      else visit(binding.destination);
    }
  };
  visit(exchange);
  return [...found].sort();
}

export function makeLedger(): Ledger {
  const broken: string[] = [];
  const entries: LedgerEntry[] = [];
  const queues = new Map<string, boolean>();
  let bindings: Binding[] = [];
  const say = (fact: Fact, what: string): void => {
    broken.push(`fact ${fact.index} ${fact.kind}: ${what}`);
  };
  const find = (fact: Fact, message: number, queue: string): LedgerEntry => {
    const entry = entries.find((each) => each.message === message && each.queue === queue);
    if (entry) return entry;
    throw new Error(`fact ${fact.index} tells of a copy that was never routed`);
  };
  const of = (queue: string, place: string): LedgerEntry[] =>
    entries.filter((each) => each.queue === queue && each.place === place);

  const published = (fact: FactOf<'message.published'>): void => {
    const expected = expectedQueues(bindings, new Set(queues.keys()), fact.exchange, fact.routing_key);
    if (expected.join() !== fact.queues.toSorted().join()) say(fact, `M2: ${fact.queues} is not ${expected}`);
    const { expiration, delivery_mode } = fact.properties;
    for (const queue of fact.queues) {
      const expiresAt = expiration === undefined ? null : fact.at + Number(expiration) * 1000;
      const persistent = delivery_mode === 2;
      const fresh = { place: 'ready', holder: '', returned: false } as const;
      entries.push({ message: fact.message, queue, persistent, expiresAt, ...fresh });
    }
  };
  const delivered = (fact: FactOf<'message.delivered'>): void => {
    const entry = find(fact, fact.message, fact.queue);
    if (entry.place !== 'ready') say(fact, `M3: a copy that is ${entry.place} was delivered`);
    const [first] = of(fact.queue, 'ready');
    if (first !== entry) say(fact, `M4/M5: message ${first?.message} stands before it`);
    if (fact.redelivered !== entry.returned) say(fact, `M5: redelivered is ${fact.redelivered}`);
    if (entry.expiresAt !== null && entry.expiresAt <= fact.at) say(fact, 'M7: delivered after its time');
    entry.place = 'unacked';
    entry.holder = fact.connection;
  };
  const dropped = (fact: FactOf<'message.dropped'>): void => {
    if (fact.queue === null) return;
    const entry = find(fact, fact.message, fact.queue);
    if (entry.place === 'ended') say(fact, 'M3: a second end');
    if (fact.reason === 'expired' && (entry.expiresAt ?? Number.POSITIVE_INFINITY) > fact.at) {
      say(fact, 'M7: dropped before its time');
    }
    entry.place = 'ended';
  };
  const settled = (fact: FactOf<'message.acked'> | FactOf<'message.requeued'>): void => {
    const entry = find(fact, fact.message, fact.queue);
    if (entry.place !== 'unacked') say(fact, `M3: a copy that is ${entry.place}`);
    entry.place = fact.kind === 'message.acked' ? 'ended' : 'ready';
    if (fact.kind === 'message.requeued') entry.returned = true;
  };

  return {
    broken,
    read(fact) {
      if (fact.kind === 'queue.declared') queues.set(fact.queue, fact.durable);
      else if (fact.kind === 'queue.deleted') queues.delete(fact.queue);
      else if (fact.kind === 'binding.added') bindings.push(fact);
      else if (fact.kind === 'binding.removed') {
        const key = (each: Binding): string => [each.source, each.destination, each.routing_key].join(' ');
        bindings = bindings.filter((each) => key(each) !== key(fact));
      } else if (fact.kind === 'message.published') published(fact);
      else if (fact.kind === 'message.delivered') delivered(fact);
      else if (fact.kind === 'message.dropped') dropped(fact);
      else if (fact.kind === 'message.acked' || fact.kind === 'message.requeued') settled(fact);
    },
    at: (queue, place) => of(queue, place).map((entry) => entry.message),
    heldBy: (connection) =>
      entries
        .filter((each) => each.place === 'unacked' && each.holder === connection)
        .map((each) => each.message),
    survivors: () =>
      entries
        .filter((each) => each.place !== 'ended' && each.persistent && queues.get(each.queue) === true)
        .map((each) => `${each.queue}/${each.message}`),
    standing: () =>
      entries.filter((each) => each.place !== 'ended').map((each) => `${each.queue}/${each.message}`),
  };
}
