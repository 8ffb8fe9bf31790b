/** The keyboard map: every row that is built acts from a fresh page, and none acts while the key is needed elsewhere. */
import {
  expect,
  expectStep,
  landmark,
  openAt,
  type Page,
  press,
  stepCount,
  stepNow,
  test,
  textsOf,
} from './page.ts';

const texts = textsOf('en').page;
const chapterNow = (page: Page) => page.locator('.chapter[aria-current]').textContent();
const playing = (page: Page, is: boolean) =>
  expect(page.locator('html')).toHaveAttribute('data-playing', String(is));
const speed = (page: Page) => page.getByRole('combobox', { name: texts.transport.speed });

test.use({ contextOptions: { reducedMotion: 'reduce' } });

test('Space and K play and pause', async ({ page }) => {
  await openAt(page, { step: 2 });
  for (const key of ['Space', 'k']) {
    await page.keyboard.press(key);
    await playing(page, true);
    await page.keyboard.press(key);
    await playing(page, false);
  }
});

test('Right, Left and the Page keys step and leave playback paused', async ({ page }) => {
  // what plays goes on by itself: no time passes here
  await page.clock.install({ time: 0 });
  await openAt(page, { step: 5 });
  await page.clock.pauseAt(3_600_000);
  for (const [key, step] of [
    ['ArrowRight', 6],
    ['PageDown', 7],
    ['ArrowLeft', 6],
    ['PageUp', 5],
  ] as const) {
    await page.keyboard.press('Space');
    await playing(page, true);
    await press(page, key);
    await expectStep(page, step);
    await playing(page, false);
  }
});

test('Home and End go to the ends, where steps end', async ({ page }) => {
  await openAt(page, { step: 5 });
  const count = await stepCount(page);
  await press(page, 'End');
  await expectStep(page, count);
  await press(page, 'ArrowRight');
  await expectStep(page, count);
  await press(page, 'Home');
  await expectStep(page, 1);
  await press(page, 'ArrowLeft');
  await expectStep(page, 1);
});

test('Shift with Right and Left goes from chapter to chapter', async ({ page }) => {
  await openAt(page, { step: 1 });
  const seen = [await chapterNow(page)];
  const count = await stepCount(page);
  while ((await stepNow(page)) < count && seen.length < count) {
    const before = await stepNow(page);
    await press(page, 'Shift+ArrowRight');
    await expect.poll(() => stepNow(page)).toBeGreaterThan(before);
    seen.push(await chapterNow(page));
  }
  const buttons = await page.locator('.chapter').allInnerTexts();
  expect([...new Set(seen)]).toEqual(buttons);
  for (let left = seen.length; left > 0; left -= 1) await press(page, 'Shift+ArrowLeft');
  await expectStep(page, 1);
});

test('> and < change the speed within its limits', async ({ page }) => {
  await openAt(page, {});
  await expect(speed(page)).toHaveValue('1');
  await press(page, '>');
  await expect(speed(page)).toHaveValue('1.5');
  for (let i = 0; i < 3; i += 1) await press(page, '>');
  await expect(speed(page)).toHaveValue('4');
  for (let i = 0; i < 7; i += 1) await press(page, '<');
  await expect(speed(page)).toHaveValue('0.5');
});

test('F takes the full screen', async ({ page }) => {
  await openAt(page, {});
  await page.keyboard.press('f');
  await expect.poll(() => page.evaluate(() => document.fullscreenElement?.tagName)).toBe('HTML');
  await page.keyboard.press('f');
  await expect.poll(() => page.evaluate(() => document.fullscreenElement)).toBeNull();
});

test('1 to 8 go to the narration and to the panels', async ({ page }) => {
  await openAt(page, {});
  await press(page, '1');
  await expect(landmark(page, 'narration')).toBeFocused();
  for (const [key, name] of [
    ['2', texts.panels.steps],
    ['3', texts.panels.inspector],
    ['4', texts.panels.tables],
    ['5', texts.panels.queues],
    ['6', texts.panels.sql],
    ['7', texts.panels.experiment],
    ['8', texts.panels.lab],
  ] as const) {
    await press(page, key);
    await expect(page.getByRole('tab', { selected: true })).toContainText(name);
    await expect(landmark(page, 'details')).toBeFocused();
  }
});

test('? opens the keys, Esc shuts them, and the focus goes back', async ({ page }) => {
  await openAt(page, {});
  const help = page.getByRole('dialog', { name: textsOf('en').aside.keys.title });
  const button = page.getByRole('button', { name: texts.top.help, exact: true });
  await button.focus();
  await page.keyboard.press('?');
  await expect(help).toBeVisible();
  // those of one panel, too
  await expect(help).toContainText('W S');
  await page.keyboard.press('ArrowRight');
  await expectStep(page, 1);
  await page.keyboard.press('Escape');
  await expect(help).toBeHidden();
  await expect(button).toBeFocused();
});

