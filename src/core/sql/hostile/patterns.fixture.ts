/** Patterns of LIKE and GLOB that make a slow matcher go back and forth for ever, or that a regular expression misreads. */
import { asking, type Hostile, times, together } from './hostile.fixture.ts';

const tables = (pattern: string): string => `SHOW TABLES IN nova_cell1 LIKE '${pattern}'`;
/** A text of so many letters a. */
const A = (n: number): string => `printf('%.*c', ${n}, 'a')`;

/** `MySQL's own LIKE`: no table has such a name. */
const SHOWN = asking({
  'thirty stars in a row and a letter that is not there': tables(`${times('%', 30)}!`),
  'stars and single places in turns': tables(`${times('%_', 20)}!`),
  'stars and a letter that is often there': tables(`${times('%s', 14)}%!`),
  'stars between all letters of a name':
    "SHOW TABLES IN nova_cell1 LIKE '%i%n%s%t%a%n%c%e%_%s%y%s%t%e%m%_%m%e%t%a%d%a%t%a%!'",
  'stars up to the last character': `SHOW DATABASES LIKE '${times('%', 65000)}'`,
  'single places up to the last character': `SHOW DATABASES LIKE '${times('_', 65000)}'`,
  'brackets of a pattern up to the last character': `SHOW DATABASES LIKE '${times('(', 65000)}'`,
  'stars in the columns of a table': `SHOW COLUMNS FROM nova_cell1.instances LIKE '${times('%', 30)}!'`,
  'backslashes up to the last character': `SHOW DATABASES LIKE '${times('\\', 65000)}'`,
  'a backslash at the end': tables('inst%\\'),
  'a repeated group of a regular expression': tables('(a+)+$'),
  'a class without its end': tables('[a-z'),
  'a count without its end': tables('a{1,99999}'),
  'a look ahead': tables('(?=a)(?!b)(?<n>c)\\\\1'),
  'a reference back': tables('\\\\1\\\\2\\\\k<a>'),
  'the end of a line in a pattern': tables('inst\n%\\\n'),
  'half a character in a pattern': tables('\ud83d%\ude00'),
  'letters of another alphabet with the same small letter': tables('in\u017ftan\u212aes'),
  'a pattern in double quotes': 'SHOW TABLES IN nova_api LIKE "%"',
  'a pattern of nothing': tables(''),
  'a pattern with a quote': tables("it''s"),
});

const MISREAD = [
  ...asking({
    'a point that is only a point': "SHOW TABLES IN nova_cell1 LIKE 'instances'",
    'letters of the other size': "SHOW TABLES IN nova_cell1 LIKE 'INSTANCE_'",
    'stars that stand for nothing': "SHOW TABLES IN nova_cell1 LIKE '%%instances%%'",
  }),
  ...asking({
    'a pattern without quotes': 'SHOW TABLES IN nova_cell1 LIKE %',
    'a pattern of two': "SHOW TABLES IN nova_cell1 LIKE 'a' 'b'",
    'a pattern that is a number': 'SHOW DATABASES LIKE 1',
  }),
];

/** SQLite's own matchers. */
const ASKED = [
  ...asking({
    'stars over a great text': `SELECT ${A(100000)} LIKE '${times('%a', 20)}%b'`,
    'stars and places over a great text': `SELECT ${A(100000)} LIKE '${times('%_', 40)}%b'`,
    'stars of GLOB over a great text': `SELECT ${A(100000)} GLOB '${times('*a', 20)}*b'`,
    'classes of GLOB over a great text': `SELECT ${A(50000)} GLOB '${times('*[!b]', 20)}*b'`,
    'a class of GLOB without its end': "SELECT 'a' GLOB '[a-'",
    'a class of GLOB turned around': "SELECT 'm' GLOB '[z-a]'",
    'a great text as the pattern': `SELECT 'a' LIKE ${A(50000)}`,
    'a pattern with an end that escapes nothing': "SELECT 'a' LIKE 'a\\' ESCAPE '\\'",
  }),
  ...asking({ 'a pattern of fifty thousand and one': `SELECT 'a' LIKE ${A(50001)}` }),
  ...asking({
    'two letters that escape': "SELECT 'a' LIKE 'a' ESCAPE 'xx'",
    'no letter that escapes': "SELECT 'a' LIKE 'a' ESCAPE ''",
  }),
  ...asking({
    'a LIKE between all pairs of columns': `SELECT count(*) FROM information_schema.TABLES a, information_schema.TABLES b WHERE a.TABLE_NAME LIKE '%' || b.TABLE_NAME || '%'`,
    'a star that escapes itself': "SELECT 'a%' LIKE 'a%%' ESCAPE '%'",
    'a NULL as a pattern': 'SELECT NULL LIKE NULL, 1 GLOB NULL',
  }),
];

export const PATTERNS: readonly Hostile[] = [...SHOWN, ...MISREAD, ...together(ASKED)];
