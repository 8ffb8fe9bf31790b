/** Words of the glossary in what is told of a step: marked, and told by pointer, by keys and by touch; never to the announcer. */
import { axeFaults } from './axe.ts';
import { expect, LANGS, openAt, type Page, press, test, textsOf } from './page.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const words = (page: Page) => page.locator('.narration-text [data-term]');
const box = (page: Page) => page.locator('[data-term-box]');

for (const lang of LANGS)
  test(`a word is told on hover and on focus; Esc and leaving put it away (${lang})`, async ({ page }) => {
    await openAt(page, { lang, step: 5 });
    const call = words(page).and(page.locator('[data-term="call"]'));
    await expect(call).toHaveCount(1);
    const { words: said } = textsOf(lang);
    await call.hover();
    await expect(box(page)).toContainText(said.kindMeaning.call);
    // it stays while the pointer is in it
    await box(page).hover();
    await expect(box(page)).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(box(page)).toHaveCount(0);
    await page.mouse.move(300, 300);
    await call.focus();
    await expect(box(page)).toBeVisible();
    await expect(call).toHaveAccessibleDescription(said.kindMeaning.call);
    expect(await axeFaults(page)).toEqual([]);
    const at = (await box(page).boundingBox())!;
    const size = page.viewportSize()!;
    expect(at.x >= 0 && at.y >= 0 && at.x + at.width <= size.width && at.y + at.height <= size.height).toBe(
      true,
    );
    await press(page, 'ArrowRight');
    await expect(box(page)).toHaveCount(0);
    await expect(page.locator('[data-announcer]')).not.toContainText(said.kindMeaning.call);
  });

test.describe('by touch', () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });
  test('a tap tells the word, a tap elsewhere puts it away', async ({ page }) => {
    await openAt(page, { lang: 'en', step: 5 });
    await words(page).first().tap();
    await expect(box(page)).toBeVisible();
    await page.locator('.narration-title').tap();
    await expect(box(page)).toHaveCount(0);
  });
});
