/**
 * Why a binding lets a message through, or does not: the rules of AMQP's exchange types, told so that a reader can follow
 * them word by word. It reads a World (what is bound now), so that it works for recordings that declare what they bind.
 */
import type { Json } from '../base/json.ts';
import type { Binding, JsonTable } from '../trace/fact.ts';
import type { World } from '../trace/world.ts';
import { addressOf } from './address.ts';
import type { ExchangeType } from './api.ts';
import { exchangeType } from './built-in.ts';
import { comparedNames, headerAgrees, headersMatch, matchesAll } from './headers-match.ts';
import { topicWords } from './topic-trie.ts';

export type { ExchangeType };

/** A message as the exchange sees it. */
interface Sent {
  readonly vhost: string;
  /** '' = the default exchange */
  readonly exchange: string;
  readonly routing_key: string;
  readonly headers: JsonTable;
}

/** What a wildcard of a topic pattern stood for. */
interface Wildcard {
  readonly sign: '*' | '#';
  readonly words: readonly string[];
}

interface HeaderDifference {
  readonly name: string;
  readonly asked: Json;
  /** undefined = the message has no such header */
  readonly got: Json | undefined;
}

export type Why =
  | { readonly kind: 'any key' }
  | { readonly kind: 'equal key' }
  | { readonly kind: 'other key' }
  | { readonly kind: 'words'; readonly wildcards: readonly Wildcard[] }
  /** the word at `place` (from 1) is another one */
  | { readonly kind: 'other word'; readonly place: number; readonly asked: string; readonly got: string }
  /** `asked` = words that the pattern takes (at least, where it has a `#`) */
  | { readonly kind: 'too few words' | 'too many words'; readonly asked: number; readonly got: number }
  | {
      readonly kind: 'headers';
      readonly how: 'all' | 'any';
      readonly agree: readonly string[];
      readonly differ: readonly HeaderDifference[];
    };

export interface BindingMatch {
  readonly binding: Binding;
  readonly matches: boolean;
  readonly why: Why;
}

interface Routing {
  readonly exchange: string;
  /** null = unknown (a recording that shows no declaration) */
  readonly type: ExchangeType | null;
  /** every binding of the exchange, in the order in which they were made; [] for the default exchange, which has none of its own */
  readonly bindings: readonly BindingMatch[];
}

/** The exchange's view of a message, by the bindings that stand in `world`. */
export function explainRouting(world: World, sent: Sent): Routing {
  const vhost = world.vhosts.get(sent.vhost);
  const type = exchangeType(vhost, sent.exchange);
  const own = (vhost?.bindings ?? []).filter((one) => one.source === sent.exchange && sent.exchange !== '');
  return {
    exchange: sent.exchange,
    type,
    bindings: type === null ? [] : own.map((binding) => explainBinding(type, binding, sent)),
  };
}

/**
 * The one ruling of whether a binding lets a message through. A message has several keys when it carries CC or BCC: one
 * that fits is enough, and is told of; a miss is told of the first.
 */
export function explainBinding(
  type: ExchangeType,
  binding: Binding,
  { routing_key, headers }: Pick<Sent, 'routing_key' | 'headers'>,
): BindingMatch {
  const { keys } = addressOf(routing_key, { headers });
  const told = keys.map((key) => byKey(type, binding, key, headers));
  return told.find(({ matches }) => matches) ?? (told[0] as BindingMatch);
}

function byKey(type: ExchangeType, binding: Binding, key: string, headers: JsonTable): BindingMatch {
  switch (type) {
    case 'fanout':
      return { binding, matches: true, why: { kind: 'any key' } };
    case 'direct': {
      const matches = binding.routing_key === key;
      return { binding, matches, why: { kind: matches ? 'equal key' : 'other key' } };
    }
    case 'topic': {
      const why = explainPattern(binding.routing_key, key);
      return { binding, matches: why.kind === 'words', why };
    }
    case 'headers': {
      const why = explainHeaders(binding.arguments, headers);
      return { binding, matches: headersMatch(binding.arguments, headers), why };
    }
  }
}

/** `*` is exactly one word, `#` any number of them, none too; words lie between dots. */
export function explainPattern(pattern: string, key: string): Why {
  const asked = topicWords(pattern);
  const got = topicWords(key);
  const wildcards = align(asked, got);
  if (wildcards) return { kind: 'words', wildcards };
  const least = asked.filter((word) => word !== '#').length;
  const hash = asked.indexOf('#');
  const fixed = hash < 0 ? asked : asked.slice(0, hash);
  const place = fixed.findIndex((word, i) => got[i] !== undefined && word !== '*' && word !== got[i]);
  if (place >= 0) {
    return { kind: 'other word', place: place + 1, asked: asked[place] ?? '', got: got[place] ?? '' };
  }
  if (got.length < least) return { kind: 'too few words', asked: least, got: got.length };
  if (hash < 0) return { kind: 'too many words', asked: least, got: got.length };
  const last = asked.at(-1) ?? '';
  return { kind: 'other word', place: got.length, asked: last, got: got.at(-1) ?? '' };
}

/** What each wildcard stands for, `#` as short as can be; null when the key does not fit. */
function align(asked: readonly string[], got: readonly string[]): readonly Wildcard[] | null {
  // dead[i][j]: the pattern from i does not fit the key from j; keeps many # from costing more than their product
  const dead = new Set<string>();
  const walk = (i: number, j: number): Wildcard[] | null => {
    const word = asked[i];
    if (word === undefined) return j === got.length ? [] : null;
    const place = `${i} ${j}`;
    if (dead.has(place)) return null;
    if (word === '#') {
      for (let end = j; end <= got.length; end += 1) {
        const rest = walk(i + 1, end);
        if (rest) return [{ sign: '#', words: got.slice(j, end) }, ...rest];
      }
    } else if (j < got.length && (word === '*' || word === got[j])) {
      const rest = walk(i + 1, j + 1);
      if (rest) return word === '*' ? [{ sign: '*', words: got.slice(j, j + 1) }, ...rest] : rest;
    }
    dead.add(place);
    return null;
  };
  return walk(0, 0);
}

function explainHeaders(asked: JsonTable, headers: JsonTable): Extract<Why, { kind: 'headers' }> {
  const names = comparedNames(asked);
  const agree = names.filter((name) => headerAgrees(asked, name, headers));
  const differ = names
    .filter((name) => !agree.includes(name))
    .map((name) => ({
      name,
      asked: asked[name] ?? null,
      got: Object.hasOwn(headers, name) ? headers[name] : undefined,
    }));
  return { kind: 'headers', how: matchesAll(asked) ? 'all' : 'any', agree, differ };
}
