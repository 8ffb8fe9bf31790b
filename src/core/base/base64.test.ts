import { expect, it } from 'vitest';
import { textToBase64 } from './base64.ts';

it.each([
  '',
  'f',
  'fo',
  'foo',
  'foob',
  '\u00e9\u20ac\u{1f600}',
  'half of a pair: \ud800.',
  '\u0000\u007f\u0080\u07ff\u0800\uffff',
])('writes %j as everybody does', (text) =>
  expect(textToBase64(text)).toBe(Buffer.from(text, 'utf8').toString('base64')),
);
