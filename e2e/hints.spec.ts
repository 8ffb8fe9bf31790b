/** Hints of a first visit: each when its time has come, beside the map, and never again once they were put away. */
import { axeFaults } from './axe.ts';
import { expect, LANGS, landmark, openAt, type Page, press, settled, test, textsOf } from './page.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const hint = (page: Page) => page.locator('[data-notice="hint"]');

for (const [i, lang] of LANGS.entries())
  test.describe(`a first visit (${lang})`, () => {
    test.use({ locale: ['en-GB', 'zh-CN'][i] ?? 'en' });
    test('is told three things, one after the other, and then no more', async ({ page }) => {
      const { hints, dismiss } = textsOf(lang).aside.notice;
      await page.goto('./');
      await settled(page);
      await expect(hint(page)).toHaveCount(0);
      await press(page, 'ArrowRight');
      await expect(hint(page)).toContainText(hints.node);
      expect(await axeFaults(page)).toEqual([]);
      // it lies over nothing of the map
      const over = (await hint(page).boundingBox())!;
      const map = (await landmark(page, 'map').boundingBox())!;
      expect(over.y + over.height).toBeLessThanOrEqual(map.y + 1);
      await page.locator('.react-flow__node[data-id="service:nova-api"]').click();
      // the second step has changed rows
      await expect(hint(page)).toContainText(hints.rows);
      await hint(page).getByRole('button', { name: dismiss }).click();
      await press(page, 'ArrowRight');
      await expect(hint(page)).toHaveCount(0);
      await page.goto('about:blank');
      await page.goto('./');
      await settled(page);
      await press(page, 'ArrowRight');
      await press(page, 'ArrowRight');
      await expect(hint(page)).toHaveCount(0);
      // until they are asked for
      await page.keyboard.press('?');
      await page.getByRole('checkbox', { name: textsOf(lang).aside.keys.hints }).check();
      await page.goto('about:blank');
      await page.goto('./');
      await settled(page);
      await press(page, 'ArrowRight');
      await expect(hint(page)).toBeVisible();
    });
  });

test('a link to a step, and one that says so, have none', async ({ page }) => {
  await openAt(page, { step: 1 });
  await press(page, 'ArrowRight');
  await page.goto('about:blank');
  await page.goto('./#lang=en&hints=off');
  await settled(page);
  await press(page, 'ArrowRight');
  await press(page, 'ArrowRight');
  await expect(hint(page)).toHaveCount(0);
});
