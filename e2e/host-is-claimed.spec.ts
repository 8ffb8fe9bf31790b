/** The claim in the tables: which row, which column, old and new value, whose connection; the next step clears the mark. */
import { expect, expectStep, idle, LANGS, openAt, openAtRule, press, test, textsOf } from './page.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

for (const lang of LANGS) {
  test(`instances.host goes from NULL to a host at the claim (${lang})`, async ({ page }) => {
    const claim = await openAtRule(page, 'save.claimed', { lang, panels: 'tables' });
    const entry = page.locator('[data-name="nova_cell1.instances"]');
    const rows = page.locator('[data-table="nova_cell1.instances"] tbody tr');
    await entry.click();
    await expect(rows.and(page.locator('[data-change]'))).toHaveCount(1);
    const key = await rows.and(page.locator('[data-change="updated"]')).getAttribute('data-key');
    const row = rows.and(page.locator(`[data-key="${key}"]`));
    const host = row.locator('[data-column="host"]');
    const claimed = async () => {
      await expect(row).toHaveAttribute('data-change', 'updated');
      await expect(host).toHaveAttribute('data-changed', '');
      await expect(host.locator('.cell-old')).toHaveText('NULL');
      await expect(host.locator('.cell-new')).toHaveText(/^cpu[12]$/);
    };
    await claimed();
    await expect(entry).toHaveAttribute('data-changed', '1');
    await expect(page.getByRole('tab', { selected: true })).toContainText(/\d/);
    const source = page.locator('.provenance li[data-database="nova_cell1"]').first();
    await expect(source).toHaveAttribute('data-actor', 'nova-conductor-cell1');
    await expect(source).toContainText('Instance.save');
    await expect(page.locator('.provenance li[data-actor^="nova-compute"]')).toHaveCount(0);

    await press(page, 'ArrowRight');
    await expectStep(page, claim + 1);
    await expect(host).toHaveText(/^cpu[12]$/);
    await expect(host).not.toHaveAttribute('data-changed', '');
    await press(page, 'ArrowLeft');
    await claimed();
    await press(page, 'ArrowLeft');
    await expect(host).toHaveText('NULL');
  });
}

test('a row that is inserted carries its mark for one step, one that is deleted stays struck for one', async ({
  page,
}) => {
  await openAtRule(page, 'state.created', { panels: 'tables' });
  await page.locator('[data-name="nova_cell1.instances"]').click();
  await expect(page.locator('[data-table] tr[data-change="inserted"]')).toHaveCount(1);
  await page.locator('[data-name="nova_api.build_requests"]').click();
  await expect(page.locator('[data-table] tr[data-change="deleted"]')).toHaveCount(1);
  await press(page, 'ArrowRight');
  await expect(page.locator('[data-table] tr[data-change]')).toHaveCount(0);
});

test('the history of a row leads to the step that wrote it', async ({ page }) => {
  const claim = await openAtRule(page, 'save.claimed', { panels: 'tables' });
  await page.locator('[data-name="nova_cell1.instances"]').click();
  await page.locator('[data-table="nova_cell1.instances"] tr[data-change] .rows-history').click();
  await press(page, 'End');
  const version = page.locator('.history > li').filter({ hasText: /host: NULL → cpu/ });
  await version.getByRole('button', { name: textsOf('en').panels.inspector.toStep(claim) }).click();
  await idle(page);
  await expectStep(page, claim);
});

test('a table that is still empty says which step fills it and leads there', async ({ page }) => {
  await openAt(page, { step: 1, panels: 'tables' });
  await page.locator('.tables-entry:not([data-filled])').first().click();
  await page
    .locator('.tables-main')
    .getByRole('button', { name: /^Go to step/ })
    .click();
  await idle(page);
  await expect(page.locator('[data-table] tr[data-change="inserted"]').first()).toBeVisible();
});
