/** The page's shell: links, transport, keys, languages, layouts. Every test starts from a URL and waits for `data-idle`. */
import AxeBuilder from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';

const root = (page: Page) => page.locator('html');

async function open(page: Page, hash = ''): Promise<void> {
  await page.goto(`/${hash}`);
  await expect(root(page)).toHaveAttribute('data-idle', 'true', { timeout: 20_000 });
}

async function atStep(page: Page, step: number | string): Promise<void> {
  await expect(root(page)).toHaveAttribute('data-step', String(step));
}

test.describe('the machine that runs these tests', () => {
  test('has a Han font, without which every Chinese picture would be false', async ({ page }) => {
    await page.setContent('<span style="font-size:16px">消息队列</span>');
    const width = await page.locator('span').evaluate((element) => element.getBoundingClientRect().width);
    expect(width, 'install a CJK font: fonts-wqy-microhei').toBeGreaterThanOrEqual(60);
  });
});

test('a cold open stands paused at step 1 and writes its link', async ({ page }) => {
  await open(page);
  await atStep(page, 1);
  await expect(root(page)).toHaveAttribute('data-playing', 'false');
  expect(new URL(page.url()).hash).toMatch(/^#lang=(en|zh-CN)&s=boot&step=1&v=1$/);
});

for (const lang of ['en', 'zh-CN']) {
  test(`a link opens its step, paused, in its language: ${lang}`, async ({ page }) => {
    await open(page, `#lang=${lang}&s=boot&step=5&v=1`);
    await atStep(page, 5);
    await expect(root(page)).toHaveAttribute('lang', lang);
    await expect(root(page)).toHaveAttribute('data-playing', 'false');
    await expect(page.locator('.service[data-actor="nova-conductor-super"]')).toHaveAttribute(
      'data-state',
      'waiting',
    );
  });
}

test('arrows walk to the end and back to the start', async ({ page }) => {
  await open(page, '#lang=en&s=boot&step=1&v=1');
  const slider = page.getByRole('slider');
  const count = Number(await slider.getAttribute('max'));
  expect(count).toBeGreaterThan(10);
  for (let n = 2; n <= count; n += 1) await page.keyboard.press('ArrowRight');
  await atStep(page, count);
  for (let n = count - 1; n >= 1; n -= 1) await page.keyboard.press('ArrowLeft');
  await atStep(page, 1);
});

test('Space plays and pauses, and freezes the step it stands on', async ({ page }) => {
  await open(page, '#lang=en&s=boot&step=2&v=1');
  await page.keyboard.press('Space');
  await expect(root(page)).toHaveAttribute('data-playing', 'true');
  await page.keyboard.press('Space');
  await expect(root(page)).toHaveAttribute('data-playing', 'false');
  await expect(root(page)).toHaveAttribute('data-idle', 'true');
});

test('keys: chapters, ends, speed, help, regions', async ({ page }) => {
  await open(page, '#lang=en&s=boot&step=1&v=1');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(page.locator('.chapter[aria-current]')).toHaveText('Schedule');
  await page.keyboard.press('End');
  await atStep(page, await page.getByRole('slider').getAttribute('max').then(String));
  await page.keyboard.press('Home');
  await atStep(page, 1);
  await page.keyboard.press('Shift+Period');
  await expect(page.getByLabel('Speed')).toHaveValue('1.5');
  await page.keyboard.press('Shift+Slash');
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  const seen: (string | null)[] = [];
  for (let i = 0; i < 5; i += 1) {
    await page.keyboard.press('F6');
    seen.push(await page.evaluate(() => document.activeElement?.getAttribute('data-landmark') ?? null));
  }
  expect(seen).toEqual(['top', 'map', 'narration', 'timeline', 'details']);
});

test('no key moves or removes a node, and none acts in a text field', async ({ page }) => {
  await open(page, '#lang=en&s=boot&step=5&panels=tables&v=1');
  const nodes = page.locator('.react-flow__node');
  const count = await nodes.count();
  const node = page.locator('[data-id="service:nova-scheduler"]');
  const before = await node.boundingBox();
  await node.focus();
  for (const key of ['Backspace', 'Delete', 'ArrowDown', 'Shift+ArrowUp']) await page.keyboard.press(key);
  expect(await nodes.count()).toBe(count);
  expect(await node.boundingBox()).toEqual(before);
  const field = page.locator('input[type=search], input[type=text], .app-dock input').first();
  await field.focus();
  await page.keyboard.press('k');
  await page.keyboard.press('ArrowRight');
  await atStep(page, 5);
  await expect(root(page)).toHaveAttribute('data-playing', 'false');
});

test('the language switch keeps the step', async ({ page }) => {
  await open(page, '#lang=en&s=boot&step=10&v=1');
  await page.locator('[data-lang-switch="zh-CN"]').click();
  await expect(root(page)).toHaveAttribute('lang', 'zh-CN');
  await atStep(page, 10);
  await expect(page).toHaveURL(/#lang=zh-CN&s=boot&step=10&v=1$/);
});

test('Boot in the middle forks: the step stays, and more steps follow', async ({ page }) => {
  await open(page, '#lang=en&s=boot&step=10&v=1');
  const before = Number(await page.getByRole('slider').getAttribute('max'));
  await page.locator('[data-command="boot"]').click();
  await expect(page.locator('[data-notice="forked"]')).toBeVisible();
  await atStep(page, 10);
  expect(Number(await page.getByRole('slider').getAttribute('max'))).toBeGreaterThan(before);
});

test('a bad link shows the nearest valid step, and says so', async ({ page }) => {
  await open(page, '#lang=en&s=boot&step=999&v=1');
  await atStep(page, await page.getByRole('slider').getAttribute('max').then(String));
  await expect(page.locator('[data-notice="unknown_step"]')).toBeVisible();
});

test('without WebAssembly the stored boot plays, and new runs are off with a reason', async ({ page }) => {
  await page.route('**/*.wasm', (route) => route.abort());
  await open(page, '#lang=en&s=boot&step=1&v=1');
  await expect(page.locator('[data-notice="engine_off"]')).toBeVisible();
  await expect(page.locator('[data-command="boot"]')).toBeDisabled();
  await page.keyboard.press('End');
  await expect(page.locator('.service[data-actor="nova-compute-cpu1"]')).toBeVisible();
});

test('with reduced motion nothing flies', async ({ browser }) => {
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  const page = await context.newPage();
  await open(page, '#lang=en&s=boot&step=4&v=1');
  await page.keyboard.press('ArrowRight');
  await expect(root(page)).toHaveAttribute('data-idle', 'true', { timeout: 300 });
  await expect(page.locator('[data-token="call"]')).toBeVisible();
  await context.close();
});

const SIZES = [
  [1280, 720],
  [1440, 900],
  [820, 1180],
  [390, 844],
] as const;
for (const [width, height] of SIZES) {
  for (const lang of ['en', 'zh-CN']) {
    test(`${width}x${height} ${lang}: no sideways scroll, no cut label, transport in view`, async ({
      page,
    }) => {
      await page.setViewportSize({ width, height });
      await open(page, `#lang=${lang}&s=boot&step=10&v=1`);
      const cut = await page.evaluate(() =>
        [...document.querySelectorAll('.service-name, .queue-name, .queue-title, .peer, .database, .chapter')]
          .filter((element) => element.scrollWidth > element.clientWidth + 1 && element.clientWidth > 0)
          .map((element) => element.textContent),
      );
      expect(cut).toEqual([]);
      const sideways = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(sideways).toBe(0);
      await expect(page.getByRole('slider')).toBeInViewport();
    });
  }
}

test('node labels are at least 16 px at 1280x720', async ({ page }) => {
  await open(page, '#lang=en&s=boot&step=5&v=1');
  const size = await page
    .locator('.service-name')
    .first()
    .evaluate((element) => {
      const zoom = element.getBoundingClientRect().width / (element as HTMLElement).offsetWidth;
      return Number.parseFloat(getComputedStyle(element).fontSize) * zoom;
    });
  expect(size).toBeGreaterThanOrEqual(16);
});

for (const theme of ['light', 'dark']) {
  for (const lang of ['en', 'zh-CN']) {
    test(`axe finds nothing: ${theme}, ${lang}`, async ({ browser }) => {
      const context = await browser.newContext({ bypassCSP: true });
      const page = await context.newPage();
      await open(page, `#lang=${lang}&s=boot&step=10&theme=${theme}&panels=tables&v=1`);
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
        .analyze();
      expect(violations.map((one) => [one.id, one.nodes.map((node) => node.html)])).toEqual([]);
      await context.close();
    });
  }
}
