/** The lab: knobs by keyboard, three designs measured, numbers read from the tables, a long run cancelled. */
import { readFile } from 'node:fs/promises';
import { axeFaults } from './axe.ts';
import { buttonsOutside, clippedTexts, sidewaysScroll } from './look.ts';
import {
  expect,
  expectStep,
  idle,
  LANGS,
  openAt,
  type Page,
  PHONE,
  press,
  stepCount,
  stepNow,
  test,
  textsOf,
} from './page.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const knob = (page: Page, name: string) => page.locator(`[data-knob="${name}"]`);

/** Over what stands there, as a reader types. */
async function write(page: Page, text: string): Promise<void> {
  await page.keyboard.press('Control+A');
  await page.keyboard.type(text);
}

/** The lab rests, with so many designs measured. */
async function measured(page: Page, designs: number): Promise<void> {
  await expect(page.locator('[data-figures] thead [data-design]')).toHaveCount(designs, { timeout: 90_000 });
  await expect(page.locator('[data-lab]')).toHaveAttribute('data-lab', 'nothing');
}

const figure = (page: Page, name: string) => page.locator(`[data-figure="${name}"] td`).allTextContents();

/** The rows of a chart's table, without its head. */
async function twin(page: Page, chart: string): Promise<string[][]> {
  const rows = page.locator(`[data-chart="${chart}"] tbody tr`);
  return rows.evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent ?? '')));
}

