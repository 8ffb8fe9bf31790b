/** The panels' places: tabs that are always there, a size that is chosen and remembered, two panels where there is room. */
import { expect, idle, LANGS, openAt, type Page, press, settled, test, textsOf } from './page.ts';

const DESK = { width: 1440, height: 900 };
const WIDE = { width: 1920, height: 1080 };
test.use({ viewport: DESK, contextOptions: { reducedMotion: 'reduce' } });

const drawer = (page: Page) => page.locator('.app-dock');
const heightOf = (page: Page) =>
  drawer(page).evaluate((one) => Math.round(one.getBoundingClientRect().height));

test('the tabs stand there while no panel is open, and one of them opens a panel without covering the map', async ({
  page,
}) => {
  await openAt(page, { step: 5 });
  const { panels } = textsOf('en').page;
  const tab = page.getByRole('tab', { name: panels.queues });
  await expect(tab).toHaveAttribute('aria-selected', 'false');
  await tab.click();
  await expect(page.locator('.queues')).toBeVisible();
  await expect(tab).toHaveAttribute('aria-selected', 'true');
  await expect(page.locator('.react-flow__node').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('.queues')).toHaveCount(0);
  await expect(tab).toBeVisible();
});

test('the drawer’s height is moved by keys and by dragging, within limits, and remembered', async ({
  page,
}) => {
  await openAt(page, { step: 5, panels: 'tables' });
  const handle = page.getByRole('separator', { name: textsOf('en').page.panels.height });
  await expect.poll(() => heightOf(page)).toBe(344);
  await expect(handle).toHaveAttribute('aria-valuenow', '344');
  await handle.focus();
  await page.keyboard.press('ArrowUp');
  await expect(handle).toHaveAttribute('aria-valuenow', '368');
  await expect.poll(() => heightOf(page)).toBe(368);
  for (const [key, limit] of [
    ['End', 'aria-valuemax'],
    ['Home', 'aria-valuemin'],
  ] as const) {
    await page.keyboard.press(key);
    const height = (await handle.getAttribute(limit)) ?? '';
    await expect(handle).toHaveAttribute('aria-valuenow', height);
    await expect.poll(() => heightOf(page)).toBe(Number(height));
  }
  await expect(page.locator('html')).toHaveAttribute('data-step', '5');
  const box = await handle.boundingBox();
  if (!box) throw new Error('no splitter');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y - 92, { steps: 4 });
  await page.mouse.up();
  await expect.poll(() => heightOf(page)).toBeGreaterThan(230);
  const dragged = await heightOf(page);
  await openAt(page, { step: 6, panels: 'tables' });
  await expect.poll(() => heightOf(page)).toBe(dragged);
});

test('the story’s column is as wide as the reader makes it, and remembered', async ({ page }) => {
  await openAt(page, { step: 5 });
  const side = page.locator('.app-side');
  const width = () => side.evaluate((one) => one.getBoundingClientRect().width);
  await expect.poll(() => width()).toBe(384);
  await page.getByRole('separator', { name: textsOf('en').page.panels.width }).focus();
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => width()).toBe(432);
  await openAt(page, { step: 6 });
  await expect.poll(() => width()).toBe(432);
});

test('a link with two panels shows both where the window has room, the first alone where it has not', async ({
  page,
}) => {
  const address = '/#lang=en&panels=tables,sql&s=boot&step=8&v=1';
  await page.goto(address);
  await settled(page);
  await expect(page.locator('.tables').first()).toBeVisible();
  await expect(page.locator('.sql')).toHaveCount(0);
  await page.setViewportSize(WIDE);
  await expect(page.locator('.sql').first()).toBeVisible();
  await expect(page.locator('.tables').first()).toBeVisible();
  await press(page, 'ArrowRight');
  await expect.poll(() => new URL(page.url()).hash).toContain('panels=tables,sql');
  await page.getByRole('combobox', { name: textsOf('en').page.panels.beside }).selectOption('queues');
  await expect(page.locator('.queues').first()).toBeVisible();
  await page.getByRole('button', { name: textsOf('en').page.panels.closeBeside }).click();
  await expect(page.locator('.queues')).toHaveCount(0);
  await expect.poll(() => new URL(page.url()).hash).toContain('panels=tables&');
});

