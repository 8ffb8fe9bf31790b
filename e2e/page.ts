/**
 * What every browser test starts from: the zero-trouble fixture, links, the idle signal, and the page's own words, so that
 * no test repeats a text. Tests start from a link, wait for `data-idle`, then look; they never sleep.
 */
import { test as base, expect, type Locator, type Page } from '@playwright/test';
import { textsOf } from '../src/i18n/all.ts';
import { LANGS, type Lang } from '../src/i18n/lang.ts';
import { serve } from '../src/setup/page-server.mjs';
import type { DockPanel } from '../src/store/state.ts';

export { expect, LANGS, type Lang, type Page, textsOf };

interface Options {
  /** trouble that a test brings about on purpose; anything else on the console fails it */
  readonly expected: RegExp | null;
}
interface Fixtures {
  readonly trouble: string[];
}

/** Told by the tests' own browser where `serviceWorkers` is 'block'. */
const BLOCKED = /^Service Worker registration blocked by Playwright$/;

/** Every test fails on a console error or warning, an uncaught error, or a request to another origin. */
export const test = base.extend<Options & Fixtures>({
  expected: [null, { option: true }],
  trouble: [
    async ({ page, context, baseURL, expected }, use) => {
      const trouble: string[] = [];
      const note = (text: string): void => {
        if (!expected?.test(text) && !BLOCKED.test(text)) trouble.push(text);
      };
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) note(message.text());
      });
      page.on('pageerror', (error) => note(String(error)));
      context.on('request', (request) => {
        const url = request.url();
        const own = url.startsWith(baseURL ?? '') || /^(data|blob|about):/.test(url);
        if (!own) note(`foreign request: ${url}`);
      });
      await use(trouble);
      expect(trouble).toEqual([]);
    },
    { auto: true },
  ],
});

export interface Place {
  readonly lang?: string;
  readonly s?: string;
  readonly step?: number | string;
  readonly theme?: 'light' | 'dark' | 'projector';
  readonly panels?: DockPanel;
}

function linkTo({ lang = 'en', s = 'boot', step = 1, theme, panels }: Place): string {
  const keys = { lang, ...(panels ? { panels } : {}), s, step: String(step), ...(theme ? { theme } : {}) };
  return `#${new URLSearchParams({ ...keys, v: '1' })}`;
}

/** Tests of the built page served below a path, as a static host does: a request beside it is trouble. */
export const testBelow = (base: string) =>
  test.extend({
    // biome-ignore lint/correctness/noEmptyPattern: what it depends on stands here, and it depends on nothing
    baseURL: async ({}, use) => {
      const server = await serve('dist', 0, base);
      await use(`http://127.0.0.1:${server.port}${base}`);
      server.close();
    },
  });

/** Nothing moves and nothing is being computed. */
export async function idle(page: Page): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('data-idle', 'true', { timeout: 30_000 });
}

/** Idle, every panel that was asked for is there, and no colour is still on its way. */
export async function settled(page: Page): Promise<void> {
  await idle(page);
  await expect(page.locator('.narration')).toBeVisible();
  await expect(page.locator('.slot-loading')).toHaveCount(0);
  await expect(page.locator('.react-flow__node').first()).toBeVisible();
  await page.evaluate(() => {
    for (const one of document.getAnimations()) one.finish();
  });
}

/** A fresh document at a place of the story. */
export async function openAt(page: Page, place: Place): Promise<void> {
  if (page.url() !== 'about:blank') await page.goto('about:blank');
  await page.goto(linkTo(place));
  await settled(page);
}

/** To another place within the open document, as a reader does who follows a link in it. What is not named stays. */
export async function moveTo(page: Page, place: Place): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, linkTo(place));
  if (place.step !== undefined) await expectStep(page, place.step);
  if (place.panels) await expect(page.locator(PANEL_ROOTS[place.panels]).first()).toBeVisible();
  await settled(page);
}
const PANEL_ROOTS = {
  steps: '.steps',
  inspector: '.inspector',
  tables: '.tables',
  queues: '.queues',
  sql: '.sql',
  experiment: '.experiment',
  lab: '.lab',
  sequence: '.sequence',
  operator: '.operator',
  choice: '.host-choice',
  lesson: '[data-panel-of="lesson"]',
} as const;

export async function press(page: Page, key: string): Promise<void> {
  await page.keyboard.press(key);
  await idle(page);
}

export async function stepNow(page: Page): Promise<number> {
  return Number(await page.locator('html').getAttribute('data-step'));
}

export async function expectStep(page: Page, step: number | string): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('data-step', String(step));
}

/** Number of steps, as the timeline says. */
export async function stepCount(page: Page): Promise<number> {
  return Number(await page.getByRole('slider').getAttribute('max'));
}

/** Goes to the step that a rule of the story names, through the list of steps; gives its number. */
export async function goToRule(page: Page, rule: string): Promise<number> {
  const entry = page.locator(`.steps-entry[data-rule="${rule}"]`).first();
  await entry.click();
  await idle(page);
  await expect(page.locator('.narration')).toHaveAttribute('data-rule', rule);
  return stepNow(page);
}

const PANEL_KEYS = {
  steps: '2',
  inspector: '3',
  tables: '4',
  queues: '5',
  sql: '6',
  experiment: '7',
  lab: '8',
  sequence: '9',
  operator: '0',
  choice: 'h',
  lesson: 'l',
} as const;

/** Opens the page at the step of a rule, and there the panel that is asked for or none. Gives the step's number. */
export async function openAtRule(page: Page, rule: string, { panels, ...place }: Place): Promise<number> {
  await openAt(page, { ...place, step: 1, panels: 'steps' });
  const step = await goToRule(page, rule);
  await press(page, panels ? PANEL_KEYS[panels] : 'Escape');
  return step;
}

export const landmark = (page: Page, name: string): Locator => page.locator(`[data-landmark="${name}"]`);

interface Window {
  readonly name: string;
  readonly width: number;
  readonly height: number;
}
export const SIZES: readonly Window[] = [
  { name: 'projector 1280x720', width: 1280, height: 720 },
  { name: 'laptop 1440x900', width: 1440, height: 900 },
  { name: 'tablet 820x1180', width: 820, height: 1180 },
  { name: 'phone 390x844', width: 390, height: 844 },
];
export const PHONE = { width: 390, height: 844 } as const;
