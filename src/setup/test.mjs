/**
 * `npm test`: sets up what is missing, then the check, the build, the unit tests, the programs over amqplib's users and
 * the browser tests; beside them the live tests, which wait for real brokers and databases. Each stage streams its own
 * output, that of the live tests comes when they are waited for; the last line sums up. A stage that cannot start counts
 * as one failure.
 */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { constants, getPriority, setPriority, tmpdir } from 'node:os';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { ensureBrowser, ensureHanFont, ensurePackages } from './install.mjs';
import { begin, bin, inRoot, run } from './paths.mjs';
import { runPrograms } from './programs.mjs';

/**
 * `flaky`: what passed at the second try only; `names`: of what failed, with the first line of its message.
 * @typedef {{passed: number, failed: number, skipped: string[], flaky?: string[], names?: string[]}} Count
 */

const reports = mkdtempSync(join(tmpdir(), 'novascope-test-'));

/** Without a report of its own a stage is one test. @param {number} code @returns {Count} */
const single = (code) => ({ passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: [] });

/** A stage that failed with no failing test of its own could not start or could not end. @param {Count} count @param {number} code */
const honest = (count, code) => (code !== 0 && count.failed === 0 ? { ...count, failed: 1 } : count);

/** @param {string} file @param {number} code @param {(report: any) => Count} read */
function countOf(file, code, read) {
  if (!existsSync(file)) return single(code === 0 ? 1 : code);
  return honest(read(JSON.parse(readFileSync(file, 'utf8'))), code);
}

/** vitest's JSON report. @param {any} report @returns {Count} */
function readUnit(report) {
  const tests = report.testResults.flatMap((/** @type {any} */ file) => file.assertionResults);
  const broken = report.testResults.filter(
    (/** @type {any} */ file) => file.status === 'failed' && !file.assertionResults.some(isFailed),
  );
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + broken.length,
    skipped: tests.filter(isSkipped).map((/** @type {any} */ test) => test.fullName),
    names: [
      ...tests
        .filter(isFailed)
        .map((/** @type {any} */ test) => named(test.fullName, test.failureMessages[0])),
      ...broken.map((/** @type {any} */ file) => named(file.name, file.message)),
    ],
  };
}
/** A failure's line in the summary: what CI keeps of a long output is its end. @param {string} name @param {string | undefined} message */
const named = (name, message) =>
  `${name}: ${
    stripVTControlCharacters(message ?? '')
      .trim()
      .split('\n')[0]
  }`;
const isFailed = (/** @type {any} */ test) => test.status === 'failed';
const isSkipped = (/** @type {any} */ test) => !['passed', 'failed'].includes(test.status);

/** Playwright's JSON report. @param {any} report @returns {Count} */
function readBrowser(report) {
  /** @type {string[]} */
  const skipped = [];
  /** @type {string[]} */
  const flaky = [];
  /** @type {string[]} */
  const names = [];
  const walk = (/** @type {any} */ suite) => {
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests) {
        const why = test.annotations.find((/** @type {any} */ note) => note.type === 'skip')?.description;
        if (test.status === 'flaky') flaky.push(`${spec.file}: ${spec.title}`);
        if (test.status === 'unexpected') {
          names.push(named(`${spec.file}: ${spec.title}`, test.results[0]?.error?.message));
        }
        if (test.status === 'skipped') skipped.push(why ? `${spec.title} (${why})` : spec.title);
      }
    }
    for (const inner of suite.suites ?? []) walk(inner);
  };
  for (const suite of report.suites) walk(suite);
  const { expected, unexpected } = report.stats;
  const passed = expected + report.stats.flaky;
  return { passed, failed: unexpected + (report.errors?.length ?? 0), skipped, flaky, names };
}

/** Of vitest, by the folder of its reports. @param {string} folder @param {number} code @returns {Count} */
function unitCount(folder, code) {
  const again = join(folder, 'flaky.json');
  const flaky = existsSync(again) ? JSON.parse(readFileSync(again, 'utf8')) : [];
  return { ...countOf(join(folder, 'unit.json'), code, readUnit), flaky };
}

