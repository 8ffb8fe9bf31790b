import { expect, test } from 'vitest';
import { slotsOf } from './slots.ts';

test('rows of the next table take over the keys of those before them, in their order', () => {
  const [before, next] = [slotsOf('nova_api.instance_mappings'), slotsOf('nova_cell1.instances')];
  expect(['a', 'b', 'c'].map((name) => next(name))).toEqual(['x', 'y', 'z'].map((name) => before(name)));
});

test('within a table a row keeps its key, wherever it comes to stand and whatever comes beside it', () => {
  const slot = slotsOf('nova_cell1.instances');
  const [first, second] = [slot('a'), slot('b')];
  expect([slot('c'), slot('b'), slot('a')]).toEqual([expect.not.stringMatching(first), second, first]);
  expect(new Set(['a', 'b', 'c', 'd'].map((name) => slot(name))).size).toBe(4);
});

test('what is to begin anew has a key that no other table has', () => {
  const [one, other] = [slotsOf('nova_cell1.instances'), slotsOf('nova_cell1.block_device_mapping')];
  expect(one('updated_at', true)).not.toBe(other('updated_at', true));
  expect(one('updated_at')).toBe(one('updated_at', true));
});
