import { expect, test } from 'vitest';
import type { LayoutId } from '../databases/layouts.ts';
import { layoutOf, tablesOfLayout } from '../databases/layouts.ts';
import { seedRows } from '../databases/seed/seed.ts';
import type { Rows } from '../trace/trace.ts';
import { type ConsoleAnswer, MOST_ROWS, runScript } from './console.ts';

const ROWS: Rows = seedRows({ computes: ['cpu1', 'cpu2'] });
const COUNTS = Object.fromEntries(Object.entries(ROWS).map(([name, list]) => [name, list.length]));

function ask(script: string, layout: LayoutId = 'recorded', database: string | null = null): ConsoleAnswer[] {
  const answers: ConsoleAnswer[] = [];
  const now = '2026-11-22 07:16:57';
  runScript({ script, layout, physical: false, database, rows: ROWS, counts: COUNTS, now }, (answer) =>
    answers.push(answer),
  );
  return answers;
}
const values = (script: string, layout?: LayoutId, database: string | null = null): unknown => {
  const [answer] = ask(script, layout, database).slice(-1);
  return answer?.kind === 'rows' ? answer.rows : answer;
};

test('the copy holds the rows of the moment under the names of the layout', () => {
  expect(values("SELECT uuid FROM nova_cell1.instances WHERE hostname = 'warm1'")).toEqual([
    ['a2f6493e-5897-40e6-9671-6823a9d7b0b9'],
  ]);
  expect(values('SELECT count(*) FROM nova_api.allocations', 'devstack-2019')).toEqual([[6]]);
  expect(values('SELECT count(*) FROM nova.instances', 'one-nova')).toEqual([[2]]);
});

test('every table of every layout can be asked, the old and the archive tables too', () => {
  for (const { name, tables } of tablesOfLayout(layoutOf('recorded'))) {
    for (const table of tables) {
      const [[count]] = values(`SELECT count(*) FROM ${name}.\`${table.name}\``) as [[number]];
      expect(count, `${name}.${table.name}`).toBe((ROWS[`${name}.${table.name}`] ?? []).length);
    }
  }
  expect(values('SELECT count(*) FROM nova_cell1.shadow_instances')).toEqual([[0]]);
  expect(values('SELECT version FROM nova_api.migrate_version', 'devstack-2019')).toEqual([[61]]);
});

test('every table has the columns of its schema in their order, and its rows in theirs', () => {
  for (const { name, tables } of tablesOfLayout(layoutOf('recorded'))) {
    for (const table of tables) {
      const [answer] = ask(`SELECT * FROM ${name}.\`${table.name}\``);
      expect(
        answer?.kind === 'rows' && answer.columns.map((column) => column.name),
        `${name}.${table.name}`,
      ).toEqual(table.columns.map((column) => column.name));
    }
  }
});

test('a database is used until another is', () => {
  const answers = ask('USE nova_api; SELECT count(*) FROM flavors; USE nova_cell1; SELECT DATABASE();');
  expect(answers.map((answer) => (answer.kind === 'rows' ? answer.rows : answer.kind))).toEqual([
    'used',
    [[4]],
    'used',
    [['nova_cell1']],
  ]);
});

test('information_schema tells of the databases, of the tables with their rows, and of the columns', () => {
  expect(values('SELECT count(*) FROM information_schema.SCHEMATA', 'devstack-2019')).toEqual([[11]]);
  expect(
    values(
      "select table_schema, table_rows from INFORMATION_SCHEMA.tables where table_name = 'instances' order by 1",
    ),
  ).toEqual([
    ['nova_cell0', 0],
    ['nova_cell1', 2],
  ]);
  expect(
    values(
      "SELECT column_type, column_key FROM information_schema.COLUMNS WHERE table_schema = 'nova_api' AND table_name = 'flavors' AND column_name = 'flavorid'",
    ),
  ).toEqual([['varchar(255)', 'UNI']]);
});

test('a script ends at its first error and keeps the answers before it', () => {
  const answers = ask('SELECT 1; SELECT nothing; SELECT 2');
  expect(answers.map((answer) => answer.kind)).toEqual(['rows', 'error']);
});

