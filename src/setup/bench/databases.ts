/** The databases and the console: a table of 10,000 rows, a seek with everything open, the first answer, a bad query. */
import { readFileSync } from 'node:fs';
import type { Lab } from '../bench-lab.mjs';
import { type BenchRow, percentile } from './support/rows.ts';

const ROWS = 10_000;
const BOOTS = 250;
const VISITS = 7;
const WIDE = { width: 1600, height: 1000 };

export async function measure(lab: Lab): Promise<BenchRow[]> {
  const folder = await lab.buildPage('setup/bench/pages/databases.tsx');
  const boot = readFileSync(lab.source('generated/boot.trace.ndjson'), 'utf8');
  return [
    ...(await tables(lab, folder, boot)),
    ...(await open(lab, folder, boot)),
    ...(await answers(lab)),
    ...(await bad(lab)),
  ];
}

const both = (what: string, values: readonly number[], aim: number): BenchRow[] => [
  { what: `${what}, median`, value: percentile(values, 0.5), unit: 'ms', aim },
  { what: `${what}, p95`, value: percentile(values, 0.95), unit: 'ms', aim },
];

async function tables(lab: Lab, folder: string, boot: string): Promise<BenchRow[]> {
  const times = await lab.open(folder, async (page, url) => {
    await page.goto(url);
    await page.waitForFunction(() => 'measureTable' in window);
    return page.evaluate(([text, rows]) => window.measureTable(text, rows, 20), [boot, ROWS] as const);
  });
  const table = `a table of ${times.rows} rows`;
  return [
    ...both(`${table}: opened`, times.open, 50),
    ...both(`${table}: sorted by a column`, times.sort, 50),
    ...both(`${table}: a step while it is open`, times.step, 16),
  ];
}

async function open(lab: Lab, folder: string, boot: string): Promise<BenchRow[]> {
  const times = await lab.open(folder, async (page, url) => {
    await page.setViewportSize(WIDE);
    await page.goto(url);
    await page.waitForFunction(() => 'measureOpen' in window);
    return page.evaluate(([text, copies]) => window.measureOpen(text, copies, 100), [boot, BOOTS] as const);
  });
  const trace = `${BOOTS} boots, ${times.facts} facts`;
  return [
    ...both(`${trace}: seek, list, tables and a row's history open`, times.seeks, 16),
    ...both(`${trace}: seek, tables compared with step 1`, times.compared, 16),
    ...both(`${trace}: seek, list, console and inspector open`, times.console, 16),
    { what: `${trace}: the first letters of a search`, value: times.firstSearch, unit: 'ms' },
    { what: `${trace}: one letter more`, value: times.search, unit: 'ms', aim: 50 },
  ];
}

interface ConsoleVisit {
  /** milliseconds from the press on the panel's name until one can type */
  readonly ready: number;
  /** milliseconds from the press on Run until the answer stands there */
  readonly answer: number;
}

const link = (query: string): string =>
  `#${new URLSearchParams({ lang: 'en', q: query, s: 'boot', step: '10', v: '1' })}`;

/** The built page itself, each time anew: the console's scripts and its worker are not there yet. */
async function answers(lab: Lab): Promise<BenchRow[]> {
  const visits: ConsoleVisit[] = [];
  for (let i = 0; i < VISITS; i += 1) {
    visits.push(
      await lab.open(lab.dist, async (page, url) => {
        await page.goto(url + link('SELECT count(*) FROM nova_cell1.instances'));
        await page.waitForFunction(() => document.documentElement.dataset.idle === 'true');
        return page.evaluate(firstAnswer);
      }),
    );
  }
  return [
    {
      what: 'the console opened, median',
      value: percentile(
        visits.map((one) => one.ready),
        0.5,
      ),
      unit: 'ms',
    },
    ...both(
      'its first answer after that',
      visits.map((one) => one.answer),
      250,
    ),
  ];
}

/** Runs in the page. */
async function firstAnswer(): Promise<ConsoleVisit> {
  const until = async (is: () => boolean): Promise<void> => {
    const deadline = performance.now() + 20_000;
    while (!is()) {
      if (performance.now() > deadline) throw new Error('the console does not answer');
      await new Promise((done) => requestAnimationFrame(done));
    }
  };
  const button = [...document.querySelectorAll<HTMLButtonElement>('.dock-buttons button')].find(
    (one) => one.textContent === 'SQL',
  );
  const began = performance.now();
  button?.click();
  await until(() => Boolean(document.querySelector('.sql-editor')?.shadowRoot?.querySelector('.cm-content')));
  const ready = performance.now();
  document.querySelector<HTMLButtonElement>('[data-run]')?.click();
  await until(() => document.querySelector('[data-end="done"] td') !== null);
  return { ready: ready - began, answer: performance.now() - ready };
}

const BAD: { readonly [what: string]: string } = {
  'an endless recursion':
    'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c',
  'ten tables crossed':
    'SELECT count(*) FROM information_schema.COLUMNS a, information_schema.COLUMNS b, information_schema.COLUMNS c',
  'a thousand rows of large texts':
    'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 2000) SELECT hex(zeroblob(32000)), x FROM c',
  'forty large answers': `${'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c LIMIT 200) SELECT hex(zeroblob(32000)) FROM c;'.repeat(40)}`,
};

/** How long the page's frames are apart at most while a bad query runs, and when it ended. */
async function bad(lab: Lab): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const [what, query] of Object.entries(BAD)) {
    const { longest, took } = await lab.open(lab.dist, async (page, url) => {
      await page.goto(url + link(query));
      await page.waitForFunction(() => document.documentElement.dataset.idle === 'true');
      await page.locator('.dock-buttons button', { hasText: /^SQL$/ }).click();
      await page.locator('.cm-content').waitFor();
      await page.waitForTimeout(500);
      return page.evaluate(longestGap);
    });
    rows.push(
      { what: `${what}: the longest time without a frame`, value: longest, unit: 'ms', aim: 100 },
      { what: `${what}: ended after`, value: took, unit: 'ms', aim: 2500 },
    );
  }
  return rows;
}

/** Runs in the page. */
async function longestGap(): Promise<{ longest: number; took: number }> {
  let last = await new Promise<number>(requestAnimationFrame);
  const began = performance.now();
  document.querySelector<HTMLButtonElement>('[data-run]')?.click();
  let longest = 0;
  let frames = 0;
  while (frames < 10 && last - began < 20_000) {
    const now = await new Promise<number>(requestAnimationFrame);
    longest = Math.max(longest, now - last);
    last = now;
    // some frames more: what was answered is drawn
    if (document.querySelector('[data-end="running"]') === null) frames += 1;
  }
  return { longest, took: performance.now() - began };
}
