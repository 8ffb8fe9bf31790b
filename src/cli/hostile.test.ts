/**
 * Whatever is asked ends, and leaves nothing behind: hostile statements each in a thread of the
 * built command line, those that end at once of one console, and random texts. The end is asserted, never the time.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
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
import { type ConsoleAnswer, type ConsoleRequest, runScript } from '../core/sql/console.ts';
import { ALONE, HOSTILE, TOGETHER } from '../core/sql/hostile/all.fixture.ts';
import type { Hostile } from '../core/sql/hostile/hostile.fixture.ts';
import { RANDOM_TEXTS } from '../core/sql/hostile/random.fixture.ts';
import type { Trace } from '../core/trace/trace.ts';
import { askInThread } from './ask-in-thread.ts';
import {
  endOf,
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

const askAlone = (script: string, longest?: number) =>
  askInThread(join(out, 'novascope.js'), requestFor(script), longest);
/** Milliseconds that a busy machine is given for what a free one answers in two seconds. */
const PATIENCE = 60_000;

function askOf(script: string, layout?: LayoutId): ConsoleAnswer[] {
  const answers: ConsoleAnswer[] = [];
  runScript(requestFor(script, layout), (answer) => answers.push(answer));
  return answers;
}

/** One line each, so that a failure names the statements. */
const told = (verdicts: readonly StatementVerdict[], what: (verdict: StatementVerdict) => string): string[] =>
  verdicts.map((verdict) => `${verdict.one.what}: ${what(verdict)}`);

const ENDS_FILE = fileURLToPath(new URL('../core/sql/hostile/hostile-ends.json', import.meta.url));
const ENDS = JSON.parse(readFileSync(ENDS_FILE, 'utf8')) as { [what: string]: string };

/** `UPDATE_GOLDEN=1` writes how each ends here now: to be read, and held against a MariaDB, before it is kept. */
function record(verdicts: readonly StatementVerdict[]): void {
  if (!process.env.UPDATE_GOLDEN) return;
  for (const verdict of verdicts) ENDS[verdict.one.what] = endOf(verdict);
  writeFileSync(ENDS_FILE, `${JSON.stringify(ENDS, null, 1)}\n`);
}

/** The laws of both ways to ask. */
function holdsFor(verdicts: () => readonly StatementVerdict[]): void {
  test('none kills what answers', () => {
    const died = verdicts().filter(({ how }) => how === 'died');
    expect(told(died, ({ said }) => said.slice(0, 200))).toEqual([]);
  });
  test('each ends as it did when its end was recorded', () => {
    record(verdicts());
    const wrong = verdicts().filter(
      (verdict) => verdict.how !== 'died' && !isAsItMust(verdict, ENDS[verdict.one.what]),
    );
    expect(told(wrong, (verdict) => `${endOf(verdict)}, not ${ENDS[verdict.one.what]}`)).toEqual([]);
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
    const verdictAlone = (one: Hostile, longest?: number): Promise<StatementVerdict> =>
      askAlone(one.sql, longest).then(
        ({ answers, stopped }) => verdictOf(one, answers, stopped),
        (error: Error): StatementVerdict => ({ ...verdictOf(one, []), how: 'died', said: error.message }),
      );
    const waiting = [...ALONE];
    const takeAll = async (): Promise<void> => {
      for (let one = waiting.shift(); one; one = waiting.shift()) verdicts.push(await verdictAlone(one));
    };
    await Promise.all([takeAll(), takeAll()]);
    // the clock that stops a statement is the wall's: on a busy machine it is asked once more, by itself and with patience
    for (const [i, late] of verdicts.entries())
      if (late.how === 'stopped' && !isAsItMust(late, ENDS[late.one.what]))
        verdicts[i] = await verdictAlone(late.one, PATIENCE);
  }, 600_000);

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

  beforeAll(async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation((text) => {
      warnings.push(String(text).slice(0, 100));
    });
    for (const one of TOGETHER) {
      try {
        verdicts.push(verdictOf(one, askOf(one.sql)));
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
    expect(askOf(COUNT)).toMatchObject([{ kind: 'rows', rows: [[booted()]] }]);
    for (const script of LEFTOVERS)
      expect(
        askOf(script).map((one) => one.kind === 'rows'),
        script,
      ).toEqual([false]);
  });
});

describe('a random text', () => {
  test.each([
    ['of SQL’s words and signs', RANDOM_TEXTS.soup, 200],
    ['in the form of a question', RANDOM_TEXTS.question, 200],
    ['in the form of a write', RANDOM_TEXTS.write, 100],
  ])('%s is answered or refused, and nothing is written', (_, text, numRuns) => {
    const held = (script: string): void => {
      const answers = askOf(script, 'one-nova');
      expect(tooLarge(answers)).toEqual([]);
      expect(writtenIn(script, answers)).toEqual([]);
      expect(answers.slice(0, -1).filter((answer) => refusalOf(answer) !== null)).toEqual([]);
    };
    fc.assert(fc.property(text, held), { numRuns, seed: 20_261_122 });
    expect(digestOfRows()).toBe(before);
    expect(askOf(COUNT)).toMatchObject([{ kind: 'rows', rows: [[booted()]] }]);
  });
});
