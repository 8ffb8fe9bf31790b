/** The lesson "why is there no nova database?": four layouts that are asked, one server on its way, and all by keyboard. */

import { axeFaults } from './axe.ts';
import { clippedTexts, sidewaysScroll, smallTexts } from './look.ts';
import { expect, expectStep, idle, LANGS, openAt, type Page, PHONE, test, textsOf } from './page.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const LESSON = 'no-nova-database';
const SERVERS_OWN = ['information_schema', 'mysql', 'performance_schema', 'sys'];
const OTHERS = ['cinder', 'glance', 'keystone', 'neutron'];
const LAYOUTS = {
  'one-nova': ['nova'],
  'nova-and-api': ['nova', 'nova_api', 'nova_cell0'],
  'devstack-2019': ['nova_api', 'nova_cell0', 'nova_cell1'],
  'placement-apart': ['nova_api', 'nova_cell0', 'nova_cell1', 'placement'],
} as const;

const answers = (page: Page) => page.locator('.terminal-text[data-block="answer"]');

/** Presses a question of the lesson and gives the terminal's answer. */
async function ask(page: Page, question: string): Promise<string> {
  const before = await answers(page).count();
  await page.locator(`[data-ask="${question}"]`).click();
  await expect(answers(page)).toHaveCount(before + 1);
  return (await answers(page).last().textContent()) ?? '';
}

const namesIn = (answer: string): string[] =>
  [...answer.matchAll(/^\| (\w+) +\|$/gm)]
    .map((match) => match[1] ?? '')
    .filter((name) => name !== 'Database');

for (const lang of LANGS) {
  test(`the four layouts can be chosen and asked: each has the databases of its time (${lang})`, async ({
    page,
  }) => {
    await openAt(page, { lang, s: LESSON, step: 27 });
    await expect(page.locator('.lesson-title')).toHaveText(textsOf(lang).databasesLesson.title);
    for (const [layout, own] of Object.entries(LAYOUTS)) {
      await page.locator(`[data-layout-of="${layout}"]`).click();
      await expect(page.locator(`[data-layout-of="${layout}"]`)).toHaveAttribute('aria-pressed', 'true');
      const names = namesIn(await ask(page, 'databases'));
      expect([...names].sort()).toEqual([...own, ...OTHERS, ...SERVERS_OWN].sort());
      expect(names[0]).toBe('information_schema');
      await expect(page.locator('.lesson-database')).toHaveCount(own.length + OTHERS.length);
      expect(await ask(page, 'buried')).toContain('| giant');
    }
    expect(await ask(page, 'placement')).toContain('Empty set');
    await page.locator('[data-layout-of="devstack-2019"]').click();
    expect(await ask(page, 'placement')).toContain('| resource_providers');
  });

  test(`axe finds nothing, nothing is cut, and the letters are large on a projector (${lang})`, async ({
    page,
  }) => {
    for (const theme of ['light', 'dark', 'projector'] as const) {
      await openAt(page, { lang, s: LESSON, step: 27, theme });
      await ask(page, 'databases');
      expect(await axeFaults(page)).toEqual([]);
      await expect.poll(() => clippedTexts(page)).toEqual([]);
      await expect.poll(() => sidewaysScroll(page)).toBe(0);
      if (theme === 'projector') await expect.poll(() => smallTexts(page, 16)).toEqual([]);
    }
  });
}

test('one server is followed through the databases, and a moment leads to its step', async ({ page }) => {
  await openAt(page, { s: LESSON, step: 27 });
  await page.locator('[data-field="server"]').selectOption({ label: 'giant' });
  const moments = page.locator('[data-way] tbody tr');
  await expect(moments.last().locator('[data-tables-in="nova_cell0"]')).not.toHaveText('–');
  await page.locator('[data-field="server"]').selectOption({ label: 'vm1' });
  await expect(page.locator('[data-way] th', { hasText: 'nova_cell0' })).toHaveCount(0);
  await moments.first().getByRole('button').click();
  await idle(page);
  await expectStep(page, 1);
  await expect(page.locator('[data-now]')).toContainText('nova_api');
  await expect(page.locator('[data-now]')).not.toContainText('nova_cell1');
});

test('the scenario opens its lesson, another gives the picture its place back, and the address remembers a shut panel', async ({
  page,
}) => {
  await openAt(page, {});
  await page.locator('.topbar-scenario').selectOption(LESSON);
  await expect(page.locator('[data-lesson]')).toBeVisible();
  await idle(page);
  await page.getByRole('button', { name: textsOf('en').page.panels.close }).click();
  await expect(page).toHaveURL(/panels=none/);
  const address = page.url();
  await page.goto('about:blank');
  await page.goto(address);
  await idle(page);
  await expect(page.locator('[data-lesson]')).toHaveCount(0);
  await page.locator('.topbar-scenario').selectOption('boot');
  await idle(page);
  await expect(page.locator('.app')).not.toHaveAttribute('data-dock-large', /.*/);
});

test('the lesson is walked with the keyboard alone', async ({ page }) => {
  await openAt(page, { s: LESSON, step: 27 });
  await page.locator('[data-layout-of="one-nova"]').focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-layout-of="one-nova"]')).toHaveAttribute('aria-pressed', 'true');
  await page.locator('[data-ask="databases"]').focus();
  await page.keyboard.press('Space');
  await expect(answers(page)).toHaveCount(1);
  await expectStep(page, 27);
  await page.locator('.terminal-input').focus();
  await page.keyboard.type('USE nova_api;');
  await page.keyboard.press('Enter');
  await expect(page.locator('.terminal-text[data-block="error"]')).toContainText(
    "ERROR 1049 (42000): Unknown database 'nova_api'",
  );
  await page.keyboard.press('Shift+Tab');
  await expect(page.locator('.terminal-input')).not.toBeFocused();
});

test.describe('on a phone', () => {
  test.use({ viewport: PHONE, hasTouch: true, isMobile: true });
  for (const lang of LANGS) {
    test(`the lesson stands first among the panels, and its questions are answered (${lang})`, async ({
      page,
    }) => {
      await openAt(page, { lang, s: LESSON, step: 27 });
      await expect(page.locator('.lesson-title')).toHaveText(textsOf(lang).databasesLesson.title);
      await ask(page, 'databases');
      await expect.poll(() => sidewaysScroll(page)).toBe(0);
      await expect.poll(() => clippedTexts(page)).toEqual([]);
    });
  }
});
