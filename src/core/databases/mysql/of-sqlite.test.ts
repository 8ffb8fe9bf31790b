import { expect, test } from 'vitest';
import { printError } from './errors.ts';
import { mysqlErrorOf } from './of-sqlite.ts';

const said = (message: string, script: string, word: string): string => {
  const error = mysqlErrorOf(message, script, { at: script.indexOf(word) });
  return error ? printError(error) : '';
};

test('an unknown column is named with the clause that it stands in', () => {
  const script =
    'SELECT 1;\nSELECT uuid FROM instances i JOIN hosts h ON i.host = h.nam WHERE hots = 1 ORDER BY ag';
  expect(said('no such column: hots', script, 'hots')).toBe(
    "ERROR 1054 (42S22): Unknown column 'hots' in 'where clause'",
  );
  expect(said('no such column: h.nam', script, 'h.nam')).toContain("Unknown column 'h.nam' in 'on clause'");
  expect(said('no such column: ag', script, 'ag')).toContain("in 'order clause'");
  expect(said('no such column: uuid', script, 'uuid')).toContain("in 'field list'");
});

test('a wrong word is told by the rest of its statement and its line there', () => {
  const script = 'SELECT 1;\nSELECT *\nFORM nova_api.flavors; SELECT 2';
  expect(said('near "FORM": syntax error', script, 'FORM')).toMatch(
    /^ERROR 1064 \(42000\): You have an error .* near 'FORM nova_api.flavors' at line 2$/,
  );
});

test('tables, functions and the read-only copy have MySQL’s numbers', () => {
  expect(said('no such table: temp.x', 'SELECT * FROM temp.x', 'temp')).toBe(
    "ERROR 1146 (42S02): Table 'temp.x' doesn't exist",
  );
  expect(said('no such function: f', 'SELECT f(1)', 'f(')).toContain('ERROR 1305');
  expect(said('ambiguous column name: id', 'SELECT id FROM a, b', 'id')).toContain(
    "ERROR 1052 (23000): Column 'id' in 'field list' is ambiguous",
  );
  expect(said('attempt to write a readonly database', 'WITH x', 'WITH')).toContain('ERROR 1290');
});

test('what MySQL does not know keeps SQLite’s words', () => {
  expect(mysqlErrorOf('out of memory', 'SELECT 1', null)).toBeNull();
});
