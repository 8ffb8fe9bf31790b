/**
 * Random texts out of SQL's words, real names, signs, quotes and any characters. Nothing in them can be endless: there is no
 * RECURSIVE, and a text has few words. The names are those of the layout with one database of Nova's.
 */
import fc from 'fast-check';

const list = (text: string): readonly string[] => text.split('|').map((word) => word.trim());

const WORDS = [
  ...list(
    'SELECT|FROM|WHERE|GROUP BY|ORDER BY|HAVING|LIMIT|OFFSET|UNION|EXCEPT|AS|WITH|VALUES|JOIN|LEFT|NATURAL',
  ),
  ...list('ON|USING|CASE|WHEN|THEN|ELSE|END|CAST|AND|OR|NOT|IN|IS|NULL|LIKE|GLOB|BETWEEN|EXISTS|DISTINCT'),
  ...list(
    'INSERT INTO|UPDATE|SET|DELETE FROM|CREATE TABLE|CREATE TEMP VIEW|DROP TABLE|ALTER TABLE|RETURNING *',
  ),
  ...list(
    'ATTACH|DETACH|VACUUM INTO|PRAGMA|EXPLAIN|EXPLAIN QUERY PLAN|BEGIN|COMMIT|INTO OUTFILE|COLLATE NOCASE',
  ),
  ...list(
    'SHOW TABLES|SHOW DATABASES|SHOW COLUMNS|SHOW CREATE TABLE|DESCRIBE|USE|HELP|OVER|PARTITION BY|WINDOW',
  ),
  ...list('query_only|writable_schema|user_version|table_info|@@version'),
];
const TABLES = list(
  'nova.instances|nova.services|nova.instance_types|`nova`.`INSTANCES`|instances|sqlite_schema',
);
const COLUMNS = list('id|uuid|host|"id"|[uuid]|`host`|deleted|created_at|rowid');
const NAMES = [...TABLES, ...COLUMNS, ...list('x|nova|keystone|temp.x|main|mysql.user|*|nova.instances.id')];
const FUNCTIONS = list(
  'count|max|abs|length|hex|substr|replace|json_extract|coalesce|now|random|typeof|quote|date',
);
const SIGNS = [
  ...list('(|)|,|;|.|=|<|>|<>|->>|+|-|*|/|%|&|~|?|:x|@x|$x|[|]|--|#|/*|*/|\\|\\g|\\G|\\c'),
  ...['||', "'", '"', '`', "''", '\n', '\0', '\u00a0', '\ufeff', '\ud800'],
];
const NUMBERS = list("0|1|-1|9223372036854775807|1e999|0x7f|1.5|.5|x'00ff'|x'0'|'1'|1_0|NULL");

const anything = fc
  .string({ unit: 'binary', maxLength: 6 })
  .map((text) => text.replaceAll(/recursive/gi, ''));
const quoted = fc
  .tuple(fc.constantFrom("'", '"', '`'), anything)
  .map(([quote, text]) => `${quote}${text.replaceAll(quote, quote + quote)}${quote}`);

/** Anything behind anything; mostly behind a word that gets as far as SQLite. */
const soup = fc
  .tuple(
    fc.constantFrom(
      'SELECT ',
      'SELECT ',
      'SELECT 1 FROM ',
      'WITH x AS (',
      'EXPLAIN ',
      'VALUES(',
      'SELECT 1 ',
      '',
    ),
    fc.array(
      fc.tuple(
        fc.oneof(
          { weight: 5, arbitrary: fc.constantFrom(...WORDS) },
          { weight: 4, arbitrary: fc.constantFrom(...NAMES) },
          { weight: 4, arbitrary: fc.constantFrom(...SIGNS) },
          { weight: 2, arbitrary: fc.constantFrom(...NUMBERS) },
          { weight: 1, arbitrary: fc.constantFrom(...FUNCTIONS) },
          { weight: 1, arbitrary: quoted },
          { weight: 1, arbitrary: anything },
        ),
        fc.constantFrom(' ', ' ', ' ', '', '\n'),
      ),
      { maxLength: 14 },
    ),
  )
  .map(([head, parts]) => head + parts.flat().join(''));

const OPERATORS = [
  ' + ',
  ' = ',
  ' || ',
  ' AND ',
  ' OR ',
  ' LIKE ',
  ' IN ',
  ' -> ',
  ' IS ',
  ' < ',
  ' % ',
  ' << ',
];

/** Brackets, functions and signs around values, some of which are none. */
const { value } = fc.letrec<{ value: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    { weight: 4, arbitrary: fc.constantFrom(...COLUMNS) },
    { weight: 4, arbitrary: fc.constantFrom(...NUMBERS) },
    { weight: 1, arbitrary: quoted },
    {
      weight: 4,
      arbitrary: fc
        .tuple(tie('value'), fc.constantFrom(...OPERATORS), tie('value'))
        .map(([left, sign, right]) => (sign === ' IN ' ? `${left} IN (${right})` : left + sign + right)),
    },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom(...FUNCTIONS), tie('value'))
        .map(([called, given]) => `${called}(${given})`),
    },
    { weight: 1, arbitrary: tie('value').map((given) => `(SELECT ${given})`) },
    { weight: 1, arbitrary: tie('value').map((given) => `CASE WHEN ${given} THEN ${given} END`) },
  ),
}));

/** Questions in a good form, of one table. */
const question = fc
  .tuple(
    value,
    fc.constantFrom(...TABLES),
    value,
    value,
    fc.oneof(anything, fc.constantFrom('', '', ';', '\\G')),
  )
  .map(
    ([asked, table, condition, order, rest]) =>
      `SELECT ${asked} AS a FROM ${table} WHERE ${condition} ORDER BY ${order} ${rest}`,
  );

/** Writes behind a first word that reads, and behind none. */
const write = fc
  .tuple(
    fc.constantFrom(
      ...list('WITH x AS (SELECT 1)|with x(y) as (values(1))|EXPLAIN|/* SELECT */|SELECT 1;|(|'),
    ),
    fc.constantFrom(
      ...list('DELETE FROM nova.instances WHERE|UPDATE nova.instances SET host =|ATTACH'),
      ...list(
        'INSERT INTO nova.instances (uuid) SELECT|REPLACE/**/INTO nova.services (id) SELECT|PRAGMA query_only =',
      ),
    ),
    value,
    fc.constantFrom(...list('|RETURNING *|; SELECT count(*) FROM nova.instances|-- x')),
  )
  .map((parts) => parts.join(' '));

export const RANDOM_TEXTS = { soup, question, write } as const;
