import fc from 'fast-check';
import { expect, test } from 'vitest';
import { makeTopicTrie } from './topic-trie.ts';

/** Independent of the trie: straight recursion over the two lists of words. */
function naive(pattern: readonly string[], key: readonly string[]): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return key.length === 0;
  if (first === '#') return naive(rest, key) || (key.length > 0 && naive(pattern, key.slice(1)));
  return key.length > 0 && (first === '*' || first === key[0]) && naive(rest, key.slice(1));
}
const words = (text: string): string[] => (text === '' ? [] : text.split('.'));

function matches(pattern: string, key: string): boolean {
  const trie = makeTopicTrie<string>();
  trie.add(pattern, 'x');
  let found = false;
  trie.match(key, () => {
    found = true;
  });
  return found;
}

test.each([
  ['a.b', 'a.b', true],
  ['a.b', 'a.c', false],
  ['a.*', 'a.b', true],
  ['a.*', 'a', false],
  ['a.*', 'a.b.c', false],
  ['a.#', 'a', true],
  ['a.#', 'a.b.c', true],
  ['#', '', true],
  ['*', '', false],
  ['*.*', '.', true],
  ['*.#', 'a', true],
  ['*.#', '', false],
  ['a.*.b', 'a..b', true],
  ['#.b.#', 'a.b.c', true],
  ['a*', 'ab', false],
  ['a.b', 'a.*', false],
])('pattern %j and key %j: %j', (pattern, key, expected) => {
  expect(matches(pattern, key)).toBe(expected);
});

test('a trie of many patterns finds what a naive matcher finds, before and after some are removed', () => {
  const word = fc.constantFrom('a', 'b', 'compute', '', '*', '#');
  const pattern = fc.array(word, { maxLength: 5 }).map((list) => list.join('.'));
  const key = fc
    .array(fc.constantFrom('a', 'b', 'compute', ''), { maxLength: 6 })
    .map((list) => list.join('.'));
  fc.assert(
    fc.property(
      fc.uniqueArray(pattern, { maxLength: 12 }),
      fc.nat(12),
      key,
      (patterns, removed, routingKey) => {
        const trie = makeTopicTrie<string>();
        for (const each of patterns) trie.add(each, each);
        const look = (among: readonly string[]): void => {
          const found = new Set<string>();
          trie.match(routingKey, (value) => found.add(value));
          const expected = among.filter((each) => naive(words(each), words(routingKey)));
          expect([...found].sort()).toEqual(expected.sort());
        };
        look(patterns);
        for (const each of patterns.slice(0, removed)) trie.remove(each, each);
        look(patterns.slice(removed));
      },
    ),
    { seed: 3, numRuns: 1000 },
  );
});

test('many wildcards in one pattern cost no more than words times nodes', () => {
  const trie = makeTopicTrie<string>();
  const pattern = `${Array.from({ length: 20 }, () => '#.a').join('.')}.z`;
  trie.add(pattern, 'x');
  let visits = 0;
  trie.match(Array.from({ length: 60 }, () => 'a').join('.'), () => {
    visits += 1;
  });
  expect(visits).toBe(0);
});
