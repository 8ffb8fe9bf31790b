/** Playing and stepping by buttons, timeline and list; the cursor is one, whoever moves it. */
import { readFileSync } from 'node:fs';
import { readTrace } from '../src/core/recording/trace-file.ts';
import { steps } from '../src/core/story/steps.ts';
import { stepTitle } from '../src/i18n/index.ts';
import { costOfStep } from '../src/ui/narration/talk-texts.ts';
import {
  expect,
  expectStep,
  idle,
  LANGS,
  openAt,
  type Page,
  settled,
  stepCount,
  stepNow,
  test,
  textsOf,
} from './page.ts';

for (const lang of LANGS) {
  test(`the buttons play, pause, step both ways and go to the ends (${lang})`, async ({ page }) => {
    const texts = textsOf(lang).page.transport;
    const press = async (name: string) => {
      await page.getByRole('button', { name, exact: true }).click();
    };
    await openAt(page, { lang, step: 1 });
    const count = await stepCount(page);
    await expect(page.getByRole('button', { name: texts.previous })).toBeDisabled();
    await press(texts.play);
    await expect(page.locator('html')).toHaveAttribute('data-playing', 'true');
    await expect(page.locator('html')).toHaveAttribute('data-idle', 'false');
    await press(texts.pause);
    await idle(page);
    await press(texts.next);
    await idle(page);
    await expectStep(page, 2);
    await press(texts.previous);
    await idle(page);
    await expectStep(page, 1);
    await press(texts.last);
    await idle(page);
    await expectStep(page, count);
    await expect(page.getByRole('button', { name: texts.next })).toBeDisabled();
    await press(texts.first);
    await idle(page);
    await expectStep(page, 1);
  });
}

test('the map, the list, the timeline and the narration stand on the same step', async ({ page }) => {
  await openAt(page, { step: 1, panels: 'steps' });
  const slider = page.getByRole('slider');
  const current = page.locator('.steps-entry[aria-current="step"]');
  const agree = async (step: number) => {
    await idle(page);
    await expectStep(page, step);
    await expect(slider).toHaveValue(String(step));
    await expect(current.locator('.steps-number')).toHaveText(String(step));
    await expect(page.locator('.narration')).toHaveAttribute('data-step', String(step));
  };
  await agree(1);
  await page.locator('.steps-entry').nth(5).click();
  await agree(6);
  await slider.fill('9');
  await agree(9);
  await page.locator('.chapter').nth(1).click();
  await agree(await stepNow(page));
  await expect(page.locator('.chapter').nth(1)).toHaveAttribute('aria-current', 'step');
});

test('the timeline is a slider that says step, count and chapter', async ({ page }) => {
  await openAt(page, { step: 5 });
  const count = await stepCount(page);
  const chapter = (await page.locator('.chapter[aria-current]').textContent()) ?? '';
  const spoken = textsOf('en').page.transport.value(5, count, chapter);
  await expect(page.getByRole('slider')).toHaveAttribute('aria-valuetext', spoken);
});

test('playing at four times the speed ends at the last step and writes the history fewer than 20 times', async ({
  page,
}) => {
  await page.clock.install();
  await page.addInitScript(() => {
    const counted = window as unknown as { historyCalls: number };
    counted.historyCalls = 0;
    for (const name of ['pushState', 'replaceState'] as const) {
      const real = history[name].bind(history);
      history[name] = (data: unknown, unused: string, url?: string | URL | null) => {
        counted.historyCalls += 1;
        real(data, unused, url);
      };
    }
    localStorage.setItem('novascope.settings', JSON.stringify({ speed: 4 }));
  });
  await page.goto('/#lang=en&s=boot&step=1&v=1');
  await settled(page);
  const count = await stepCount(page);
  await page.keyboard.press('Space');
  const root = page.locator('html');
  for (let second = 0; second < 300 && (await root.getAttribute('data-playing')) === 'true'; second += 5) {
    await page.clock.runFor(5_000);
  }
  await expectStep(page, count);
  await expect(root).toHaveAttribute('data-playing', 'false');
  const calls = await page.evaluate(() => (window as unknown as { historyCalls: number }).historyCalls);
  expect(calls).toBeLessThan(20);
  await page.clock.runFor(1_000);
  expect(new URL(page.url()).hash).toContain(`step=${count}`);
});

/** Whatever the announcer says from now on. */
async function listenTo(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const spoken: string[] = [];
    Object.assign(window, { spoken });
    const place = document.querySelector('[data-announcer]');
    if (place)
      new MutationObserver(() => spoken.push(place.textContent ?? '')).observe(place, {
        childList: true,
        characterData: true,
        subtree: true,
      });
  });
  return () => page.evaluate(() => (window as unknown as { spoken: string[] }).spoken);
}

for (const lang of LANGS)
  test(`from the first step to the last the announcer’s log is the narration, sentence by sentence (${lang})`, async ({
    page,
  }) => {
    await page.clock.install();
    await openAt(page, { lang, step: 1 });
    const spoken = await listenTo(page);
    const texts = textsOf(lang);
    const trace = readTrace(readFileSync('src/generated/boot.trace.ndjson', 'utf8').split('\n'));
    const list = steps(trace, 'teaching').filter(({ n }) => n > 1);
    expect(await stepCount(page)).toBe(list.length + 1);
    const told: string[] = [];
    for (const step of list) {
      await page.keyboard.press('ArrowRight');
      await page.clock.runFor(1_000);
      await expect.poll(spoken).toHaveLength(step.n - 1);
      const title = stepTitle(texts, step, trace);
      expect((await page.locator('.narration-title').textContent())?.trim()).toBe(title);
      const cost = costOfStep(step, steps(trace, 'teaching'), trace, texts);
      const kind = texts.words.kinds[step.kind];
      told.push(texts.page.announce(step.n, list.length + 1, title, kind, cost, step.rows.length));
    }
    expect(await spoken()).toEqual(told);
  });

test('the announcer says each settled step once, with number, sender, receiver and kind', async ({
  page,
}) => {
  await page.clock.install();
  await openAt(page, { step: 4 });
  const announcer = page.locator('[data-announcer]');
  await expect(announcer).toHaveAttribute('aria-live', 'polite');
  const spoken = await listenTo(page);
  await page.keyboard.press('ArrowRight');
  await page.clock.runFor(3_000);
  await expect.poll(spoken).toHaveLength(1);
  expect((await spoken())[0]).toMatch(/^Step 5 of \d+: nova-conductor-super .*nova-scheduler/);
  expect((await spoken())[0]).toContain(textsOf('en').words.kinds.call);
  for (let i = 0; i < 4; i += 1) await page.keyboard.press('ArrowRight');
  await page.clock.runFor(3_000);
  await expect.poll(spoken).toHaveLength(2);
  expect((await spoken())[1]).toMatch(/^Step 9 of /);
});
