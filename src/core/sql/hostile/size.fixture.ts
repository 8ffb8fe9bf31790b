/** Statements that are deep, long or wide. */
import { asking, each, type Hostile, times, together } from './hostile.fixture.ts';

/** `text` within so many of `open` and `close`. */
const within = (n: number, open: string, text: string, close: string): string =>
  `${times(open, n)}${text}${times(close, n)}`;

const DEEP = [
  ...asking({
    'five thousand brackets': `SELECT ${within(5000, '(', '1', ')')}`,
    'brackets up to the last character': `SELECT ${within(32000, '(', '1', ')')}`,
    'brackets that are never closed': `SELECT ${times('(', 8000)}`,
    'brackets that were never opened': `SELECT 1${times(')', 8000)}`,
    'question in question in question': `SELECT * FROM ${within(1500, '(SELECT * FROM ', '(SELECT 1)', ')')}`,
    'question in value in question': `SELECT ${within(1500, '(SELECT ', '1', ')')}`,
    'EXISTS of EXISTS': `SELECT ${within(1200, 'EXISTS (SELECT ', '1', ')')}`,
    'IN of IN': `SELECT ${within(1200, '1 IN (SELECT ', '1', ')')}`,
    'CASE in CASE': `SELECT ${within(1200, 'CASE WHEN 1 THEN ', '1', ' END')}`,
    'CAST in CAST': `SELECT ${within(1200, 'CAST(', '1', ' AS TEXT)')}`,
    'a function of a function': `SELECT ${within(1500, 'abs(', '1', ')')}`,
    'not not not': `SELECT ${times('NOT ', 2000)}1`,
    'minus of minus': `SELECT ${times('- ', 3000)}1`,
    'all bits turned and turned back': `SELECT ${times('~', 3000)}1`,
    'a sum of three thousand': `SELECT 1${times('+1', 3000)}`,
    'three thousand conditions that must all hold': `SELECT 1${times(' AND 1', 3000)}`,
    'three thousand conditions of which one must hold': `SELECT 0${times(' OR 0', 3000)}`,
    'a text joined of three thousand': `SELECT 'a'${times("||'a'", 3000)}`,
    'equal to equal to equal': `SELECT 1${times('=1', 2000)}`,
    'a collation on a collation': `SELECT 'a'${times(' COLLATE NOCASE', 1200)}`,
    'between between and between': `SELECT ${within(1200, '1 BETWEEN ', '1', ' AND 1')}`,
    'a path of arrows into JSON': `SELECT '{}'${times(`->'a'`, 3000)}`,
    'joins within joins': `SELECT 1 FROM ${within(1500, '(', '(SELECT 1)', ' JOIN (SELECT 1))')}`,
    'fifteen hundred names of which each stands for the one before': `WITH a0 AS (SELECT 1 AS x)${each(1500, (i) => `, a${i + 1} AS (SELECT x FROM a${i})`)} SELECT * FROM a1500`,
    'forty names of which each stands twice for the one before': `WITH a0 AS (SELECT 1 AS x)${each(40, (i) => `, a${i + 1} AS (SELECT x FROM a${i} UNION ALL SELECT x FROM a${i})`)} SELECT count(*) FROM a40`,
    'EXPLAIN of EXPLAIN of EXPLAIN': `${times('EXPLAIN ', 2000)}SELECT 1`,
    'WITH in WITH': `${within(1200, 'WITH a AS (', 'SELECT 1', ') SELECT * FROM a')}`,
    'a set of values in a set of values': `SELECT * FROM ${within(1500, '(VALUES(', '1', '))')}`,
  }),
  ...asking({
    'JSON thirty thousand lists deep': `SELECT json('${within(30000, '[', '', ']')}')`,
    'JSON seven thousand objects deep': `SELECT json_type('${within(7000, '{"a":', '1', '}')}', '$.a')`,
    'JSON in its binary form that ends too early': "SELECT json(x'bcff')",
  }),
  ...asking({
    'JSON nine hundred lists deep, made pretty': `SELECT json_pretty('${within(900, '[', '1', ']')}')`,
    'two hundred questions within each other': `SELECT * FROM ${within(200, '(SELECT * FROM ', '(SELECT 1)', ')')}`,
  }),
];

