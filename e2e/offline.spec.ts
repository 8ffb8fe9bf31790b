/** The hosted page keeps itself: after the first load it needs no network, and a newer build waits until it is asked for. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesBelow, offlineFront } from '../src/setup/offline.ts';
import { serve } from '../src/setup/page-server.mjs';
import { axeFaults } from './axe.ts';
import { test as base, expect, expectStep, LANGS, openAt, type Page, settled, textsOf } from './page.ts';
import { openEveryPanel, workWhole } from './tour.ts';

/** A site of its own, so that a newer build can be put there. */
const test = base.extend<{ site: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: it depends on nothing
  site: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'novascope-site-'));
    cpSync('dist', folder, { recursive: true });
    await use(folder);
    rmSync(folder, { recursive: true });
  },
  baseURL: async ({ site }, use) => {
    const server = await serve(site, 0, '/novascope/');
    await use(`http://127.0.0.1:${server.port}/novascope/`);
    server.close();
  },
});
test.use({ serviceWorkers: 'allow', contextOptions: { reducedMotion: 'reduce' } });

/** Everything is kept, and the page is answered from there. */
async function kept(page: Page): Promise<void> {
  await expect
    .poll(() => page.evaluate(() => navigator.serviceWorker.controller?.state ?? null), { timeout: 60_000 })
    .toBe('activated');
}

const FRONT = /^self\.offlineBuild=.*?\}\};/;

/** Another build of the same page lies on the host: its HTML says so; `isOff` = it keeps nothing any more. */
function putBuild(site: string, mark: string, isOff = false): void {
  const html = join(site, 'index.html');
  writeFileSync(html, readFileSync(html, 'utf8').replace('<html ', `<html data-build="${mark}" `));
  const script = join(site, 'sw.js');
  const files = [...filesBelow(site)].filter(([name]) => !/^(sw\.js|novascope\.html|picture-.*)$/.test(name));
  writeFileSync(script, readFileSync(script, 'utf8').replace(FRONT, offlineFront(new Map(files), isOff)));
}

const update = (page: Page) =>
  page.evaluate(async () => void (await (await navigator.serviceWorker.getRegistration())?.update()));
const build = (page: Page) => page.locator('html').getAttribute('data-build');
const stores = (page: Page) => page.evaluate(async () => (await caches.keys()).length);

test('after the first load it opens, plays, simulates, measures and answers SQL without a network', async ({
  page,
  context,
}) => {
  await openAt(page, { step: 1 });
  await kept(page);
  await context.setOffline(true);
  await page.reload();
  await settled(page);
  await workWhole(page);
});

test('a panel that was never opened is there when the network goes in the first visit', async ({
  page,
  context,
}) => {
  await openAt(page, { step: 3 });
  await kept(page);
  await context.setOffline(true);
  await openEveryPanel(page);
});

for (const lang of LANGS)
  test(`a newer build waits under a quiet sign, asks, and opens where the reader was (${lang})`, async ({
    page,
    site,
  }) => {
    const t = textsOf(lang).aside.notice;
    await openAt(page, { lang, step: 7 });
    await kept(page);
    await expect(page.locator('[data-new-version]')).toHaveCount(0);
    putBuild(site, 'next');
    await update(page);
    const sign = page.getByRole('button', { name: t.has_new_version });
    await expect(sign).toBeVisible({ timeout: 60_000 });
    // a reload is still of the build that was opened
    await page.reload();
    await settled(page);
    expect(await build(page)).toBeNull();
    await expect(sign).toBeVisible();
    await sign.press('Enter');
    const notice = page.locator('[data-notice="new_version"]');
    await expect(notice).toContainText(t.new_version);
    await settled(page);
    // the sign in the top bar, and the notice that asks
    expect(await axeFaults(page)).toEqual([]);
    await notice.getByRole('button', { name: t.dismiss }).click();
    await expect(notice).toHaveCount(0);
    await expectStep(page, 7);
    await sign.press('Enter');
    await notice.getByRole('button', { name: t.load_it }).click();
    await expect.poll(() => build(page).catch(() => null)).toBe('next');
    await settled(page);
    await expectStep(page, 7);
    await expect(sign).toHaveCount(0);
  });

test('another window stays in its lesson when one takes the newer build, and still loads its panels', async ({
  page,
  context,
  site,
}) => {
  await openAt(page, { step: 7 });
  await kept(page);
  const other = await context.newPage();
  await other.goto('./#lang=en&s=boot&step=5&v=1');
  await settled(other);
  putBuild(site, 'next');
  // files of the build before are no longer on the host
  rmSync(join(site, 'assets'), { recursive: true });
  cpSync('dist/assets', join(site, 'assets'), {
    recursive: true,
    filter: (path) => !/Queues-.*\.js$/.test(path),
  });
  putBuild(site, 'next');
  await update(page);
  await page.locator('[data-new-version]').click({ timeout: 60_000 });
  await page.locator('[data-load-version]').click();
  await expect.poll(() => build(page).catch(() => null)).toBe('next');
  expect(await build(other)).toBeNull();
  await expectStep(other, 5);
  await other.keyboard.press('5');
  await expect(other.locator('.queues')).toBeVisible();
});

test('a site that keeps nothing any more deletes what it kept, and the page goes on', async ({
  page,
  site,
}) => {
  await openAt(page, { step: 4 });
  await kept(page);
  expect(await stores(page)).toBe(1);
  putBuild(site, 'last', true);
  await update(page);
  await expect.poll(() => stores(page), { timeout: 60_000 }).toBe(0);
  await expectStep(page, 4);
  await page.goto('about:blank');
  await page.goto('./#lang=en&s=boot&step=4&v=1');
  await settled(page);
  expect(await build(page)).toBe('last');
});
