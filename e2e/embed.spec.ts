/** `/embed/` in a course page of another origin: the player plays there, keeps nothing, and the page itself is framed nowhere. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { FrameLocator } from '@playwright/test';
import { axeFaults } from './axe.ts';
import { test as base, expect, LANGS, type Page, settled, textsOf } from './page.ts';

/** A course page of another origin; what it frames, and in what size, stands in its address. */
const test = base.extend<{ course: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: it depends on nothing
  course: async ({}, use) => {
    const server = createServer((request, response) => {
      const given = new URL(request.url ?? '', 'http://course/').searchParams;
      const [width, height] = (given.get('size') ?? '900x520').split('x');
      const html = `<!doctype html><html lang="en"><meta charset="utf-8"><link rel="icon" href="data:,"><title>Course</title>
        <iframe title="Novascope" width="${width}" height="${height}" src="${given.get('src')?.replaceAll('&', '&amp;')}"></iframe>`;
      response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(html);
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
    await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
    server.close();
  },
});

/** The course page is a foreign one. */
const COURSE = /foreign request: http:\/\/127\.0\.0\.1:\d+\/\?/;
test.use({ expected: COURSE, contextOptions: { reducedMotion: 'reduce' } });

interface Framed {
  readonly course: string;
  readonly src: string;
  readonly size?: string;
}

async function frame(page: Page, { course, src, size = '900x520' }: Framed): Promise<FrameLocator> {
  await page.goto(`${course}?${new URLSearchParams({ src, size })}`);
  const framed = page.frameLocator('iframe');
  await expect(framed.locator('html')).toHaveAttribute('data-idle', 'true', { timeout: 30_000 });
  await expect(framed.locator('.narration')).toBeVisible();
  return framed;
}

for (const lang of LANGS)
  test(`a course page frames a step: it plays on by button and key, and leads to the page at its step (${lang})`, async ({
    page,
    course,
    baseURL,
  }) => {
    const t = textsOf(lang);
    const src = `${baseURL}embed/#lang=${lang}&s=boot&step=7&theme=dark&v=1`;
    const framed = await frame(page, { course, src });
    const root = framed.locator('html');
    await expect(root).toHaveAttribute('data-step', '7');
    await expect(root).toHaveAttribute('lang', lang);
    await expect(root).toHaveAttribute('data-theme', 'dark');
    await framed.getByRole('button', { name: t.page.transport.next }).click();
    await expect(root).toHaveAttribute('data-step', '8');
    await framed.locator('body').press('ArrowLeft');
    await expect(root).toHaveAttribute('data-step', '7');
    const open = framed.getByRole('link', { name: t.aside.embed.open });
    const [whole] = await Promise.all([page.waitForEvent('popup'), open.click()]);
    await expect(whole.locator('html')).toHaveAttribute('data-step', '7');
    await expect(whole.locator('html')).toHaveAttribute('lang', lang);
    expect(new URL(whole.url()).pathname).toBe('/');
    expect(await axeFaults(whole, '.narration')).toEqual([]);
  });

for (const [i, lang] of LANGS.entries())
  test(`axe finds nothing in the player, in either theme and in three sizes (${lang})`, async ({ page }) => {
    const sizes = [
      { width: 900, height: 520 },
      { width: 640, height: 480 },
      { width: 360, height: 560 },
    ];
    for (const [k, size] of sizes.entries()) {
      const theme = (i + k) % 2 === 0 ? 'light' : 'dark';
      await page.setViewportSize(size);
      await page.goto('about:blank');
      await page.goto(`embed/#lang=${lang}&s=boot&step=7&theme=${theme}&v=1`);
      await settled(page);
      expect(await axeFaults(page), `${size.width} ${theme}`).toEqual([]);
    }
  });

test('it is a player and nothing else: no panel, no command, no search, nothing kept', async ({
  page,
  course,
  baseURL,
}) => {
  const src = `${baseURL}embed/#lang=en&panels=sql&s=boot&step=3&v=1`;
  const framed = await frame(page, { course, src });
  for (const key of ['4', '6', '7', '8', '/', '?', 'm']) await framed.locator('body').press(key);
  await expect(
    framed.locator('[data-command], [data-panel], dialog, .narration-links >> visible=true'),
  ).toHaveCount(0);
  await framed.getByRole('button', { name: textsOf('en').page.transport.play }).click();
  await expect(framed.locator('html')).not.toHaveAttribute('data-step', '3', { timeout: 60_000 });
  const inner = page.frames().find((one) => one.url().includes('/embed/'));
  expect(await inner?.evaluate(() => [localStorage.length, sessionStorage.length])).toEqual([0, 0]);
});

test('another scenario is run in the frame, and another hash leads elsewhere', async ({
  page,
  course,
  baseURL,
}) => {
  const framed = await frame(page, { course, src: `${baseURL}embed/#lang=en&s=no_valid_host&step=2&v=1` });
  const root = framed.locator('html');
  await expect(root).toHaveAttribute('data-scenario', 'no_valid_host');
  await expect(root).toHaveAttribute('data-step', '2');
  await page.locator('iframe').evaluate((one: HTMLIFrameElement, src) => {
    one.src = src;
  }, `${baseURL}embed/#lang=zh-CN&s=boot&step=9&v=1`);
  await expect(root).toHaveAttribute('data-step', '9', { timeout: 30_000 });
  await expect(root).toHaveAttribute('data-scenario', 'boot');
  await expect(root).toHaveAttribute('lang', 'zh-CN');
});

for (const size of ['1000x560', '640x480', '360x560'])
  test(`in a frame of ${size} the map, the words and the transport are in view, and nothing scrolls sideways`, async ({
    page,
    course,
    baseURL,
  }) => {
    const framed = await frame(page, { course, src: `${baseURL}embed/#lang=en&s=boot&step=5&v=1`, size });
    for (const part of ['.react-flow', '.narration-title', '[data-play]', 'input[type=range]'])
      await expect(framed.locator(part).first()).toBeInViewport();
    const over = await framed
      .locator('html')
      .evaluate((root) => [root.scrollWidth - root.clientWidth, root.scrollHeight - root.clientHeight]);
    expect(over).toEqual([0, 0]);
  });

test.describe('the page itself', () => {
  test.use({ expected: new RegExp(`${COURSE.source}|frame-ancestors|chrome-error`) });
  test('is framed nowhere', async ({ page, course, baseURL, request }) => {
    const refused = page.waitForEvent('console', (message) => message.text().includes('frame-ancestors'));
    await page.goto(`${course}?${new URLSearchParams({ src: baseURL ?? '' })}`);
    await refused;
    const policyOf = async (path: string): Promise<string> =>
      (await request.get(path)).headers()['content-security-policy'] ?? '';
    expect(await policyOf('./')).toContain("frame-ancestors 'none'");
    expect(await policyOf('./embed/')).toContain('frame-ancestors *');
    expect((await policyOf('./embed/')).replace('frame-ancestors *', "frame-ancestors 'none'")).toBe(
      await policyOf('./'),
    );
  });
});
