/** Values and sets that would fill the memory. The heap of the copy ends at 64 MiB. */
import { asking, each, type Hostile, times, together } from './hostile.fixture.ts';

const N = (n: number): string => `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n LIMIT ${n})`;
/** A text of so many letters. */
const T = (n: number): string => `repeat('x', ${n})`;

const VALUES = [
  ...asking({
    'a blob of 900 MB': 'SELECT space(900000000)',
    'random bytes of 500 MB': 'SELECT space(500000000)',
    'a text of 500 MB by its precision': `SELECT ${T(500000000)}`,
    'a number with 100 million digits behind the point': "SELECT printf('%.100000000f', 1.5)",
    'a number 400 million places wide': "SELECT printf('%400000000d', 1)",
    'hexadecimal digits of 40 MB': 'SELECT hex(space(40000000))',
    'hexadecimal digits of hexadecimal digits': 'SELECT hex(hex(hex(hex(hex(hex(space(1000000)))))))',
    'each letter made two': `SELECT replace(${T(40000000)}, 'x', 'yy')`,
    'each letter made a thousand, and each of those': `SELECT replace(replace(${T(1000)}, 'x', ${T(1000)}), 'x', ${T(1000)})`,
    'a blob quoted': 'SELECT quote(space(40000000))',
    'a text joined to itself': `SELECT concat(a, a, a, a) FROM (SELECT ${T(20000000)} AS a)`,
    'capitals of 40 MB, and small letters of them': `SELECT lower(upper(${T(40000000)}))`,
    'a text that doubles for ever':
      "WITH RECURSIVE c(x) AS (SELECT 'x' UNION ALL SELECT concat(x, x) FROM c) SELECT length(x) FROM c",
    'JSON in JSON in JSON':
      "WITH RECURSIVE c(j) AS (SELECT '[1]' UNION ALL SELECT json_array(json(j), json(j), json(j)) FROM c) SELECT max(length(j)) FROM c",
    'JSON text in JSON text, its quotes quoted':
      'WITH RECURSIVE c(j) AS (SELECT \'""\' UNION ALL SELECT json_quote(j) FROM c) SELECT max(length(j)) FROM c',
    'one row of a thousand texts of 64 kB': `SELECT ${each(1000, () => T(65536), ', ')}`,
    'the same great text in each of four columns': `SELECT ${each(4, (i) => `${T(20000000)} || ${i}`, ', ')}`,
  }),
  ...asking({
    'a blob of more than SQLite’s most': 'SELECT space(2147483647)',
    'a blob of 64 bits of length': 'SELECT space(9223372036854775807)',
    'a width of 31 bits': "SELECT printf('%*d', 2147483647, 1)",
  }),
];

const SETS = asking({
  'great texts joined to one': `${N(300)} SELECT group_concat(${T(500000)}) FROM n`,
  'great texts joined, each once': `${N(300)} SELECT group_concat(DISTINCT hex(concat(i, space(500000)))) FROM n`,
  'great texts joined in an order': `${N(300)} SELECT group_concat(${T(500000)}, ',' ORDER BY i DESC) FROM n`,
  'a JSON list of great texts': `${N(300)} SELECT json_arrayagg(${T(500000)}) FROM n`,
  'a JSON object of great texts': `${N(300)} SELECT json_objectagg(i, ${T(500000)}) FROM n`,
  'great values, each once': `${N(300)} SELECT count(*) FROM (SELECT DISTINCT concat(i, space(500000)) FROM n)`,
  'a group for each great value': `${N(300)} SELECT count(*) FROM n GROUP BY concat(i, space(500000))`,
  'a set of great values to look in': `${N(300)} SELECT 1 IN (SELECT concat(i, space(500000)) FROM n)`,
  'great values without those of another set': `${N(300)} SELECT concat(i, space(500000)) FROM n EXCEPT SELECT 1`,
  'great values in a window': `${N(300)} SELECT max(b) OVER (ORDER BY i ROWS BETWEEN 5000 PRECEDING AND 5000 FOLLOWING) FROM (SELECT i, concat(i, space(500000)) AS b FROM n)`,
  'great values kept for a second use': `${N(300)}, b AS MATERIALIZED (SELECT concat(i, space(500000)) AS v FROM n) SELECT count(*) FROM b x, b y WHERE x.v < y.v`,
  'great values as an index that SQLite makes by itself': `${N(300)} SELECT count(*) FROM (SELECT 1 AS k) q LEFT JOIN (SELECT concat(i, space(500000)) AS k FROM n LIMIT -1) b ON b.k = q.k`,
  'great values that wait in the queue of a recursion':
    'WITH RECURSIVE c(x) AS (SELECT space(500000) UNION ALL SELECT space(500000) FROM c UNION ALL SELECT space(500000) FROM c) SELECT length(x) FROM c WHERE x IS NULL',
  'great values that a recursion must know again':
    'WITH RECURSIVE c(x) AS (SELECT space(500000) UNION SELECT space(500000) FROM c) SELECT count(*) FROM c',
});

const ENDING = [
  ...asking({
    'a blob of 20 MB as a cell': 'SELECT space(20000000)',
    'a text of 8 MB as a cell': `SELECT ${T(8000000)}`,
    'a blob of 20 MB, taken for a text and back': 'SELECT CAST(CAST(space(20000000) AS TEXT) AS BLOB)',
    'one row of three hundred texts of 64 kB': `SELECT ${each(300, () => T(65536), ', ')}`,
    'forty answers of four megabytes each': times(`${N(100)} SELECT ${T(65536)} FROM n; `, 40),
    'a text of 20 MB as the name of nothing': `SELECT 1 AS a WHERE ${T(20000000)} IS NULL`,
  }),
  ...together(
    asking({
      'a blob of fewer bytes than none': 'SELECT space(-1) IS NOT NULL',
      'random bytes of fewer than none': 'SELECT length(space(-9223372036854775808))',
      'a text of precision below nothing': `SELECT ${T(-1)} IS NOT NULL`,
      'a width of the least number': "SELECT printf('%*d', -2147483648, 1) = '1'",
      'a format that writes to memory in C': "SELECT printf('%n%n%n%n', 1, 2, 3) = ''",
      'a JSON list of a million, row by row': `SELECT count(*) = 300001 FROM json_each('[' || replace(hex(space(300000)), '00', '1,') || '1]')`,
      'a needle of half the haystack': `SELECT instr(${T(40000)}, ${T(20000)} || 'y') = 0`,
      'a cut far behind the end of a great text': `SELECT substr(${T(1000000)}, 9223372036854775807, 5) = ''`,
      'the middle of a great blob': 'SELECT length(substr(space(30000000), 10000000, 10000000)) = 10000000',
      'a great text compared with itself': `SELECT a = b FROM (SELECT ${T(5000000)} AS a, ${T(5000000)} AS b)`,
    }),
  ),
];

export const MEMORY: readonly Hostile[] = [...VALUES, ...SETS, ...ENDING];
