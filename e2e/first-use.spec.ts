/** What stood in the way of somebody who had the page for the first time: one word over another, cut, or past its frame. */
import type { Locator } from '@playwright/test';
import { drop } from './drop.ts';
import { expect, expectStep, idle, LANGS, openAt, type Page, press, settled, test, textsOf } from './page.ts';
import { ownRecording } from './recorded.ts';

const LOW = { width: 1280, height: 720 };
const DESK = { width: 1440, height: 900 };
const TALL = { width: 820, height: 1180 };

test.use({ viewport: DESK, contextOptions: { reducedMotion: 'reduce' } });

/** Those of the second kind that a box of the first lies over, by their texts. */
const overlaps = (page: Page, over: string, under: string) =>
  page.evaluate(
    ([a, b]) => {
      const seen = (selector: string) =>
        [...document.querySelectorAll(selector)].filter((one) => one.checkVisibility());
      const found: string[] = [];
      for (const one of seen(a)) {
        const first = one.getBoundingClientRect();
        for (const other of seen(b)) {
          const second = other.getBoundingClientRect();
          const isOver =
            first.left < second.right - 1 &&
            first.right > second.left + 1 &&
            first.top < second.bottom - 1 &&
            first.bottom > second.top + 1;
          if (isOver && one !== other) found.push(`${one.textContent} over ${other.textContent}`);
        }
      }
      return found;
    },
    [over, under] as const,
  );

/** The conductor of the cell is killed at step 12, between its answer and its caller. */
async function killConductor(page: Page, lang: string, theme?: 'projector'): Promise<void> {
  await openAt(page, { lang, step: 12, panels: 'experiment', ...(theme ? { theme } : {}) });
  await page.locator('[data-order-target]').selectOption('service nova-conductor-cell1');
  await page.locator('[data-orders] [data-order="kill"][data-when="now"]').click();
  await expect(page.locator('[data-notice="forked"]')).toBeVisible();
  await settled(page);
}

for (const lang of LANGS) {
  test(`no answer of a question leaves its frame before a class (${lang})`, async ({ page }) => {
    await page.setViewportSize(LOW);
    await openAt(page, { lang, s: 'why-a-queue', step: 1, theme: 'projector' });
    await press(page, 'q');
    const options = page.locator('[data-option]');
    await expect(options).toHaveCount(4);
    const cut = await options.evaluateAll((all) =>
      all.filter((one) => one.scrollWidth > one.clientWidth).map((one) => one.textContent),
    );
    expect(cut).toEqual([]);
  });

  test(`what counts rows lies over no database’s name (${lang})`, async ({ page }) => {
    for (const [size, theme] of [
      [LOW, 'projector'],
      [LOW, 'light'],
      [TALL, 'light'],
      [DESK, 'light'],
    ] as const) {
      await page.setViewportSize(size);
      await openAt(page, { lang, step: 12, theme });
      await expect(page.locator('.database .database-rows')).toBeVisible();
      expect(
        await overlaps(page, '.database-rows', '.database span[lang]'),
        `${size.width} ${theme}`,
      ).toEqual([]);
    }
  });

  test(`below a notice the map’s attribution lies over no database and no service (${lang})`, async ({
    page,
  }) => {
    for (const size of [LOW, TALL, DESK]) {
      await page.setViewportSize(size);
      await openAt(page, { lang, step: 12, theme: 'projector' });
      await page.locator('[data-command="boot"]').click();
      await expect(page.locator('[data-notice="forked"]')).toBeVisible();
      await settled(page);
      expect(
        await overlaps(page, '.react-flow__attribution', '.database, .service, .zoom'),
        `${size.width}`,
      ).toEqual([]);
    }
  });

  test(`an answer that is on its way is not called awaited on top of it (${lang})`, async ({ page }) => {
    await page.setViewportSize(LOW);
    await killConductor(page, lang);
    const { awaited } = textsOf(lang).page.map;
    await expect(page.locator('.service[data-state="waiting"]')).toHaveCount(1);
    await expect(
      page.locator('.react-flow__viewport-portal').getByText(awaited, { exact: true }),
    ).toHaveCount(0);
  });

  test(`what a service says of itself stays within its card, and no line begins with a full stop (${lang})`, async ({
    page,
  }) => {
    await page.setViewportSize(LOW);
    await killConductor(page, lang);
    await press(page, 'Escape');
    for (let step = 12; step <= 42; step += 1) {
      await expectStep(page, step);
      expect(await leavesCard(page.locator('.service .state')), `step ${step}`).toEqual([]);
      expect(await lonelyStops(page.locator('.narration-text')), `step ${step}`).toEqual([]);
      await press(page, 'ArrowRight');
    }
  });

  test(`what a field is for can be read whole in it (${lang})`, async ({ page }) => {
    await openAt(page, { lang, step: 12, panels: 'experiment' });
    await page.locator('[data-order-target]').selectOption('service nova-conductor-cell1');
    const cut = await page.locator('.orders-form input').evaluateAll((all) =>
      (all as HTMLInputElement[]).flatMap((one) => {
        const style = getComputedStyle(one);
        const pen = document.createElement('canvas').getContext('2d');
        if (!pen) return [];
        pen.font = style.font;
        const room = one.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
        return pen.measureText(one.placeholder).width > room + 1 ? [one.placeholder] : [];
      }),
    );
    expect(cut).toEqual([]);
  });
}

/** Texts that go past the right edge of the card that they stand in. */
const leavesCard = (all: Locator) =>
  all.evaluateAll((lines) =>
    lines.flatMap((line) => {
      const edge = line.closest('.service')?.getBoundingClientRect().right ?? 0;
      const right = Math.max(
        ...[...line.querySelectorAll('*')].map((one) => one.getBoundingClientRect().right),
      );
      return right > edge ? [line.textContent] : [];
    }),
  );

/** Full stops and commas that stand first in a line. */
const lonelyStops = (sentence: Locator) =>
  sentence.evaluate((paragraph) => {
    const left = paragraph.getBoundingClientRect().left;
    const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    const found: string[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (!/^[.,:;。，、：；]/.test(node.textContent ?? '')) continue;
      range.setStart(node, 0);
      range.setEnd(node, 1);
      if (Math.abs(range.getBoundingClientRect().left - left) < 4) found.push(node.textContent ?? '');
    }
    return found;
  });

test('on a desk a question lies over no panel: the panel keeps its tabs, leaves the map, and comes back', async ({
  page,
}) => {
  await openAt(page, { step: 2, panels: 'lesson' });
  const panel = page.locator('[data-panel-of="lesson"]');
  await expect(panel).toBeVisible();
  await page.keyboard.press('q');
  await expect(page.locator('[data-question]')).toBeVisible();
  await expect(panel).toBeHidden();
  await expect(page.locator('[data-tab="lesson"]')).toBeVisible();
  await idle(page);
  expect(await overlaps(page, '[data-question]', '.tabs-line')).toEqual([]);
  await page.keyboard.press('Escape');
  await expect(panel).toBeVisible();
});

test('an operator’s first look at a recording is its report', async ({ page }) => {
  await openAt(page, { step: 3 });
  await drop(page, { 'cloud.ndjson': ownRecording() });
  await expect(page.locator('[data-recording-hidden]')).toBeVisible();
  await page.keyboard.press('Escape');
  // a key that comes before the sheet is gone is the sheet's
  await expect(page.locator('dialog[open]')).toHaveCount(0);
  await settled(page);
  await press(page, '0');
  await expect(page.locator('.operator [data-view="report"]')).toHaveAttribute('aria-pressed', 'true');
});
