import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Binding } from '../trace/fact.ts';
import { headersMatch } from './headers-match.ts';
import { explainBinding, explainPattern } from './match.ts';
import { makeTopicTrie } from './topic-trie.ts';

const binding = (routing_key: string, args: Binding['arguments'] = {}): Binding => ({
  vhost: '/',
  source: 'x',
  destination: 'q',
  destination_type: 'queue',
  routing_key,
  arguments: args,
});
const sent = (routing_key: string, headers = {}) => ({ vhost: '/', exchange: 'x', routing_key, headers });

test('a wildcard is told with the words that it stood for', () => {
  expect(explainPattern('compute.*', 'compute.cpu1')).toEqual({
    kind: 'words',
    wildcards: [{ sign: '*', words: ['cpu1'] }],
  });
  expect(explainPattern('compute.#', 'compute')).toEqual({
    kind: 'words',
    wildcards: [{ sign: '#', words: [] }],
  });
  expect(explainPattern('#.log', 'a.b.log')).toEqual({
    kind: 'words',
    wildcards: [{ sign: '#', words: ['a', 'b'] }],
  });
});

test('a pattern that does not fit is told by its first fault', () => {
  expect(explainPattern('compute.*', 'compute')).toEqual({ kind: 'too few words', asked: 2, got: 1 });
  expect(explainPattern('compute.*', 'compute.a.b')).toEqual({ kind: 'too many words', asked: 2, got: 3 });
  expect(explainPattern('compute.*', 'network.a')).toMatchObject({
    kind: 'other word',
    place: 1,
    asked: 'compute',
    got: 'network',
  });
});

const word = fc.constantFrom('a', 'b', 'c');
const key = fc.array(word, { maxLength: 5 }).map((all) => all.join('.'));
const pattern = fc
  .array(fc.oneof(word, fc.constantFrom('*', '#')), { maxLength: 5 })
  .map((all) => all.join('.'));

test('what is told of a topic pattern is what the broker does', () => {
  fc.assert(
    fc.property(pattern, key, (asked, got) => {
      const trie = makeTopicTrie<string>();
      trie.add(asked, 'q');
      let routed = false;
      trie.match(got, () => {
        routed = true;
      });
      expect(explainBinding('topic', binding(asked), sent(got)).matches).toBe(routed);
    }),
    { seed: 3, numRuns: 2000 },
  );
});

const table = fc.dictionary(
  fc.constantFrom('type', 'year', 'x-a'),
  fc.constantFrom<number | string>(1, '1', 2),
  {
    maxKeys: 3,
  },
);
const how = fc.constantFrom('all', 'any', 'all-with-x', 'any-with-x');

test('what is told of a headers binding is what the broker does', () => {
  fc.assert(
    fc.property(table, table, how, (asked, headers, match) => {
      const args = { ...asked, 'x-match': match };
      const told = explainBinding('headers', binding('', args), sent('', headers));
      expect(told.matches).toBe(headersMatch(args, headers));
    }),
    { seed: 5, numRuns: 2000 },
  );
});

test('a headers binding names what agrees and what differs', () => {
  const args = { 'x-match': 'all', type: 'pdf', year: 2026 };
  expect(explainBinding('headers', binding('', args), sent('', { type: 'pdf', year: 1999 })).why).toEqual({
    kind: 'headers',
    how: 'all',
    agree: ['type'],
    differ: [{ name: 'year', asked: 2026, got: 1999 }],
  });
});
