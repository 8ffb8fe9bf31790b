import { expect, test } from 'vitest';
import type { RowMark } from './marks.ts';
import { slotsOf } from './slots.ts';

test('rows and columns of the next table take over the keys of those before them, in their order', () => {
  const [before, next] = [slotsOf(), slotsOf()];
  const columns = (all: readonly string[], of: typeof next) => all.map((name) => of.columnOf(name));
  const rows = (all: readonly string[], of: typeof next) => all.map((name) => of.rowOf(name));
  expect(columns(['x', 'y'], next)).toEqual(columns(['a', 'b', 'c'], before).slice(0, 2));
  // however many columns either table has
  expect(rows(['7', '8'], next)).toEqual(rows(['1', '2'], before));
});

test('within a table a row keeps its key, wherever it comes to stand and whatever comes beside it', () => {
  const { rowOf } = slotsOf();
  const [first, second] = [rowOf('a'), rowOf('b')];
  expect([rowOf('c'), rowOf('b'), rowOf('a')]).toEqual([expect.not.stringMatching(first), second, first]);
  expect(new Set(['a', 'b', 'c', 'd'].map((name) => rowOf(name))).size).toBe(4);
});

test('cells that a row is first drawn with as changed begin anew, and stay what they are in the steps after', () => {
  const { freshIn } = slotsOf();
  const mark = (...columns: string[]): RowMark => ({
    kind: 'updated',
    key: [1],
    before: null,
    after: null,
    columns: new Set(columns),
    fact: 0,
  });
  expect([...freshIn('[1]', mark('vm_state'))]).toEqual(['vm_state']);
  expect([...freshIn('[1]', mark('task_state'))]).toEqual(['vm_state']);
  expect([...freshIn('[2]', null)]).toEqual([]);
  expect([...freshIn('[2]', mark('task_state'))]).toEqual([]);
});
