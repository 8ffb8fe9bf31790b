import fc from 'fast-check';
import { expect, test } from 'vitest';
import { align, alignRest } from './align.ts';

const keys = fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { maxLength: 12 });

test('a list is paired with itself element by element', () => {
  fc.assert(
    fc.property(keys, (a) => {
      expect(align(a, a)).toEqual(a.map((_key, i) => i));
    }),
    { seed: 1 },
  );
});

test('pairs have equal keys, and are the same from either side', () => {
  fc.assert(
    fc.property(keys, keys, (a, b) => {
      const [there, back] = [align(a, b), align(b, a)];
      there.forEach((j, i) => {
        if (j >= 0) expect([b[j], back[j]]).toEqual([a[i], i]);
      });
      expect(back.filter((i) => i >= 0)).toHaveLength(there.filter((j) => j >= 0).length);
    }),
    { seed: 2 },
  );
});

test('no two elements of one key stay alone on both sides, and a common beginning is paired with itself', () => {
  fc.assert(
    fc.property(keys, keys, keys, (start, a, b) => {
      const [left, right] = [
        [...start, ...a],
        [...start, ...b],
      ];
      const pairs = align(left, right);
      expect(pairs.slice(0, start.length)).toEqual(start.map((_key, i) => i));
      const alone = new Set(left.filter((_key, i) => pairs[i] === -1));
      right.forEach((key, j) => {
        if (!pairs.includes(j)) expect(alone.has(key)).toBe(false);
      });
    }),
    { seed: 3 },
  );
});

test('one that is missing in the middle is told by what stands around it', () => {
  expect(align(['x', 'm1', 'x', 'm2', 'x'], ['x', 'm1', 'm2', 'x'])).toEqual([0, 1, -1, 2, 3]);
});

test('what is alone in both is paired by lesser keys, and nothing else is', () => {
  expect(alignRest([0, -1, -1], ['p', 'q', 'r'], ['p', 'r', 's'])).toEqual([0, -1, 1]);
});
