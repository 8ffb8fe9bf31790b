/** The table of criteria in e2e/README.md is whole, and names tests that are there. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const HERE = new URL('../../e2e/', import.meta.url);
const CRITERIA = 30;

const rows = readFileSync(new URL('README.md', HERE), 'utf8')
  .split('\n')
  .filter((line) => /^\| \d/.test(line))
  .map((line) => {
    const [, no = '', , file = '', title = ''] = line.split('|').map((cell) => cell.trim());
    return { no: Number(no), file, title };
  });

it('every criterion stands in the table, in order', () => {
  const numbers = [...new Set(rows.map(({ no }) => no))];
  expect(numbers).toEqual(Array.from({ length: CRITERIA }, (_, i) => i + 1));
});

it('every test that the table names is there', () => {
  const missing = rows.filter(({ file, title }) => {
    if (file === '**none**' || file === '**people**') return false;
    const path = new URL(file.includes('/') ? `../${file}` : file, HERE);
    return title === '' || !existsSync(path) || !readFileSync(path, 'utf8').includes(title);
  });
  expect(missing).toEqual([]);
});
