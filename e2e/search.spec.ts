/** The search and palette: names lead to their steps, words do what they say, by keyboard alone, and never while composing. */
import { LANGUAGES } from '../src/i18n/lang.ts';
import { axeFaults } from './axe.ts';
import { clippedTexts, sidewaysScroll } from './look.ts';
import { expect, expectStep, idle, LANGS, openAt, type Page, SIZES, test, textsOf } from './page.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const box = (page: Page) => page.locator('.search-input');
const lines = (page: Page) => page.locator('.search [role="option"]');

/** A box that was just going is opened anew. */
async function find(page: Page, query: string): Promise<void> {
  await expect(async () => {
    if (!(await box(page).isVisible())) await page.keyboard.press('/');
    await box(page).fill(query, { timeout: 5000 });
  }).toPass();
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
    for (const { width, height } of SIZES) {
      await page.setViewportSize({ width, height });
      await openAt(page, { lang, step: 3, theme: 'dark' });
      for (const query of ['', 'cpu1']) {
        await find(page, query);
        await expect(lines(page).first()).toBeVisible();
        expect(await axeFaults(page)).toEqual([]);
        await expect.poll(() => clippedTexts(page)).toEqual([]);
        await expect.poll(() => sidewaysScroll(page)).toBe(0);
      }
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

for (const lang of LANGS) {
  test(`a setting is found by its words, by its name in the code, and in Chinese by pinyin initials (${lang})`, async ({
    page,
  }) => {
    await openAt(page, { lang, step: 3, theme: 'light' });
    const html = page.locator('html');
    const { themes } = textsOf(lang).page.top;
    for (const [query, theme] of [
      [themes.dark, 'dark'],
      ['theme projector', 'projector'],
      [lang === 'en' ? 'light' : 'ztqs', 'light'],
    ] as const) {
      await find(page, query);
      await expect(page.locator('[data-group="settings"] [aria-selected="true"]')).toHaveText(
        textsOf(lang).data.search.setting(textsOf(lang).page.top.theme, themes[theme]),
      );
      await page.keyboard.press('Enter');
      await expect(html).toHaveAttribute('data-theme', theme);
    }
    const other = lang === 'en' ? 'zh-CN' : 'en';
    await find(page, LANGUAGES[other].switchTo);
    await page.keyboard.press('Enter');
    await expect(html).toHaveAttribute('lang', other);
    await expectStep(page, 3);
  });

  test(`the groups of an empty palette stand in order, and their lines are counted aloud (${lang})`, async ({
    page,
  }) => {
    await openAt(page, { lang, step: 3 });
    await find(page, '');
    const { search } = textsOf(lang).data;
    await expect(page.locator('.search [role="group"]').first()).toBeVisible();
    const names = await page
      .locator('.search [role="group"]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
    const { actions, lessons, incidents, panels, settings, scenarios } = search.groups;
    expect(names).toEqual([actions, lessons, incidents, panels, settings, scenarios]);
    const count = await lines(page).count();
    await expect(page.locator('.search [aria-live]')).toHaveText(search.count(count));
    await page.keyboard.press('ArrowUp');
    await expect(lines(page).last()).toHaveAttribute('aria-selected', 'true');
    await page.keyboard.press('ArrowDown');
    await expect(lines(page).first()).toHaveAttribute('aria-selected', 'true');
  });
}

for (const lang of LANGS)
  test(`what a class needs, a chapter of the open lesson, and the size of letters are done from it (${lang})`, async ({
    page,
  }) => {
    await openAt(page, { lang, s: 'boot-a-server', step: 1 });
    await expect(page.locator('[data-chapter="request"]')).toBeVisible();
    const { share, present, quiz } = textsOf(lang);
    for (const query of ['chapter build', textsOf(lang).data.search.chapter(4, '')]) {
      await find(page, query);
      await expect(page.locator('[data-group="chapters"] [role="option"]')).toHaveCount(1);
    }
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-chapter="build"]')).toBeVisible();

    await find(page, lang === 'en' ? 'text size 150' : 'wzdx 150');
    await page.keyboard.press('Enter');
    await expect(page.locator('html')).toHaveCSS('font-size', '24px');
    await find(page, 'text 100');
    await page.keyboard.press('Enter');
    await expect(page.locator('html')).toHaveCSS('font-size', '16px');

    await find(page, share.blank);
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-blank]')).toBeVisible();
    await page.keyboard.press('b');
    await find(page, quiz.askHere);
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-question]')).toBeVisible();
    await page.keyboard.press('Escape');
    await find(page, textsOf(lang).page.top.share);
    await expect(page.locator(`[data-group="actions"] [aria-selected="true"]`)).toBeVisible();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog', { name: share.title })).toBeVisible();
    await page.keyboard.press('Escape');
    await find(page, present.open);
    const coming = page.waitForEvent('popup');
    await page.keyboard.press('Enter');
    await expect(await coming).toHaveTitle(new RegExp(present.title));
  });

for (const [lang, query] of [
  ['en', 'reply queue'],
  ['zh-CN', 'yddl'],
] as const)
  test(`a word is told with what it means (${lang})`, async ({ page }) => {
    await openAt(page, { lang, step: 3 });
    await find(page, query);
    const [name, what] = textsOf(lang).glossary.reply_queue;
    await expect(page.locator('[data-group="terms"] [role="option"]').first()).toHaveText(`${name}${what}`);
    expect(await axeFaults(page)).toEqual([]);
  });

test('a lesson opens, and a panel by the first letters of its Chinese name', async ({ page }) => {
  await openAt(page, { lang: 'zh-CN', step: 3 });
  await find(page, 'dksjb');
  await page.keyboard.press('Enter');
  await expect(page.locator('.tables')).toBeVisible();
  await find(page, 'slxzj');
  await expect(lines(page)).toHaveCount(1);
  await page.keyboard.press('Enter');
  await idle(page);
  await expect(page.locator('html')).toHaveAttribute('data-scenario', 'who-chooses');
});

test('while the search is on its way no key that is typed ahead acts on the page, and Esc calls it off', async ({
  page,
}) => {
  let letCome = (): void => {};
  const held = new Promise<void>((resolve) => {
    letCome = resolve;
  });
  await page.route('**/Search-*.js', async (route) => {
    await held;
    await route.continue();
  });
  await openAt(page, { step: 3 });
  for (const again of [false, true]) {
    await page.keyboard.press('/');
    await page.keyboard.type('b5. m');
    await page.keyboard.press('ArrowRight');
    if (!again) await page.keyboard.press('Escape');
  }
  letCome();
  await expect(box(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expectStep(page, 3);
  await expect(page.locator('[data-blank], [data-panel="queues"]')).toHaveCount(0);
  await expect(page.locator('html')).toHaveAttribute('data-idle', 'true');
});
