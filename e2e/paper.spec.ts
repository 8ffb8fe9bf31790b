/** On paper: the handout of a lesson, and the page as it is with whatever panel is open. */
import { expect, LANGS, type Lang, openAt, type Page, stepCount, test, textsOf } from './page.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

/** The dialog of the browser's own is not opened; what was asked for stays until it is shut. */
async function withoutDialog(page: Page): Promise<void> {
  await page.addInitScript(() => {
    window.print = () => {
      document.documentElement.dataset.printed = 'true';
    };
  });
}

async function askForHandout(page: Page, lang: Lang): Promise<void> {
  await withoutDialog(page);
  await openAt(page, { lang, s: 'boot-a-server', step: 1 });
  await page.locator('[data-share]').click();
  await page.locator('[data-take="handout"]').click();
  await expect(page.locator('html')).toHaveAttribute('data-printed', 'true');
}

/** As the sheet has it: paper's rules, and the width between its margins. */
async function onPaper(page: Page): Promise<void> {
  await page.setViewportSize({ width: 688, height: 1000 });
  await page.emulateMedia({ media: 'print' });
}

/** Visible things that reach over the right edge of the sheet, or are cut off by a box. */
const overTheEdge = (page: Page, root: string): Promise<string[]> =>
  page.evaluate((selector) => {
    const found: string[] = [];
    const edge = document.documentElement.clientWidth + 1;
    for (const one of document.querySelectorAll(`${selector} *`)) {
      if (!one.checkVisibility() || one.closest('svg') !== (one.tagName === 'svg' ? one : null)) continue;
      if (getComputedStyle(one).clipPath === 'inset(50%)') continue;
      const { right, width } = one.getBoundingClientRect();
      if (width > 0 && right > edge) found.push(`${one.tagName} ${one.className} ${Math.round(right)}`);
    }
    return found;
  }, root);

const pagesOf = (pdf: Buffer): number => pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length ?? 0;

for (const lang of LANGS) {
  test(`the handout of a lesson has every step, a box for every question, tables, maps and the QR (${lang})`, async ({
    page,
  }) => {
    const t = textsOf(lang).paper.sheet;
    await askForHandout(page, lang);
    const count = await stepCount(page);
    const paper = page.locator('.paper');
    await expect(paper).toBeHidden();
    await onPaper(page);
    await expect(paper).toBeVisible();
    await expect(page.locator('#root')).toBeHidden();
    const numbers = await paper
      .locator('[data-paper-step]')
      .evaluateAll((all) => all.map((one) => Number(one.getAttribute('data-paper-step'))));
    expect(numbers).toEqual(Array.from({ length: count }, (_, i) => i + 1));
    const questions = paper.locator('[data-paper-question]');
    expect(await questions.count()).toBeGreaterThanOrEqual(10);
    for (const question of await questions.all()) {
      expect(await question.locator('.paper-tick').count()).toBeGreaterThanOrEqual(2);
      await expect(question).toContainText(t.because);
    }
    expect(await paper.locator('[data-paper-table] table').count()).toBeGreaterThanOrEqual(4);
    await expect(paper.locator('[data-paper-chapter] .paper-map svg')).toHaveCount(5);
    await expect(paper.locator('[data-qr]')).toHaveAttribute('data-qr', /s=boot-a-server/);
    expect(await overTheEdge(page, '.paper')).toEqual([]);
    await expect(paper.locator('button, input, select')).toHaveCount(0);
  });

  test(`a step of the handout says what the page says of it (${lang})`, async ({ page }) => {
    await askForHandout(page, lang);
    const said = (await page.locator('.paper [data-paper-step="1"]').innerText()).replace(/\s/g, '');
    const plain = async (part: string) => (await page.locator(part).innerText()).replace(/\s/g, '');
    expect(said).toContain(await plain('.narration-title'));
    expect(said).toContain(await plain('.narration-text'));
  });
}

test('the handout goes when the print dialog is shut, and the search asks for it, too', async ({ page }) => {
  await askForHandout(page, 'en');
  const pdf = await page.pdf({ preferCSSPageSize: true });
  expect(pagesOf(pdf)).toBeGreaterThanOrEqual(4);
  expect(pagesOf(pdf)).toBeLessThanOrEqual(12);
  await expect(page.locator('.paper')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await page.keyboard.press('ControlOrMeta+k');
  await page.keyboard.insertText('handout');
  await page.getByText(textsOf('en').paper.deed, { exact: true }).click();
  await expect(page.locator('.paper')).toHaveCount(1);
});

/** As the browser does when its print dialog is asked for. */
async function printing(page: Page): Promise<void> {
  // what printing needs is loaded at the reader's first sign of life
  await page.mouse.move(300, 300);
  await page.mouse.move(310, 300);
  await expect
    .poll(() =>
      page.evaluate(() => {
        window.dispatchEvent(new Event('beforeprint'));
        return document.querySelector('.page-map') !== null;
      }),
    )
    .toBe(true);
  await onPaper(page);
}

test('a list of steps prints whole, without what can only be pressed, on light paper', async ({ page }) => {
  await openAt(page, { step: 'm20', panels: 'steps', theme: 'dark' });
  const count = await stepCount(page);
  await printing(page);
  const entries = page.locator('.steps-entry');
  await expect(entries).toHaveCount(count);
  const last = await entries.last().evaluate((one) => {
    const { bottom } = one.getBoundingClientRect();
    return { bottom: bottom + window.scrollY, page: document.documentElement.scrollHeight };
  });
  expect(last.bottom).toBeLessThanOrEqual(last.page + 1);
  expect(await overTheEdge(page, '.app')).toEqual([]);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'light');
  const buttons = await page.locator('.app button:visible').count();
  expect(buttons).toBe(count);
  await expect(page.locator('.page-map svg')).toBeVisible();
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await expect(page.locator('.page-map')).toHaveCount(0);
});

test('a long table prints all of its rows, and a wide one every column', async ({ page }) => {
  await openAt(page, { step: 'm40', panels: 'tables' });
  await page.locator('[data-name="nova_cell1.instances"]').click();
  const table = page.locator('[data-table="nova_cell1.instances"] table');
  await expect(table.locator('tbody tr').first()).toBeVisible();
  const columns = await table.locator('thead th').allInnerTexts();
  expect(columns.length).toBeGreaterThan(20);
  await printing(page);
  expect(await overTheEdge(page, '.app')).toEqual([]);
  const told = await table
    .locator('tbody tr')
    .first()
    .locator('td, th')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-column') ?? ''));
  expect(told.filter((name) => name !== '').length).toBeGreaterThan(20);
});

test('the chosen steps of a storyboard print as pictures with their sentences', async ({ page }) => {
  await withoutDialog(page);
  await openAt(page, { step: 3 });
  await page.locator('[data-share]').click();
  await page.locator('[data-storyboard-steps]').fill('2, 5-6');
  await page.locator('[data-take="storyboard-print"]').click();
  await expect(page.locator('html')).toHaveAttribute('data-printed', 'true');
  await onPaper(page);
  await expect(page.locator('.paper [data-paper-step]')).toHaveCount(3);
  expect(await overTheEdge(page, '.paper')).toEqual([]);
});
