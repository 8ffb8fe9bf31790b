/** Each statement as the MariaDB answered it, or refused with "not modelled here": there is no third outcome. */
import { beforeAll, expect, test } from 'vitest';
import { answersOf, CORPUS, comparable } from './corpus.fixture.ts';
import { bootRequest } from './real.fixture.ts';

let request: Awaited<ReturnType<typeof bootRequest>>;
beforeAll(async () => {
  request = await bootRequest();
});

test('there are three hundred statements and more, no two alike, each with its answer', () => {
  expect(CORPUS.length).toBeGreaterThanOrEqual(300);
  expect(new Set(CORPUS.map(({ sql, use }) => `${use} ${sql}`)).size).toBe(CORPUS.length);
  expect(CORPUS.filter(({ answers }) => !answers?.length)).toEqual([]);
});

test('all are answered alike but those that are not modelled here, fewer than one in ten', () => {
  const other: unknown[] = [];
  const refused: string[] = [];
  for (const one of CORPUS) {
    const given = answersOf(request, one);
    if ('refused' in given) refused.push(one.sql);
    else if (comparable(one, given.answers) !== comparable(one, one.answers))
      other.push({ sql: one.sql, given: given.answers, recorded: one.answers });
  }
  expect(other).toEqual([]);
  expect({ alike: CORPUS.length - refused.length, refused: refused.length }).toEqual(FIGURES);
  expect(refused.length).toBeLessThanOrEqual(CORPUS.length / 10);
});

const FIGURES = { alike: 706, refused: 22 };
