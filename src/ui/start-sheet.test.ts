/** The sheet of the first picture leaves out folders whose parts are drawn later: nothing of the start may lie in one of them. */
import { existsSync, readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { withImports } from './shared/imports.fixture.ts';

const UI = fileURLToPath(new URL('./', import.meta.url));
const sheet = readFileSync(resolve(UI, 'start.css'), 'utf8');
const later = [...sheet.matchAll(/@source not "\.\/([a-z-]+)";/g)].map(([, folder = '']) => folder);

test('the folders that the sheet leaves out are there', () => {
  expect(later.length).toBeGreaterThan(10);
  for (const folder of later) expect(existsSync(resolve(UI, folder)), folder).toBe(true);
});

test.each(['main.tsx', 'app/embed/main.tsx'])('what %s draws first lies in none of them', (entry) => {
  const parts = [...withImports(resolve(UI, entry))]
    .map((file) => relative(UI, file))
    .filter((file) => file.endsWith('.tsx'));
  expect(parts.length).toBeGreaterThan(5);
  expect(parts.filter((file) => later.includes(file.split('/')[0] ?? ''))).toEqual([]);
});