test.each([
  ['SELECT * FORM nova_api.flavors', 'FORM'],
  ['SELECT 1; SELECT 1,, 2', ','],
  ['SELECT hots FROM nova_cell1.instances', 'hots'],
  ['SELECT i.hots FROM nova_cell1.instances i', 'i.hots'],
  ['SELECT nofunction(1)', 'nofunction'],
  ['SELECT abs(1, 2)', 'abs'],
  ["SELECT 'open", "'open"],
])('the error of %s stands at %s', (script, word) => {
  const [answer] = ask(script).slice(-1);
  expect(answer?.kind).toBe('error');
  if (answer?.kind !== 'error') return;
  expect(answer.place && script.slice(answer.place.at, answer.place.at + answer.place.length)).toBe(word);
});

test('the place is that of the text as it was typed, although names were completed', () => {
  const script = 'USE nova_cell1;\nSELECT uuid\nFROM instances\nWHERE hots = 1';
  const [answer] = ask(script).slice(-1);
  expect(answer).toMatchObject({ kind: 'error', place: { at: script.indexOf('hots'), length: 4 } });
});

test.each([
  'DELETE FROM nova_cell1.instances',
  'DROP TABLE nova_cell1.instances',
  'INSERT INTO nova_api.flavors (id) VALUES (9)',
])('%s would change rows: not modelled here, and the next question sees no trace', (script) => {
  const [answer] = ask(script);
  expect(answer).toMatchObject({ kind: 'not modelled', isWrite: true });
  expect(values('SELECT count(*) FROM nova_cell1.instances')).toEqual([[2]]);
});

test('at most a thousand rows are kept, and the answer says that it was cut', () => {
  const endless = 'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT a.x FROM c a, c b';
  const [answer] = ask(endless);
  expect(answer).toMatchObject({ kind: 'rows', cut: 'rows' });
  expect(answer?.kind === 'rows' && answer.rows).toHaveLength(MOST_ROWS);
});

test('a long value keeps its beginning, and the answer says so', () => {
  const [answer] = ask("SELECT repeat('x', 200000)");
  expect(answer).toMatchObject({ kind: 'rows', cut: 'bytes' });
  expect(answer?.kind === 'rows' && String(answer.rows[0]?.[0])).toHaveLength(65_536);
});

test('numbers and blobs come as they are: 64 bits whole, a blob as its bytes, NULL apart from nothing', () => {
  expect(values("SELECT 9223372036854775807, -5, 1.5, x'00FF', NULL, ''")).toEqual([
    [9223372036854775807n, -5, 1.5, new Uint8Array([0, 255]), null, ''],
  ]);
});

test('memory has a bound', () => {
  const [answer] = ask(
    'SELECT count(*) FROM (SELECT repeat(a.COLUMN_NAME, 100000) FROM information_schema.COLUMNS a) t',
  );
  expect(answer).toMatchObject({ kind: 'not modelled', what: 'an answer that needs so much memory' });
});

test('a column of NULLs stands where its type stands', () => {
  const [answer] = ask('SELECT task_state, internal_id FROM nova_cell1.instances');
  expect(answer?.kind === 'rows' && answer.columns.map((column) => column.numeric)).toEqual([false, true]);
});

test('the clock of the copy is the clock of the run', () => {
  expect(values('SELECT NOW(), VERSION(), USER()', 'devstack-2019')).toEqual([
    ['2026-11-22 07:16:57', '5.7.26', 'root@localhost'],
  ]);
});

test('a named parameter is bound, and is NULL where nothing was said', () => {
  const answers: ConsoleAnswer[] = [];
  const script = 'SELECT :host, :id + 1, :other IS NULL; SELECT :host';
  const parameters = { host: "cpu1' OR 1=1", id: 7 };
  const now = '2026-11-22 07:16:57';
  const request = {
    script,
    layout: 'recorded',
    physical: false,
    database: null,
    rows: {},
    counts: {},
    now,
  } as const;
  runScript({ ...request, parameters }, (answer) => answers.push(answer));
  expect(answers.map((answer) => (answer.kind === 'rows' ? answer.rows : answer))).toEqual([
    [["cpu1' OR 1=1", 8, 1]],
    [["cpu1' OR 1=1"]],
  ]);
});
