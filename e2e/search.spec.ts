/** The search: any part of a name leads to its steps, by keyboard alone; nothing acts while an input method composes. */
import { axeFaults } from './axe.ts';
import { clippedTexts, sidewaysScroll } from './look.ts';
import { expect, expectStep, idle, LANGS, openAt, type Page, PHONE, test, textsOf } from './page.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const box = (page: Page) => page.locator('.search-input');
const lines = (page: Page) => page.locator('.search [role="option"]');

async function find(page: Page, query: string): Promise<void> {
  if (!(await box(page).isVisible())) await page.keyboard.press('/');
  await box(page).fill(query);
}

for (const lang of LANGS) {
  test(`/ finds a server by its name; Down and Enter go to a step of it (${lang})`, async ({ page }) => {
    await openAt(page, { lang, step: 3 });
    const { search } = textsOf(lang).data;
    await page.keyboard.press('/');
    await expect(page.getByRole('dialog', { name: search.title })).toBeVisible();
    await box(page).pressSequentially('vm1');
    await expect(page.locator('[data-group="instance"]')).toBeVisible();
    await expect(lines(page).first()).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    const chosen = page.locator('[role="option"][aria-selected="true"]');
    const step = await chosen.getAttribute('data-to-step');
    expect(await box(page).getAttribute('aria-activedescendant')).toBe(await chosen.getAttribute('id'));
    await page.keyboard.press('Enter');
    await idle(page);
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expectStep(page, step ?? '');
  });

  test(`axe finds nothing in the search, and nothing is cut (${lang})`, async ({ page }) => {
    for (const size of [{ width: 1280, height: 720 }, PHONE]) {
      await page.setViewportSize(size);
      await openAt(page, { lang, step: 3, theme: 'dark' });
      await find(page, 'cpu1');
      await expect(lines(page).first()).toBeVisible();
      expect(await axeFaults(page)).toEqual([]);
      await expect.poll(() => clippedTexts(page)).toEqual([]);
      await expect.poll(() => sidewaysScroll(page)).toBe(0);
    }
  });
}

test('a request id, a uuid, a host, a method and a table are found; a method leads to its steps', async ({
  page,
}) => {
  await openAt(page, { step: 5, panels: 'inspector' });
  const body = await page.locator('.inspector').textContent();
  const request = /req-[0-9a-f-]{36}/.exec(body ?? '')?.[0] ?? '';
  expect(request).not.toBe('');
  for (const [query, kind] of [
    [request, 'request'],
    ['select_destinations', 'method'],
    ['cpu1', 'host'],
    ['nova_cell1.instances', 'table'],
    ['nova-scheduler', 'service'],
  ] as const) {
    await find(page, query);
    await expect(page.locator('[data-group]').first()).toHaveAttribute('data-group', kind);
  }
  await find(page, 'select_destinations');
  await lines(page).first().click();
  await idle(page);
  await expectStep(page, 5);
});

test('where nothing is called so, the three nearest are named, and one can be asked instead', async ({
  page,
}) => {
  await openAt(page, { step: 3 });
  await find(page, 'sellect_destinatons');
  await expect(page.locator('[data-group="nearest"] [role="option"]')).toHaveCount(3);
  await page.keyboard.press('Enter');
  await expect(box(page)).toHaveValue('select_destinations');
  await expect(page.locator('[data-group="method"]')).toBeVisible();
});

test('Esc gives the focus back; Ctrl and K opens and shuts; keys of the page do not act in it', async ({
  page,
}) => {
  await openAt(page, { step: 3 });
  const next = page.getByRole('button', { name: textsOf('en').page.transport.next });
  await next.focus();
  await page.keyboard.press('ControlOrMeta+k');
  await box(page).pressSequentially('k2f?m ');
  for (const key of ['ArrowRight', 'Home', 'End']) await page.keyboard.press(key);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect(next).toBeFocused();
  await expectStep(page, 3);
  await page.keyboard.press('ControlOrMeta+k');
  await expect(box(page)).toBeFocused();
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('Enter that ends a composition chooses nothing', async ({ page }) => {
  await openAt(page, { step: 3 });
  await find(page, 'vm1');
  await box(page).evaluate((input) => {
    input.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true }));
  });
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectStep(page, 3);
});

test('what can be done is found by its words: a panel, a scenario, a command', async ({ page }) => {
  await openAt(page, { step: 3 });
  await find(page, 'stop nova-scheduler');
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-notice="forked"]')).toContainText('Stop');
  await idle(page);
  await find(page, 'Open: Queues');
  await page.keyboard.press('Enter');
  await expect(page.locator('.queues')).toBeVisible();
  await find(page, 'no nova database');
  await page.keyboard.press('Enter');
  await idle(page);
  await expect(page.locator('html')).toHaveAttribute('data-scenario', 'no-nova-database');
});