/** Refused by SQLite's own limits, or answered at once. */
const LIMITS = [
  ...asking({
    'four thousand questions in a UNION': `SELECT 1${times(' UNION SELECT 1', 4000)}`,
    'three thousand questions in a UNION ALL': `SELECT 1${times(' UNION ALL SELECT 1', 3000)}`,
    'three thousand questions in an INTERSECT': `SELECT 1${times(' INTERSECT SELECT 1', 3000)}`,
    'two thousand and one columns': `SELECT 1${times(', 1', 2000)}`,
    'all columns of a wide table, sixty times': `SELECT ${times('*, ', 60)}* FROM nova_cell1.instances`,
    'two thousand and one groups': `SELECT 1 GROUP BY 1${times(', 1', 2000)}`,
    'two thousand and one orders': `SELECT 1 ORDER BY 1${times(', 1', 2000)}`,
    'a function of two thousand values': `SELECT max(1${times(', 1', 2000)})`,
  }),
  ...asking({ 'IS NULL IS NULL': `SELECT 1${times(' ISNULL', 9000)}` }),
  ...asking({
    'a list of thirty thousand to look in': `SELECT 1 IN (1${times(',1', 30000)})`,
    'the first of nine hundred that is no NULL': `SELECT coalesce(${times('NULL, ', 900)}1)`,
    'thirteen thousand words of a comment': `SELECT /* ${times('word ', 13000)} */ 1`,
    'twenty thousand lines of MySQL’s comment within a question': `SELECT${times('#\n', 20000)} 1`,
    'sixty thousand blanks': `SELECT${times(' ', 60000)}1`,
    'sixty thousand lines': `SELECT${times('\n', 60000)}1`,
    'thousands of ends': `${times(';', 60000)}SELECT 1`,
    'twenty thousand questions taken back': `${times('x\\c', 20000)}SELECT 1`,
    'three hundred windows of which none is used': `SELECT 1 WINDOW ${each(300, (i) => `w${i} AS (ORDER BY 1)`, ', ')}`,
    'two thousand names of which none is used': `WITH ${each(2000, (i) => `a${i} AS (SELECT ${i})`, ', ')} SELECT 1`,
    'sixty-four tables': `SELECT count(*) FROM (SELECT 1)${times(' JOIN (SELECT 1)', 63)}`,
    'a row of a thousand against its like': `SELECT (1${times(', 1', 900)}) = (1${times(', 1', 900)})`,
    'sixty thousand digits': `SELECT 1e0 < ${times('9', 60000)}`,
    'a number with sixty thousand digits behind its point': `SELECT round(1.${times('0', 60000)})`,
    'a blob of thirty thousand bytes, written out': `SELECT length(x'${times('00', 30000)}') / 30000`,
    'a text of sixty thousand letters in three bytes each': `SELECT length('${times('\u20ac', 60000)}') / 60000`,
    'a text of thirty thousand letters in four bytes each': `SELECT length('${times('\u{1f600}', 30000)}') / 30000`,
    'a JSON number of fifty thousand digits': `SELECT json_valid('${times('9', 50000)}')`,
    'a JSON path of ten thousand steps': `SELECT json_extract('[]', '$${times('[0]', 10000)}') IS NULL`,
  }),
];

const LONG = [
  ...asking({
    'sixty-five tables': `SELECT 1 FROM (SELECT 1)${times(' JOIN (SELECT 1)', 64)}`,
    'a thousand tables by a comma': `SELECT 1 FROM nova_api.flavors${times(', nova_api.flavors', 999)}`,
    'sixty wide tables joined by all that they have in common': `SELECT count(*) FROM nova_cell1.instances${times(' NATURAL JOIN nova_cell1.instances', 60)}`,
    'a column with a name of sixty thousand letters': `SELECT ${times('a', 60000)}`,
    'a function with a name of sixty thousand letters': `SELECT ${times('f', 60000)}(1)`,
    'three thousand parts of a name': `SELECT a${times('.a', 3000)}`,
    'thousands of names that WITH never closes': `WITH a${times(',a(', 21000)}`,
    'thousands of WITH of which none is closed': times('WITH a(', 9000),
    'thousands of functions in a list that is never closed': `WITH a AS (SELECT 1) SELECT 1${times(',f(', 21000)}`,
    'sixty thousand letters that are no statement': times('x', 60000),
    'six thousand commas': `SELECT ${times(',', 6000)}`,
    'six thousand points': `SELECT ${times('.', 6000)}`,
    'thousands of quotes': `SELECT ${times("'' ", 3000)}`,
    'a row of three thousand against a row of one': `SELECT (1${times(', 1', 3000)}) = (1)`,
    'one wrong word behind five thousand right ones': `SELECT 1${times(',1', 5000)} FORM nova_api.flavors`,
    'a column that no table has, its name of twenty thousand points': `SELECT [${times('.', 20000)}] FROM nova_api.flavors`,
    'thousands of conditions on a join': `SELECT 1 FROM (SELECT 1) a JOIN (SELECT 1) b ON 1${times(' AND 1', 3000)}`,
  }),
  ...asking({
    'two thousand columns': `SELECT 1${times(', 1', 1999)}`,
    'two thousand columns with names alike': `SELECT 1 AS a${times(', 1 AS a', 1999)}`,
    'three thousand rows, written out': `VALUES(1)${times(',(1)', 3000)}`,
    'a column named with sixty thousand letters': `SELECT 1 AS ${times('a', 60000)}`,
    'a column of two thousand NULLs from the widest table': `SELECT NULL AS host${times(', NULL AS host', 1900)} FROM nova_cell1.instances`,
    'five hundred questions': times('SELECT 1;', 500),
    'a hundred descriptions': times('DESC nova_cell1.instances;', 100),
    'five hundred lists of databases': times('show schemas;', 500),
    'a thousand databases used': times('use nova_api\n', 1000),
    'a statement of as many characters as there may be': `SELECT '${times('a', 65_527)}'`,
    'ends of both kinds in turns': times('SELECT 1\\G SELECT 2\\g ', 150),
    'all columns of all tables':
      'SELECT * FROM information_schema.COLUMNS a LEFT JOIN information_schema.TABLES b ON a.TABLE_NAME = b.TABLE_NAME',
  }),
  ...asking({
    'twenty thousand lines of comment before a question': `${times('--\n', 20000)}SELECT 1`,
  }),
];

export const SIZE: readonly Hostile[] = [...DEEP, ...together(LIMITS), ...LONG];
