/** Acting in the past forks: the run before is kept, and the two can be shown, named, linked and deleted. */
import { expect, idle, LANGS, openAt, press, stepCount, test } from './page.ts';

test.use({
  viewport: { width: 1440, height: 900 },
  contextOptions: { reducedMotion: 'reduce' },
  permissions: ['clipboard-read', 'clipboard-write'],
});

for (const lang of LANGS) {
  test(`a fork stands below its parent; each is shown at the same moment, and the parent is as it was (${lang})`, async ({
    page,
  }) => {
    await openAt(page, { lang, step: 8, panels: 'steps' });
    const titles = () => page.locator('.steps-title').allTextContents();
    const before = await titles();
    const count = await stepCount(page);
    await page.locator('[data-command="boot"]').click();
    await expect(page.locator('[data-notice="forked"]')).toBeVisible();
    await idle(page);
    await press(page, '7');
    const runs = page.locator('[data-run]');
    await expect(runs).toHaveCount(2);
    await expect(runs.nth(1)).toHaveAttribute('data-depth', '1');
    await expect(runs.nth(1)).toContainText('boot vm2');
    await expect(runs.nth(1).locator('[aria-current]')).toHaveCount(1);
    await expect.poll(() => stepCount(page)).toBeGreaterThan(count);

    await page.locator('[data-back-to-parent]').click();
    await idle(page);
    await expect.poll(() => stepCount(page)).toBe(count);
    await expect(page.locator('html')).toHaveAttribute('data-step', '8');
    await press(page, '2');
    await expect.poll(() => titles()).toEqual(before);
    await press(page, '7');

    await runs.nth(1).locator('[data-run-rename]').click();
    await page.keyboard.type('<b>two servers</b>');
    await page.keyboard.press('Enter');
    await expect(runs.nth(1).locator('strong')).toHaveText('<b>two servers</b>');
    await runs.nth(1).locator('[data-run-delete]').click();
    await expect(runs).toHaveCount(1);
    await expect(runs.locator('[data-run-delete]')).toBeDisabled();
    await expect.poll(() => stepCount(page)).toBe(count);
  });
}

test('the link of a run offers it elsewhere, and runs nothing by itself', async ({ page }) => {
  await openAt(page, { step: 8, panels: 'experiment' });
  await page.locator('[data-command="boot"]').click();
  await expect(page.locator('[data-run]')).toHaveCount(2);
  await page.locator('[data-run="r2"]').getByRole('button', { name: 'Copy link' }).click();
  await expect.poll(() => page.evaluate(() => navigator.clipboard.readText())).toContain('run=1.');
  const other = await page.context().newPage();
  await other.goto(await page.evaluate(() => navigator.clipboard.readText()));
  await expect(other.locator('[data-notice="run_offered"]')).toContainText('2 commands (Boot)');
  await expect(other.locator('[data-notice="run_offered"]')).toBeVisible();
});
