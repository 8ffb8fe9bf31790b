/** Boot is pressed: a new run in the worker. What lies before the cursor stays; what comes after is computed anew. */
import { expect, expectStep, idle, LANGS, openAt, press, stepCount, test, textsOf } from './page.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

for (const lang of LANGS) {
  test(`Boot in mid-story forks: a second server is built, and the step stays (${lang})`, async ({
    page,
  }) => {
    await openAt(page, { lang, step: 8, panels: 'steps' });
    const titles = () => page.locator('.steps-title').allTextContents();
    const before = await titles();
    const count = await stepCount(page);
    await page.locator('[data-command="boot"]').click();
    await expect(page.locator('[data-notice="forked"]')).toContainText(
      textsOf(lang).aside.notice.forked(textsOf(lang).commands.names.boot, 8),
    );
    await idle(page);
    await expectStep(page, 8);
    const after = await titles();
    await expect.poll(() => stepCount(page)).toBeGreaterThan(count);
    expect(after.length).toBeGreaterThan(before.length);
    expect(after.slice(0, 8)).toEqual(before.slice(0, 8));
    expect(after.some((title) => title.includes('vm2'))).toBe(true);
    expect(before.some((title) => title.includes('vm2'))).toBe(false);
    await press(page, 'End');
    await press(page, '4');
    await page.locator('[data-name="nova_cell1.instances"]').click();
    const rows = page.locator('[data-table="nova_cell1.instances"] tbody');
    for (const name of ['vm1', 'vm2']) await expect(rows).toContainText(name);
  });
}

test('at the first step, too, Boot orders a second server and Play plays the boot that is there', async ({
  page,
}) => {
  await openAt(page, { step: 1 });
  const count = await stepCount(page);
  await page.locator('[data-play]').click();
  await expect(page.locator('html')).toHaveAttribute('data-playing', 'true');
  await page.keyboard.press('k');
  await expect.poll(() => stepCount(page)).toBe(count);
  await press(page, 'Home');
  await page.locator('[data-command="boot"]').click();
  await expect(page.locator('[data-notice="forked"]')).toBeVisible();
  await idle(page);
  await expectStep(page, 1);
  await expect.poll(() => stepCount(page)).toBeGreaterThan(count);
});

test('periodic work can be shown as steps and hidden again at the same moment', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await openAt(page, { step: 8 });
  const count = await stepCount(page);
  const title = await page.locator('.narration-title').textContent();
  const button = page.getByRole('button', { name: textsOf('en').page.top.periodic, exact: true });
  await button.click();
  await idle(page);
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  await expect.poll(() => stepCount(page)).toBeGreaterThan(count);
  await expect(page.locator('.narration-title')).toHaveText(title ?? '');
  await button.click();
  await idle(page);
  await expect.poll(() => stepCount(page)).toBe(count);
  await expectStep(page, 8);
});
