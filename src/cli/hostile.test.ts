/**
 * Whatever is asked ends, and leaves nothing behind: hostile statements each in a thread of the
 * built command line, those that end at once of one console, and random texts. The end is asserted, never the time.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { digest } from '../core/base/digest.ts';
import { canonicalJson } from '../core/base/json.ts';
import type { LayoutId } from '../core/databases/layouts.ts';
import { MOST_SCRIPT } from '../core/databases/mysql/session.ts';
import { copyAt } from '../core/reading/copy-at.ts';
import { makeVersions, type Versions } from '../core/reading/versions.ts';
import { BOOT, run } from '../core/run/boot.fixture.ts';
import type { Trace } from '../core/trace/trace.ts';
import { type Console, type ConsoleAnswer, type ConsoleRequest, openConsole } from '../sqlite/console.ts';
import { ALONE, HOSTILE, TOGETHER } from '../sqlite/hostile/all.fixture.ts';
import type { Hostile } from '../sqlite/hostile/hostile.fixture.ts';
import { RANDOM_TEXTS } from '../sqlite/hostile/random.fixture.ts';
import { askInThread } from './ask-in-thread.ts';
import {
  isAsItMust,
  refusalOf,
  type StatementVerdict,
  tooLarge,
  verdictOf,
  writtenIn,
} from './hostile-verdict.fixture.ts';

const COUNT = 'SELECT count(*) FROM nova_cell1.instances';

/** Beside the packages, so that the compiled command line finds them. */
const out = mkdtempSync(join(process.cwd(), 'node_modules', '.hostile-'));
let trace: Trace;
let versions: Versions;
let before: string;

beforeAll(async () => {
  await build({ mode: 'cli', logLevel: 'error', build: { outDir: out, emptyOutDir: false } });
  trace = await run(BOOT);
  versions = makeVersions(trace);
  before = digestOfRows();
}, 120_000);
afterAll(() => rmSync(out, { recursive: true }));

const last = (): number => trace.facts.length - 1;
const booted = (): number => versions.countAt('nova_cell1', 'instances', last());

/** All rows when the boot is over: the same objects that a request hands to a console. */
function digestOfRows(): string {
  const tables = versions.tables().map((name) => {
    const [database = '', table = ''] = name.split('.');
    return [name, versions.rowsAt(database, table, last())] as const;
  });
  return digest(canonicalJson(Object.fromEntries(tables)));
}

/** As `novascope sql boot` makes it. */
function requestFor(script: string, layout: LayoutId = 'recorded'): ConsoleRequest {
  const copy = copyAt(trace, versions, last(), { script, layout });
  return { script, layout, physical: false, database: null, ...copy };
}

const askAlone = (script: string) => askInThread(join(out, 'novascope.js'), requestFor(script));

function askOf(opened: Console, script: string, layout?: LayoutId): ConsoleAnswer[] {
  const answers: ConsoleAnswer[] = [];
  opened.run(requestFor(script, layout), (answer) => answers.push(answer));
  return answers;
}

/** One line each, so that a failure names the statements. */
const told = (verdicts: readonly StatementVerdict[], what: (verdict: StatementVerdict) => string): string[] =>
  verdicts.map((verdict) => `${verdict.one.what}: ${what(verdict)}`);

/** The laws of both ways to ask. */
function holdsFor(verdicts: () => readonly StatementVerdict[]): void {
  test('none kills what answers', () => {
    const died = verdicts().filter(({ how }) => how === 'died');
    expect(told(died, ({ said }) => said.slice(0, 200))).toEqual([]);
  });
  test('each ends as it must: with an answer, with a refusal, or stopped', () => {
    const wrong = verdicts().filter((verdict) => verdict.how !== 'died' && !isAsItMust(verdict));
    expect(
      told(wrong, ({ one, how, said }) => `${how}, not ${one.ends} ${said.slice(0, 200)}`.trimEnd()),
    ).toEqual([]);
  });
  test('what is answered is what was asked', () => {
    const known = verdicts().filter(({ one, how }) => one.gives !== undefined && how === 'answer');
    const wrong = known.filter(({ one, rows }) => !isDeepStrictEqual(rows, one.gives));
    expect(told(wrong, ({ one, rows }) => `${show(rows)}, not ${show(one.gives)}`)).toEqual([]);
  });
  test('a refusal says what is refused', () => {
    const known = verdicts().filter(({ one, how }) => one.says !== undefined && how === 'error');
    const wrong = known.filter(({ one, said }) => !said.includes(one.says ?? ''));
    expect(told(wrong, ({ one, said }) => `"${said.slice(0, 200)}", not "${one.says}"`)).toEqual([]);
  });
  test('no answer is larger than the limits', () => {
    const large = verdicts().filter((verdict) => verdict.tooLarge.length > 0);
    expect(told(large, (verdict) => verdict.tooLarge.join(', '))).toEqual([]);
  });
  test('no write is answered', () => {
    const written = verdicts().filter((verdict) => verdict.written.length > 0);
    expect(told(written, (verdict) => verdict.written.join('; '))).toEqual([]);
  });
  test('the rows of the trace are what they were', () => {
    expect(verdicts().length).toBeGreaterThan(0);
    expect(digestOfRows()).toBe(before);
  });
}

