/** axe finds nothing in any state of the page; what axe cannot see is asked for by hand: names, marks, kinds, languages. */
import { axeFaults } from './axe.ts';
import { expect, LANGS, moveTo, openAt, PHONE, settled, test, textsOf } from './page.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const DETAILS = '[data-landmark="details"]';

for (const lang of LANGS) {
  for (const theme of ['light', 'dark'] as const) {
    test(`axe finds nothing at the start, in mid-story and in any panel (${lang}, ${theme})`, async ({
      page,
    }) => {
      await openAt(page, { lang, theme, step: 1 });
      const faults = await axeFaults(page);
      for (const [panels, step] of [
        ['inspector', 10],
        ['tables', 10],
        ['queues', 5],
        ['sql', 8],
        ['steps', 7],
      ] as const) {
        await moveTo(page, { lang, theme, step, panels });
        faults.push(...(await axeFaults(page, panels === 'inspector' ? 'html' : DETAILS)));
      }
      await page.keyboard.press('?');
      await expect(page.getByRole('dialog')).toBeVisible();
      faults.push(...(await axeFaults(page, 'dialog')));
      expect(faults).toEqual([]);
    });
  }

  test(`axe finds nothing on a phone with a notice, nor on a projector (${lang})`, async ({ page }) => {
    await page.setViewportSize(PHONE);
    await openAt(page, { lang, s: 'no-such-story', theme: 'dark' });
    const faults = await axeFaults(page);
    await openAt(page, { lang, theme: 'light', step: 10, panels: 'inspector' });
    faults.push(...(await axeFaults(page)));
    await page.setViewportSize({ width: 1280, height: 720 });
    await openAt(page, { lang, theme: 'projector', step: 5, panels: 'inspector' });
    faults.push(...(await axeFaults(page)));
    expect(faults).toEqual([]);
  });

  test(`every node of the map and every step has a name of its own (${lang})`, async ({ page }) => {
    await openAt(page, { lang, step: 5, panels: 'steps' });
    for (const selector of ['.react-flow__node', '.steps-entry']) {
      const names = await page
        .locator(selector)
        .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? ''));
      expect(names.length).toBeGreaterThan(5);
      expect(names.filter((one) => one.trim() === '')).toEqual([]);
      expect(names.filter((one, i) => names.indexOf(one) !== i)).toEqual([]);
    }
  });
}

test('in English no Chinese character is seen but the name of the other language', async ({ page }) => {
  await openAt(page, { lang: 'en', step: 10 });
  for (const panels of ['inspector', 'tables', 'queues', 'steps'] as const) {
    await moveTo(page, { lang: 'en', step: 10, panels });
    const found = await page.evaluate(() => {
      const texts: string[] = [];
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        if (!/\p{Script=Han}/u.test(node.textContent ?? '')) continue;
        if (!node.parentElement?.closest('[lang="zh-CN"]:not(html), noscript'))
          texts.push(node.textContent ?? '');
      }
      return texts;
    });
    expect(found).toEqual([]);
  }
});

test('in Chinese identifiers are marked as English', async ({ page }) => {
  await openAt(page, { lang: 'zh-CN', step: 10, panels: 'inspector' });
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect.poll(() => page.locator('code:not([lang="en"], [lang="en"] *)').count()).toBe(0);
  await expect.poll(() => page.locator('.service-name:not([lang="en"])').count()).toBe(0);
});

test('kinds of messages differ by glyph and by word, and the legend has every kind of the story', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await openAt(page, { step: 1, panels: 'steps' });
  const told = await page
    .locator('.steps-entry [data-glyph]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-glyph')));
  const legend = page.locator('.legend li');
  const glyphs = await legend
    .locator('[data-glyph]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-glyph')));
  const messages = ['call', 'reply', 'cast', 'fanout', 'notification', 'http'].filter((kind) =>
    told.includes(kind),
  );
  expect(messages).toEqual(expect.arrayContaining(['call', 'reply', 'cast', 'fanout']));
  expect(glyphs).toEqual(expect.arrayContaining(messages));
  const shapes = await legend
    .locator('svg')
    .evaluateAll((all) => all.map((one) => one.innerHTML.replace(/(fill|stroke)="[^"]*"/g, '')));
  expect(new Set(shapes).size).toBe(shapes.length);
  for (const word of await legend.allTextContents()) expect(word.trim()).not.toBe('');
});

test('the legend below the map is there with four kinds at least, or not at all', async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  for (const lang of LANGS) {
    await openAt(page, { lang, step: 3 });
    const seen = await page.locator('.app-dock .legend').evaluate((list) => {
      const kinds = [...list.children].map((kind) => kind.getBoundingClientRect());
      const room = list.parentElement?.getBoundingClientRect().bottom ?? 0;
      return kinds.filter(({ width, bottom }) => width > 0 && bottom <= room + 1).length;
    });
    expect(seen === 0 || seen >= 4, `${lang}: ${seen}`).toBe(true);
  }
});

test('the first stop of the Tab key is a way to the narration', async ({ page }) => {
  await openAt(page, { step: 3 });
  await page.keyboard.press('Tab');
  await expect(page.getByRole('button', { name: textsOf('en').page.skip })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('[data-landmark="narration"]')).toBeFocused();
});

test('with reduced motion nothing runs longer than 150 ms and no message flies', async ({ page }) => {
  await openAt(page, { step: 4 });
  await page.keyboard.press('ArrowRight');
  await expect(page.locator('html')).toHaveAttribute('data-idle', 'true');
  await settled(page);
  const long = await page.evaluate(() =>
    document
      .getAnimations()
      .map((one) => Number(one.effect?.getComputedTiming().duration ?? 0))
      .filter((ms) => ms > 150),
  );
  expect(long).toEqual([]);
  await expect(page.locator('[data-token="call"]').first()).toBeAttached();
  for (const actor of ['nova-conductor-super', 'nova-scheduler']) {
    await expect(page.locator(`.service[data-actor="${actor}"]`)).toHaveAttribute('data-touched', 'true');
  }
});
