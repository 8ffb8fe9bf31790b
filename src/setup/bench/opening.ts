/** Opening the page: first paint against a bare page on the same libraries, and what comes over the line. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import type { Lab } from '../bench-lab.mjs';
import { START_AIM, startWeight } from '../start-weight.mjs';
import { type BenchRow, median } from './support/rows.ts';

const VISITS = 9;
const KIB = 1024;

interface OpeningVisit {
  /** milliseconds from navigation */
  readonly firstPaint: number;
  /** the first node of the live map stands there, milliseconds from navigation */
  readonly map: number;
  /** paths and bytes over the line (after packing) of everything that was fetched */
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
}

export async function measure(lab: Lab): Promise<BenchRow[]> {
  const bare = await lab.buildPage('setup/bench/pages/bare.tsx');
  const pages: OpeningVisit[] = [];
  const bares: OpeningVisit[] = [];
  // in turns, so that a slow minute of the machine strikes both
  for (let i = 0; i < VISITS; i += 1) {
    pages.push(await visit(lab, lab.dist));
    bares.push(await visit(lab, bare));
  }
  const ours = median(pages.map((one) => one.firstPaint));
  const theirs = median(bares.map((one) => one.firstPaint));
  const map = median(pages.map((one) => one.map));
  const bareMap = median(bares.map((one) => one.map));
  return [
    { what: 'first contentful paint, the page, median', value: ours, unit: 'ms' },
    { what: 'first contentful paint, bare page, median', value: theirs, unit: 'ms' },
    {
      what: 'first contentful paint, the page to the bare page',
      value: ours / theirs,
      unit: 'times',
      aim: 1.3,
    },
    { what: 'live map, the page, median', value: map, unit: 'ms' },
    { what: 'live map, the page to the bare page', value: map / bareMap, unit: 'times' },
    ...weights(lab, pages[0]?.files ?? []),
  ];
}

function visit(lab: Lab, folder: string): Promise<OpeningVisit> {
  return lab.open(folder, async (page, url) => {
    await page.addInitScript(markMap);
    await page.goto(url, { waitUntil: 'load' });
    await page.waitForSelector('.react-flow__node');
    await page.waitForFunction(() => {
      const { idle, sqlite } = document.documentElement.dataset;
      return idle === 'true' || sqlite !== undefined;
    });
    return page.evaluate(() => {
      const [paint] = performance.getEntriesByName('first-contentful-paint');
      const [map] = performance.getEntriesByName('map-drawn');
      const files = performance.getEntriesByType('resource') as PerformanceResourceTiming[];
      return {
        firstPaint: paint?.startTime ?? Number.NaN,
        map: map?.startTime ?? Number.NaN,
        files: files.map((one) => ({ path: new URL(one.name).pathname, bytes: one.encodedBodySize })),
      };
    });
  });
}

/** Runs in the page before its scripts. */
function markMap(): void {
  new MutationObserver((_changes, observer) => {
    if (!document.querySelector('.react-flow__node')) return;
    performance.mark('map-drawn');
    observer.disconnect();
  }).observe(document, { childList: true, subtree: true });
}

/** Everything that a first visit fetches before anybody touches anything. */
function weights(lab: Lab, files: OpeningVisit['files']): BenchRow[] {
  const sum = (end: string, weigh: (file: OpeningVisit['files'][number]) => number): number =>
    files.filter(({ path }) => path.endsWith(end)).reduce((all, file) => all + weigh(file), 0) / KIB;
  const line = ({ bytes }: { readonly bytes: number }): number => bytes;
  const gzip = ({ path }: { readonly path: string }): number =>
    gzipSync(readFileSync(`${lab.dist}${path}`)).length;
  const isWorkers = (path: string): boolean => path.includes('/worker/');
  const ofWorker = (file: OpeningVisit['files'][number]): number => (isWorkers(file.path) ? gzip(file) : 0);
  return [
    {
      what: "JavaScript of the page's start, gzip",
      value: startWeight(lab.dist),
      unit: 'KiB',
      aim: START_AIM,
    },
    { what: 'JavaScript of the worker beside it, gzip', value: sum('.js', ofWorker), unit: 'KiB' },
    { what: 'CSS of the page, gzip', value: sum('.css', gzip), unit: 'KiB', aim: 20 },
    { what: 'the boot, gzip', value: sum('.ndjson', gzip), unit: 'KiB' },
    { what: 'the boot over the line (Brotli)', value: sum('.ndjson', line), unit: 'KiB' },
    {
      what: 'all files over the line',
      value: sum('', line),
      unit: 'KiB',
    },
  ];
}
