/**
 * The corpus is asked of a real MariaDB, where one answers on 127.0.0.1:3306 (root, no password) that has no database of
 * Nova: it still says what was written down. `RECORD_CORPUS=1` writes it down anew.
 */
import { expect, test } from 'vitest';
import { CORPUS, comparable, keep, type RecordedCase } from './corpus.fixture.ts';
import { bootRequest, realServer } from './real.fixture.ts';

test('the MariaDB answers what is recorded', { timeout: 120_000 }, async () => {
  const real = await realServer(await bootRequest());
  if (!real) {
    console.warn(
      'skipped: no MariaDB on 127.0.0.1:3306 could be asked, so the corpus was not held against one',
    );
    return;
  }
  const asked: RecordedCase[] = [];
  try {
    for (const { sql, use } of CORPUS) asked.push({ sql, use, answers: await real.answer({ sql, use }) });
  } finally {
    await real.close();
  }
  if (process.env.RECORD_CORPUS) {
    keep(asked);
    return;
  }
  const other = asked.filter(
    (one, i) => comparable(one, one.answers) !== comparable(one, CORPUS[i]?.answers ?? []),
  );
  expect(other).toEqual([]);
});
