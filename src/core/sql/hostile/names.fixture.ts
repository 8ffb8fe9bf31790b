/** Names and texts that would be code somewhere else: in SQL, in HTML, in JavaScript's objects, in a path. */
import { asking, type Hostile, times, together } from './hostile.fixture.ts';

const I = 'nova_cell1.instances';

const INJECTED = [
  ...asking({
    'a condition that always holds': `SELECT uuid FROM ${I} WHERE hostname = '' OR '1'='1' --'`,
    'a condition that always holds, in a text': `SELECT uuid FROM ${I} WHERE hostname = ''' OR 1=1 --'`,
    'a second question through UNION': `SELECT uuid FROM ${I} WHERE 0 UNION SELECT sql FROM nova_cell1.sqlite_schema --`,
    'a condition that is asked bit by bit': `SELECT 1 WHERE substr((SELECT uuid FROM ${I} LIMIT 1), 1, 1) > '8'`,
    'a question in an order': `SELECT uuid FROM ${I} ORDER BY (SELECT CASE WHEN 1 THEN id ELSE uuid END)`,
    'quotes that quote quotes': "SELECT '''''''''', \"\"\"\"",
  }),
  ...asking({
    'the end of a text that never began': "' OR 1=1 --",
    'the end of a text in double quotes': '" OR ""="',
    'a table dropped behind a name': `SELECT uuid FROM ${I} WHERE hostname = 'Robert'); DROP TABLE instances; --'`,
    'a write behind an answer': `SELECT 1; DELETE FROM ${I} WHERE 'a'='a`,
    'a write behind a sentence': `SHOW TABLES IN nova_api; DROP DATABASE nova_api`,
    'a write behind USE': `USE nova_cell1; DELETE FROM instances`,
    'a write in the name of USE': 'USE `nova_cell1; DELETE FROM instances`',
    'a write in the name of a table': `DESCRIBE nova_api.\`flavors; DROP TABLE flavors\``,
    'a column count guessed': `SELECT uuid FROM ${I} ORDER BY 99`,
    'a UNION of too few columns': `SELECT * FROM ${I} UNION SELECT 1`,
    'a procedure as an analysis': `SELECT 1 FROM ${I} PROCEDURE ANALYSE(1, 1)`,
    'an attribute of a template': `SELECT \${process.env.HOME}`,
  }),
];

const XSS: readonly (readonly [what: string, text: string])[] = [
  ['a script', '<script>alert(1)</script>'],
  ['a picture that fails', '<img src=x onerror=alert(1)>'],
  ['an address that is code', 'javascript:alert(1)'],
  ['the end of an attribute', '" onmouseover="alert(1)'],
  ['a drawing that loads', '<svg/onload=alert(1)>'],
  ['the end of a comment and of a script', '--></script><script>alert(1)</script>'],
  ['a formula of a spreadsheet', '=HYPERLINK("http://x","y")'],
  ['a template', '{{constructor.constructor("alert(1)")()}}'],
];
const backticked = (text: string): string => `\`${text}\``;
const SCRIPTS = [
  ...XSS.flatMap(([what, text]) =>
    asking({ [`${what} as a value`]: `SELECT '${text.replaceAll("'", "''")}'` }),
  ),
  ...XSS.slice(0, 4).flatMap(([what, text]) =>
    asking({ [`${what} as a column’s name`]: `SELECT 1 AS ${backticked(text)}` }),
  ),
  ...XSS.slice(0, 3).flatMap(([what, text]) =>
    asking({ [`${what} as a database`]: `USE ${backticked(text)}` }),
  ),
  ...XSS.slice(2, 5).flatMap(([what, text]) =>
    asking({ [`${what} as a table`]: `SHOW CREATE TABLE nova_api.${backticked(text)}` }),
  ),
  ...XSS.slice(4, 6).flatMap(([what, text]) =>
    asking({ [`${what} as a function`]: `SELECT ${backticked(text)}(1)` }),
  ),
  ...asking({
    'a script as a pattern': "SHOW TABLES IN nova_api LIKE '<script>alert(1)</script>'",
  }),
];

