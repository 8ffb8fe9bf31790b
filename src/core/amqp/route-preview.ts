/**
 * Where a message would go, and why not elsewhere: a pure function over a World's vhost, for traces of any source. It
 * walks the exchanges as `routing.ts` does and asks the broker's own matchers, one binding at a time.
 */
import { CodedError } from '../base/assert.ts';
import type { Binding, JsonTable } from '../trace/fact.ts';
import type { VhostState } from '../trace/world.ts';
import type { ExchangeType } from './api.ts';
import { notFound, refuse, resource } from './errors.ts';
import { BUILT_IN } from './exchange.ts';
import { headersMatch } from './headers-match.ts';
import { addressOf } from './routing.ts';
import { makeTopicTrie, topicWords } from './topic-trie.ts';

interface Address {
  /** '' = the default exchange */
  readonly exchange: string;
  readonly routing_key: string;
  readonly headers: JsonTable;
}

/** Why a binding does not fit. Words are counted from 1. */
export type Miss =
  | { readonly kind: 'key'; readonly asks: string; readonly has: string }
  /** topic: the pattern's word at this place is another */
  | { readonly kind: 'word'; readonly place: number; readonly asks: string; readonly has: string }
  /** topic: the key ends before this word of the pattern */
  | { readonly kind: 'too_short'; readonly place: number; readonly asks: string }
  /** topic: the pattern ends before this word of the key */
  | { readonly kind: 'too_long'; readonly place: number; readonly has: string }
  /** topic: what follows the pattern's first `#` fits no end of the key */
  | { readonly kind: 'after_hash'; readonly asks: string }
  /** headers, x-match all: each of these is missing or has another value; any: none of these agrees */
  | {
      readonly kind: 'headers';
      readonly how: 'all' | 'any';
      readonly missing: readonly string[];
      readonly differing: readonly string[];
    };

export interface Way {
  readonly binding: Binding;
  readonly fits: boolean;
  /** null when it fits */
  readonly miss: Miss | null;
}

/** One exchange that the message comes through. */
export interface Visit {
  readonly exchange: string;
  /** null = never seen declared (a recording): its bindings are unknown */
  readonly type: ExchangeType | null;
  /** how the message came here */
  readonly by: 'publish' | 'binding' | 'alternate';
  readonly from: string | null;
  /** the bindings of which it is the source; of the default exchange, every queue by its name */
  readonly ways: readonly Way[];
  /** the alternate exchange, when no way fits and it has one that exists */
  readonly alternate: string | null;
}

export interface RoutePreview {
  /** RabbitMQ's wording, when it would refuse the publish; then nothing is visited */
  readonly refused: string | null;
  /** each once, in the order in which the walk finds them */
  readonly queues: readonly string[];
  readonly visits: readonly Visit[];
}

export function previewRoute(vhost: VhostState, address: Address): RoutePreview {
  let keys: readonly string[];
  try {
    checkExchange(vhost, address.exchange);
    keys = addressOf(address.routing_key, { headers: address.headers }).keys;
  } catch (error) {
    if (!(error instanceof CodedError)) throw error;
    return { refused: error.message, queues: [], visits: [] };
  }
  const queues = new Set<string>();
  const visits = new Map<string, Visit>();
  const ahead: Pick<Visit, 'exchange' | 'by' | 'from'>[] = [
    { exchange: address.exchange, by: 'publish', from: null },
  ];
  for (const next of ahead) {
    if (visits.has(next.exchange)) continue;
    const visit = visitOf(vhost, next, keys, address.headers);
    visits.set(next.exchange, visit);
    for (const { fits, binding } of visit.ways) {
      if (!fits) continue;
      if (binding.destination_type === 'queue') queues.add(binding.destination);
      else ahead.push({ exchange: binding.destination, by: 'binding', from: next.exchange });
    }
    if (visit.alternate !== null) {
      ahead.push({ exchange: visit.alternate, by: 'alternate', from: next.exchange });
    }
  }
  return { refused: null, queues: [...queues], visits: [...visits.values()] };
}

/** Every exchange of a vhost by name, RabbitMQ's own among them. */
export function exchangeNames(vhost: VhostState): readonly string[] {
  const names = new Set([...BUILT_IN.map(([name]) => name), ...vhost.exchanges.keys()]);
  return [...names].sort();
}

export function exchangeType(vhost: VhostState, name: string): ExchangeType | null {
  return BUILT_IN.find(([own]) => own === name)?.[1] ?? vhost.exchanges.get(name)?.type ?? null;
}

