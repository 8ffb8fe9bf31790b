import { expect, test } from 'vitest';
import { changedColumns, compareCells, compareKeys } from './cells.ts';

test('NULL comes before numbers, numbers before texts', () => {
  expect(['b', 2, null, 'a', 10].sort(compareCells)).toEqual([null, 2, 10, 'a', 'b']);
});

test('keys are compared column by column', () => {
  expect(compareKeys(['a', 2], ['a', 10])).toBeLessThan(0);
  expect(compareKeys(['b', 1], ['a', 9])).toBeGreaterThan(0);
  expect(compareKeys([1], [1])).toBe(0);
});

test('two versions differ in the columns whose values differ; a missing column is NULL', () => {
  expect(changedColumns({ a: 1, b: 'x', c: null }, { a: 1, b: 'y', d: 2 })).toEqual(['b', 'd']);
});