for (const lang of LANGS) {
  const t = textsOf(lang).lab;

  test(`a small load set by keyboard; its numbers stand in the tables (${lang})`, async ({ page }) => {
    await openAt(page, { lang, step: 1 });
    await press(page, '8');
    await knob(page, 'boots').focus();
    await write(page, '6');
    await page.keyboard.press('Tab');
    await write(page, '3');
    await expect(knob(page, 'seed')).toHaveValue('3');
    await page.keyboard.press('Enter');
    await measured(page, 3);
    await expect(page.locator('[data-lab-status]')).toHaveText(t.running.done);
    await expect.poll(() => figure(page, 'arrived')).toEqual(['6', '6', '6']);
    await expect.poll(() => figure(page, 'active')).toEqual(['6', '6', '6']);

    for (const summary of await page.locator('.lab-chart summary').all()) await summary.click();
    const [median] = await twin(page, 'answer');
    const [direct, queue, nova] = (median ?? []).slice(1).map(Number);
    expect(nova).toBeGreaterThan(0);
    // the API casts and answers; a caller that calls waits, with a queue as without
    expect(queue).toBeGreaterThan(Number(nova));
    expect(direct).toBeGreaterThan(Number(nova));
    const depths = await twin(page, 'queue');
    expect(depths.length).toBeGreaterThan(5);
    expect(depths.every(([, none]) => none === '')).toBe(true);
    const left = await twin(page, 'fates');
    expect(left.some(([, ...designs]) => designs.some((requests) => Number(requests) > 0))).toBe(true);
    const [last] = left.slice(-1);
    const lost = await figure(page, 'lost');
    expect(
      (last ?? [])
        .slice(1)
        .filter((value) => value !== '')
        .every((value) => lost.includes(value)),
    ).toBe(true);
    expect(depths.some(([, , ...waiting]) => waiting.some((depth) => Number(depth) > 0))).toBe(true);
    await knob(page, 'boots').scrollIntoViewIfNeeded();
    expect(await axeFaults(page, '.lab')).toEqual([]);
  });

  test(`a knob out of its bounds is refused where it stands, and nothing runs (${lang})`, async ({
    page,
  }) => {
    await openAt(page, { lang, step: 1, panels: 'lab' });
    await knob(page, 'computes').focus();
    await write(page, '0');
    await page.keyboard.press('Enter');
    await expect(page.locator('.lab-field[data-refused]')).toContainText(t.form.wrong('0', 1, 200));
    await expect(knob(page, 'computes')).toBeFocused();
    await expect(page.locator('[data-lab-status]')).toHaveText(t.running.nothing);
  });

  test(`a long run is cancelled and keeps what it has (${lang})`, async ({ page }) => {
    await openAt(page, { lang, step: 1, panels: 'lab' });
    await knob(page, 'boots').focus();
    await write(page, '20000');
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-lab-progress]')).not.toHaveText('', { timeout: 60_000 });
    await page.locator('[data-lab-cancel]').focus();
    await page.keyboard.press('Enter');
    await measured(page, 1);
    await expect(page.locator('[data-lab-status]')).toHaveText(t.running.cancelled);
    await expect.poll(() => figure(page, 'ended')).toEqual([t.ended.cancelled]);
    const [arrived] = await figure(page, 'arrived');
    expect(Number(arrived)).toBeLessThan(20_000);
  });

  test(`a sweep of the load: a line a design, the knees told, refused knobs say why (${lang})`, async ({
    page,
  }) => {
    await openAt(page, { lang, step: 1, panels: 'lab' });
    await knob(page, 'boots').fill('4');
    await knob(page, 'sweep_to').fill('60');
    await page.locator('[data-lab-sweep]').click();
    const refused = page.locator('.lab-field[data-refused]');
    await expect(refused).toContainText(t.form.wrong('60', 61, 60_000));
    await expect(knob(page, 'sweep_to')).toBeFocused();
    await write(page, '6000');
    await knob(page, 'sweep_points').fill('3');
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-status-of="sweep"]')).toHaveText(t.running.done, { timeout: 60_000 });
    await page.locator('[data-chart="sweep"] summary').click();
    const rows = await twin(page, 'sweep');
    expect(rows.map(([value]) => value)).toEqual(['60', '3030', '6000']);
    for (const [, ...answers] of rows) {
      expect(answers.length).toBe(3);
      expect(answers.every((seconds) => Number(seconds) > 0)).toBe(true);
    }
    await expect(page.locator('[data-knees]')).toContainText(t.designs.direct);
    const [file] = await Promise.all([
      page.waitForEvent('download'),
      page.locator('[data-chart="sweep"] [data-out="svg"]').click(),
    ]);
    const svg = await readFile(await file.path(), 'utf8');
    const lines = [...svg.matchAll(/<g data-line="(\w+)"><path /g)].map(([, id]) => id);
    expect(lines.toSorted()).toEqual(['direct', 'nova', 'queue']);
    await page.locator('[data-measure]').selectOption('throughput');
    await expect(page.locator('[data-knees]')).toContainText(t.figures.active_p95);
    expect(await axeFaults(page, '.lab')).toEqual([]);
  });

  test(`a sweep that is cancelled keeps the points that were done (${lang})`, async ({ page }) => {
    await openAt(page, { lang, step: 1, panels: 'lab' });
    await knob(page, 'boots').fill('40');
    await knob(page, 'sweep_points').fill('30');
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-chart="sweep"]')).toBeVisible({ timeout: 60_000 });
    await expect(page.locator('[data-status-of="sweep"]')).toContainText(t.designs.direct);
    await page.locator('[data-lab-cancel]').click();
    await expect(page.locator('[data-status-of="sweep"]')).toHaveText(t.running.cancelled);
    await page.locator('[data-chart="sweep"] summary').click();
    const done = (await twin(page, 'sweep')).filter(([, direct]) => direct !== '');
    expect(done.length).toBeGreaterThan(0);
    expect(done.length).toBeLessThan(30);
  });

  test(`a stretch is opened and stepped through; nothing can be ordered in it; the run comes back (${lang})`, async ({
    page,
  }) => {
    const texts = textsOf(lang).page;
    await openAt(page, { lang, step: 3, panels: 'lab' });
    await knob(page, 'boots').fill('8');
    await knob(page, 'stretch_from').fill('1');
    await knob(page, 'stretch_to').fill('1');
    await page.locator('[data-lab-stretch]').click();
    await expect(page.locator('.lab-field[data-refused]')).toContainText(t.form.wrong('1', 2, 14_400));
    await knob(page, 'stretch_to').fill('3');
    await page.keyboard.press('Enter');
    const banner = page.locator('[data-notice="aside"]');
    await expect(banner).toContainText(t.stretch.name(t.designs.nova, 1, 3), { timeout: 60_000 });
    await idle(page);
    await expect(page.locator('.react-flow__node').first()).toBeVisible();
    const [first, count] = [await stepNow(page), await stepCount(page)];
    expect(count).toBeGreaterThan(first + 20);
    await press(page, 'ArrowRight');
    await expectStep(page, first + 1);
    expect(page.url()).toContain('s=boot');
    expect(page.url()).toContain('step=3');

    const boot = page.locator('[data-command="boot"]');
    await expect(boot).toBeDisabled();
    await expect(boot).toHaveAttribute('title', texts.notice.no_experiment);
    await press(page, '7');
    await expect(page.locator('.no-experiment')).toContainText(texts.notice.no_experiment);
    await expect(page.locator('[data-order], [data-run]')).toHaveCount(0);
    expect(await axeFaults(page, '.app')).toEqual([]);

    await page.locator('[data-close-trace]').click();
    await expectStep(page, 3);
    await expect(banner).toHaveCount(0);
    await expect(page.locator('.lab')).toBeVisible();
    await expect(boot).toBeEnabled();
  });

  test(`on a phone it stands whole (${lang})`, async ({ page }) => {
    await page.setViewportSize(PHONE);
    await openAt(page, { lang, step: 1, panels: 'lab' });
    await knob(page, 'boots').fill('3');
    await knob(page, 'burst').check();
    await page.locator('[data-lab-run]').click();
    await measured(page, 3);
    await page.locator('[data-chart="answer"] summary').click();
    await knob(page, 'sweep_to').fill('600');
    await knob(page, 'sweep_points').fill('2');
    await page.locator('[data-lab-sweep]').click();
    await expect(page.locator('[data-status-of="sweep"]')).toHaveText(t.running.done, { timeout: 60_000 });
    await expect.poll(() => sidewaysScroll(page)).toBe(0);
    await expect.poll(() => clippedTexts(page)).toEqual([]);
    await expect.poll(() => buttonsOutside(page)).toEqual([]);
    expect(await axeFaults(page, '.lab')).toEqual([]);
  });
}

