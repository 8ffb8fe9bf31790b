/** The databases: why a cell is as it is, what a message read and wrote, time run on, two steps compared, and the way out. */
import { readFile } from 'node:fs/promises';
import {
  expect,
  expectStep,
  idle,
  LANGS,
  landmark,
  openAt,
  openAtRule,
  type Page,
  press,
  stepCount,
  stepNow,
  test,
  textsOf,
} from './page.ts';

// wide enough for the tables and the inspector side by side
test.use({ viewport: { width: 1440, height: 900 }, contextOptions: { reducedMotion: 'reduce' } });

const LESSON = 'no-nova-database';

async function openTable(page: Page, name: string): Promise<void> {
  await page.locator(`[data-name="${name}"]`).click();
  await expect(page.locator(`[data-table="${name}"]`)).toBeVisible();
}

/** Presses a cell beside the way that may lead out of it. */
async function pressCell(page: Page, row: string, column: string): Promise<void> {
  const cell = page.locator(`[data-table] tbody tr${row} [data-column="${column}"]`);
  await cell.click({ position: { x: 5, y: 5 } });
  await expect(page.locator(`[data-cell-of="${column}"]`)).toBeVisible();
}

for (const lang of LANGS) {
  test(`a cell tells its chain of causes down to the command, and each link leads to its step (${lang})`, async ({
    page,
  }) => {
    const claim = await openAtRule(page, 'save.claimed', { lang, panels: 'tables' });
    await openTable(page, 'nova_cell1.instances');
    await pressCell(page, '[data-change]', 'host');
    await press(page, '1');
    await press(page, 'End');
    const links = page.locator('[data-cause] [data-link]');
    await expect(links.first()).toHaveAttribute('data-link', 'statement');
    expect(await links.evaluateAll((all) => all.map((one) => one.getAttribute('data-link')))).toEqual([
      'statement',
      'service',
      'call',
      'cast',
      'cast',
      'request',
      'command',
    ]);
    const cause = page.locator('[data-cause]');
    await expect(cause).toContainText('UPDATE');
    await expect(cause).toContainText('nova-conductor-cell1');
    await expect(cause).toContainText('Instance.save');
    await expect(cause).toContainText('build_and_run_instance');
    await expect(cause).toContainText('POST /v2.1/servers');
    await cause.locator('li').first().locator('[data-to-step]').click();
    await idle(page);
    await expectStep(page, claim);
    await cause.locator('li', { hasText: 'POST /v2.1/servers' }).locator('[data-to-step]').click();
    await idle(page);
    await expectStep(page, 1);
  });

  test(`a message tells the rows that it read and wrote, and each leads to its row (${lang})`, async ({
    page,
  }) => {
    await openAtRule(page, 'save.claimed', { lang, panels: 'tables' });
    await page.locator('.inspector summary', { hasText: textsOf(lang).panels.inspector.delivery }).click();
    const work = page.locator('.inspector [data-writes]');
    await expect(work).toHaveAttribute('data-writes', '2');
    await expect(page.locator('.inspector [data-reads]')).not.toHaveAttribute('data-reads', '0');
    const link = work.locator('[data-row-link="nova_cell1.instances"]');
    await link.click();
    await expect(page.locator('.inspector-title')).toContainText('nova_cell1.instances');
    await expect(page.locator('[data-value-of="host"]')).toContainText('cpu1');
  });
}

test('time runs on to the next change of a row, the next message on a queue, the next error', async ({
  page,
}) => {
  const claim = await openAtRule(page, 'save.claimed', { panels: 'tables' });
  await openTable(page, 'nova_cell1.instances');
  await pressCell(page, '[data-change]', 'task_state');
  await page.locator('[data-cell-of] [data-until="row"]').click();
  await idle(page);
  await expect.poll(() => stepNow(page)).toBeGreaterThan(claim);
  await expect(page.locator('[data-cell-of] .inspector-value')).toHaveText('networking');
  await openAt(page, { step: 1, panels: 'queues' });
  await page.locator('[data-vhost-choice="nova_cell1"]').click();
  await page
    .locator('.queues-name', { hasText: /^compute.cpu1$/ })
    .first()
    .click();
  await page.locator('[data-until="queue"]').click();
  await idle(page);
  await expect(page.locator('.narration')).toContainText('nova-compute-cpu1');
  await openAt(page, { s: LESSON, step: 1, panels: 'steps' });
  await page.locator('[data-until="error"]').click();
  await idle(page);
  const error = await stepNow(page);
  expect(error).toBeGreaterThan(10);
  await press(page, 'End');
  await expect(page.locator('[data-until="error"]')).toBeDisabled();
});

