import { expect, test } from 'vitest';
import { layoutOf } from '../layouts.ts';
import type { Server } from './answers.ts';
import { printError } from './errors.ts';
import { countLine, gridLines, verticalLines } from './grid.ts';
import { statementsOf } from './script.ts';
import { readSentence } from './sentences.ts';
import { outcomeOf, type StatementOutcome } from './session.ts';
import { tokensOf } from './tokens.ts';

const DEVSTACK: Server = { layout: layoutOf('devstack-2019'), physical: false, database: null };
const using = (database: string): Server => ({ ...DEVSTACK, database });

const outcome = (text: string, server: Server = DEVSTACK): StatementOutcome => {
  const [statement] = statementsOf(text);
  return outcomeOf(server, statement!);
};
/** The first column of an answer, an error as the client prints it, or what is not modelled. */
function told(text: string, server: Server = DEVSTACK): unknown {
  const given = outcome(text, server);
  if (given.kind === 'grid') return given.grid.rows.map((row) => row[0]);
  if (given.kind === 'error') return printError(given.error);
  if (given.kind === 'not modelled') return `not modelled: ${given.what}`;
  return given.kind;
}

test('every character of a text belongs to one token', () => {
  for (const text of [
    "a 'b''c",
    '`x',
    '/* open',
    '--',
    '#',
    "x'00ff'",
    '中文 "y""z" [a]',
    '\\G\\',
    '1e+5.2',
  ]) {
    const tokens = tokensOf(text);
    expect(tokens.map((token) => token.text).join('')).toBe(text);
    expect(tokens.every((token) => token.text !== '')).toBe(true);
  }
});

test('a script is cut at its ends, and not within strings, names or comments', () => {
  const texts = statementsOf("SELECT ';' ; -- a; b\nSELECT `;` /* ; */\\G\n\n;SELECT 3");
  expect(texts.map((one) => [one.text, one.vertical, one.ended])).toEqual([
    ["SELECT ';'", false, true],
    ['SELECT `;`', true, true],
    ['SELECT 3', false, false],
  ]);
});

test('the client’s own commands end with their line', () => {
  const texts = statementsOf('use nova_api\nshow tables;\nquit\nselect 1;').map((one) => one.text);
  expect(texts).toEqual(['use nova_api', 'show tables', 'quit', 'select 1']);
  expect(statementsOf('use nova_api; select 1').map((one) => one.text)).toEqual(['use nova_api', 'select 1']);
  expect(statementsOf('select use\n from x').map((one) => one.text)).toEqual(['select use\n from x']);
});

test('\\c takes back what was begun', () => {
  expect(statementsOf('select nonsense \\c select 1;').map((one) => one.text)).toEqual(['select 1']);
});

test('a script of nothing has no statement', () => {
  for (const text of ['', ' \n\t', ';;;', '-- only\n# comments\n/* here */'])
    expect(statementsOf(text)).toEqual([]);
});

test('SHOW DATABASES is said in any letters, with or without its end, and can be narrowed', () => {
  for (const text of ['show databases', 'SHOW  DATABASES ;', 'Show Schemas;', '/* x */ show databases # y'])
    expect(told(text)).toHaveLength(11);
  expect(told("SHOW DATABASES LIKE 'nova%'")).toEqual(['nova_api', 'nova_cell0', 'nova_cell1']);
  expect(told("SHOW DATABASES LIKE 'nova\\_cell_'")).toEqual(['nova_cell0', 'nova_cell1']);
});

test('the name of the answer’s column carries the pattern', () => {
  const given = outcome("SHOW TABLES IN nova_api LIKE 'flavor%'");
  expect(given.kind === 'grid' && given.grid.columns[0]?.name).toBe('Tables_in_nova_api (flavor%)');
});

test('resource_providers is found in nova_api of a DevStack of 2019, and not where placement stands apart', () => {
  expect(told("SHOW TABLES IN nova_api LIKE 'resource_providers'")).toEqual(['resource_providers']);
  const apart: Server = { ...DEVSTACK, layout: layoutOf('placement-apart') };
  expect(told("SHOW TABLES IN nova_api LIKE 'resource_providers'", apart)).toEqual([]);
  expect(told("SHOW TABLES IN nova_api LIKE 'resource_providers'", { ...apart, physical: true })).toEqual([
    'resource_providers',
  ]);
});

test('there is no nova to use, but in the layouts that had one', () => {
  expect(told('USE nova')).toBe("ERROR 1049 (42000): Unknown database 'nova'");
  expect(outcome('use NOVA', { ...DEVSTACK, layout: layoutOf('one-nova') })).toEqual({
    kind: 'used',
    database: 'nova',
  });
});

test('without a database in use MySQL’s own words are said', () => {
  expect(told('SHOW TABLES')).toBe('ERROR 1046 (3D000): No database selected');
  expect(told('DESCRIBE instances')).toBe('ERROR 1046 (3D000): No database selected');
});

test('a table that is elsewhere is not found, and the error says where it was looked for', () => {
  expect(told('DESC instances', using('nova_api'))).toBe(
    "ERROR 1146 (42S02): Table 'nova_api.instances' doesn't exist",
  );
});

test('the server’s own databases are listed and say that they are not modelled', () => {
  expect(told('SHOW TABLES IN sys')).toBe('not modelled: sys');
  expect(told('SHOW PROCESSLIST')).toBe('not modelled: SHOW PROCESSLIST');
  expect(outcome('use performance_schema')).toEqual({ kind: 'used', database: 'performance_schema' });
});

test.each([
  ['SHOW TABELS', 'TABELS'],
  ['SHOW TABLES IN', ''],
  ['DESCRIBE', ''],
  ['SHOW DATABASES LIKE nova', 'nova'],
  ['SHOW CREATE TABLE a.b c', 'c'],
])('%s is refused where it goes wrong', (text, near) => {
  expect(told(text, using('nova_api'))).toContain(`near '${near}' at line 1`);
});

test('EXPLAIN of a name is DESCRIBE, of a statement it is another thing', () => {
  expect(told('EXPLAIN nova_api.flavors')).toContain('flavorid');
  expect(told('explain flavors name', using('nova_api'))).toEqual(['name']);
  expect(readSentence('EXPLAIN SELECT 1')).toBeNull();
  expect(readSentence('EXPLAIN QUERY PLAN SELECT 1')).toBeNull();
});

test('the client’s table: numbers at the right, NULL as a word, Han characters two places wide', () => {
  const columns = [
    { name: 'id', numeric: true },
    { name: 'name', numeric: false },
  ];
  const rows = [
    [1, '中文'],
    [1000, null],
  ];
  expect(gridLines({ columns, rows })).toEqual([
    '+------+--------+',
    '| id   | name   |',
    '+------+--------+',
    '|    1 | 中文   |',
    '| 1000 | NULL   |',
    '+------+--------+',
  ]);
  expect(verticalLines({ columns, rows: rows.slice(0, 1) })).toEqual([
    '*************************** 1. row ***************************',
    '  id: 1',
    'name: 中文',
  ]);
  expect([0, 1, 2].map((n) => countLine(n))).toEqual([
    'Empty set (0.00 sec)',
    '1 row in set (0.00 sec)',
    '2 rows in set (0.00 sec)',
  ]);
});

test('whole numbers beyond 2^53 and blobs are printed exactly', () => {
  const columns = [{ name: 'x', numeric: false }];
  const rows = [[9007199254740993n], [new Uint8Array([0, 255, 16])]];
  expect(gridLines({ columns, rows }).slice(3, 5)).toEqual(['| 9007199254740993 |', '| 0x00FF10         |']);
});
