/** What happens to a link on its way: it opens the step that it named, or says which part of it is not understood. */
import { expect, test } from 'vitest';
import { parseLink as asWritten, type Link } from './link-codec.ts';
import { mendLink } from './link-mend.ts';

/** As the page reads it. */
const parseLink = (hash: string): Link => (asWritten(hash).isDamaged ? mendLink(hash) : asWritten(hash));

const whole = { lang: 'en', scenario: 'boot', step: { level: 'teaching', n: 5 } };

test.each([
  ['as it is', '#lang=en&s=boot&step=5'],
  ['with entities, as mail programs and wikis write it', '#lang=en&amp;s=boot&amp;step=5'],
  ['with entities of entities', '#lang=en&amp;amp;s=boot&amp;amp;step=5'],
  ['with entities by number', '#lang=en&#38;s=boot&#38;step=5'],
  ['with entities in hex', '#lang=en&#x26;s=boot&#x26;step=5'],
  ['with an escaped entity', '#lang=en%26amp%3Bs=boot%26amp%3Bstep=5'],
  ['escaped', '#lang%3Den%26s%3Dboot%26step%3D5'],
  ['escaped twice', '#lang%253Den%2526s%253Dboot%2526step%253D5'],
  ['escaped in part', '#lang=en%26s=boot%26step=5'],
  ['as quoted-printable', '#lang=3Den&s=3Dboot&step=3D5'],
  ['with a stop of its sentence', '#lang=en&s=boot&step=5.'],
  ['with a bracket of its sentence', '#lang=en&s=boot&step=5)'],
  ['with a bracket, a stop', '#lang=en&s=boot&step=5).'],
  ['with the bracket of a wiki', '#lang=en&s=boot&step=5]]'],
  ['with the angle of a mail', '#lang=en&s=boot&step=5>'],
  ['with a comma', '#lang=en&s=boot&step=5,'],
  ['with a quote', '#lang=en&s=boot&step=5"'],
  ['with an escaped quote', '#lang=en&s=boot&step=5%22'],
  ['with a Chinese stop', '#lang=en&s=boot&step=5。'],
  ['with a Chinese stop that the browser has escaped', '#lang=en&s=boot&step=5%E3%80%82'],
  ['with a Chinese bracket', '#lang=en&s=boot&step=5）'],
  ['with wide signs', '#lang＝en＆s＝boot＆step＝５'],
  [
    'with wide signs that the browser has escaped',
    '#lang%EF%BC%9Den%EF%BC%86s%EF%BC%9Dboot%EF%BC%86step%EF%BC%9D5',
  ],
  ['with a sign that nobody sees', '#lang=en&s=boot&step=5\u200b'],
  ['with a line broken', '#lang=en&s=boot&\r\n step=5'],
  ['with a space at its end', '#lang=en&s=boot&step=5%20'],
  ['with a second hash', '##lang=en&s=boot&step=5'],
  ['with a slash', '#/lang=en&s=boot&step=5'],
  ['with a question mark', '#?lang=en&s=boot&step=5'],
  ['with an escaped hash', '#%23lang=en&s=boot&step=5'],
  ['in capitals', '#LANG=EN&S=BOOT&STEP=5'],
  ['with semicolons', '#lang=en;s=boot;step=5'],
  ['in the middle of its last key', '#lang=en&s=boot&step=5&v'],
  ['cut in an escape', '#lang=en&s=boot&step=5%'],
])('a link opens its step: %s', (_how, hash) => {
  const read = parseLink(hash);
  expect(read).toMatchObject(whole);
  expect(read.unread.filter((part) => part !== 'v')).toEqual([]);
});

test('a language as programs write it', () => {
  expect(parseLink('#lang=zh_CN&s=boot').lang).toBe('zh-CN');
  expect(parseLink('#lang=zh-cn&s=boot').lang).toBe('zh-CN');
});

test('a link that ends in the middle says which part is lost', () => {
  expect(parseLink('#lang=en&s=boot&st')).toMatchObject({ lang: 'en', scenario: 'boot', unread: ['st'] });
  expect(parseLink('#lang=en&s=boot&step')).toMatchObject({ step: null, unread: ['step'] });
  expect(parseLink('#lang=en&s=boot&step=')).toMatchObject({ step: null, badStep: null, unread: ['step'] });
  expect(parseLink('#lang=en&s=bo')).toMatchObject({ scenario: 'bo' });
});

test('a value that fits nothing is named', () => {
  expect(parseLink('#s=boot&seed=abc&theme=pink&step=3').unread).toEqual(['seed=abc', 'theme=pink']);
});

test('a statement of the reader is left as it is, whatever stands in it and at its end', () => {
  const query = "select '&s=x', '%3D', 1; -- (so)";
  expect(parseLink(`#q=${encodeURIComponent(query)}&s=boot`)).toMatchObject({ query, scenario: 'boot' });
});

test('keys of other programs are kept, and no damage', () => {
  expect(parseLink('#lang=en&s=boot&step=5&utm_source=mail&x=')).toMatchObject({
    ...whole,
    unread: [],
    other: [
      ['utm_source', 'mail'],
      ['x', ''],
    ],
  });
});
