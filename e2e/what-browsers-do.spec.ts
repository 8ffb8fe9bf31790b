/** What a browser does to a page: it translates it, makes its letters large, takes its colours away. The page stays true. */
import { clippedTexts, overlaps, sidewaysScroll, transportInView } from './look.ts';
import { expect, expectStep, LANGS, openAt, type Page, press, SIZES, test } from './page.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

/** As translators do: each text becomes one inside two elements, put in its place or around it. */
async function translate(page: Page, way: 'instead' | 'around'): Promise<void> {
  await page.evaluate((how) => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const texts: Text[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode())
      if (node.textContent?.trim() && !node.parentElement?.closest('script, style, svg, textarea, option'))
        texts.push(node as Text);
    for (const text of texts) {
      const [outer, inner] = [document.createElement('font'), document.createElement('font')];
      outer.append(inner);
      text.replaceWith(outer);
      inner.append(how === 'instead' ? `«${text.data}»` : text);
    }
  }, way);
}

/** What the words of the page say, without the marks of the translation. */
const told = (page: Page) =>
  page.evaluate(() => {
    const of = (selector: string) =>
      [...document.querySelectorAll<HTMLElement>(selector)].map((one) =>
        (one.textContent ?? '').replaceAll(/[«»]/g, ''),
      );
    return [...of('.narration'), ...of('.scrubber-count'), ...of('.chapter'), ...of('[role=tab]')];
  });

for (const way of ['instead', 'around'] as const) {
  test(`translated by the browser, the page goes on telling what happens (its texts put ${way})`, async ({
    page,
  }) => {
    const steps = [5, 6, 8, 12, 4];
    const right = new Map<number, string[]>();
    for (const step of steps) {
      await openAt(page, { step, panels: 'steps' });
      right.set(step, await told(page));
    }
    await openAt(page, { step: 4, panels: 'steps' });
    await translate(page, way);
    for (const step of steps) {
      await page
        .locator('.steps-entry')
        .nth(step - 1)
        .click();
      await expectStep(page, step);
      await expect.poll(() => told(page), `step ${step}`).toEqual(right.get(step));
      await translate(page, way);
    }
    await press(page, 'Escape');
    await press(page, 'ArrowRight');
    await expectStep(page, 5);
  });
}

for (const { name, width, height } of SIZES) {
  for (const lang of LANGS) {
    test(`with letters of 24 and 32 px nothing in the bars lies over anything else (${name}, ${lang})`, async ({
      page,
    }) => {
      await page.setViewportSize({ width, height });
      await openAt(page, { lang, step: 5 });
      for (const px of [24, 32]) {
        await page.evaluate((size) => {
          document.documentElement.style.fontSize = `${size}px`;
        }, px);
        await expect.poll(() => overlaps(page), `${px} px`).toEqual([]);
        await expect.poll(() => sidewaysScroll(page), { message: `${px} px` }).toBe(0);
        await expect.poll(() => transportInView(page), { message: `${px} px` }).toBe(true);
      }
    });
  }
}

for (const lang of LANGS) {
  test(`with letters of 32 px a tablet’s panel ends above the transport (${lang})`, async ({ page }) => {
    await page.setViewportSize({ width: 820, height: 1180 });
    await openAt(page, { lang, step: 5, panels: 'lesson' });
    await page.evaluate(() => {
      document.documentElement.style.fontSize = '32px';
    });
    const bottom = (selector: string) =>
      page.locator(selector).evaluate((one) => Math.round(one.getBoundingClientRect().bottom));
    const top = () =>
      page.locator('.app-time').evaluate((one) => Math.round(one.getBoundingClientRect().top));
    await expect.poll(async () => (await bottom('.app-details')) - (await top())).toBeLessThanOrEqual(0);
  });
}

for (const { name, width, height } of SIZES)
  for (const lang of LANGS)
    test(`with the text at 200 % every step stands whole, and the size is kept (${name}, ${lang})`, async ({
      page,
    }) => {
      await page.setViewportSize({ width, height });
      await openAt(page, { lang, step: 1 });
      await page.keyboard.press('?');
      await page.locator('dialog [data-text-scale]').selectOption('200');
      await page.keyboard.press('Escape');
      await page.reload();
      await expect(page.locator('html')).toHaveCSS('font-size', '32px');
      for (const step of [1, 3, 5, 9, 14]) {
        await openAt(page, { lang, step });
        await expect.poll(() => overlaps(page), `step ${step}`).toEqual([]);
        await expect.poll(() => clippedTexts(page), `step ${step}`).toEqual([]);
        await expect.poll(() => sidewaysScroll(page), `step ${step}`).toBe(0);
        await expect.poll(() => transportInView(page), `step ${step}`).toBe(true);
        // what has no room is scrolled to
        await expect(page.locator('.narration-text')).toBeVisible();
      }
    });

test('the text’s size counts on that of the browser, and on the projector’s', async ({ page }) => {
  await openAt(page, { step: 3, theme: 'projector' });
  const html = page.locator('html');
  await expect(html).toHaveCSS('font-size', '20px');
  await page.keyboard.press('?');
  await page.locator('dialog [data-text-scale]').selectOption('150');
  await expect(html).toHaveCSS('font-size', '30px');
});

test.describe('with forced colours', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce', forcedColors: 'active' } });
  test('what is chosen still looks chosen, and a filled button looks like one', async ({ page }) => {
    await page.setViewportSize({ width: 1440, height: 900 });
    await openAt(page, { step: 5, panels: 'tables' });
    const borders = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((one) => {
          const { borderBottomColor, borderBottomWidth, borderBottomStyle } = getComputedStyle(one);
          return `${borderBottomColor} ${borderBottomWidth} ${borderBottomStyle}`;
        });
    const [chosen, other] = [
      await borders('.app-dock [role=tab][aria-selected=true]'),
      await borders('.app-dock [role=tab][aria-selected=false]'),
    ];
    expect(chosen).not.toBe(other);
    expect(chosen).not.toMatch(/ 0px | none$/);
    await expect.poll(() => borders('[data-play]')).not.toMatch(/ 0px | none$/);
    await page.setViewportSize({ width: 1280, height: 720 });
    await expect.poll(() => borders('.chapter[aria-current]')).not.toMatch(/ 0px | none$/);
  });
});
