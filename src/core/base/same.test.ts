import { expect, test } from 'vitest';
import { isSame } from './same.ts';

test('plain data says the same when its parts do', () => {
  const make = () => ({
    name: 'a',
    list: [1, { of: null }],
    set: new Set(['x']),
    map: new Map([['k', [1]]]),
  });
  expect(isSame(make(), make())).toBe(true);
});

test.each([
  [{ a: 1 }, { a: 2 }],
  [{ a: 1 }, { b: 1 }],
  [{ a: undefined }, { b: undefined }],
  [{ a: 1 }, { a: 1, b: 1 }],
  [[1, 2], [1]],
  [
    [1, 2],
    [2, 1],
  ],
  [new Set([1]), new Set([2])],
  [new Map([['k', 1]]), new Map([['k', 2]])],
  [new Map([['k', 1]]), new Set([['k', 1]])],
  [[], {}],
  [null, {}],
  ['1', 1],
])('%o and %o do not', (a, b) => {
  expect(isSame(a, b)).toBe(false);
  expect(isSame(b, a)).toBe(false);
});
