/**
 * The corpus is asked of a real MariaDB, where one answers on 127.0.0.1:3306 (root, no password) that has no database of
 * Nova: it still says what was written down. `RECORD_CORPUS=1` writes it down anew.
 */
import { expect, test } from 'vitest';
import { CORPUS, comparable, keep, type RecordedCase } from './corpus.fixture.ts';
import { bootRequest, type Recorded, realServer } from './real.fixture.ts';

/** What a server tells of its own hour (its threads, counters and the times of its files): of these the columns are held. */
const OF_THE_HOUR = /^show\s+(full\s+|global\s+|session\s+)?(processlist|status|table\s+status)\b/i;

function held(one: RecordedCase, answers: readonly Recorded[]): string {
  if (!OF_THE_HOUR.test(one.sql)) return comparable(one, answers);
  return JSON.stringify(answers.map((answer) => ('rows' in answer ? answer.columns : answer)));
}

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
  const other = asked.filter((one, i) => held(one, one.answers) !== held(one, CORPUS[i]?.answers ?? []));
  expect(other).toEqual([]);
});
