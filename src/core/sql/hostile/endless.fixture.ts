/** What does not end by itself, or would not if it were not cut; and recursions that SQLite refuses. */
import { asking, type Hostile } from './hostile.fixture.ts';

/** `c` counts from 1 and never ends. */
const C = 'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c)';
const COLUMNS = 'information_schema.COLUMNS';

/** Each of these takes the whole time of the watchdog: there are four, and there should be few. */
const RUNNING = asking({
  'one distinct value of an endless count, and then for ever the same': `${C} SELECT DISTINCT 1 FROM c`,
  'a recursion that puts two rows into the queue for each that it takes':
    'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x FROM c UNION ALL SELECT x FROM c) SELECT min(x) FROM c',
  'a cross join of all columns of all tables, three times': `SELECT count(*) FROM ${COLUMNS} a, ${COLUMNS} b, ${COLUMNS} d`,
  'an endless count after two answers': `SELECT 1; SELECT 2; ${C} SELECT count(*) FROM c`,
});

/** Memory against time: which of the two ends it first depends on the machine. */
const FILLING = asking({
  'a window over an endless count': `${C} SELECT sum(x) OVER () FROM c`,
});

const CUT = asking({
  'an endless count row by row': `${C} SELECT x FROM c`,
  'an endless count without a step':
    'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x FROM c) SELECT x FROM c',
  'endless rows of one great value': `${C} SELECT space(65536) FROM c`,
  'endless rows of two hundred columns': `${C} SELECT ${'x, '.repeat(199)}x FROM c`,
  'an endless count with a limit below nothing': `${C} SELECT x FROM c LIMIT -1`,
  'the row before each of an endless count': `${C} SELECT x, lag(x) OVER () FROM c`,
  'an endless count column by column': `${C} SELECT x FROM c\\G`,
  'endless rows of nothing': `${C} SELECT NULL FROM c`,
  'endless dice': `${C} SELECT random() FROM c`,
  'an endless list without a SELECT':
    'WITH RECURSIVE c AS (VALUES(1) UNION ALL SELECT 1 FROM c) SELECT * FROM c',
  'a recursion into the depth, newest first':
    'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c ORDER BY 1 DESC) SELECT x FROM c',
  'the plan of an endless question': `EXPLAIN QUERY PLAN ${C} SELECT count(*) FROM c`,
  'the program of an endless question': `EXPLAIN ${C} SELECT count(*) FROM c`,
  'a join of an endless count with the rows': `${C} SELECT c.x, i.uuid FROM c, nova_cell1.instances i`,
  'all texts of two letters, three, four, and so on':
    "WITH RECURSIVE c(x) AS (VALUES('a'), ('b') UNION ALL SELECT x || 'a' FROM c UNION ALL SELECT x || 'b' FROM c) SELECT x FROM c",
});

const FINITE = [
  ...asking({
    'the fifth of an endless count as a value': `SELECT (${C} SELECT x FROM c WHERE x = 5)`,
    'a limit that is a question': `SELECT count(*) FROM (${C} SELECT x FROM c LIMIT (SELECT 5))`,
    'a limit within the recursion': `WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 5) SELECT max(x) FROM c`,
    'a circle that UNION ends':
      'WITH RECURSIVE c(x) AS (SELECT 0 UNION SELECT (x + 1) % 5 FROM c) SELECT count(*) FROM c',
    'whether an endless count has a number': `SELECT 5 WHERE EXISTS (${C} SELECT 1 FROM c WHERE x = 9)`,
  }),
  ...asking({ 'nothing of an endless count': `SELECT count(*) FROM (${C} SELECT x FROM c LIMIT 0)` }),
  ...asking({
    'the set of Mandelbrot': `WITH RECURSIVE xs(x) AS (VALUES(-2.0) UNION ALL SELECT x + 0.1 FROM xs WHERE x < 1.2),
      ys(y) AS (VALUES(-1.0) UNION ALL SELECT y + 0.1 FROM ys WHERE y < 1.0),
      m(n, cx, cy, x, y) AS (SELECT 0, x, y, 0.0, 0.0 FROM xs, ys
        UNION ALL SELECT n + 1, cx, cy, x * x - y * y + cx, 2.0 * x * y + cy FROM m WHERE x * x + y * y < 4.0 AND n < 28)
      SELECT max(n), cx, cy FROM m GROUP BY cx, cy`,
    'each table against all tables':
      'SELECT sum((SELECT count(*) FROM information_schema.TABLES b WHERE b.TABLE_NAME < a.TABLE_NAME)) FROM information_schema.TABLES a',
    'fifty thousand numbers in a window of each': `WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 50000)
      SELECT avg(s) FROM (SELECT sum(x) OVER (ORDER BY x ROWS 3 PRECEDING) AS s FROM c)`,
  }),
];

const REFUSED = [
  ...asking({
    'two names that stand for each other':
      'WITH a AS (SELECT * FROM b), b AS (SELECT * FROM a) SELECT * FROM a',
    'three in a ring':
      'WITH RECURSIVE a AS (SELECT * FROM b), b AS (SELECT * FROM d), d AS (SELECT * FROM a) SELECT * FROM d',
    'a name that stands for itself': 'WITH a AS (SELECT * FROM a) SELECT * FROM a',
    'a table that hides itself': 'WITH instances AS (SELECT * FROM instances) SELECT * FROM instances',
  }),
  ...asking({
    'an aggregate within the recursion':
      'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT sum(x) FROM c) SELECT x FROM c',
    'a window within the recursion':
      'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT sum(x) OVER () FROM c) SELECT x FROM c',
  }),
  ...asking({
    'an endless count in order': `${C} SELECT x FROM c ORDER BY concat(x, space(500000))`,
  }),
  ...asking({
    'the recursion twice in one part':
      'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT a.x FROM c a, c b) SELECT x FROM c',
    'the recursion in a question within':
      'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT 1 WHERE 1 IN (SELECT x FROM c)) SELECT x FROM c',
    'a recursion without a beginning': 'WITH RECURSIVE c(x) AS (SELECT x FROM c) SELECT x FROM c',
    'a recursion of too many columns':
      'WITH RECURSIVE c(x) AS (SELECT 1, 2 UNION ALL SELECT x, x FROM c) SELECT x FROM c',
    'a recursion through EXCEPT': 'WITH RECURSIVE c(x) AS (SELECT 1 EXCEPT SELECT x FROM c) SELECT x FROM c',
    'an endless count with half a limit': `${C} SELECT x FROM c LIMIT`,
    'one recursion name for two': `WITH RECURSIVE c(x) AS (SELECT 1), c(x) AS (SELECT 2) SELECT x FROM c`,
  }),
];

export const ENDLESS: readonly Hostile[] = [...RUNNING, ...FILLING, ...CUT, ...FINITE, ...REFUSED];