for (const lang of LANGS) {
  test(`in a lesson’s window the panels stand in a menu, with their keys (${lang})`, async ({ page }) => {
    await page.setViewportSize({ width: 1280, height: 720 });
    await openAt(page, { lang, step: 5 });
    const { panels } = textsOf(lang).page;
    const menu = page.getByRole('button', { name: panels.menu, exact: true });
    await menu.click();
    await page.locator('[data-panel-choice="queues"]').click();
    await expect(page.locator('.queues')).toBeVisible();
    await expect(page.locator('[data-panel-choice]')).toHaveCount(0);
    await menu.click();
    await page.keyboard.press('Escape');
    await expect(page.locator('[data-panel-choice]')).toHaveCount(0);
    await expect(page.locator('.queues')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(page.locator('.queues')).toHaveCount(0);
    await idle(page);
  });
}

test('before a class a panel that is made larger covers the map, and gives it back', async ({ page }) => {
  await page.setViewportSize({ width: 1280, height: 720 });
  const { larger, smaller } = textsOf('en').page.panels;
  await openAt(page, { step: 5, panels: 'tables' });
  const before = await heightOf(page);
  await page.getByRole('button', { name: larger }).click();
  await expect.poll(() => heightOf(page)).toBeGreaterThan(1.6 * before);
  await page.getByRole('button', { name: smaller }).click();
  await expect.poll(() => heightOf(page)).toBe(before);
});

test('Esc in the SQL editor first leaves the editor, the next shuts the panel', async ({ page }) => {
  await openAt(page, { step: 8, panels: 'sql' });
  const editor = page.locator('.sql-editor .cm-content');
  await editor.click();
  await editor.pressSequentially('select * from nova_api.flav');
  await expect(page.locator('.cm-tooltip-autocomplete')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('.cm-tooltip-autocomplete')).toHaveCount(0);
  await expect(editor).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(editor).not.toBeFocused();
  await expect(page.locator('.sql').first()).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('.sql')).toHaveCount(0);
});

for (const lang of LANGS) {
  test(`on a tablet before a class the tabs stand in one row; the others are behind a button, and reached by the arrows (${lang})`, async ({
    page,
  }) => {
    await page.setViewportSize({ width: 820, height: 1180 });
    await openAt(page, { lang, step: 12, theme: 'projector', panels: 'tables' });
    const list = page.getByRole('tablist');
    const height = await list.evaluate((one) => one.getBoundingClientRect().height);
    expect(height).toBeLessThan(56);
    /** Names of the tabs in the row. */
    const shown = () =>
      list.evaluate((row) => {
        const { bottom } = row.getBoundingClientRect();
        const tabs = [...row.querySelectorAll<HTMLElement>('[role=tab]')];
        return tabs.filter((tab) => tab.getBoundingClientRect().top < bottom).map((tab) => tab.dataset.tab);
      });
    const all = await list.getByRole('tab').count();
    const row = await shown();
    expect(row).toContain('tables');
    expect(row.length).toBeGreaterThan(3);
    const more = page.locator('.tabs-more');
    await expect(more).toContainText(textsOf(lang).page.panels.more(all - row.length));
    await page.getByRole('tab', { selected: true }).focus();
    await page.keyboard.press('End');
    const last = list.getByRole('tab').last();
    const name = (await last.getAttribute('data-tab')) ?? '';
    await expect(last).toBeFocused();
    await expect(last).toHaveAttribute('aria-selected', 'true');
    await expect.poll(shown).toContain(name);
    await page.keyboard.press('Tab');
    await expect(more).toBeFocused();
    await page.keyboard.press('Enter');
    // how many stand behind it hangs on the width of the chosen one: every tab is either in the row or there
    const behind = page.locator('[data-panel-choice]');
    await expect(behind).toHaveCount(all - (await shown()).length);
    const choice = (await behind.first().getAttribute('data-panel-choice')) ?? '';
    expect(await shown()).not.toContain(choice);
    await behind.first().press('Enter');
    await expect(list.locator(`[data-tab="${choice}"]`)).toHaveAttribute('aria-selected', 'true');
    await expect.poll(shown).toContain(choice);
    await idle(page);
  });
}

test('on a tablet a panel takes its place from the map, which shows the band of the step with all who act', async ({
  page,
}) => {
  await page.setViewportSize({ width: 820, height: 1180 });
  await openAt(page, { step: 9 });
  const panel = page.getByRole('tabpanel');
  const heightIn = () => panel.evaluate((one) => one.clientHeight);
  const before = await heightIn();
  await press(page, '4');
  await settled(page);
  expect(await heightIn()).toBeGreaterThan(before + 150);
  const outside = () =>
    page.locator('.service[data-of-step]').evaluateAll((cards) => {
      const room = document.querySelector('.app-map')?.getBoundingClientRect();
      return cards.flatMap((card) => {
        const box = card.getBoundingClientRect();
        return room && box.top >= room.top && box.bottom <= room.bottom
          ? []
          : [card.getAttribute('data-actor')];
      });
    });
  for (let step = 9; step <= 12; step += 1) {
    await expect.poll(outside, { message: `step ${step}` }).toEqual([]);
    await press(page, 'ArrowRight');
  }
  await press(page, 'Escape');
  await expect.poll(heightIn).toBeLessThan(before + 20);
});