const show = (rows: unknown): string =>
  JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));

/** Questions to which another's traces would be an answer. */
const LEFTOVERS = [
  'SELECT * FROM temp.anything',
  'SELECT * FROM main.anything',
  'SELECT * FROM temp.instances',
  'SELECT * FROM x.t',
  'SELECT left_behind()',
];

test('there are three hundred hostile statements and more, and no two alike', () => {
  expect(ALONE.length).toBeGreaterThanOrEqual(300);
  expect(new Set(HOSTILE.map((one) => one.sql)).size).toBe(HOSTILE.length);
  expect(new Set(HOSTILE.map((one) => one.what)).size).toBe(HOSTILE.length);
  expect(HOSTILE.filter((one) => one.sql.length > MOST_SCRIPT).map((one) => one.what)).toEqual([]);
});

describe('every hostile statement in a thread of its own ends', () => {
  const verdicts: StatementVerdict[] = [];

  /** Two at a time, as there are often two cores. */
  beforeAll(async () => {
    const verdictAlone = (one: Hostile): Promise<StatementVerdict> =>
      askAlone(one.sql).then(
        ({ answers, stopped }) => verdictOf(one, answers, stopped),
        (error: Error): StatementVerdict => ({ ...verdictOf(one, []), how: 'died', said: error.message }),
      );
    const waiting = [...ALONE];
    const takeAll = async (): Promise<void> => {
      for (let one = waiting.shift(); one; one = waiting.shift()) verdicts.push(await verdictAlone(one));
    };
    await Promise.all([takeAll(), takeAll()]);
    // the clock that stops a statement is the wall's: on a busy machine it is asked once more with nobody beside it
    for (const [i, late] of verdicts.entries())
      if (late.how === 'stopped' && !isAsItMust(late)) verdicts[i] = await verdictAlone(late.one);
  }, 300_000);

  holdsFor(() => verdicts);

  test('the next question finds all rows, and nothing of the others', async () => {
    const { answers } = await askAlone(COUNT);
    expect(answers).toMatchObject([{ kind: 'rows', rows: [[booted()]] }]);
    for (const script of LEFTOVERS) {
      const { answers: none, stopped } = await askAlone(script);
      expect([stopped, none.map((one) => one.kind === 'rows')], script).toEqual([false, [false]]);
    }
  });
});

describe('one console that is asked one hostile statement after another', () => {
  const verdicts: StatementVerdict[] = [];
  const warnings: string[] = [];
  let opened: Console;

  beforeAll(async () => {
    opened = await openConsole();
    const warn = vi.spyOn(console, 'warn').mockImplementation((text) => {
      warnings.push(String(text).slice(0, 100));
    });
    for (const one of TOGETHER) {
      try {
        verdicts.push(verdictOf(one, askOf(opened, one.sql)));
      } catch (error) {
        verdicts.push({ ...verdictOf(one, []), how: 'died', said: String(error) });
      }
    }
    warn.mockRestore();
  }, 120_000);

  holdsFor(() => verdicts);

  test('nothing is written on the console of the program', () => {
    expect([...new Set(warnings)]).toEqual([]);
  });

  test('it still finds all rows, and nothing of the others', () => {
    expect(askOf(opened, COUNT)).toMatchObject([{ kind: 'rows', rows: [[booted()]] }]);
    for (const script of LEFTOVERS)
      expect(
        askOf(opened, script).map((one) => one.kind === 'rows'),
        script,
      ).toEqual([false]);
  });
});

describe('a random text', () => {
  let opened: Console;
  beforeAll(async () => {
    opened = await openConsole();
  });

  test.each([
    ['of SQL’s words and signs', RANDOM_TEXTS.soup, 200],
    ['in the form of a question', RANDOM_TEXTS.question, 200],
    ['in the form of a write', RANDOM_TEXTS.write, 100],
  ])('%s is answered or refused, and nothing is written', (_, text, numRuns) => {
    const held = (script: string): void => {
      const answers = askOf(opened, script, 'one-nova');
      expect(tooLarge(answers)).toEqual([]);
      expect(writtenIn(script, answers)).toEqual([]);
      expect(answers.slice(0, -1).filter((answer) => refusalOf(answer) !== null)).toEqual([]);
    };
    fc.assert(fc.property(text, held), { numRuns, seed: 20_261_122 });
    expect(digestOfRows()).toBe(before);
    expect(askOf(opened, COUNT)).toMatchObject([{ kind: 'rows', rows: [[booted()]] }]);
  });
});

/** Last, since what it may leave stays in this process: SQLite’s settings are those of all connections. */
test('what a question does to SQLite’s settings does not reach the next', async () => {
  const opened = await openConsole();
  for (const setting of ['case_sensitive_like = on', 'soft_heap_limit = 1', 'hard_heap_limit = 1']) {
    askOf(opened, `EXPLAIN PRAGMA ${setting}`);
    expect(askOf(opened, `${COUNT} WHERE 'A' LIKE 'a'`), setting).toMatchObject([
      { kind: 'rows', rows: [[booted()]] },
    ]);
  }
});
