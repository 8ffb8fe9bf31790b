/** The sequence diagram: the same steps as everywhere, walked by the keyboard, beside another run, and as a table. */
import { axeFaults } from './axe.ts';
import { buttonsOutside, sidewaysScroll } from './look.ts';
import { expect, expectStep, idle, LANGS, openAt, type Page, PHONE, press, test, textsOf } from './page.ts';

test.use({ viewport: { width: 1440, height: 900 }, contextOptions: { reducedMotion: 'reduce' } });

const row = (page: Page, step: number) => page.locator(`[data-sequence-step="${step}"]`);
const lifelines = (page: Page): Promise<(string | null)[]> =>
  page.locator('[data-lifeline]').evaluateAll((all) => all.map((one) => one.getAttribute('data-lifeline')));

for (const lang of LANGS) {
  const t = textsOf(lang).sequence;

  test(`every step is a row, the cursor walks in it by the keyboard, and the table says the same (${lang})`, async ({
    page,
  }) => {
    await openAt(page, { lang, step: 5, panels: 'sequence' });
    const rows = page.locator('.sequence-row');
    const count = await page.locator('.sequence-row').count();
    expect(count).toBeGreaterThan(10);
    await expect(row(page, 5)).toHaveAttribute('aria-current', 'step');
    await row(page, 5).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expectStep(page, 6);
    await expect(row(page, 6)).toHaveAttribute('aria-current', 'step');
    await press(page, 'End');
    await expectStep(page, count);
    await expect(rows.last()).toHaveAttribute('data-time', 'current');
    await page.getByText(t.table, { exact: true }).click();
    await expect(page.locator('[data-twin-step]')).toHaveCount(count);
    const names = await rows.locator('.sequence-number').allTextContents();
    const numbers = await page.locator('[data-twin-step] th').allTextContents();
    expect(numbers.map((one) => one.trim())).toEqual(names.map((one) => one.trim()));
    expect(await axeFaults(page)).toEqual([]);
    await expect.poll(() => buttonsOutside(page)).toEqual([]);
  });
}

test('9 opens it; W widens the columns and F fits them again, and the page stays in its window', async ({
  page,
}) => {
  await openAt(page, { step: 5 });
  await press(page, '9');
  await expect(page.locator('.sequence')).toBeFocused();
  const width = async () => (await page.locator('.sequence-svg').boundingBox())?.width ?? 0;
  const fitting = await width();
  await press(page, 'w');
  await expect.poll(width).toBeGreaterThan(fitting);
  await press(page, 'f');
  await expect.poll(width).toBe(fitting);
  await expect.poll(() => page.evaluate(() => document.fullscreenElement)).toBeNull();
});

test('a lifeline is moved and collapsed, and the broker stands between the services', async ({ page }) => {
  const t = textsOf('en').sequence;
  await openAt(page, { step: 5, panels: 'sequence' });
  const before = await lifelines(page);
  const broker = before.indexOf('rabbitmq');
  expect(broker).toBeGreaterThan(before.indexOf('nova-scheduler'));
  expect(broker).toBeLessThan(before.indexOf('nova-compute-cpu1'));
  await page.locator('[data-lifeline="client"]').click();
  await page.getByRole('button', { name: t.right, exact: true }).click();
  await expect.poll(async () => (await lifelines(page)).slice(0, 2)).toEqual([before[1], before[0]]);
  const width = async () => (await page.locator('[data-lifeline="client"]').boundingBox())?.width ?? 0;
  const wide = await width();
  await page.getByRole('button', { name: t.collapse, exact: true }).click();
  await expect.poll(width).toBeLessThan(wide);
});

test('beside the run before, what only one of the two has is marked', async ({ page }) => {
  await openAt(page, { step: 8, panels: 'steps' });
  await page.locator('[data-command="boot"]').click();
  const compare = page.locator('[data-compare]');
  await expect(compare).toBeVisible();
  await idle(page);
  await compare.click();
  await idle(page);
  await press(page, '9');
  await expect(page.locator('.sequence-row[data-fate]').first()).toBeVisible();
  await page.getByText(textsOf('en').sequence.table, { exact: true }).click();
  await expect(page.locator('.sequence-table thead th').last()).toHaveText(textsOf('en').sequence.other);
});

test.describe('on a phone', () => {
  test.use({ viewport: PHONE });
  test('the diagram scrolls in its own box, not the page', async ({ page }) => {
    await openAt(page, { lang: 'zh-CN', step: 3, panels: 'sequence' });
    await expect(row(page, 3)).toBeVisible();
    await expect.poll(() => sidewaysScroll(page)).toBe(0);
  });
});
