/** The operator's terminal: a server is read at the end and in the past, copied, and a log line leads to its step. */
import { axeFaults } from './axe.ts';
import { expect, LANGS, openAt, press, stepNow, test, textsOf } from './page.ts';

for (const lang of LANGS) {
  test(`the terminal follows the steps, by the keyboard alone (${lang})`, async ({ page, context }) => {
    const t = textsOf(lang).operator;
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await openAt(page, { lang, step: 1 });
    await press(page, 'End');
    await press(page, '0');
    const output = page.locator('[data-output="openstack server show"]');
    await expect(output).toContainText(/\| status +\| ACTIVE +\|/);
    await expect(output).toContainText(/\| OS-EXT-STS:power_state +\| Running +\|/);
    const copy = page.locator('.operator').getByRole('button', { name: 'openstack server show' });
    await copy.click();
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    await expect
      .poll(copied)
      .toMatch(/^\$ openstack --os-compute-api-version 2\.93 server show vm1\n\+-+\+-+\+\n/);
    expect(await axeFaults(page, '.operator')).toEqual([]);
    await copy.blur();
    const last = await stepNow(page);
    await page.goto(page.url().replace(/step=\d+/, 'step=8'));
    await expect(output).toContainText(/\| status +\| BUILD +\|/);
    await page.getByLabel(t.command, { exact: true }).selectOption({ label: t.logs });
    await page.goto(page.url().replace(/step=\d+/, `step=${last}`));
    await expect(page.locator('[data-output="logs"]')).toContainText('seconds to build instance.');
    await page.keyboard.press('Control+k');
    await page.locator('.search-input').fill('seconds to spawn the instance');
    await expect(page.locator('.search [role="option"][data-to-step]')).toHaveCount(1);
    await page.keyboard.press('Enter');
    await expect(page.locator('html')).not.toHaveAttribute('data-step', String(last));
    await expect(page.locator('[data-output="logs"] [data-now]')).toContainText(
      'seconds to spawn the instance',
    );
  });
}
