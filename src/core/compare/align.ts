/**
 * Pairs what happened in two runs, by keys that may repeat. In the manner of patience diff, in three rounds, each in the
 * order of both runs: keys that both have equally often; then those between the same two of these; then what is left.
 * Linear, and the same from either side.
 */

/** Partner of each element of `a` in `b` by index; -1 = none. Elements of a pair have equal keys. */
export function align(a: readonly string[], b: readonly string[]): readonly number[] {
  const pairs: IndexPairs = { ofA: a.map(() => -1), ofB: b.map(() => -1) };
  const [inA, inB] = [counts(a), counts(b)];
  const isAnchor = (key: string): boolean => inA.get(key) === inB.get(key);
  pairInOrder(
    pairs,
    a.map((key) => (isAnchor(key) ? key : null)),
    b.map((key) => (isAnchor(key) ? key : null)),
  );
  const behindOf = (partners: readonly number[], keys: readonly string[], name: (index: number) => number) =>
    anchorsBefore(partners, name).map((anchor, i) => `${anchor}\n${keys[i]}`);
  pairInOrder(
    pairs,
    behindOf(pairs.ofA, a, (i) => i),
    behindOf(pairs.ofB, b, (j) => pairs.ofB[j] as number),
  );
  pairInOrder(pairs, a, b);
  return pairs.ofA;
}

/** Pairs what is alone in both, on top of an alignment, by keys that say less. */
export function alignRest(
  pairs: readonly number[],
  a: readonly string[],
  b: readonly string[],
): readonly number[] {
  const taken = new Set(pairs);
  const [freeA, freeB] = [
    a.flatMap((_key, i) => (pairs[i] === -1 ? [i] : [])),
    b.flatMap((_key, j) => (taken.has(j) ? [] : [j])),
  ];
  const rest = align(
    freeA.map((i) => a[i] as string),
    freeB.map((j) => b[j] as string),
  );
  const all = [...pairs];
  rest.forEach((to, k) => {
    if (to >= 0) all[freeA[k] as number] = freeB[to] as number;
  });
  return all;
}

interface IndexPairs {
  readonly ofA: number[];
  readonly ofB: number[];
}

function counts(keys: readonly string[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const key of keys) found.set(key, (found.get(key) ?? 0) + 1);
  return found;
}

/** The k-th free element of a key with the k-th of the same key; null = not in this round. */
function pairInOrder(pairs: IndexPairs, a: readonly (string | null)[], b: readonly (string | null)[]): void {
  const waiting = new Map<string, number[]>();
  b.forEach((key, j) => {
    if (key === null || pairs.ofB[j] !== -1) return;
    const list = waiting.get(key);
    if (list) list.push(j);
    else waiting.set(key, [j]);
  });
  const next = new Map<string, number>();
  a.forEach((key, i) => {
    if (key === null || pairs.ofA[i] !== -1) return;
    const k = next.get(key) ?? 0;
    const j = waiting.get(key)?.[k];
    if (j === undefined) return;
    next.set(key, k + 1);
    pairs.ofA[i] = j;
    pairs.ofB[j] = i;
  });
}

/** For each element the name of the last paired one at or before it; -1 = none yet. */
function anchorsBefore(partners: readonly number[], name: (index: number) => number): readonly number[] {
  let last = -1;
  return partners.map((partner, index) => {
    if (partner >= 0) last = name(index);
    return last;
  });
}
