/** First open: something true at once, one short pass of a message, then everything stands still at step 1. */
import { followingFiles, START_AIM, startFiles, startWeight } from '../src/setup/start-weight.mjs';
import { expect, idle, type Page, test, textsOf } from './page.ts';

test.describe('without JavaScript', () => {
  test.use({ javaScriptEnabled: false });
  test('the topology and one sentence stand in the HTML', async ({ page }) => {
    await page.goto('/');
    const map = page.getByRole('img', { name: textsOf('en').page.map.label }).filter({ visible: true });
    await expect(map).toBeVisible();
    await expect(map).toContainText('nova-scheduler');
    await expect(map).toContainText('nova-compute-cpu1');
    await expect(page.getByText(textsOf('en').page.question)).toBeVisible();
    await expect(page.getByText(textsOf('zh-CN').page.question)).toBeVisible();
  });
});

/** Every value that `data-idle` takes, from the beginning. */
async function idleSeen(page: Page): Promise<string[]> {
  return page.evaluate(() => (window as unknown as { idleSeen: string[] }).idleSeen);
}

/** Opened, with the worker there, and hardly any time of the page gone by. */
async function openStill(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.locator('html')).toHaveAttribute('data-scenario', 'boot');
  await page.clock.runFor(200);
  await idle(page);
}

/** The page's time stands still but for what a test lets pass, so that no slow machine makes a slow page. */
test.beforeEach(async ({ page, javaScriptEnabled }) => {
  if (javaScriptEnabled === false) return;
  await page.clock.install({ time: 0 });
  await page.clock.pauseAt(1_000);
  await page.addInitScript(() => {
    const seen: string[] = [];
    Object.assign(window, { idleSeen: seen });
    const note = () => {
      const { idle } = document.documentElement.dataset;
      if (idle !== undefined && seen.at(-1) !== idle) seen.push(idle);
    };
    const options = { attributes: true, subtree: true, attributeFilter: ['data-idle'] };
    new MutationObserver(note).observe(document, options);
  });
});

test('with no click, a message passes once and everything rests, paused at step 1, within 7 seconds', async ({
  page,
}) => {
  await openStill(page, '/');
  await page.clock.runFor(7_000);
  await idle(page);
  const seen = await idleSeen(page);
  expect(seen.slice(seen.indexOf('true'))).toEqual(['true', 'false', 'true']);
  const root = page.locator('html');
  await expect(root).toHaveAttribute('data-step', '1');
  await expect(root).toHaveAttribute('data-playing', 'false');
  // what came in softly runs by the browser's own time, of which none has passed here
  await expect.poll(() => page.evaluate(() => document.getAnimations().length)).toBe(0);
  await expect(page.locator('dialog[open]')).toHaveCount(0);
  await expect(page.getByRole('button', { name: textsOf('en').page.transport.play })).toBeVisible();
  await expect(page.locator('.question')).toHaveText(textsOf('en').page.question);
  expect(new URL(page.url()).hash).toBe('#lang=en&s=boot&step=1&v=1');
});

test.describe('with reduced motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });
  test('nothing passes: the page stands still from the beginning', async ({ page }) => {
    await openStill(page, '/');
    await page.clock.runFor(7_000);
    const seen = await idleSeen(page);
    expect(seen.slice(seen.indexOf('true'))).toEqual(['true']);
  });
});

test('a link that names a step starts nothing by itself', async ({ page }) => {
  await openStill(page, '/#lang=en&s=boot&step=1&v=1');
  await page.clock.runFor(7_000);
  const seen = await idleSeen(page);
  expect(seen.slice(seen.indexOf('true'))).toEqual(['true']);
  await expect(page.locator('html')).toHaveAttribute('data-step', '1');
});

for (const [locale, lang] of [
  ['zh-TW', 'zh-CN'],
  ['en-GB', 'en'],
  ['fi-FI', 'zh-CN'],
] as const) {
  test.describe(`a browser in ${locale}`, () => {
    test.use({ locale });
    test(`opens in ${lang}`, async ({ page }) => {
      await page.goto('/');
      await expect(page.locator('html')).toHaveAttribute('data-scenario', 'boot');
      await expect(page.locator('html')).toHaveAttribute('lang', lang);
    });
  });
}

test('before anybody touches anything, the scripts that the build weighs are fetched and no others', async ({
  page,
}) => {
  const scripts = new Set<string>();
  page.on('request', (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.endsWith('.js') && !pathname.includes('/worker/')) scripts.add(pathname.slice(1));
  });
  await openStill(page, '/');
  await page.clock.runFor(7_000);
  await idle(page);
  expect([...scripts].sort()).toEqual([...startFiles('dist'), ...followingFiles('dist')].sort());
  expect(startWeight('dist')).toBeLessThanOrEqual(START_AIM);
});