/**
 * Real processes, brokers and databases wait far more than they compute: they are begun beside the other stages, which
 * give way to them. Gives the last stage, told when all else has been.
 * @returns {() => Promise<Count>}
 */
function beginLive() {
  const folder = join(reports, 'live');
  const output = join(reports, 'live.txt');
  mkdirSync(folder);
  const ended = begin(bin('vitest'), ['run', '--project', 'live'], output, { UNIT_REPORTS: folder });
  // for those that are started from here on; one that gives way further already stays as it is
  if (getPriority() < GIVES_WAY) setPriority(GIVES_WAY);
  return async () => {
    const code = await ended;
    console.log(readFileSync(output, 'utf8'));
    return unitCount(folder, code);
  };
}
const GIVES_WAY = constants.priority.PRIORITY_BELOW_NORMAL;

/** @type {() => Count | Promise<Count>} */
let live = () => single(1);

/** @type {[string, () => Count | Promise<Count>][]} */
const STAGES = [
  ['check', () => single(run(process.execPath, [inRoot('src', 'setup', 'check.mjs')]))],
  ['build', () => single(run(process.execPath, [inRoot('src', 'setup', 'build.mjs')]))],
  [
    'unit tests',
    () => {
      live = beginLive();
      const code = run(bin('vitest'), ['run', '--project', '!live'], { UNIT_REPORTS: reports });
      return unitCount(reports, code);
    },
  ],
  ["programs over the broker in amqplib's place", runPrograms],
  [
    'the package in an empty folder',
    () => {
      const file = join(reports, 'package.json');
      const code = run(process.execPath, [inRoot('src', 'setup', 'package-test.mjs'), file]);
      return countOf(file, code, (report) => report);
    },
  ],
  [
    'browser tests',
    () => {
      ensureBrowser();
      const file = join(reports, 'e2e.json');
      const env = { PLAYWRIGHT_JSON_OUTPUT_NAME: file };
      return countOf(file, run(bin('playwright'), ['test', '--reporter=list,json'], env), readBrowser);
    },
  ],
  ['live tests, begun with the unit tests', () => live()],
];

/** @param {string} name @param {() => Count | Promise<Count>} stage @returns {Promise<Count>} */
async function tried(name, stage) {
  console.log(`\n== ${name}`);
  try {
    return await stage();
  } catch (error) {
    console.error(`${name} cannot start: ${error instanceof Error ? error.message : error}`);
    return single(1);
  }
}

/** @type {Count} */
const sum = { passed: 0, failed: 0, skipped: [] };
/** @type {string[]} */
const flaky = [];
/** @type {string[]} */
const failures = [];
const failedStages = [];
try {
  ensurePackages();
  ensureHanFont();
} catch (error) {
  console.error(`set-up: ${error instanceof Error ? error.message : error}`);
  sum.failed += 1;
  failedStages.push('set-up');
}
if (!existsSync(inRoot('..', 'shared'))) {
  console.log(
    '\n!! ../shared is not there: every comparison with the full recordings is SKIPPED in this run !!',
  );
}
// without its packages no stage can start, and each would say so in its own way
for (const [name, stage] of failedStages.length > 0 ? [] : STAGES) {
  const count = await tried(name, stage);
  sum.passed += count.passed;
  sum.failed += count.failed;
  sum.skipped.push(...count.skipped);
  flaky.push(...(count.flaky ?? []));
  failures.push(...(count.names ?? []));
  if (count.failed > 0) failedStages.push(name);
}
rmSync(reports, { recursive: true, force: true });
console.log('');
for (const name of flaky) console.log(`!! passed at the second try only: ${name}`);
for (const name of sum.skipped) console.log(`skipped: ${name}`);
for (const name of failures) console.log(`failed: ${name}`);
if (failedStages.length > 0) console.log(`failed stages: ${failedStages.join(', ')}`);
const skipped = sum.skipped.length > 0 ? `, ${sum.skipped.length} skipped` : '';
console.log(`${sum.passed} passed, ${sum.failed} failed${skipped}`);
process.exitCode = sum.failed > 0 ? 1 : 0;
