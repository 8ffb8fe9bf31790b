import { expect, test } from 'vitest';
import { inOrder } from './slots.ts';

test('rows and columns of the next table take over the keys of those before them, in their order', () => {
  const [before, next] = [inOrder(), inOrder()];
  const [one, two] = [before('1'), before('2')];
  expect([next('7'), next('8')]).toEqual([one, two]);
});

test('within a table each keeps its key, wherever it comes to stand and whatever comes beside it', () => {
  const rowOf = inOrder();
  const [first, second] = [rowOf('a'), rowOf('b')];
  expect([rowOf('c'), rowOf('b'), rowOf('a')]).toEqual([expect.not.stringMatching(first), second, first]);
  expect(new Set(['a', 'b', 'c', 'd'].map((name) => rowOf(name))).size).toBe(4);
});

test('columns of the next table take over the keys as they stand, so that none has to move, and never one twice', () => {
  const next = inOrder(['3', '0', '1']);
  expect(['a', 'b', 'c', 'd', 'e'].map((name) => next(name))).toEqual(['3', '0', '1', '2', '4']);
});
