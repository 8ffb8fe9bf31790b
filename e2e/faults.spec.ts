/** Something is done to the cloud by hand: from the list; what makes no sense says so. */
import { axeFaults } from './axe.ts';
import { expect, goToRule, idle, LANGS, openAt, openAtRule, press, test } from './page.ts';

test.use({ viewport: { width: 1440, height: 900 }, contextOptions: { reducedMotion: 'reduce' } });

for (const lang of LANGS) {
  test(`a scheduler killed from the list: the request waits in its queue, and the run before is kept (${lang})`, async ({
    page,
  }) => {
    await openAtRule(page, 'rpc.schedule_and_build_instances', { lang, panels: 'experiment' });
    await page.locator('[data-order-target]').selectOption('service nova-scheduler');
    expect(await axeFaults(page)).toEqual([]);
    const kill = page.locator('[data-orders] [data-order="kill"][data-when="now"]');
    await kill.focus();
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-notice="forked"]')).toBeVisible();
    await idle(page);
    await expect(page.locator('[data-run]')).toHaveCount(2);
    await press(page, '2');
    await goToRule(page, 'call.timed_out');
    await press(page, '7');
    await page.locator('[data-order-target]').selectOption('service nova-scheduler');
    await expect(page.locator('[data-orders] [data-order="start"]')).toBeVisible();
    await expect(page.locator('[data-orders] [data-order="kill"]')).toHaveCount(0);
    await page.locator('[data-orders] summary').click();
    await expect(page.locator('.orders-why')).toContainText('nova-scheduler');
  });
}

test('a cast is lost when its compute dies after the ack: the server stays BUILD', async ({ page }) => {
  await openAtRule(page, 'rpc.select_destinations', { panels: 'experiment' });
  await page.locator('[data-order-target]').selectOption('service nova-compute-cpu1');
  await page.locator('[data-orders] [data-order="kill"][data-when="after_ack"]').click();
  await expect(page.locator('[data-notice="forked"]')).toBeVisible();
  await idle(page);
  await press(page, 'End');
  await press(page, '4');
  await page.locator('[data-name="nova_cell1.instances"]').click();
  await expect(page.locator('[data-table="nova_cell1.instances"] tbody')).toContainText('building');
});

test('the boot without a queue: lines between services, marked as a thought experiment', async ({ page }) => {
  await openAt(page, { step: 3, panels: 'experiment' });
  await page.locator('[data-wiring="direct"]').click();
  await expect(page.locator('[data-run]')).toHaveCount(2);
  await idle(page);
  await expect(page.locator('[data-wiring="queue"]')).toBeVisible();
  await expect(page.locator('.thought')).toBeVisible();
});
