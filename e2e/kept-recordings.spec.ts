/** The recordings of an engine that the project keeps: opened, played, and what they tell and cannot tell, in both languages. */
import { readFileSync } from 'node:fs';
import { type KeptName, keptPath } from '../src/core/recording/kept.fixture.ts';
import { axeFaults } from './axe.ts';
import { drop } from './drop.ts';
import {
  expect,
  idle,
  LANGS,
  openAt,
  type Page,
  press,
  settled,
  stepCount,
  stepNow,
  test,
  textsOf,
} from './page.ts';

test.use({ viewport: { width: 1440, height: 900 } });

/** Drops it, and goes to the first of its requests. */
async function openKept(page: Page, lang: string, name: KeptName): Promise<void> {
  await openAt(page, { lang });
  await drop(page, { [`${name}.ndjson.gz`]: readFileSync(keptPath(name)) });
  await expect(page.locator('[data-recording-hidden]')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.locator('[data-notice="aside"]')).toContainText(name);
  await settled(page);
}

/** The report's entries of a part. */
async function reported(page: Page, part: string): Promise<ReturnType<Page['locator']>> {
  await press(page, '0');
  await page.locator('[data-view="report"]').click();
  await idle(page);
  return page.locator(`[data-report-line="${part}"]`);
}

for (const lang of LANGS) {
  const t = textsOf(lang).report;

  test(`the kept boot plays from its first step to its last, and is complete beside the simulated one (${lang})`, async ({
    page,
  }) => {
    await openKept(page, lang, 'boot');
    const last = await stepCount(page);
    expect(last).toBeGreaterThan(10);
    await press(page, 'Home');
    expect(await stepNow(page)).toBe(1);
    for (let i = 0; i < 4; i += 1) await page.keyboard.press('>');
    await page.keyboard.press('Space');
    // it plays by itself, as fast as a busy machine lets it
    await expect(page.locator('html')).toHaveAttribute('data-step', String(last), { timeout: 90_000 });
    await idle(page);
    for (const step of [last - 1, last - 2]) {
      await press(page, 'ArrowLeft');
      expect(await stepNow(page)).toBe(step);
      await expect(page.locator('.narration')).not.toContainText(/undefined|NaN/);
    }
    await reported(page, 'unanswered');
    await expect(page.locator('[data-report-count="unanswered"]')).toHaveText(t.none);
    await expect(page.locator('[data-report-source]')).toContainText(t.unknownParts.acks);
    await page.locator('[data-view="overlay"]').click();
    await expect(page.locator('[data-overlay-told]')).toHaveAttribute('data-overlay-told', 'complete');
    expect(await axeFaults(page, '.operator')).toEqual([]);
  });

  test(`the kept recording of a compute that died in a call tells the call without an answer, and leads to it (${lang})`, async ({
    page,
  }) => {
    await openKept(page, lang, 'compute_killed');
    const entries = await reported(page, 'unanswered');
    const entry = entries.first();
    await expect(page.locator('[data-report-count="unanswered"]')).toHaveText(`${await entries.count()}`);
    await expect(entry).toContainText('nova-conductor-cell1');
    await expect(entry).toContainText(t.unanswered.how.open);
    const link = entry.locator('[data-report-step]');
    const wanted = Number(await link.getAttribute('data-report-step'));
    await link.focus();
    await press(page, 'Enter');
    expect(await stepNow(page)).toBe(wanted);
    await expect(page.locator('.narration')).toContainText('nova-compute-');
    expect(await axeFaults(page, '.operator')).toEqual([]);
  });

  test(`the kept recording of a restarted broker tells its gap, and concludes nothing across it (${lang})`, async ({
    page,
  }) => {
    await openKept(page, lang, 'broker_restarted');
    const gaps = await reported(page, 'gaps');
    await expect(gaps.first()).toContainText(t.unknown);
    await expect(page.locator('[data-report-part="gaps"]')).toHaveText(t.gaps.title);
    for (const call of await page.locator('[data-report-line="unanswered"]').all())
      await expect(call).toContainText(t.unanswered.how.gap);
    expect(await axeFaults(page, '.operator')).toEqual([]);
  });
}
