/** There and back by keyboard: the same step looks the same, whichever way one came to it, with every panel open. */
import { expect, expectStep, openAt, type Page, press, stepCount, test } from './page.ts';

// wide enough for the list of steps, the map, a panel below it and the inspector at once
test.use({ viewport: { width: 1600, height: 1000 }, contextOptions: { reducedMotion: 'reduce' } });

/** All that the page says of a step: map, narration, steps, tables with their marks, broker, console, and the inspector. */
async function seen(page: Page, inspector = true): Promise<string> {
  return page.evaluate((withInspector) => {
    const nodes = [...document.querySelectorAll('.react-flow__node')].map((node) => {
      const state = node.querySelector('[data-state]')?.getAttribute('data-state') ?? '';
      const touched = node.querySelector('[data-touched]') !== null;
      const lit = [...node.querySelectorAll('[data-lit]')].map((one) => one.textContent);
      const name = node.getAttribute('aria-label');
      return [node.getAttribute('data-id'), name, node.textContent, state, touched, lit].join('|');
    });
    const names = (selector: string): (string | null)[] =>
      [...document.querySelectorAll(selector)].map((one) => one.getAttribute('aria-label'));
    const rows = [...document.querySelectorAll('[data-table] tr, .queues [data-lane]')].map(
      (row) => `${row.getAttribute('data-change')} ${row.hasAttribute('data-lit')} ${row.textContent}`,
    );
    const texts = ['.narration', '.tables-main', '.sql', ...(withInspector ? ['.inspector-frame'] : [])].map(
      (selector) => document.querySelector(selector)?.textContent ?? '',
    );
    return [
      ...texts,
      ...nodes,
      ...names('[data-token]'),
      ...names('.steps-entry'),
      ...names('.tables-entry'),
      ...rows,
    ].join('\n');
  }, inspector);
}

async function openSteps(page: Page): Promise<void> {
  const shut = page.locator('[data-steps-toggle][aria-expanded="false"]');
  if ((await shut.count()) > 0) await shut.click();
  await expect(page.locator('.steps-entry').first()).toBeVisible();
  await expect(page.locator('.inspector')).toBeVisible();
}

const CONTENTS = { tables: '.tables-entry', queues: '.queues [data-lane]', sql: '.sql-tools' } as const;

for (const panels of ['tables', 'queues', 'sql'] as const) {
  test(`Right to the end and Left to the start show the same at every step, and so does a jump (${panels})`, async ({
    page,
  }) => {
    await openAt(page, { step: 1, panels });
    await expect(page.locator(CONTENTS[panels]).first()).toBeVisible();
    await openSteps(page);
    if (panels === 'tables') {
      // a cell of a row that the story changes: the inspector follows its history
      await page.locator('[data-name="nova_api.instance_mappings"]').click();
      await page
        .locator('[data-table] tbody [data-column="cell_id"]')
        .first()
        .click({ position: { x: 4, y: 4 } });
      await expect(page.locator('[data-cell-of="cell_id"]')).toBeVisible();
      // in the grid the arrows go from cell to cell
      await press(page, '1');
    }
    const count = await stepCount(page);
    const there = [await seen(page)];
    for (let step = 2; step <= count; step += 1) {
      await press(page, 'ArrowRight');
      there.push(await seen(page));
    }
    expect(new Set(there).size).toBe(count);
    for (let step = count - 1; step >= 1; step -= 1) {
      await press(page, 'ArrowLeft');
      await expect.poll(() => seen(page), { message: `back at step ${step}` }).toBe(there[step - 1]);
    }
    const middle = Math.ceil(count / 2);
    await page.getByRole('slider').fill(String(middle));
    await expect.poll(() => seen(page), { message: `jump to step ${middle}` }).toBe(there[middle - 1]);
    if (panels === 'tables') return;
    await openAt(page, { step: middle, panels });
    await expect(page.locator(CONTENTS[panels]).first()).toBeVisible();
    await openSteps(page);
    await expect.poll(() => seen(page), { message: `link to step ${middle}` }).toBe(there[middle - 1]);
  });
}

test('the lines of the map stay while steps go by', async ({ page }) => {
  await openAt(page, { step: 1 });
  const lines = page.locator('.react-flow__edge');
  await expect(lines).not.toHaveCount(0);
  const first = await lines.count();
  await page.evaluate(() => {
    const count = { gone: 0 };
    const lines = document.querySelector('.react-flow__edges');
    if (!lines) throw new Error('no lines');
    new MutationObserver((records) => {
      for (const { removedNodes } of records) count.gone += removedNodes.length;
    }).observe(lines, { childList: true, subtree: true });
    Object.assign(window, { count });
  });
  for (let n = 2; n <= 12; n += 1) {
    await press(page, 'ArrowRight');
    await expectStep(page, n);
  }
  expect(await page.evaluate(() => (window as unknown as { count: { gone: number } }).count.gone)).toBe(0);
  await expect(lines).toHaveCount(first);
});
