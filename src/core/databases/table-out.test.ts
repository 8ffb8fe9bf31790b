import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fromCsv, toCsv, toJson, toMarkdown } from './table-out.ts';

test('a CSV begins with a byte order mark, quotes what needs it, and tells NULL from an empty text', () => {
  const text = toCsv({
    columns: ['id', 'a,b'],
    rows: [
      [1, 'x"y'],
      [null, ''],
      [-5, 'one\ntwo'],
    ],
  });
  expect(text).toBe('\uFEFFid,"a,b"\r\n1,"x""y"\r\n,""\r\n-5,"one\ntwo"\r\n');
  expect([...new TextEncoder().encode(text)].slice(0, 3)).toEqual([0xef, 0xbb, 0xbf]);
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', '\tx'])('the text %j is no formula in a spreadsheet', (text) => {
  expect(toCsv({ columns: ['x'], rows: [[text]] })).toContain(`'${text}`);
});

test('what a CSV was written from is read from it again', () => {
  const cell = fc.oneof(
    fc.constant(null),
    fc.string({ unit: 'binary' }).filter((text) => !/^[=+\-@\t\r]/.test(text)),
  );
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 8 }), (rows) => {
      const columns = ['a', 'b', 'c', 'd'].slice(0, rows[0]?.length ?? 2);
      const even = rows.map((row) => columns.map((_, i) => row[i] ?? null));
      expect(fromCsv(toCsv({ columns, rows: even }))).toEqual([columns, ...even]);
    }),
    { seed: 1, numRuns: 500 },
  );
});

test('JSON keeps 64-bit numbers and blobs as they are', () => {
  const text = toJson(
    {
      columns: ['n', 'b'],
      rows: [
        [9007199254740993n, new Uint8Array([1, 255])],
        [1.5, null],
      ],
    },
    { source: 'simulated', step: 3 },
  );
  expect(text).toContain('9007199254740993');
  expect(JSON.parse(text)).toMatchObject({
    source: 'simulated',
    step: 3,
    rows: [
      [expect.anything(), { hex: '01FF' }],
      [1.5, null],
    ],
  });
  expect(JSON.parse(toJson({ columns: ['a'], rows: [] }, {}))).toEqual({ columns: ['a'], rows: [] });
});

test('Markdown has no cell that breaks its table', () => {
  expect(toMarkdown({ columns: ['a'], rows: [['x|y\nz'], [null]] })).toBe(
    '| a |\n| --- |\n| x\\|y<br>z |\n| *NULL* |',
  );
});
