/** No text lies in a pack that nothing asks for: a start's text that nobody reads weighs at every opening. */
import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const SOURCES = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .map((file) => `src/${file.replaceAll('\\', '/')}`)
  .filter((file) => /\.tsx?$/.test(file));
const isPack = (file: string): boolean => /src\/i18n\/[^/]+\/(en|zh-CN)\.ts$/.test(file);
const isTest = (file: string): boolean => /\.(test|fixture)\.tsx?$/.test(file);
/** Each is read with all of its list, by no name. */
const LISTS = ['src/i18n/glossary/en.ts'];

test('each text of a pack is named by something that is no pack and no test', () => {
  const names = new Set<string>();
  for (const file of SOURCES)
    if (!isPack(file) && !isTest(file))
      for (const [name] of readFileSync(file, 'utf8').matchAll(/[\w$-]+/g)) names.add(name);
  const unread = SOURCES.filter(
    (file) => isPack(file) && file.endsWith('/en.ts') && !LISTS.includes(file),
  ).flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/^\s+'?([\w-]+)'?: /gm)]
      .filter(([, key = '']) => !names.has(key))
      .map(([, key]) => `${file}: ${key}`),
  );
  expect(unread).toEqual([]);
});
