/** On a phone: a reading device. The words stay readable, the transport stays in view, fingers hit what they aim at. */
import { buttonsOutside, sidewaysScroll, smallTargets, transportInView } from './look.ts';
import { expect, expectStep, idle, LANGS, moveTo, openAt, PHONE, stepCount, test, textsOf } from './page.ts';

test.use({ viewport: PHONE, hasTouch: true, isMobile: true, contextOptions: { reducedMotion: 'reduce' } });

for (const lang of LANGS) {
  test(`the story can be read and stepped through by touch (${lang})`, async ({ page }) => {
    const texts = textsOf(lang).page.transport;
    await openAt(page, { lang, step: 1 });
    const count = await stepCount(page);
    for (let step = 2; step <= count; step += 1) {
      await page.getByRole('button', { name: texts.next, exact: true }).tap();
      await idle(page);
      await expectStep(page, step);
      await expect.poll(() => transportInView(page), { message: `step ${step}` }).toBe(true);
      await expect.poll(() => sidewaysScroll(page), { message: `step ${step}` }).toBe(0);
    }
    const text = page.locator('.narration-text');
    await text.scrollIntoViewIfNeeded();
    await expect(text).toBeInViewport();
    const size = await text.evaluate((one) => Number.parseFloat(getComputedStyle(one).fontSize));
    expect(size).toBeGreaterThanOrEqual(17);
    await page.getByRole('button', { name: texts.previous, exact: true }).tap();
    await idle(page);
    await expectStep(page, count - 1);
  });

  test(`panels open in their place as disclosures (${lang})`, async ({ page }) => {
    await openAt(page, { lang, step: 10 });
    for (const [panel, inside] of [
      ['inspector', '.inspector'],
      ['tables', '[data-table]'],
      ['steps', '.steps'],
      ['queues', '.queues'],
      ['experiment', '.experiment'],
      ['lab', '.lab'],
    ] as const) {
      const summary = page
        .locator('summary')
        .filter({ hasText: textsOf(lang).page.panels[panel] })
        .first();
      await summary.tap();
      await expect(page.locator(inside).first()).toBeVisible();
      await expect.poll(() => sidewaysScroll(page)).toBe(0);
      await expect.poll(() => buttonsOutside(page)).toEqual([]);
      await expect.poll(() => transportInView(page)).toBe(true);
    }
  });
}

test('a panel that is asked for from the story comes into view', async ({ page }) => {
  await openAt(page, { step: 5 });
  await page
    .locator('.narration')
    .getByRole('button', { name: textsOf('en').page.panels.tables })
    .tap();
  await expect(page.locator('[data-panel-row="tables"] [data-table]').first()).toBeInViewport();
});

for (const how of ['by its key', 'by a tap'] as const) {
  test(`the choice of a host opens ${how}`, async ({ page }) => {
    await openAt(page, { s: 'compute_down', step: 5 });
    const row = page.locator('[data-panel-row="choice"]');
    if (how === 'by its key') await page.keyboard.press('h');
    else await row.locator('> summary').tap();
    await expect(row).toHaveAttribute('open', '');
    await expect(row.locator('.host-choice')).toBeInViewport();
  });
}

test('a tap on a queue of the map shows what lies in it', async ({ page }) => {
  await openAt(page, { step: 5 });
  await page.locator('.react-flow__node-pipe', { hasText: 'scheduler' }).tap();
  await expect(page.locator('[data-panel-row="queues"] .queues')).toBeInViewport();
  await expect(page.locator('.queues [data-vhost="/"]').first()).toBeVisible();
});

test('what can be pressed measures 44 px or more', async ({ page }) => {
  await openAt(page, { step: 10 });
  await expect.poll(() => smallTargets(page, 44)).toEqual([]);
});

test.describe('on a tablet held upright', () => {
  test.use({ viewport: { width: 820, height: 1180 }, hasTouch: true, isMobile: true });
  test('what can be pressed measures 44 px or more', async ({ page }) => {
    await openAt(page, { step: 10 });
    await expect.poll(() => smallTargets(page, 44)).toEqual([]);
  });
});

test.describe('with a mouse', () => {
  test.use({ viewport: { width: 1280, height: 720 }, hasTouch: false, isMobile: false });
  test('what can be pressed measures 24 px or more, in every panel', async ({ page }) => {
    const faults = new Set<string>();
    await openAt(page, { step: 10 });
    for (const panels of ['inspector', 'tables', 'queues', 'sql', 'experiment', 'lab', 'steps'] as const) {
      await moveTo(page, { step: 10, panels });
      for (const one of await smallTargets(page, 24)) faults.add(`${panels}: ${one}`);
    }
    await page.keyboard.press('?');
    for (const one of await smallTargets(page, 24)) faults.add(`dialog: ${one}`);
    expect([...faults]).toEqual([]);
  });
});