export function isBuiltIn(name: string): boolean {
  return BUILT_IN.some(([own]) => own === name);
}

function checkExchange(vhost: VhostState, name: string): void {
  const known = vhost.exchanges.get(name);
  if (!known && !isBuiltIn(name)) notFound('exchange', name, vhost.vhost, 'basic.publish');
  if (known?.internal || name === 'amq.rabbitmq.trace') {
    const what = `cannot publish to internal ${resource('exchange', name, vhost.vhost)}`;
    refuse('ACCESS_REFUSED', what, 'basic.publish');
  }
}

function visitOf(
  vhost: VhostState,
  coming: Pick<Visit, 'exchange' | 'by' | 'from'>,
  keys: readonly string[],
  headers: JsonTable,
): Visit {
  const { exchange } = coming;
  const type = exchangeType(vhost, exchange);
  const bindings =
    exchange === '' ? byName(vhost) : vhost.bindings.filter((binding) => binding.source === exchange);
  const ways = bindings.map((binding) => wayOf(binding, type ?? 'direct', keys, headers));
  const named = vhost.exchanges.get(exchange)?.arguments?.['alternate-exchange'];
  const exists = typeof named === 'string' && (vhost.exchanges.has(named) || isBuiltIn(named));
  const alternate = exists && !ways.some((way) => way.fits) ? named : null;
  return { ...coming, type, ways, alternate };
}

/** Every queue is bound to the default exchange by its name. */
const byName = (vhost: VhostState): readonly Binding[] =>
  [...vhost.queues.keys()].map((queue) => ({
    vhost: vhost.vhost,
    source: '',
    destination: queue,
    destination_type: 'queue',
    routing_key: queue,
    arguments: {},
  }));

/** A message has several keys when it carries CC or BCC: one that fits is enough; a miss is told of the first. */
function wayOf(binding: Binding, type: ExchangeType, keys: readonly string[], headers: JsonTable): Way {
  const misses = keys.map((key) => missOf(binding, type, key, headers));
  const fits = misses.includes(null);
  return { binding, fits, miss: fits ? null : (misses[0] ?? null) };
}

function missOf(binding: Binding, type: ExchangeType, key: string, headers: JsonTable): Miss | null {
  const asks = binding.routing_key;
  if (type === 'fanout') return null;
  if (type === 'direct') return asks === key ? null : { kind: 'key', asks, has: key };
  if (type === 'topic') return topicMiss(asks, key);
  return headersMatch(binding.arguments, headers) ? null : headersMiss(binding.arguments, headers);
}

function topicFits(pattern: readonly string[], key: string): boolean {
  const trie = makeTopicTrie<true>();
  let fits = false;
  trie.add(pattern.join('.'), true);
  trie.match(key, () => {
    fits = true;
  });
  return fits;
}

/** The longest beginning of the pattern that can begin the key: the word after it is the one that does not fit. */
function topicMiss(pattern: string, key: string): Miss | null {
  const asked = topicWords(pattern);
  if (topicFits(asked, key)) return null;
  const words = topicWords(key);
  const hash = asked.indexOf('#');
  let good = asked.length;
  while (good > 0 && !topicFits([...asked.slice(0, good), '#'], key)) good -= 1;
  if (hash >= 0 && hash < good) return { kind: 'after_hash', asks: asked.slice(hash + 1).join('.') };
  const ask = asked[good];
  const has = words[good];
  if (ask === undefined) return { kind: 'too_long', place: good + 1, has: has ?? '' };
  if (has === undefined) return { kind: 'too_short', place: good + 1, asks: ask };
  return { kind: 'word', place: good + 1, asks: ask, has };
}

function headersMiss(asked: JsonTable, headers: JsonTable): Miss {
  const how = String(asked['x-match'] ?? 'all');
  const withX = how.endsWith('-with-x');
  const names = Object.keys(asked).filter((name) => name !== 'x-match' && (withX || !name.startsWith('x-')));
  const agrees = (name: string): boolean =>
    headersMatch({ 'x-match': 'all-with-x', [name]: asked[name] ?? null }, headers);
  const failing = names.filter((name) => !agrees(name));
  const has = (name: string): boolean => Object.hasOwn(headers, name);
  return {
    kind: 'headers',
    how: how.startsWith('any') ? 'any' : 'all',
    missing: failing.filter((name) => !has(name)),
    differing: failing.filter(has),
  };
}
