/** Incidents: found by the search and by a link; cured by the page's own commands; graded calmly. */
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Lesson } from '../src/core/lessons/lesson.ts';
import { readLesson } from '../src/core/lessons/read-lesson.ts';
import { axeFaults } from './axe.ts';
import { clippedTexts, sidewaysScroll, smallTargets } from './look.ts';
import { expect, expectStep, LANGS, openAt, type Page, SIZES, settled, test, textsOf } from './page.ts';

test.use({ viewport: { width: 1440, height: 900 }, contextOptions: { reducedMotion: 'reduce' } });

const cure = (page: Page) => page.locator('[data-exercise="cure"]');
const verdict = (page: Page) => cure(page).locator('[data-verdict]');
const check = async (page: Page, why: string): Promise<void> => {
  if (!(await cure(page).isVisible())) await page.keyboard.press('l');
  await cure(page).locator('[data-exercise-check]').click();
  await expect(verdict(page)).toHaveAttribute('data-verdict', why);
};
/** What the search offers first for these words. */
async function find(page: Page, words: string): Promise<void> {
  await page.keyboard.press('/');
  await page.locator('.search-input').fill(words);
  await page.keyboard.press('Enter');
  await settled(page);
}
/** A command at the end of the run. */
async function command(page: Page, words: string): Promise<void> {
  await page.keyboard.press('End');
  await find(page, words);
}

const FOLDER = resolve('src/core/lessons/incidents');
const ALL: readonly Lesson[] = readdirSync(FOLDER).map((file) =>
  readLesson(JSON.parse(readFileSync(resolve(FOLDER, file), 'utf8'))),
);
/** As it is read: the signs of names are not written. */
const read = (text = ''): string => text.replace(/[‹›]/g, '');

for (const lang of LANGS) {
  test(`each of the eight opens by its link with its symptoms, paused before anything is told (${lang})`, async ({
    page,
  }) => {
    test.slow();
    expect(ALL).toHaveLength(8);
    for (const { id, title, chapters } of ALL) {
      await openAt(page, { lang, s: id });
      await expect(page.locator('html')).toHaveAttribute('data-scenario', id);
      await expect(page.locator('.topbar-scenario option:checked')).toHaveText(title[lang]);
      const [told] = chapters;
      const chapter = page.locator(`[data-chapter="${told?.id}"]`);
      await expect(chapter).toBeVisible();
      for (const symptom of told?.text ?? []) await expect(chapter).toContainText(read(symptom[lang]));
      for (const line of told?.exercises[0]?.task ?? [])
        await expect(cure(page)).toContainText(read(line[lang]));
      // what it was is told once it is cured
      await expect(cure(page).locator('[data-was]')).toHaveCount(0);
      await expectStep(page, 1);
      await expect(page.locator('html')).toHaveAttribute('data-playing', 'false');
    }
  });

  test(`the card is whole, clean and large enough to press at every size (${lang})`, async ({ page }) => {
    for (const { name, ...size } of SIZES) {
      await page.setViewportSize(size);
      await openAt(page, { lang, s: 'all-down', panels: 'lesson' });
      await expect(cure(page)).toBeVisible();
      expect(await axeFaults(page), name).toEqual([]);
      expect(await clippedTexts(page), name).toEqual([]);
      expect(await sidewaysScroll(page), name).toBe(0);
      expect(await smallTargets(page, 24), name).toEqual([]);
    }
  });
}

test('three tries are counted calmly, a cure is graded from the state, and then it says what it was', async ({
  page,
}) => {
  await openAt(page, { s: 'twice-the-room' });
  await expect(page.locator('[data-chapter]')).toBeVisible();
  for (let n = 1; n <= 3; n += 1) {
    await check(page, 'still_double');
    await expect(cure(page)).toContainText(textsOf('en').quiz.tries(n));
  }
  await expect(cure(page)).toContainText(textsOf('en').quiz.way);
  await command(page, 'Audit Placement');
  await check(page, 'met');
  await expect(cure(page)).toHaveAttribute('data-done', 'true');
  await expect(cure(page).locator('[data-was]')).toContainText('select_destinations');
  await openAt(page, { s: 'twice-the-room' });
  await expect(cure(page)).toHaveAttribute('data-done', 'true');
});

test('an incident is found by the search, and one of the wrong ways is named', async ({ page }) => {
  await openAt(page, {});
  await find(page, 'without a trace');
  await expect(page.locator('html')).toHaveAttribute('data-scenario', 'without-a-trace');
  await command(page, 'Delete the server (web1)');
  await check(page, 'not_again');
});