test('two steps are compared: what is new, other and gone since then', async ({ page }) => {
  await openAt(page, { step: 19, panels: 'tables' });
  await page.locator('[data-row-tools]').click();
  await page.locator('[data-since]').fill('1');
  await expect(page.locator('[data-since-note]')).toContainText('1');
  await openTable(page, 'nova_cell1.instances');
  await expect(page.locator('[data-table] tr[data-change="inserted"]')).toHaveCount(1);
  const changed = Number(
    await page.locator('[data-name="nova_cell1.instances"]').getAttribute('data-changed'),
  );
  expect(changed).toBe(1);
  await page.locator('[data-since]').fill('10');
  await expect(page.locator('[data-table] tr[data-change="updated"]')).toHaveCount(1);
  await expect(page.locator('[data-table] tr[data-change="updated"] [data-column="vm_state"]')).toContainText(
    'active',
  );
  await page.locator('[data-since]').fill('19');
  await expect(page.locator('[data-table] tr[data-change]')).toHaveCount(0);
});

test('a bookmark stands on the timeline and in the list, and is there after a reload', async ({ page }) => {
  await openAt(page, { step: 7, panels: 'steps' });
  await press(page, 'm');
  await expect(page.locator('.scrubber-track .bookmark')).toHaveCount(1);
  await expect(page.locator('[data-bookmark]')).toHaveAttribute('aria-pressed', 'true');
  await press(page, 'End');
  await page.reload();
  await idle(page);
  await expect(page.locator('.scrubber-track .bookmark')).toHaveCount(1);
  await page.locator('.steps summary').click();
  await page.locator('.steps-bookmark').click();
  await idle(page);
  await expectStep(page, 7);
  await press(page, 'm');
  await expect(page.locator('.bookmark')).toHaveCount(0);
});

test('nova-compute holds no connection; who tries it reads DBNotAllowed', async ({ page }) => {
  await openAt(page, { step: 19, panels: 'tables' });
  await page.locator('[data-view="services"]').click();
  const compute = page.locator('[data-services] tr[data-actor="nova-compute-cpu1"]');
  await expect(compute.locator('[data-has]')).toHaveCount(0);
  await expect(
    page.locator('[data-services] tr[data-actor="nova-conductor-cell1"] [data-has]'),
  ).not.toHaveCount(0);
  const before = await stepCount(page);
  await page.locator('[data-command="read_rows"]').click();
  await expect.poll(() => stepCount(page)).toBeGreaterThan(before);
  await press(page, '1');
  await press(page, 'ArrowRight');
  await expect(page.locator('.narration')).toContainText('DBNotAllowed');
});

test('the schema tells types, keys, owner and writers; the drawing has every table; the physical ones can be added', async ({
  page,
}) => {
  await openAt(page, { step: 10, panels: 'tables' });
  await openTable(page, 'nova_cell1.instances');
  await page.locator('[data-view="schema"]').click();
  const schema = page.locator('[data-schema="nova_cell1.instances"]');
  await expect(schema.locator('[data-column="uuid"]')).toContainText('varchar(36)');
  await expect(schema.locator('[data-writers]')).toContainText('nova-conductor-cell1');
  await page.locator('[data-view="diagram"]').click();
  const drawn = page.locator('[data-diagram="nova_cell1"] [data-table-box]:not([data-outside])');
  await expect(drawn).not.toHaveCount(0);
  await page.locator('.diagram-tools [aria-pressed="false"]').click();
  await expect(drawn).toHaveCount(30);
  await page.getByRole('button', { name: textsOf('en').panels.tables.hideEmpty }).click();
  const list = page.locator('[data-database="nova_cell1"] .tables-entry, [data-name^="nova_cell1."]');
  const modelled = await list.count();
  await page.locator('.tables-tools [data-physical]').click();
  await expect.poll(() => list.count()).toBeGreaterThan(modelled);
  await expect(page.locator('[data-name="nova_cell1.shadow_instances"]')).toHaveCount(1);
});

