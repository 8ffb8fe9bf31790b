/** Two windows of a class in Chromium: how long a step takes from one to the other, on a host and from the disk. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Lab } from '../bench-lab.mjs';
import { type BenchRow, percentile } from './support/rows.ts';

/** A step in one window is in the other within so many ms. */
const AIM_MS = 200;
const STEPS = 16;

type ClassWindow = Parameters<Parameters<Lab['open']>[1]>[0];

export async function measure(lab: Lab): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  const file = pathToFileURL(join(lab.dist, 'novascope.html')).href;
  for (const [where, address] of [
    ['a host', null],
    ['the one file', file],
  ] as const)
    rows.push(...(await lab.open(lab.dist, (page, url) => measureClass(page, address ?? url, where))));
  return rows;
}

async function measureClass(page: ClassWindow, address: string, where: string): Promise<BenchRow[]> {
  await page.goto(`${address}#lang=en&s=boot&step=1&v=1`);
  await page.waitForSelector('html[data-idle=true]');
  const coming = page.waitForEvent('popup');
  await page.keyboard.press('p');
  const presenter = await coming;
  await presenter.waitForSelector('[data-now="1"]');
  await page.evaluate(record, ['html', 'step'] as const);
  await presenter.evaluate(record, ['[data-now]', 'now'] as const);
  const led: number[] = [];
  const told: number[] = [];
  for (let n = 2; n <= STEPS; n += 1) {
    // in turns: the presenter leads, the class steps by itself
    const [from, to, all] = n % 2 === 0 ? [presenter, page, led] : [page, presenter, told];
    const pressed = await from.evaluate(press);
    await page.waitForSelector(`html[data-step="${n}"]`);
    await presenter.waitForSelector(`[data-now="${n}"]`);
    const seen = await to.evaluate((step) => window.stepsSeen?.[step], n);
    if (seen === undefined) throw new Error(`step ${n} was not seen in the other window`);
    all.push(seen - pressed);
  }
  const row = (what: string, values: readonly number[]): BenchRow[] => [
    { what: `${where}: ${what}, median`, value: percentile(values, 0.5), unit: 'ms', aim: AIM_MS },
    { what: `${where}: ${what}, longest`, value: Math.max(...values), unit: 'ms', aim: AIM_MS },
  ];
  return [
    ...row('a step of the presenter in the class window', led),
    ...row('a step of the class in the presenter’s window', told),
  ];
}

declare global {
  interface Window {
    /** when a step was first seen in this window, ms since 1970 */
    stepsSeen?: { [step: number]: number };
  }
}

/** Runs in a window: notes when it shows which step. */
function record([selector, name]: readonly [selector: string, name: string]): void {
  const element = document.querySelector<HTMLElement>(selector);
  const seen: { [step: number]: number } = {};
  window.stepsSeen = seen;
  if (!element) return;
  const note = (): void => {
    seen[Number(element.dataset[name])] ??= performance.timeOrigin + performance.now();
  };
  new MutationObserver(note).observe(element, { attributes: true });
}

/** Runs in a window: the key of a remote, pressed here; gives when. */
function press(): number {
  const at = performance.timeOrigin + performance.now();
  const options = { key: 'PageDown', code: 'PageDown', bubbles: true, cancelable: true };
  document.body.dispatchEvent(new KeyboardEvent('keydown', options));
  return at;
}
