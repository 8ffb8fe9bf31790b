/** Runs that go wrong, or that move a server: what the page says where it shows up, in both languages. */
import { axeFaults } from './axe.ts';
import {
  expect,
  goToRule,
  idle,
  LANGS,
  openAt,
  openAtRule,
  type Page,
  press,
  test,
  textsOf,
} from './page.ts';

test.use({ viewport: { width: 1440, height: 900 }, contextOptions: { reducedMotion: 'reduce' } });

const narration = (page: Page) => page.locator('.narration');

/** The rows of a table, in its panel. */
async function rowsOf(page: Page, table: string) {
  await page.locator(`[data-name="${table}"]`).click();
  await idle(page);
  return page.locator(`[data-table="${table}"] tbody`);
}

for (const lang of LANGS) {
  test(`no valid host: the failure is told as one, the server lies in cell0 with its fault (${lang})`, async ({
    page,
  }) => {
    await openAtRule(page, 'state.error', { lang, s: 'no_valid_host', panels: 'tables' });
    await expect(narration(page)).toContainText('vm-huge');
    await expect(narration(page)).toContainText('No valid host was found.');
    await expect(narration(page)).toContainText(textsOf(lang).words.chapters.failed);
    await expect(await rowsOf(page, 'nova_cell0.instances')).toContainText('error');
    await expect(await rowsOf(page, 'nova_cell0.instance_faults')).toContainText('No valid host was found.');
    expect(await axeFaults(page)).toEqual([]);
  });

  test(`no valid host: the client shows an error and its fault, the logs who gave up and why (${lang})`, async ({
    page,
  }) => {
    const t = textsOf(lang).operator;
    await openAtRule(page, 'state.created', { lang, s: 'no_valid_host' });
    await press(page, '0');
    const shown = page.locator('[data-output="openstack server show"]');
    await expect(shown).toContainText(/\| status +\| BUILD +\|/);
    await openAtRule(page, 'state.error', { lang, s: 'no_valid_host' });
    await press(page, '0');
    await expect(shown).toContainText(/\| status +\| ERROR +\|/);
    await expect(shown).toContainText(/\| fault +\| .*'code': 500.*No valid host was found\./);
    await expect(shown).toContainText(/\| OS-EXT-SRV-ATTR:host +\| None +\|/);
    expect(await axeFaults(page, '.operator')).toEqual([]);
    await page.getByLabel(t.command, { exact: true }).selectOption({ label: t.logs });
    const logs = page.locator('[data-output="logs"]');
    await expect(logs).toContainText('Got no allocation candidates from the Placement API.');
    await expect(logs).toContainText('NoValidHost_Remote: No valid host was found.');
  });

  test(`a compute that is killed in a build and starts again sets the server to error (${lang})`, async ({
    page,
  }) => {
    await openAtRule(page, 'save.error', { lang, s: 'killed_in_build', panels: 'tables' });
    await expect(narration(page)).toContainText('vm-killed');
    await expect(narration(page)).toContainText('building → error');
    await expect(await rowsOf(page, 'nova_cell1.instances')).toContainText('error');
    expect(await axeFaults(page)).toEqual([]);
  });

  test(`a resize is seen to its confirmation, a failed build to its second host (${lang})`, async ({
    page,
  }) => {
    await openAt(page, { lang, s: 'resize', panels: 'steps' });
    await goToRule(page, 'rpc.select_destinations');
    await goToRule(page, 'rpc.prep_resize');
    await goToRule(page, 'save.resized');
    await goToRule(page, 'rpc.confirm_resize');
    await press(page, 'End');
    await press(page, '4');
    await expect(await rowsOf(page, 'nova_cell1.migrations')).toContainText('confirmed');
    await expect(await rowsOf(page, 'nova_cell1.instances')).toContainText('active');
    await openAtRule(page, 'rpc.build_instances', { lang, s: 'reschedule', panels: 'steps' });
    await page.locator('.steps-entry[data-rule="save.claimed"]').last().click();
    await idle(page);
    await expect(narration(page)).toContainText('cpu2');
    await press(page, 'End');
    await press(page, '4');
    await expect(await rowsOf(page, 'nova_cell1.instances')).toContainText('active');
  });
}