test('Esc closes what is on top: the notice, then the panel', async ({ page }) => {
  await openAt(page, { step: 999, panels: 'tables' });
  await expect(page.locator('[data-notice]')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(page.locator('[data-notice]')).toHaveCount(0);
  await expect(page.getByRole('tablist')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('tablist')).toHaveCount(0);
});

test('F6 walks five named regions in their order, Shift and F6 back', async ({ page }) => {
  await openAt(page, {});
  const focused = () =>
    page.evaluate(() => document.activeElement?.closest('[data-landmark]')?.getAttribute('aria-label') ?? '');
  const { top, map, narration, timeline, details } = texts.landmarks;
  const order = [top, map, narration, timeline, details];
  const seen: string[] = [];
  for (let i = 0; i < 6; i += 1) {
    await page.keyboard.press('F6');
    seen.push(await focused());
  }
  expect(seen).toEqual([...order, top]);
  await page.keyboard.press('Shift+F6');
  await expect.poll(() => focused()).toBe(details);
});

test('an input method’s full-width signs act as their keys; composing acts on nothing', async ({ page }) => {
  await openAt(page, { step: 3 });
  const send = (init: Pick<KeyboardEventInit, 'key' | 'code' | 'shiftKey' | 'isComposing'>) =>
    page.evaluate((given) => {
      const event = new KeyboardEvent('keydown', { ...given, bubbles: true, cancelable: true });
      document.body.dispatchEvent(event);
    }, init);
  await send({ key: 'Process', code: 'ArrowRight', isComposing: true });
  await send({ key: 'ArrowRight', code: 'ArrowRight', isComposing: true });
  await send({ key: ' ', code: 'Space', isComposing: true });
  await expectStep(page, 3);
  await playing(page, false);
  await send({ key: '》', code: 'Period', shiftKey: true });
  await expect(speed(page)).toHaveValue('1.5');
  await send({ key: '？', code: 'Slash', shiftKey: true });
  await expect(page.getByRole('dialog')).toBeVisible();
});

test('nothing acts while typing', async ({ page }) => {
  await openAt(page, { step: 4, panels: 'tables' });
  await page.locator('[data-row-tools]').click();
  const field = page.getByRole('searchbox');
  await field.focus();
  await page.keyboard.type('k>f1?2 ');
  for (const key of [
    'ArrowRight',
    'ArrowLeft',
    'Home',
    'End',
    'PageDown',
    'PageUp',
    'Shift+ArrowRight',
    'Space',
  ]) {
    await page.keyboard.press(key);
  }
  await expectStep(page, 4);
  await playing(page, false);
  await expect(field).toBeFocused();
  await expect(field).toHaveValue(/k>f1\?2/);
  await expect(speed(page)).toHaveValue('1');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await expect.poll(() => page.evaluate(() => document.fullscreenElement)).toBeNull();
});

test('Space on a focused button presses only the button', async ({ page }) => {
  await openAt(page, { step: 4 });
  await page.getByRole('button', { name: texts.transport.next }).focus();
  await press(page, 'Space');
  await expectStep(page, 5);
  await playing(page, false);
  await page.keyboard.press('k');
  await playing(page, true);
  await page.keyboard.press('k');
  await playing(page, false);
  await page.locator('[data-lang-switch]').focus();
  await press(page, 'Space');
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await playing(page, false);
});

test('with the focus on the map, Space plays, and neither Backspace nor arrows touch a node', async ({
  page,
}) => {
  await openAt(page, { step: 2 });
  const nodes = page.locator('.react-flow__node');
  const places = () => nodes.evaluateAll((all) => all.map((one) => one.getAttribute('style')));
  const view = () => page.locator('.react-flow__viewport').getAttribute('style');
  const before = [await places(), await view()];
  await landmark(page, 'map').focus();
  await page.keyboard.press('Backspace');
  await page.keyboard.press('Delete');
  await press(page, 'ArrowRight');
  await expectStep(page, 3);
  await page.keyboard.press('Space');
  await playing(page, true);
  await page.keyboard.press('Space');
  await playing(page, false);
  await nodes.filter({ hasText: 'nova-scheduler' }).focus();
  await page.keyboard.press('Backspace');
  await page.keyboard.press('ArrowDown');
  expect([await places(), await view()]).toEqual(before);
});

test('single keys can be switched off; arrows and Space stay', async ({ page }) => {
  await openAt(page, { step: 3 });
  await page.keyboard.press('?');
  await page.getByRole('checkbox', { name: textsOf('en').aside.keys.singleNote }).uncheck();
  await page.keyboard.press('Escape');
  await page.keyboard.press('k');
  await page.keyboard.press('>');
  await page.keyboard.press('4');
  await page.keyboard.press('?');
  await playing(page, false);
  await expect(speed(page)).toHaveValue('1');
  await expect(page.getByRole('tablist')).toHaveCount(0);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await press(page, 'ArrowRight');
  await expectStep(page, 4);
});