test('a foreign key leads to its row, and the row tells who refers to it', async ({ page }) => {
  await openAt(page, { step: 19, panels: 'tables' });
  await openTable(page, 'nova_api.instance_mappings');
  await page.locator('[data-table] tbody [data-follow="cell_id"]').last().click();
  await expect(page.locator('[data-table="nova_api.cell_mappings"] tbody tr')).toHaveCount(1);
  await page
    .locator('[data-table] tbody [data-column="name"]')
    .first()
    .click({ position: { x: 5, y: 5 } });
  await expect(page.locator('[data-referrers]')).not.toHaveAttribute('data-referrers', '0');
});

test('while steps go by the arrow behind a value is a sign, and nothing moves when it can be pressed', async ({
  page,
}) => {
  await openAt(page, { step: 1, panels: 'tables' });
  const { signs, moved } = await page.evaluate(async () => {
    const frame = (): Promise<number> => new Promise((done) => requestAnimationFrame(done));
    const placeOf = (cell: Element | null): string => JSON.stringify(cell?.getBoundingClientRect());
    const found = { signs: 0, moved: [] as string[] };
    for (let step = 2; step <= 12; step += 1) {
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowRight', bubbles: true }));
      await frame();
      const cells = [...document.querySelectorAll('[data-table] td[data-leads]')].map((cell) => ({
        cell,
        place: placeOf(cell),
      }));
      while (document.querySelector('[data-table] td[data-leads]')) await frame();
      for (const { cell, place } of cells) {
        found.signs += 1;
        const isThere = cell.querySelector('[data-follow]') !== null;
        if (!isThere || placeOf(cell) !== place) found.moved.push(`${step}: ${place} ${placeOf(cell)}`);
      }
    }
    return found;
  });
  expect(signs).toBeGreaterThan(0);
  expect(moved).toEqual([]);
});

/** Presses a line of the menu and gives the file. */
async function exported(page: Page, what: string): Promise<{ name: string; bytes: Buffer }> {
  await page.locator('[data-export] > summary').click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.locator(`[data-out="${what}"]`).click(),
  ]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

test('a table goes out as CSV, a database as an SQLite file, all of them as an archive, a schema as SQL', async ({
  page,
}) => {
  await openAt(page, { step: 19, panels: 'tables' });
  await openTable(page, 'nova_cell1.instances');
  const csv = await exported(page, 'csv');
  expect(csv.name).toBe('novascope-boot-step19-nova_cell1.instances.csv');
  expect([...csv.bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(csv.bytes.toString('utf8').trimEnd().split(/\r?\n/)).toHaveLength(4);
  const file = await exported(page, 'sqlite');
  expect(file.bytes.subarray(0, 15).toString()).toBe('SQLite format 3');
  const all = await exported(page, 'all');
  expect(all.bytes.subarray(0, 2).toString()).toBe('PK');
  const mysql = await exported(page, 'schema-mysql');
  expect(mysql.bytes.toString()).toContain('CREATE TABLE `instances`');
  const sqlite = await exported(page, 'schema-sqlite');
  expect(sqlite.bytes.toString()).toMatch(/CREATE TABLE .*instances/);
});

test('rows are sorted by their heads and walked by arrows, without a mouse', async ({ page }) => {
  await openAt(page, { step: 19, panels: 'tables' });
  await openTable(page, 'nova_api.flavors');
  const names = () =>
    page
      .locator('[data-table] tbody [data-column="name"]')
      .evaluateAll((all) => all.map((one) => one.textContent));
  const head = page.locator('[data-table] thead').getByRole('button', { name: /memory_mb/ });
  await head.focus();
  await page.keyboard.press('Enter');
  const up = await names();
  await page.keyboard.press('Enter');
  await expect.poll(() => names()).toEqual([...up].reverse());
  const first = page.locator('[data-table] tbody [data-cell]').first();
  await first.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowRight');
  const focused = page.locator(':focus');
  await expect(focused).toHaveAttribute('data-column', /./);
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-cell-of]')).toBeVisible();
  await expectStep(page, 19);
  await press(page, 'F6');
  await expect(landmark(page, 'details')).toBeVisible();
});
