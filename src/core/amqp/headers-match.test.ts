import { expect, test } from 'vitest';
import { headersMatch } from './headers-match.ts';

test.each([
  ['all is the default', { a: 1, b: 2 }, { a: 1, b: 2, c: 3 }, true],
  ['all wants every header', { a: 1, b: 2 }, { a: 1 }, false],
  ['any wants one', { 'x-match': 'any', a: 1, b: 2 }, { b: 2 }, true],
  ['values compare with their type', { a: 1 }, { a: '1' }, false],
  ['all with nothing to compare matches', {}, {}, true],
  ['any with nothing to compare does not', { 'x-match': 'any' }, { a: 1 }, false],
  ['names beginning x- are left out', { 'x-a': 1 }, {}, true],
  ['all-with-x takes them in', { 'x-match': 'all-with-x', 'x-a': 1 }, {}, false],
  ['any-with-x takes them in', { 'x-match': 'any-with-x', 'x-a': 1 }, { 'x-a': 1 }, true],
])('%s', (_title, asked, headers, expected) => {
  expect(headersMatch(asked, headers)).toBe(expected);
});
