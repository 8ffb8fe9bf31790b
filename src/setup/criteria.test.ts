/** The table of criteria in e2e/README.md is whole, and names tests that are there. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const HERE = new URL('../../e2e/', import.meta.url);
const CRITERIA = 30;

const README = readFileSync(new URL('README.md', HERE), 'utf8');
const rows = README.split('\n')
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

it('the list of states that axe has seen is that of the tests, and has twenty at least', () => {
  const part = README.split('## States in which axe finds nothing')[1]?.split('\n## ')[0] ?? '';
  const states = part
    .split('\n')
    .filter((line) => /^\| (?!state |-)/.test(line))
    .map((line) => {
      const [, state = '', file = '', title = ''] = line.split('|').map((cell) => cell.trim());
      return { state, file, title };
    });
  expect(states.length).toBeGreaterThanOrEqual(20);
  const textOf = (file: string): string => readFileSync(new URL(file, HERE), 'utf8');
  const ITS_OWN = 'axe-states.spec.ts';
  const own = [...textOf(ITS_OWN).matchAll(/name: '([^']+)'/g)].map(([, name]) => name);
  expect(states.filter(({ file }) => file === ITS_OWN).map(({ state }) => state)).toEqual(own);
  const unseen = states.filter(({ file, title }) => {
    const text = textOf(file);
    const seen = file === ITS_OWN ? title.split(':')[0] : title;
    return title === '' || !text.includes(seen ?? '') || !text.includes('axeFaults(');
  });
  expect(unseen).toEqual([]);
});
