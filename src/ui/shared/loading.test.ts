import { expect, test } from 'vitest';
import { makeLoading } from './loading.ts';

test('the page is loading until everything that began has ended, and an end counts once', () => {
  const loading = makeLoading();
  const seen: boolean[] = [];
  loading.subscribe(() => seen.push(loading.pending()));
  const first = loading.begin();
  const second = loading.begin();
  first();
  first();
  expect(loading.pending()).toBe(true);
  second();
  expect(loading.pending()).toBe(false);
  expect(seen).toEqual([true, true, true, false]);
});