test('one topic is held against theory, and says where theory does not speak', async ({ page }) => {
  const t = textsOf('en').lab;
  await openAt(page, { step: 1, panels: 'lab' });
  await page.locator('[data-lab-check]').click();
  const line = (name: string) => page.locator(`[data-theory] [data-line="${name}"] td`);
  await expect(line('model')).toHaveText('M/M/1', { timeout: 60_000 });
  await expect(line('theory')).toHaveText('100\u00a0ms');
  await expect(line('inside')).toHaveText(t.theory.yes);
  await knob(page, 'load').fill('80');
  await page.locator('[data-lab-check]').click();
  await expect(page.locator('[data-status-of="theory"]')).toHaveText('');
  await page.locator('[data-chart="theory"] summary').click();
  // the two runs stand on theory's line, each with its interval
  await expect(async () => {
    const runs = (await twin(page, 'theory')).filter(([, , measured]) => measured !== '');
    expect(runs.map(([load]) => load)).toEqual(['0.500', '0.800']);
    expect(runs.every(([, , , interval]) => interval?.includes('…'))).toBe(true);
  }).toPass();
  await expect(page.locator('[data-break="bursts"]')).toHaveCount(0);
  await knob(page, 'burst').check();
  await expect(page.locator('[data-break="bursts"]')).toBeVisible();
});

test('a link fills the form and runs nothing', async ({ page }) => {
  await page.goto(
    `/#lab=${encodeURIComponent('{"boots":9,"slots":{"api":3},"v":1}')}&panels=lab&s=boot&step=1`,
  );
  await expect(knob(page, 'boots')).toHaveValue('9');
  await expect(knob(page, 'api')).toHaveValue('3');
  await expect(page.locator('[data-lab]')).toHaveAttribute('data-lab', 'nothing');
  await expect(page.locator('[data-lab-status]')).toHaveText(textsOf('en').lab.running.nothing);
});
