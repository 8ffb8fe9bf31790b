/** What must work however the page was delivered: a boot to its end, a new run, its tables, an answer of SQLite. */
import { expect, expectStep, type Page, press, stepCount } from './page.ts';

/** Plays to the last step by keys, tables included. From a step of the boot. */
export async function playBoot(page: Page): Promise<void> {
  const count = await stepCount(page);
  await press(page, 'End');
  await expectStep(page, count);
  await press(page, '4');
  await page.locator('[data-name="nova_cell1.instances"]').click();
  await expect(page.locator('[data-table="nova_cell1.instances"] tbody')).toContainText('active');
}

/** Orders one more server at the end of the run: simulated now, by a worker. */
export async function bootAnother(page: Page): Promise<void> {
  await press(page, 'End');
  const count = await stepCount(page);
  await page.locator('[data-command="boot"]').click();
  await expect.poll(() => stepCount(page)).toBeGreaterThan(count);
  await press(page, 'End');
}

/** Asked after `bootAnother`. */
export const NEWEST = "SELECT hostname FROM nova_cell1.instances WHERE hostname = 'vm2'";

/** The console's answer, its cells. */
export async function askSql(page: Page, sql: string): Promise<readonly string[]> {
  if (!(await page.locator('.sql').isVisible())) await press(page, '6');
  await page.locator('.cm-content').focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.press('Delete');
  await page.keyboard.insertText(sql);
  await page.locator('[data-run]').click();
  await expect(page.locator('[data-end]')).toHaveAttribute('data-end', 'done', { timeout: 20_000 });
  return page.locator('[data-answer="rows"] tbody td').allTextContents();
}

/** A load of six boots, measured now in the lab's worker: how many arrived, of each design. */
async function measureSix(page: Page): Promise<readonly string[]> {
  await press(page, '8');
  await page.locator('[data-knob="boots"]').focus();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('6');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-figures] thead [data-design]')).toHaveCount(3, { timeout: 90_000 });
  await expect(page.locator('[data-lab]')).toHaveAttribute('data-lab', 'nothing');
  return page.locator('[data-figure="arrived"] td').allTextContents();
}

/** Each panel opens, whatever it has to load for it. */
export async function openEveryPanel(page: Page): Promise<void> {
  for (const [key, root] of PANELS) {
    await press(page, key);
    await expect(page.locator(root).first()).toBeVisible();
    await expect(page.locator('.slot-loading')).toHaveCount(0);
  }
  await press(page, 'Escape');
}
const PANELS = [
  ['2', '.steps'],
  ['3', '.inspector'],
  ['4', '.tables'],
  ['5', '.queues'],
  ['6', '.sql'],
  ['7', '.experiment'],
  ['8', '.lab'],
  ['9', '.sequence'],
  ['0', '.operator'],
  ['h', '.host-choice'],
] as const;

/** All of that, one after another, from a step of the boot in English; it ends in Chinese. */
export async function workWhole(page: Page): Promise<void> {
  await playBoot(page);
  await bootAnother(page);
  expect(await askSql(page, NEWEST)).toEqual(['vm2']);
  expect(await measureSix(page)).toEqual(['6', '6', '6']);
  await page.locator('[data-lang-switch]').click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await openEveryPanel(page);
}
