/** Texts come pack by pack, in the language that is asked for. */
import { expect, test } from 'vitest';
import { forgetFailures, hasTexts, loadPack, loadTexts, packsIn, textsOf } from './packs.ts';

test('a subject that is not loaded is told by its name and its language', async () => {
  expect(() => textsOf('en').lab).toThrow("textsOf('en').lab");
  await loadTexts('en', ['lab']);
  expect(textsOf('en').lab.title).not.toBe('');
  expect(() => textsOf('zh-CN').lab).toThrow("textsOf('zh-CN').lab");
});

test('what is loaded in one language is what another needs to take its place', async () => {
  await loadTexts('en', ['start', 'waits']);
  expect(packsIn('en')).toEqual(expect.arrayContaining(['start', 'waits']));
  expect(hasTexts('zh-CN', packsIn('en'))).toBe(false);
  await loadTexts('zh-CN', packsIn('en'));
  expect(hasTexts('zh-CN', packsIn('en'))).toBe(true);
  expect(textsOf('zh-CN').page.title).toBe(textsOf('en').page.title);
});

test('drawing waits for one and the same promise; the texts are one object before and after', async () => {
  const before = textsOf('en');
  expect(loadPack('en', 'data')).toBe(loadPack('en', 'data'));
  await loadPack('en', 'data');
  forgetFailures();
  expect(loadPack('en', 'data')).toBe(loadPack('en', 'data'));
  expect(textsOf('en')).toBe(before);
});
