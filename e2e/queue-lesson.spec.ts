/** The lesson about the queue, to its end by keyboard alone; its numbers stand in a table and are read from the runs. */
import { axeFaults } from './axe.ts';
import { clippedTexts, sidewaysScroll } from './look.ts';
import { expect, idle, LANGS, openAt, type Page, PHONE, settled, test } from './page.ts';

test.use({ viewport: { width: 1440, height: 900 }, contextOptions: { reducedMotion: 'reduce' } });

const CHAPTERS = ['asks', 'call', 'cast', 'away', 'second', 'burst', 'not_given'] as const;

/** Reaches a button by Tab from where the focus stands, and presses it by Enter. */
async function pressByKey(page: Page, selector: string): Promise<void> {
  const button = page.locator(selector);
  await expect(button).toBeEnabled();
  for (let n = 0; n < 40; n += 1) {
    if (await button.evaluate((one) => one === document.activeElement)) break;
    await page.keyboard.press('Tab');
  }
  await expect(button).toBeFocused();
  await page.keyboard.press('Enter');
  await idle(page);
}

const cell = (page: Page, measure: string, run: number) =>
  page.locator(`[data-measure="${measure}"] td`).nth(run);

for (const lang of LANGS) {
  test(`is gone through to its end by keyboard, each chapter with its numbers (${lang})`, async ({
    page,
  }) => {
    await openAt(page, { lang, s: 'why-a-queue', panels: 'experiment' });
    const faults: string[] = [];
    for (const [i, chapter] of CHAPTERS.entries()) {
      const lesson = page.locator(`[data-chapter="${chapter}"]`);
      await expect(lesson).toBeVisible();
      await lesson.locator('button:enabled').first().focus();
      if ((await page.locator('[data-lesson-run]').count()) > 0) {
        await pressByKey(page, '[data-lesson-run]');
        // all of its runs are there, and the first is the one that is shown
        await expect(page.locator('[data-lesson-show]').first()).toHaveAttribute('aria-pressed', 'true');
      }
      await expect(page.locator('[data-lesson-run]')).toHaveCount(0);
      await expect(page.locator('[data-measures] td').first()).not.toHaveText('');
      await settled(page);
      for (const text of await clippedTexts(page)) faults.push(`${chapter}: ${text}`);
      if (chapter === 'asks') await expect(cell(page, 'api_to_scheduler', 0)).toHaveText('0');
      if (chapter === 'away') {
        await expect(cell(page, 'states', 0)).toHaveText('active');
        await expect(cell(page, 'states', 1)).toHaveText('error');
      }
      if (chapter === 'not_given') {
        await expect(cell(page, 'late_replies', 1)).toHaveText('1');
        await expect(cell(page, 'states', 0)).toHaveText('building');
      }
      await lesson.locator('button:enabled').first().focus();
      if (i < CHAPTERS.length - 1) await pressByKey(page, '[data-lesson-next]');
    }
    await expect(page.locator('[data-lesson-next]')).toBeDisabled();
    expect(faults).toEqual([]);
    expect(await axeFaults(page)).toEqual([]);
  });
}

test('two runs of a chapter are compared by one press, and only the direct one has lines between services', async ({
  page,
}) => {
  await openAt(page, { s: 'why-a-queue', panels: 'experiment' });
  for (let n = 0; n < 3; n += 1) await page.locator('[data-lesson-next]').click();
  await page.locator('[data-lesson-run]').click();
  await expect(page.locator('[data-lesson-show]')).toHaveCount(2);
  await page.locator('[data-lesson-compare]').click();
  await idle(page);
  await expect(page.locator('[data-outcome]')).toBeVisible();
  await expect(page.locator('.thought')).toHaveCount(0);
  await page.locator('[data-lesson-show="away_direct"]').click();
  await idle(page);
  await expect(page.locator('[data-lesson-show="away_direct"]')).toHaveAttribute('aria-pressed', 'true');
  await expect(page.locator('.thought')).toBeVisible();
});

test.describe('on a phone', () => {
  test.use({ viewport: PHONE });
  for (const lang of ['en', 'zh-CN'] as const) {
    test(`${lang}: the lesson stands first among the panels and fits`, async ({ page }) => {
      await openAt(page, { lang, s: 'why-a-queue', panels: 'experiment' });
      await expect(page.locator('[data-chapter="asks"]')).toBeVisible();
      await expect.poll(() => sidewaysScroll(page)).toBe(0);
    });
  }
});
