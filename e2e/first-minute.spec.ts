/** The first minute: one key moves something, nothing moves under the finger, and no key does what the reader did not mean. */
import {
  expect,
  expectStep,
  idle,
  LANGS,
  openAt,
  type Page,
  PHONE,
  press,
  SIZES,
  test,
  textsOf,
} from './page.ts';

/** What the canvas over the map shows, as text. */
const drawn = (page: Page) =>
  page.locator('canvas.tokens').evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());

/** Opened, and from then on no time passes but what a test lets pass. */
async function openStill(page: Page, step: number): Promise<void> {
  await page.clock.install({ time: 0 });
  await openAt(page, { step });
  await page.clock.pauseAt(3_600_000);
}

test('one key, and within half a second something moves', async ({ page }) => {
  await openStill(page, 1);
  const before = await drawn(page);
  await page.keyboard.press('Space');
  const seen = new Set<string>();
  for (let ms = 0; ms < 500; ms += 100) {
    await page.clock.runFor(100);
    seen.add(await drawn(page));
  }
  seen.delete(before);
  expect(seen.size).toBeGreaterThan(0);
});

test('in mid-story Play goes on at once: what stands there has been read', async ({ page }) => {
  await openStill(page, 4);
  await page.keyboard.press('Space');
  await page.clock.runFor(500);
  await expectStep(page, 5);
});

/** Left edge, width and name of every control of the transport, and of the buttons of the top bar that stay. */
const places = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('[data-landmark="timeline"] :is(button, select, input)')].map((one) => {
      const { left, top, width, height } = one.getBoundingClientRect();
      return [left, top, width, height].map(Math.round).join(' ');
    }),
  );

for (const { name, width, height } of SIZES) {
  test.describe(name, () => {
    test.use({ viewport: { width, height }, contextOptions: { reducedMotion: 'reduce' } });

    test('the transport keeps every place and width while it plays, at both ends and in every language', async ({
      page,
    }) => {
      const seen: { readonly [state: string]: string[] }[] = [];
      for (const lang of LANGS) {
        await openAt(page, { lang, step: 1 });
        seen.push({ [`${lang}, at the beginning`]: await places(page) });
        await press(page, 'ArrowRight');
        seen.push({ [`${lang}, in the middle`]: await places(page) });
        await page.keyboard.press('Space');
        await expect(page.locator('html')).toHaveAttribute('data-playing', 'true');
        seen.push({ [`${lang}, playing`]: await places(page) });
        await page.keyboard.press('Space');
        await press(page, 'End');
        seen.push({ [`${lang}, at the end`]: await places(page) });
      }
      const [first] = seen.flatMap((one) => Object.values(one));
      expect(first?.length).toBeGreaterThanOrEqual(width === PHONE.width ? 4 : 7);
      for (const one of seen) expect(one).toEqual({ [Object.keys(one)[0] ?? '']: first });
    });

    for (const lang of LANGS) {
      test(`three quick presses on next at one place lead from step 1 to step 4 (${lang})`, async ({
        page,
      }) => {
        await openAt(page, { lang, step: 1 });
        const box = await page
          .getByRole('button', { name: textsOf(lang).page.transport.next, exact: true })
          .boundingBox();
        if (!box) throw new Error('no next button');
        const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
        for (let i = 0; i < 3; i += 1) await page.mouse.click(x, y);
        await idle(page);
        await expectStep(page, 4);
      });
    }
  });
}

const runs = (page: Page) =>
  page.evaluate(() => new URLSearchParams(location.hash.slice(1)).get('run') ?? 'none');

test('Space after Boot plays and pauses; it never orders another server', async ({ page }) => {
  await openAt(page, { step: 6 });
  const boot = page.locator('[data-command="boot"]');
  const root = page.locator('html');
  for (const how of ['pointer', 'keyboard'] as const) {
    if (how === 'pointer') await boot.click();
    else {
      await boot.focus();
      await page.keyboard.press('Space');
    }
    await expect(page.locator('[data-notice="forked"], [data-notice="ordered"]')).toBeVisible();
    await idle(page);
    await expect.poll(() => runs(page)).not.toBe('none');
    const run = await runs(page);
    await page.keyboard.press('Space');
    await expect(root).toHaveAttribute('data-playing', 'true');
    await page.keyboard.press('Space');
    await expect(root).toHaveAttribute('data-playing', 'false');
    await idle(page);
    await expect.poll(() => runs(page)).toBe(run);
    await page.getByRole('button', { name: textsOf('en').aside.notice.dismiss }).click();
    await press(page, 'ArrowLeft');
  }
});

test('Space after a press with the pointer plays; on a button that a key has reached it presses the button', async ({
  page,
}) => {
  await openAt(page, { step: 3 });
  const next = page.getByRole('button', { name: textsOf('en').page.transport.next, exact: true });
  await next.click();
  await idle(page);
  await expectStep(page, 4);
  await page.keyboard.press('Space');
  await expect(page.locator('html')).toHaveAttribute('data-playing', 'true');
  await page.keyboard.press('Space');
  await expect(page.locator('html')).toHaveAttribute('data-playing', 'false');
  await idle(page);
  const at = Number(await page.locator('html').getAttribute('data-step'));
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Tab');
  await expect(next).toBeFocused();
  await press(page, 'Space');
  await expectStep(page, at + 1);
  await expect(page.locator('html')).toHaveAttribute('data-playing', 'false');
});

for (const lang of LANGS) {
  test(`the first screen says what the page is, that it is simulated, and where lesson and commands are (${lang})`, async ({
    page,
  }) => {
    const { about, sources, start } = textsOf(lang).page;
    await openAt(page, { lang, step: 1 });
    await expect(page.getByText(about)).toBeVisible();
    await expect(page.locator('[data-source="simulated"]')).toHaveText(sources.simulated);
    await page.getByRole('button', { name: start.experiment }).click();
    await expect(page.locator('.experiment')).toBeVisible();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: start.lesson }).click();
    await expect(page.locator('html')).toHaveAttribute('data-scenario', 'why-a-queue');
  });
}

for (const lang of LANGS) {
  test(`before a class the lesson, the commands and the load test are found from the first screen at every size, in one line (${lang})`, async ({
    page,
  }) => {
    const { about, panels } = textsOf(lang).page;
    for (const { name, ...size } of SIZES) {
      await page.setViewportSize(size);
      await openAt(page, { lang, step: 1, theme: 'projector' });
      const first = page.locator('.first-steps');
      await first.scrollIntoViewIfNeeded();
      await expect(first).toContainText(about);
      const room = await first.boundingBox();
      const tops = new Set<number>();
      for (const panel of ['lesson', 'experiment', 'lab'] as const) {
        const box = await first.getByRole('button', { name: panels[panel], exact: true }).boundingBox();
        tops.add(box?.y ?? -1);
        expect((box?.x ?? 0) + (box?.width ?? 0), `${name}: ${panel}`).toBeLessThan(
          (room?.x ?? 0) + (room?.width ?? 0),
        );
      }
      expect(tops.size, name).toBe(1);
      // what they stand under is not lost for it
      if (size.width >= 820)
        await expect(page.locator('.narration .talk:visible, .narration .talk + p:visible')).toHaveCount(1);
      await first.getByRole('button', { name: panels.experiment, exact: true }).click();
      await expect(page.locator('.experiment')).toBeVisible();
    }
  });
}
