/** Two runs compared: one press after a fork shows what happened only here, what is only there, and which rows differ. */
import { axeFaults } from './axe.ts';
import { expect, expectStep, idle, LANGS, openAt, type Page, PHONE, press, test, textsOf } from './page.ts';

test.use({ viewport: { width: 1440, height: 900 }, contextOptions: { reducedMotion: 'reduce' } });

/** A second server is booted at step 8; then one press. */
async function forkAndCompare(page: Page): Promise<void> {
  await page.locator('[data-command="boot"]').click();
  const button = page.locator('[data-compare]');
  await expect(button).toBeVisible();
  await idle(page);
  await button.focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.compare')).toBeVisible();
  await idle(page);
}

for (const lang of LANGS) {
  const t = textsOf(lang).compare;

  test(`with and without a command is one press: outcome, steps, map and tables (${lang})`, async ({
    page,
  }) => {
    await openAt(page, { lang, step: 8, panels: 'steps' });
    await forkAndCompare(page);
    const line = (id: string) => page.locator(`[data-outcome-line="${id}"] td`);
    await expect(line('active-1').nth(0)).toContainText('s');
    await expect(line('active-1').nth(1)).toHaveText(t.outcome.noRequest);
    await expect(line('timeouts')).toHaveText(['0', '0', t.outcome.same]);
    const messages = await line('messages').allTextContents();
    expect(Number(messages[0])).toBeGreaterThan(Number(messages[1]));
    await expect(page.locator('[data-differs="nova_cell1.instances"] td')).toHaveText(['1', '0', '0']);

    await expect(page.locator('.fate')).toHaveAttribute('data-fate', 'both');
    await page.locator('[data-first-difference]').focus();
    await page.keyboard.press('Enter');
    await idle(page);
    await expect(page.locator('.fate')).toHaveAttribute('data-fate', 'here');
    await expect(page.locator('.narration')).toHaveAttribute('data-rule', 'http.POST /servers');
    expect(await axeFaults(page)).toEqual([]);

    await press(page, '2');
    const current = page.locator('.steps-entry[aria-current="step"]');
    await expect(current).toContainText(t.onlyHere);
    await expect(current).toHaveAccessibleName(new RegExp(t.onlyHere));

    await press(page, 'End');
    await press(page, '4');
    await page.locator('[data-name="nova_cell1.instances"]').click();
    const rows = page.locator('[data-table="nova_cell1.instances"] tbody tr[data-change]');
    await expect(rows).toHaveCount(1);
    await expect(rows).toContainText('vm2');
    await expect(rows).toContainText(t.tables.inserted);
    await page.locator('[data-two-runs]').click();
    await expect(page.locator('[data-runs-note]')).toHaveCount(0);
  });

  test(`seen from the run before, its steps stand where they would be, as not of this run (${lang})`, async ({
    page,
  }) => {
    await openAt(page, { lang, step: 8, panels: 'steps' });
    await forkAndCompare(page);
    await press(page, '7');
    await page.locator('[data-run-show]').first().click();
    await idle(page);
    await expectStep(page, 8);
    await expect(page.locator('.fate')).toHaveCount(0);
    await page.locator('[data-compare-with]').selectOption('r2');
    await idle(page);
    expect(await axeFaults(page)).toEqual([]);
    await press(page, '2');
    const there = page.locator('.steps-there');
    await expect.poll(() => there.count()).toBeGreaterThan(10);
    await expect(there.first()).toContainText('boot vm2');
    await press(page, '7');
    await page.locator('[data-compare-stop]').click();
    await expect(page.locator('.steps-fate')).toHaveCount(0);
    await expect(page.locator('[data-outcome]')).toHaveCount(0);
  });

  test(`on a phone nothing stands beside the page, and axe finds nothing (${lang})`, async ({ page }) => {
    await page.setViewportSize(PHONE);
    await openAt(page, { lang, step: 8, theme: 'dark' });
    await forkAndCompare(page);
    const wide = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(wide).toBeLessThanOrEqual(PHONE.width);
    expect(await axeFaults(page)).toEqual([]);
  });
}
