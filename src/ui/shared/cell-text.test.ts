import { expect, test } from 'vitest';
import { formOf } from './cell-text.ts';

test('NULL, an empty text and the text NULL are three different things', () => {
  expect(formOf(null).form).toBe('null');
  expect(formOf('').form).toBe('empty');
  expect(formOf('NULL')).toEqual({ form: 'text', text: 'NULL' });
});

test.each([
  'a2f6493e-5897-40e6-9671-6823a9d7b0b9',
  '24f00583e1234ad48e94c2e55568b464',
  'req-333a1be5-5897-40e6-9671-6823a9d7b0b9',
])('an id loses nothing by being shortened on the screen: %s', (id) => {
  const shown = formOf(id);
  expect(shown.form).toBe('id');
  if (shown.form === 'id') expect(shown.head + shown.middle + shown.tail).toBe(id);
});

test('long JSON opens with its keys on lines of their own, other long text as it is', () => {
  const json = formOf(JSON.stringify({ a: 'x'.repeat(70) }));
  expect(json.form === 'long' && json.text).toContain('\n  "a"');
  const text = '['.concat('x'.repeat(70));
  expect(formOf(text)).toMatchObject({ form: 'long', text });
});
