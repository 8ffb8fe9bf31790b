/**
 * Topic patterns. Literal patterns stand in a map, so that they cost one look-up however many of them do not match;
 * patterns with `*` or `#` stand in a trie of words. The empty string is the list of no words.
 */

interface TrieNode<T> {
  readonly words: Map<string, TrieNode<T>>;
  star: TrieNode<T> | null;
  hash: TrieNode<T> | null;
  readonly values: Set<T>;
}

interface TopicTrie<T> {
  add(pattern: string, value: T): void;
  remove(pattern: string, value: T): void;
  /** Calls `visit` for every value whose pattern matches; a value may be visited once per way that leads to it. */
  match(routingKey: string, visit: (value: T) => void): void;
}

export const topicWords = (text: string): readonly string[] => (text === '' ? [] : text.split('.'));

const makeNode = <T>(): TrieNode<T> => ({ words: new Map(), star: null, hash: null, values: new Set() });

function childOf<T>(node: TrieNode<T>, word: string): TrieNode<T> | null {
  if (word === '*') return node.star;
  if (word === '#') return node.hash;
  return node.words.get(word) ?? null;
}

function addChild<T>(node: TrieNode<T>, word: string): TrieNode<T> {
  const made = makeNode<T>();
  if (word === '*') node.star = made;
  else if (word === '#') node.hash = made;
  else node.words.set(word, made);
  return made;
}

const isBare = <T>(node: TrieNode<T>): boolean =>
  node.values.size === 0 && node.words.size === 0 && !node.star && !node.hash;

/** Takes the value off and prunes the nodes that hold nothing any more. */
function removeFrom<T>(node: TrieNode<T>, words: readonly string[], at: number, value: T): void {
  const word = words[at];
  if (word === undefined) {
    node.values.delete(value);
    return;
  }
  const child = childOf(node, word);
  if (!child) return;
  removeFrom(child, words, at + 1, value);
  if (!isBare(child)) return;
  if (word === '*') node.star = null;
  else if (word === '#') node.hash = null;
  else node.words.delete(word);
}

/** A `#` node reached at word i has tried every later word too: `seen` cuts what it has tried already. */
function walk<T>(
  node: TrieNode<T>,
  words: readonly string[],
  at: number,
  seen: Map<TrieNode<T>, number>,
  visit: (value: T) => void,
): void {
  if (node.hash) {
    const until = seen.get(node.hash) ?? words.length + 1;
    if (at < until) seen.set(node.hash, at);
    for (let next = at; next < until; next += 1) walk(node.hash, words, next, seen, visit);
  }
  const word = words[at];
  if (word === undefined) {
    for (const value of node.values) visit(value);
    return;
  }
  const literal = node.words.get(word);
  if (literal) walk(literal, words, at + 1, seen, visit);
  if (node.star) walk(node.star, words, at + 1, seen, visit);
}

export function makeTopicTrie<T>(): TopicTrie<T> {
  const literals = new Map<string, Set<T>>();
  const root = makeNode<T>();
  /** of the match that runs; empty between two */
  const seen = new Map<TrieNode<T>, number>();
  const isLiteral = (words: readonly string[]): boolean => !words.includes('*') && !words.includes('#');
  return {
    add(pattern, value) {
      const words = topicWords(pattern);
      if (isLiteral(words)) {
        const known = literals.get(pattern);
        if (known) known.add(value);
        else literals.set(pattern, new Set([value]));
        return;
      }
      let node = root;
      for (const word of words) node = childOf(node, word) ?? addChild(node, word);
      node.values.add(value);
    },
    remove(pattern, value) {
      const words = topicWords(pattern);
      if (!isLiteral(words)) {
        removeFrom(root, words, 0, value);
        return;
      }
      const known = literals.get(pattern);
      known?.delete(value);
      if (known?.size === 0) literals.delete(pattern);
    },
    match(routingKey, visit) {
      for (const value of literals.get(routingKey) ?? []) visit(value);
      if (isBare(root)) return;
      walk(root, topicWords(routingKey), 0, seen, visit);
      if (seen.size > 0) seen.clear();
    },
  };
}
