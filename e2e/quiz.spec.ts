/** Questions stand before the reveal: right and wrong answers, skipping, asked by hand. Whole lessons: lessons.spec.ts. */
import { axeFaults } from './axe.ts';
import { clippedTexts, sidewaysScroll, smallTargets } from './look.ts';
import { expect, expectStep, LANGS, openAt, type Page, SIZES, settled, test, textsOf } from './page.ts';

test.use({ viewport: { width: 1440, height: 900 }, contextOptions: { reducedMotion: 'reduce' } });

/** Here one stands before step 3. */
const SHORT = 'boot-a-server';
const card = (page: Page) => page.locator('[data-question]');
const option = (page: Page, isRight: boolean) =>
  page.locator(`[data-option]${isRight ? '[data-right]' : ':not([data-right])'}`);

/** The number of a right or a wrong choice. */
async function numberOf(page: Page, isRight: boolean): Promise<string> {
  return (await option(page, isRight).first().getAttribute('data-option')) ?? '';
}

/** The lesson stands there with its first chapter. */
async function openLesson(page: Page, lang: string): Promise<void> {
  await openAt(page, { lang, s: SHORT, step: 2 });
  await expect(page.locator('[data-chapter]')).toBeVisible();
}

for (const lang of LANGS) {
  test(`a right answer says why, each wrong one says its own; the question is spoken (${lang})`, async ({
    page,
  }) => {
    await openLesson(page, lang);
    await page.keyboard.press('ArrowRight');
    await expect(card(page)).toBeFocused();
    await expectStep(page, 2);
    const { quiz } = textsOf(lang);
    await expect(page.locator('#question-text')).toContainText('nova-api');
    const said: string[] = [];
    const status = page.locator('[data-question-said][role="status"]');
    for (const one of await option(page, false).all()) {
      await one.click();
      await expect(status).toContainText(quiz.wrong);
      said.push((await status.textContent()) ?? '');
    }
    expect(new Set(said).size).toBe(3);
    await option(page, true).click();
    await expect(status).toContainText(quiz.right);
    await expect(status).toContainText(quiz.whys.kind.is_cast(NO_PARTS).replace(/[‹›]/g, ''));
    await page.locator('[data-question-on]').click();
    await expectStep(page, 3);
    await expect(card(page)).toHaveCount(0);
    await expect(page.locator('[data-answered="wrong"]')).toHaveCount(1);
  });

  test(`the card is whole, clean and large enough to press at every size (${lang})`, async ({ page }) => {
    for (const { name, ...size } of SIZES) {
      await page.setViewportSize(size);
      await openAt(page, { lang, s: SHORT, step: 2 });
      await page.keyboard.press('ArrowRight');
      await expect(card(page)).toBeVisible();
      await page.keyboard.press(await numberOf(page, false));
      expect(await axeFaults(page), name).toEqual([]);
      expect(await clippedTexts(page), name).toEqual([]);
      expect(await sidewaysScroll(page), name).toBe(0);
      expect(await smallTargets(page, 24), name).toEqual([]);
      // however long the reason is
      await expect(page.locator('[data-question-on]'), name).toBeInViewport({ ratio: 1 });
    }
  });
}

const NO_PARTS = { it: '', right: '', sender: '', method: '', by: '', key: '', step: null, count: 0 };

test('skipping takes the step, and the same question does not come again', async ({ page }) => {
  await openLesson(page, 'en');
  await page.keyboard.press('ArrowRight');
  await expect(card(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await expectStep(page, 3);
  await expect(page.locator('[data-answered="skipped"]')).toHaveCount(1);
  await page.keyboard.press('ArrowLeft');
  await expectStep(page, 2);
  await page.keyboard.press('ArrowRight');
  await expectStep(page, 3);
  await expect(card(page)).toHaveCount(0);
});

test('playback stops before the reveal and goes on after the answer', async ({ page }) => {
  await openLesson(page, 'en');
  await page.keyboard.press('k');
  await expect(card(page)).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('data-playing', 'false');
  await expectStep(page, 2);
  await page.keyboard.press(await numberOf(page, true));
  await page.keyboard.press('Enter');
  await expectStep(page, 3);
  await expect(page.locator('html')).toHaveAttribute('data-playing', 'true');
});

test('quiz=off never stops, and the link remembers it', async ({ page }) => {
  await page.goto(`/#lang=en&quiz=off&s=${SHORT}&step=2&v=1`);
  await settled(page);
  for (let step = 3; step < 8; step += 1) {
    await page.keyboard.press('ArrowRight');
    await expectStep(page, step);
  }
  await expect(card(page)).toHaveCount(0);
  await expect(page).toHaveURL(/quiz=off/);
});

test('in any run a question can be put by hand, and is answered on the map', async ({ page }) => {
  await openAt(page, { step: 2, panels: 'lesson' });
  await page.locator('.ask-here').click();
  await page.locator('[data-ask-here="who-gets"]').click();
  await expect(card(page)).toHaveAttribute('data-question', 'who-gets');
  await page.locator('.react-flow__node[data-id="service:nova-conductor-super"]').click();
  await expect(page.locator('[data-state="right"]')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expectStep(page, 3);
});

test('a key asks about the next step of any run, again another question, and says where there is none', async ({
  page,
}) => {
  await openAt(page, { step: 2 });
  await page.keyboard.press('q');
  await expect(card(page)).toBeFocused();
  const first = (await card(page).getAttribute('data-question')) ?? '';
  await page.keyboard.press('q');
  await expect(card(page)).not.toHaveAttribute('data-question', first);
  await expect(card(page)).toBeFocused();
  await expectStep(page, 2);
  await page.keyboard.press(await numberOf(page, true));
  await page.keyboard.press('Enter');
  await expectStep(page, 3);
  await page.keyboard.press('End');
  await page.keyboard.press('q');
  await expect(page.locator('[data-question-open]')).toHaveText(textsOf('en').quiz.open.nothing);
});

test('where the run has no answer the question says so', async ({ page }) => {
  await openAt(page, { s: 'who-chooses', step: 4 });
  await expect(page.locator('[data-chapter]')).toBeVisible();
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('[data-question-open]')).toHaveText(textsOf('en').quiz.open.even);
  await page.keyboard.press('Enter');
  await expect(card(page)).toHaveAttribute('data-question', 'waits');
  await page.keyboard.press('Escape');
  await expectStep(page, 5);
});

test('in a low window a question lies over no panel: the panel leaves it the map, and comes back', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await openAt(page, { step: 2, panels: 'lesson' });
  const panel = page.locator('.app-dock');
  await expect(panel).toBeVisible();
  await page.keyboard.press('q');
  await expect(page.locator('[data-question]')).toBeVisible();
  await expect(panel).toBeHidden();
  await page.keyboard.press('Escape');
  await expect(page.locator('[data-question]')).toHaveCount(0);
  await expect(panel).toBeVisible();
});
