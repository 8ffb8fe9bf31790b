import { expect, test } from 'vitest';
import { parametersIn, parameterValue } from './parameters.ts';

test('the named parameters of a script are those outside of texts and comments, each once', () => {
  const script = `SELECT ':no', ":no", \`:no\` -- :no
    FROM t WHERE host = :host AND id > :id /* :no */ OR host != :host AND x = a::b AND y = : z`;
  expect(parametersIn(script)).toEqual(['host', 'id']);
  expect(parametersIn('SELECT 1')).toEqual([]);
});

test.each([
  ['cpu1', 'cpu1'],
  ['12', 12],
  ['-1.50', -1.5],
  ["'12'", '12'],
  ["'it''s'", "it's"],
  ['null', null],
  ['', ''],
  ["'", "'"],
  ['9223372036854775807', '9223372036854775807'],
])('%j is the value %j', (written, value) => {
  expect(parameterValue(written)).toBe(value);
});
