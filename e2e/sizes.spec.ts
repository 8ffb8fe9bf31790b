/** Four sizes, two languages: nothing scrolls sideways, the transport is in view, nothing is cut, every step can be read. */
import { clippedTexts, overlaps, sidewaysScroll, smallTexts, transportInView } from './look.ts';
import {
  expect,
  LANGS,
  moveTo,
  openAt,
  type Page,
  PHONE,
  type Place,
  press,
  SIZES,
  settled,
  stepCount,
  test,
} from './page.ts';
import { doubleTexts } from './pseudo.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const PANELS = ['inspector', 'tables', 'queues', 'sql', 'experiment', 'lab', 'steps'] as const;

/** What is wrong with the page as it stands. */
async function faultsOf(page: Page, where: string): Promise<string[]> {
  const faults = await clippedTexts(page);
  const over = await sidewaysScroll(page);
  if (over > 0) faults.push(`the page scrolls sideways by ${over} px`);
  if (!(await transportInView(page))) faults.push('the transport is not in view');
  const under = await page.evaluate(() => {
    const [middle, time] = ['.app-side', '[data-landmark="timeline"]'].map((one) =>
      document.querySelector(one)?.getBoundingClientRect(),
    );
    const scrolls = document.querySelector('.app-middle')?.matches('[data-layout="phone"] *') ?? false;
    return middle && time && !scrolls ? middle.bottom - time.top : 0;
  });
  if (under > 1) faults.push(`the transport lies over ${under} px of what is above it`);
  return faults.map((fault) => `${where}: ${fault}`);
}

/** Walks through every step, then through every panel. */
async function walk(page: Page, place: Place, look: (where: string) => Promise<string[]>): Promise<string[]> {
  const faults: string[] = [];
  await openAt(page, { ...place, step: 1 });
  const count = await stepCount(page);
  for (let step = 1; step <= count; step += 1) {
    faults.push(...(await look(`step ${step}`)));
    if (step < count) await press(page, 'ArrowRight');
  }
  for (const panels of PANELS) {
    await moveTo(page, { ...place, step: 10, panels });
    faults.push(...(await look(panels)));
  }
  return faults;
}

for (const { name, width, height } of SIZES) {
  test.describe(name, () => {
    test.use({ viewport: { width, height } });
    const isPhone = width === PHONE.width;
    for (const lang of LANGS) {
      test(`every step and every panel stands whole on the page (${lang})`, async ({ page }) => {
        const faults = await walk(page, { lang }, async (where) => {
          const found = await faultsOf(page, where);
          const hidden = await page
            .locator('.app-narration')
            .evaluate((box) => box.scrollHeight - box.clientHeight);
          if (hidden > 1 && !isPhone) found.push(`${where}: ${hidden} px of the narration lie hidden`);
          return found;
        });
        expect(faults).toEqual([]);
      });
    }

    test('the names on the map are large enough', async ({ page }) => {
      await openAt(page, { step: 5 });
      const least = isPhone ? 12 : width < 1280 ? 15 : 16;
      await expect.poll(() => smallTexts(page, least, '.service-name')).toEqual([]);
    });
  });
}

test.describe('texts twice as long', () => {
  test.use({ viewport: { width: 1440, height: 900 } });
  for (const lang of LANGS)
    test(`every step and every panel stands whole on the page (from ${lang})`, async ({ page }) => {
      await doubleTexts(page);
      const faults = await walk(page, { lang }, async (where) => {
        const found = await faultsOf(page, where);
        for (const fault of await overlaps(page)) found.push(`${where}: ${fault}`);
        return found;
      });
      expect(faults).toEqual([]);
      // they are
      const title = (await page.locator('.narration-title').textContent()) ?? '';
      expect(title.slice(title.length / 2).trim()).toBe(title.slice(1, title.length / 2).trim());
    });
});

test.describe('the projector theme', () => {
  for (const lang of LANGS) {
    test(`stands whole on the page, with no visible text smaller than 16 px (${lang})`, async ({ page }) => {
      const faults = await walk(page, { lang, theme: 'projector' }, async (where) => {
        const found = await faultsOf(page, where);
        for (const text of await smallTexts(page, 16)) found.push(`${where}: ${text}`);
        return found;
      });
      expect(faults).toEqual([]);
      await expect.poll(() => smallTexts(page, 18, '.service-name')).toEqual([]);
    });
  }
});

test.describe('the projector theme on the other sizes', () => {
  for (const { name, width, height } of SIZES.slice(1)) {
    for (const lang of LANGS) {
      test(`nothing is cut, and bar and transport stand in one row on a ${name} (${lang})`, async ({
        page,
      }) => {
        await page.setViewportSize({ width, height });
        const faults = await walk(page, { lang, theme: 'projector' }, async (where) => {
          const found = await faultsOf(page, where);
          const high = await page.evaluate(() =>
            ['.topbar', '.transport'].flatMap((one) => document.querySelector(one)?.clientHeight ?? []),
          );
          if (Math.max(...high) > 100) found.push(`${where}: the bars are ${high.join(' and ')} px high`);
          return found;
        });
        expect(faults).toEqual([]);
      });
    }
  }
});

