/** The language is switched in mid-story: the step stays, every word changes, and the choice is remembered. */
import { LANGUAGES } from '../src/i18n/lang.ts';
import { expect, expectStep, idle, openAt, test, textsOf } from './page.ts';

test('switching in mid-boot keeps the step, the panel and what is selected', async ({ page }) => {
  await openAt(page, { lang: 'en', step: 8, panels: 'inspector' });
  const title = page.locator('.narration-title');
  const english = (await title.textContent()) ?? '';
  const zh = textsOf('zh-CN').page;
  await page.getByRole('button', { name: LANGUAGES['zh-CN'].switchTo }).click();
  await idle(page);
  await expectStep(page, 8);
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(page.getByRole('tab', { selected: true })).toContainText(zh.panels.inspector);
  await expect(title).not.toHaveText(english);
  await expect(title).toContainText('nova-conductor-super');
  await expect(page).toHaveTitle(/创建实例/);
  await expect.poll(() => new URL(page.url()).hash).toContain('lang=zh-CN');
  await page.getByRole('button', { name: LANGUAGES.en.switchTo }).click();
  await expect(title).toHaveText(english);
  await expectStep(page, 8);
});

test('switching while the story plays lets it play on', async ({ page }) => {
  await openAt(page, { lang: 'en', step: 2 });
  await page.keyboard.press('Space');
  await page.locator('[data-lang-switch]').click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(page.locator('html')).toHaveAttribute('data-playing', 'true');
  await page.keyboard.press('k');
  await idle(page);
  await expect(page.locator('html')).toHaveAttribute('data-playing', 'false');
});

test('the choice is remembered where no link says otherwise', async ({ page }) => {
  await openAt(page, { lang: 'en', step: 3 });
  await page.locator('[data-lang-switch="zh-CN"]').click();
  await page.goto('about:blank');
  await page.goto('/#s=boot&step=3&v=1');
  await idle(page);
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
});
