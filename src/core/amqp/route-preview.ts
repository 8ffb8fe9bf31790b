/**
 * Where a message would go, and why not elsewhere: a pure function over a World's vhost, for traces of any source. It
 * walks the exchanges as `routing.ts` does and asks `match.ts` for its ruling, one binding at a time.
 */
import { CodedError } from '../base/assert.ts';
import type { Binding, JsonTable } from '../trace/fact.ts';
import type { VhostState } from '../trace/world.ts';
import { addressOf } from './address.ts';
import type { ExchangeType } from './api.ts';
import { BUILT_IN, exchangeType, isBuiltIn } from './built-in.ts';
import { notFound, refuse, resource } from './errors.ts';
import { comparedNames, headerAgrees, matchesAll } from './headers-match.ts';
import { explainBinding, explainPattern } from './match.ts';
import { topicWords } from './topic-trie.ts';

interface MessageAddress {
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

export function previewRoute(vhost: VhostState, address: MessageAddress): RoutePreview {
  try {
    checkExchange(vhost, address.exchange);
    addressOf(address.routing_key, { headers: address.headers });
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
    const visit = visitOf(vhost, next, address);
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
  address: MessageAddress,
): Visit {
  const { exchange } = coming;
  const type = exchangeType(vhost, exchange);
  const bindings =
    exchange === '' ? byName(vhost) : vhost.bindings.filter((binding) => binding.source === exchange);
  const ways = bindings.map((binding) => wayOf(binding, type ?? 'direct', address));
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

function wayOf(binding: Binding, type: ExchangeType, address: MessageAddress): Way {
  const fits = explainBinding(type, binding, address).matches;
  return { binding, fits, miss: fits ? null : missOf(binding, type, address) };
}

/** Of a binding that does not fit; with several keys (CC) it is told of the first. */
function missOf(binding: Binding, type: ExchangeType, address: MessageAddress): Miss {
  const { routing_key: asks, arguments: asked } = binding;
  if (type === 'topic') return topicMiss(asks, address.routing_key);
  if (type === 'headers') return headersMiss(asked, address.headers);
  return { kind: 'key', asks, has: address.routing_key };
}

const topicFits = (pattern: readonly string[], key: string): boolean =>
  explainPattern(pattern.join('.'), key).kind === 'words';

/** The longest beginning of the pattern that can begin the key: the word after it is the one that does not fit. */
function topicMiss(pattern: string, key: string): Miss {
  const asked = topicWords(pattern);
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
  const failing = comparedNames(asked).filter((name) => !headerAgrees(asked, name, headers));
  const has = (name: string): boolean => Object.hasOwn(headers, name);
  return {
    kind: 'headers',
    how: matchesAll(asked) ? 'all' : 'any',
    missing: failing.filter((name) => !has(name)),
    differing: failing.filter(has),
  };
}
