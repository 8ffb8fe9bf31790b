/** Numbers at their edges, dates out of time, and values that are none. */
import { asking, type Hostile, together } from './hostile.fixture.ts';

export const NUMBERS: readonly Hostile[] = together([
  ...asking({
    'the greatest whole number': 'SELECT 9223372036854775807',
    'the greatest whole number in hexadecimal digits': 'SELECT 0x7fffffffffffffff',
    'all bits but the first': 'SELECT ~(-9223372036854775808)',
  }),
  ...asking({
    'the least whole number': 'SELECT -9223372036854775808',
    'the greatest whole number, shifted': 'SELECT 1 << 63',
    'a real number far too small, made whole': 'SELECT CAST(-1e300 AS INTEGER)',
  }),
  ...asking({
    'a whole number that a real one cannot hold': 'SELECT 9007199254740992 + 1',
  }),
  ...asking({ 'the last number that both hold': 'SELECT 9007199254740991' }),
  ...asking({ 'one more than the greatest': 'SELECT 9223372036854775807 + 1' }),
  ...asking({ 'a number without an end': 'SELECT 1e999' }),
  ...asking({ 'a number without a beginning': 'SELECT -1e999' }),
  ...asking({
    'endless less endless': 'SELECT 1e999 - 1e999',
    'nothing times endless': 'SELECT 0 * 1e999',
    'a division by nothing': 'SELECT 1 / 0',
    'a division by nothing point nothing': 'SELECT 1.0 / 0.0',
    'a rest of a division by nothing': 'SELECT 1 % 0',
    'a root of less than nothing': 'SELECT sqrt(-1)',
    'a logarithm of nothing': 'SELECT ln(0)',
    'an arc of more than a circle': 'SELECT acos(2)',
    'a word as a date': "SELECT date('nonsense')",
    'the thirteenth month': "SELECT datetime('2026-13-45 99:99:99')",
    'a day beyond the last day': "SELECT datetime(1e18, 'unixepoch')",
    'a date moved for ever': "SELECT date('now', '+99999999999 years')",
    'NULL as a sum': 'SELECT sum(NULL)',
    'NULL by NULL': 'SELECT NULL / NULL',
  }),
  ...asking({
    'a shift by more bits than there are': 'SELECT 1 << 99999',
    'the least number by less than one': 'SELECT 5e-324 / 2',
    'a word made a number': "SELECT CAST('nonsense' AS INTEGER)",
    'a shift back by the least number': 'SELECT 1 >> 9223372036854775807',
    'the least whole number over minus one, its rest': 'SELECT -9223372036854775808 % -1',
  }),
  ...asking({ 'the least number above nothing': 'SELECT 4.9406564584124654e-324' }),
  ...asking({ 'the greatest real number': 'SELECT 1.7976931348623157e308' }),
  ...asking({ 'a blob of nothing': "SELECT x''" }),
  ...asking({
    'the least number without its sign': 'SELECT abs(-9223372036854775808)',
    'a sum beyond the greatest number':
      'SELECT sum(x) FROM (SELECT 9223372036854775807 AS x UNION ALL SELECT 1)',
  }),
  ...asking({
    'a number of seventeen hexadecimal digits': 'SELECT 0x1ffffffffffffffff',
    'a number with two points': 'SELECT 1.2.3',
    'a number with an exponent and a half': 'SELECT 1e1.5',
    'digits parted wrongly': 'SELECT 1__000',
    'a limit of a word': "SELECT 1 LIMIT 'x'",
    'a limit of half a row': 'SELECT 1 LIMIT 0.5',
    'an order by a column that is not there': 'SELECT 1 ORDER BY 7',
    'a group by a column below nothing': 'SELECT 1 GROUP BY -1, 0, 2',
    'a place in a window below nothing': 'SELECT nth_value(1, 0) OVER ()',
    'a window of rows below nothing': 'SELECT sum(1) OVER (ROWS -1 PRECEDING)',
    'a part of more than all': 'SELECT ntile(0) OVER ()',
    'bits of MySQL': "SELECT b'2'",
  }),
  ...asking({
    'the last limit and the last offset': 'SELECT 1 LIMIT 9223372036854775807 OFFSET -9223372036854775808',
    'places behind the point without end':
      'SELECT round(1.5, 9223372036854775807), round(1.5, -9223372036854775808)',
    'a real number at each edge, as a text':
      "SELECT printf('%!.26g', 1e308), printf('%.0e', 5e-324), printf('%d', 1e999)",
    'a number for each kind, compared':
      "SELECT 1 < '1', 1 = 1.0, '1' = 1, x'31' = '1', NULL = NULL, 9223372036854775807 = 9223372036854775807.0",
    'all dates of all times':
      "SELECT date(0), date(-1), julianday('-4713-11-24'), strftime('%s', '9999-12-31')",
    'digits parted rightly': 'SELECT 1_000_000, 0xff_ff',
    'a power of powers': 'SELECT pow(pow(10, 100), 100), exp(1000), -pow(0, -1)',
    'minus nothing': 'SELECT -0, -0.0, 0.0 * -1',
  }),
]);
