/** Tabs in one row: what has no room stands behind a button, the chosen one never does. */
import { expect, it } from 'vitest';
import { fitting } from './fitting.ts';

const rem = (): number => 10;
const shown = (measured: string | null, chosen: number) => [...fitting(measured, chosen, rem)];

it('all stand in the row where they have room, gaps counted', () => {
  expect(shown('304 100 100 100', -1)).toEqual([0, 1, 2]);
  expect(shown('302 100 100 100', -1)).toEqual([0, 1]);
});

it('the chosen one stands there wherever it is in the list, and nothing overtakes one that had no room', () => {
  expect(shown('290 100 100 100 20', 3)).toEqual([3, 0]);
  expect(shown('400 100 100 100 100', 0)).toEqual([0, 1, 2]);
  expect(shown('300 100 100 100 20', -1)).toEqual([0, 1]);
  expect(shown('270 100 200 20 20', 0)).toEqual([0]);
});

it('before they were measured all of them are drawn', () => {
  expect(fitting(null, 0).has(9)).toBe(true);
});
