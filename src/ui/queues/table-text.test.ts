import { expect, test } from 'vitest';
import { readTable } from './table-text.ts';

test('lines and a JSON object give the same table, with the types of their values', () => {
  const table = { 'x-match': 'any', year: 2026, ok: true, none: null, text: '2026' };
  const lines = 'x-match=any\n year = 2026\nok=true\n\nnone=null\ntext="2026"';
  expect(readTable(lines)).toEqual({ ok: true, table });
  expect(readTable(JSON.stringify(table))).toEqual({ ok: true, table });
  expect(readTable('  ')).toEqual({ ok: true, table: {} });
});

test('a value may hold an equals sign, a name may not be empty', () => {
  expect(readTable('a=b=c')).toEqual({ ok: true, table: { a: 'b=c' } });
  expect(readTable('=b')).toEqual({ ok: false, line: '=b' });
});

test('what cannot be read is named', () => {
  expect(readTable('a=1\nword')).toEqual({ ok: false, line: 'word' });
  expect(readTable('{"a": }')).toEqual({ ok: false, line: '{"a": }' });
});
