/** A lesson is written of the run on the screen, saved as a file, and opens again: dropped on the page, or at once. */
import { readFileSync } from 'node:fs';
import { axeFaults } from './axe.ts';
import { clippedTexts, sidewaysScroll } from './look.ts';
import { expect, expectStep, LANGS, openAt, type Page, PHONE, press, settled, test } from './page.ts';

test.use({ viewport: { width: 1440, height: 900 }, contextOptions: { reducedMotion: 'reduce' } });

const field = (page: Page, name: string, lang: string) =>
  page.locator(`[data-author-field="${name} ${lang}"]`);

async function fill(page: Page, name: string, en: string, zh: string): Promise<void> {
  await field(page, name, 'en').fill(en);
  await field(page, name, 'zh-CN').fill(zh);
}

async function openAuthor(page: Page, lang: string): Promise<void> {
  await openAt(page, { lang, step: 4, panels: 'lesson' });
  await page.locator('[data-author-open]').click();
  await expect(page.locator('[data-author]')).toBeVisible();
}

for (const lang of LANGS)
  test(`two chapters with a question are saved, dropped on the page, and taught (${lang})`, async ({
    page,
  }) => {
    await openAuthor(page, lang);
    await fill(page, 'title', 'My own lesson', '我的课程');
    await fill(page, 'about', 'Who asks whom.', '谁向谁提问。');
    await fill(page, 'chapter-title', 'The beginning', '开始');
    await fill(page, 'text', 'One sentence.\nAnother one.', '一句话。\n另一句话。');
    await fill(page, 'notes', 'Ask them first.', '先问大家。');
    await page.locator('[data-author-here]').click();
    await page.locator('[data-author-panel]').selectOption('queues');
    await page.locator('[data-author-ask]').selectOption('who-gets');
    await expect(page.locator('[data-author-question]')).toHaveCount(1);
    await page.locator('[data-author-add]').click();
    await fill(page, 'chapter-title', 'The end', '结束');

    // what is missing is named by chapter and field, and nothing is saved
    await fill(page, 'text', 'Half.', '');
    await page.locator('[data-author-save]').click();
    await expect(page.locator('[data-author-refused]')).toContainText(
      lang === 'en' ? /lesson my-own-lesson: .*chapter 2.*zh-CN/ : /课程my-own-lesson：.*第2章.*zh-CN/,
    );
    expect(await axeFaults(page)).toEqual([]);
    expect(await clippedTexts(page)).toEqual([]);
    await fill(page, 'text', 'Whole.', '完整。');
    const coming = page.waitForEvent('download');
    await page.locator('[data-author-save]').click();
    const file = await coming;
    expect(file.suggestedFilename()).toBe('my-own-lesson.json');
    await expect(page.locator('[data-author-refused]')).toHaveCount(0);
    const text = readFileSync(await file.path(), 'utf8');

    await openAt(page, { lang, step: 1 });
    await page.evaluate((given) => {
      const data = new DataTransfer();
      data.items.add(new File([given], 'mine.json', { type: 'application/json' }));
      window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }));
    }, text);
    await expect(page.locator('[data-chapter="chapter-1"]')).toContainText(
      lang === 'en' ? 'Another one.' : '另一句话。',
    );
    await expect(page.locator('[data-chapter-choice]')).toHaveCount(2);
    await expect(page.locator('[data-chapter]')).not.toContainText(lang === 'en' ? 'Ask them' : '先问');
    await page.locator('[data-lesson-run], [data-lesson-show]').first().click();
    await settled(page);
    await expectStep(page, 4);
    await press(page, 'ArrowRight');
    await expect(page.locator('[data-question="who-gets"]')).toBeVisible();
    await expectStep(page, 4);
  });

test('it opens at once, too, and is written on a phone', async ({ page }) => {
  await page.setViewportSize(PHONE);
  await openAuthor(page, 'en');
  await fill(page, 'title', 'Short', '短');
  await fill(page, 'about', 'A.', '甲。');
  await fill(page, 'chapter-title', 'Only', '仅此');
  await fill(page, 'text', 'B.', '乙。');
  expect(await sidewaysScroll(page)).toBe(0);
  expect(await axeFaults(page)).toEqual([]);
  await page.locator('[data-author-try]').click();
  await expect(page.locator('[data-chapter="chapter-1"]')).toContainText('B.');
});

test('in a low window the form takes the map’s place, and gives it back', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  await openAt(page, { step: 4, panels: 'lesson' });
  const height = () =>
    page.locator('.app-dock').evaluate((one) => Math.round(one.getBoundingClientRect().height));
  const before = await height();
  await page.locator('[data-author-open]').click();
  await expect.poll(height).toBeGreaterThan(1.6 * before);
  await page.locator('[data-author-shut]').click();
  await expect.poll(height).toBe(before);
});