const PROTOTYPES = [
  ...asking({ 'the prototype used': 'USE __proto__' }),
  ...asking({ 'the constructor’s tables': 'SHOW TABLES IN constructor' }),
  ...asking({
    'the making of a method': 'SHOW CREATE DATABASE hasOwnProperty',
  }),
  ...asking({
    'the prototype described': 'DESCRIBE nova_api.__proto__',
    'rows of the prototype': 'SELECT * FROM nova_api.__proto__',
  }),
  ...asking({
    'the making of a method of all objects': 'USE nova_api; SHOW CREATE TABLE toString',
    'the keys of a method': 'SHOW INDEX FROM toString FROM nova_api',
  }),
  ...asking({
    'the prototype of the prototype': 'SHOW COLUMNS FROM __proto__.__proto__',
  }),
  ...asking({
    'a method of information_schema': 'SELECT * FROM information_schema.valueOf',
  }),
  ...asking({
    'the prototype as a column': `SELECT __proto__ FROM ${I}`,
    'the length of a list as a column': `SELECT length FROM ${I}`,
  }),
  ...asking({
    'a constructor as a function': "SELECT constructor('return 1')",
    'a prototype as a function': 'SELECT __proto__()',
  }),
  ...asking({ 'a variable of the prototype': 'SELECT @@__proto__, @@constructor' }),
  ...asking({
    'the prototype as a pattern': "SHOW TABLES IN nova_api LIKE '__proto__'",
    'the constructor as a pattern of databases': "SHOW DATABASES LIKE 'constructor'",
    'a method as a pattern of columns': "SHOW COLUMNS FROM nova_api.flavors LIKE 'toString'",
    'columns with the names of all that an object has':
      'SELECT 1 AS __proto__, 2 AS constructor, 3 AS toString, 4 AS `then`, 5 AS length, 6 AS valueOf',
    'a table with the name of the prototype':
      'WITH __proto__ AS (SELECT 1 AS constructor) SELECT constructor FROM __proto__',
    'the prototype in JSON': `SELECT json_extract('{"__proto__": {"a": 1}}', '$.__proto__.a')`,
  }),
];

const LONG = [
  ...asking({
    'a database of sixty thousand letters': `USE ${times('n', 60000)}`,
    'a database of sixty thousand quotes': `USE \`${times('``', 30000)}\``,
    'a table of sixty thousand letters': `DESCRIBE nova_api.${times('t', 60000)}`,
    'a table to make of sixty thousand pictures': `SHOW CREATE TABLE nova_api.\`${times('\u{1f4a3}', 15000)}\``,
    'keys of a name with sixty thousand points': `SHOW KEYS FROM ${times('a.', 30000)}a`,
    'a table that leads out of its folder': 'SELECT * FROM nova_api.`../../../etc/passwd`',
    'a database that is a path': 'USE `/var/lib/mysql`',
    'a database of nothing': 'USE ``',
    'a database of one blank': 'USE ` `',
    'a table of nothing': 'SELECT * FROM nova_api.``',
    'a name that SQLite keeps for itself': 'SELECT * FROM nova_api.sqlite_nothing',
    'a name with three parts': 'SELECT * FROM def.nova_cell1.instances',
    'a letter that another alphabet has too': 'SELECT * FROM nova_api.\u212aey_pairs',
    'the Turkish letter that grows when it is made small': 'USE nova_ap\u0130',
    'USE of a text': "USE 'nova_api'",
    'USE of a number': 'USE 1',
    'USE of two': 'USE nova_api nova_cell1',
  }),
  ...asking({
    'a table of mixed letters': 'SELECT count(*) FROM NOVA_CELL1.InStAnCeS',
    'a word of SQL as a name': 'SELECT 1 AS `select`, 2 AS `from`, 3 AS ``',
    'an alias of a table like another table': `SELECT flavors.uuid FROM ${I} AS flavors`,
  }),
];

export const NAMES: readonly Hostile[] = together([...INJECTED, ...SCRIPTS, ...PROTOTYPES, ...LONG]);
