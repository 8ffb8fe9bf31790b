import { expect, test } from 'vitest';
import { differences } from './history.ts';

test('only columns with another value differ, and a missing one counts as NULL', () => {
  expect(differences({ host: null, node: null, id: 1 }, { host: 'cpu1', id: 1 })).toEqual([
    { column: 'host', old: null, now: 'cpu1' },
  ]);
});

test('an empty text is not NULL', () => {
  expect(differences({ name: null }, { name: '' })).toHaveLength(1);
});