test('a long title leaves the bar its one row on a tablet in the projector theme', async ({ page }) => {
  await page.setViewportSize({ width: 820, height: 1180 });
  await openAt(page, { s: 'scheduler_down_20s', step: 6, theme: 'projector' });
  expect(await page.locator('.topbar').evaluate((bar) => bar.clientHeight)).toBeLessThan(80);
});

/** Whether its upper and its lower edge are seen: in the window, under nothing that lies over it. */
const isSeen = (element: Element): boolean => {
  const { left, top, bottom } = element.getBoundingClientRect();
  return [top + 3, bottom - 3].every((y) => element.contains(document.elementFromPoint(left + 12, y)));
};

for (const lang of LANGS) {
  test(`on a tablet the list of steps shows the step that a link leads to, under no heading (${lang})`, async ({
    page,
  }) => {
    await page.setViewportSize({ width: 820, height: 1180 });
    for (const step of [5, 9, 17]) {
      await openAt(page, { lang, step });
      await expect.poll(() => page.locator('.steps-entry[aria-current="step"]').evaluate(isSeen)).toBe(true);
    }
  });

  test(`in the projector theme the row that changed is seen whole, on a tablet too (${lang})`, async ({
    page,
  }) => {
    for (const { width, height } of SIZES.slice(0, 3)) {
      await page.setViewportSize({ width, height });
      await openAt(page, { lang, step: 12, panels: 'tables', theme: 'projector' });
      await expect.poll(() => page.locator('tr[data-change="updated"]').evaluate(isSeen)).toBe(true);
    }
  });
}

test('on a tablet a step without a figure has the whole width for its words', async ({ page }) => {
  await page.setViewportSize({ width: 820, height: 1180 });
  const width = () => page.locator('.narration-title').evaluate((title) => title.clientWidth);
  await openAt(page, { s: 'scheduler_down_timeout', step: 8 });
  const whole = await width();
  await openAt(page, { step: 5 });
  expect(await width()).toBeLessThan(0.6 * whole);
});

test('a window that changes its shape changes its arrangement and keeps the step', async ({ page }) => {
  await openAt(page, { step: 7 });
  for (const [layout, width, height] of [
    ['phone', 390, 844],
    ['tall', 820, 1180],
    ['desk', 1440, 900],
    ['lesson', 1280, 720],
  ] as const) {
    await page.setViewportSize({ width, height });
    await expect(page.locator(`.app[data-layout="${layout}"]`)).toBeVisible();
    await settled(page);
    await expect(page.locator('html')).toHaveAttribute('data-step', '7');
    await expect.poll(() => sidewaysScroll(page)).toBe(0);
  }
});

test('the kind of exchange that the step’s message goes through is named whole in its box', async ({
  page,
}) => {
  await openAt(page, { step: 10 });
  const via = page.locator('.queue-via').first();
  await expect(via).toHaveText(/^(topic|direct|fanout|headers)$/);
  const hangsOut = await via.evaluate((text) => {
    const box = text.closest('svg')?.querySelector('rect')?.getBoundingClientRect();
    const { left, right } = text.getBoundingClientRect();
    return !box || left < box.left || right > box.right;
  });
  expect(hangsOut).toBe(false);
});

test('on a phone an exchange of a broker’s story has its kind within its box, and a title of Han no indent', async ({
  page,
}) => {
  await page.setViewportSize(PHONE);
  await openAt(page, { lang: 'zh-CN', s: 'amqp-topic', step: 8 });
  const hangsOut = await page.locator('.queue-via').evaluateAll((all) =>
    all.filter((text) => {
      const box = text.closest('svg')?.querySelector('rect')?.getBoundingClientRect();
      return !box || text.getBoundingClientRect().bottom > box.bottom;
    }),
  );
  expect(hangsOut).toEqual([]);
  await openAt(page, { lang: 'zh-CN', step: 12 });
  const margins = await page
    .locator('.narration-title code')
    .evaluateAll((all) => all.map((code) => getComputedStyle(code).marginInlineStart));
  expect(new Set(margins)).toEqual(new Set(['0px']));
});

test('what goes straight through a broker’s exchange strikes out neither its name nor its type', async ({
  page,
}) => {
  for (const { width, height } of SIZES) {
    await page.setViewportSize({ width, height });
    await openAt(page, { s: 'amqp-work-queue', step: 4 });
    const struck = await page.locator('.queue-via').evaluateAll((all) =>
      all.flatMap((type) => {
        const box = type.closest('svg')?.querySelector('rect')?.getBoundingClientRect();
        const middle = box ? box.top + box.height / 2 : Number.NaN;
        const texts = [type, ...(type.previousElementSibling ? [type.previousElementSibling] : [])];
        return (
          texts
            .map((text) => text.getBoundingClientRect())
            // letters take the middle three fifths of their line
            .filter((one) => !(one.top + 0.2 * one.height > middle || one.bottom - 0.2 * one.height < middle))
            .map((one) => `${one.top} to ${one.bottom}, and a line at ${middle}`)
        );
      }),
    );
    expect(struck).toEqual([]);
  }
});
