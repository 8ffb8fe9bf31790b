/** The page while the SQL console works on a question without an end: its longest frames, and when the question is stopped. */
import { LONGEST_MS } from '../../worker/console-client.ts';
import type { Lab } from '../bench-lab.mjs';
import { type BenchRow, percentile } from './support/rows.ts';

const ENDLESS = 'WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM c) SELECT count(*) FROM c';

export async function measure(lab: Lab): Promise<BenchRow[]> {
  const link = new URLSearchParams({ lang: 'en', panels: 'sql', q: ENDLESS, s: 'boot', step: '4', v: '1' });
  const { gaps, took } = await lab.open(lab.dist, async (page, url) => {
    await page.goto(`${url}#${link}`);
    await page.waitForSelector('.cm-content');
    await page.waitForSelector('html[data-idle="true"]');
    return page.evaluate(runMeanwhile);
  });
  const what = 'an endless question';
  return [
    { what: `${what}: frame meanwhile, median`, value: percentile(gaps, 0.5), unit: 'ms', aim: 17 },
    { what: `${what}: longest frame meanwhile`, value: Math.max(...gaps), unit: 'ms', aim: 100 },
    { what: `${what}: from pressing Run to the sentence`, value: took, unit: 'ms', aim: LONGEST_MS * 1.25 },
  ];
}

/** Runs in the page: presses Run and takes the time between frames until the question has ended. */
function runMeanwhile(): Promise<{ readonly gaps: readonly number[]; readonly took: number }> {
  return new Promise((resolve) => {
    const gaps: number[] = [];
    const began = performance.now();
    let last = began;
    document.querySelector<HTMLElement>('[data-run]')?.click();
    const tick = (now: number): void => {
      gaps.push(now - last);
      last = now;
      if (document.querySelector('[data-end="too_long"]')) resolve({ gaps, took: now - began });
      else requestAnimationFrame(tick);
    };
    requestAnimationFrame(tick);
  });
}
