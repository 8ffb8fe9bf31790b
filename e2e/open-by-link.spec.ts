/** Open by link: the page stands where the link says, paused; what the link gets wrong is said, and the page lives. */
import { expect, expectStep, idle, LANGS, openAt, press, stepCount, test, textsOf } from './page.ts';

for (const lang of LANGS) {
  test(`a link opens its step, paused, in its language (${lang})`, async ({ page }) => {
    await openAt(page, { lang, step: 7, panels: 'tables' });
    await expectStep(page, 7);
    await expect(page.locator('html')).toHaveAttribute('lang', lang);
    await expect(page.locator('html')).toHaveAttribute('data-playing', 'false');
    await expect(page.locator('html')).toHaveAttribute('data-scenario', 'boot');
    await expect(page.locator('.narration')).toHaveAttribute('data-step', '7');
    await expect(page.getByRole('tab', { selected: true })).toContainText(textsOf(lang).page.panels.tables);
    await expect(page.locator('[data-notice]')).toHaveCount(0);
    expect(new URL(page.url()).hash).toBe(`#lang=${lang}&panels=tables&s=boot&step=7&v=1`);
  });

  test(`an unknown scenario, step or language opens the nearest valid place with a notice (${lang})`, async ({
    page,
  }) => {
    const texts = textsOf(lang).aside.notice;
    const notice = page.locator('[data-notice]');
    await openAt(page, { lang, s: 'no-such-story', step: 3 });
    await expect(notice).toContainText(texts.unknown_scenario('no-such-story'));
    await expectStep(page, 3);

    await openAt(page, { lang, step: 9999 });
    const count = await stepCount(page);
    await expect(notice).toContainText(texts.unknown_step('9999', count));
    await expectStep(page, count);

    await openAt(page, { lang, step: 'tomorrow' });
    await expect(notice).toContainText(texts.unknown_step('tomorrow', 1));
    await expectStep(page, 1);

    await press(page, 'ArrowRight');
    await expectStep(page, 2);
    await page.getByRole('button', { name: texts.dismiss }).click();
    await expect(notice).toHaveCount(0);
  });
}

test('an unknown language falls back to one that the page has, and says so', async ({ page }) => {
  await openAt(page, { lang: 'tlh', step: 4 });
  await expect(page.locator('[data-notice="unknown_lang"]')).toContainText('tlh');
  await expectStep(page, 4);
  await press(page, 'ArrowLeft');
  await expectStep(page, 3);
});

test('a step of the level of messages is addressed by m, and the address comes back', async ({ page }) => {
  await openAt(page, { step: 'm12' });
  await expectStep(page, 'm12');
  await press(page, 'ArrowRight');
  await expect.poll(() => new URL(page.url()).hash).toContain('step=m13');
});

test('the copied address shows the same in a new window', async ({ page, browser }) => {
  await openAt(page, { lang: 'zh-CN', step: 5, panels: 'queues' });
  await press(page, 'ArrowRight');
  await expect.poll(() => new URL(page.url()).hash).toContain('step=6');
  const other = await (await browser.newContext()).newPage();
  await other.goto(page.url());
  await idle(other);
  await expectStep(other, 6);
  await expect(other.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expect(other.getByRole('tab', { selected: true })).toContainText(textsOf('zh-CN').page.panels.queues);
  await other.context().close();
});

test('Back leads to the scenario before, at its step and paused', async ({ page }) => {
  await openAt(page, { step: 3 });
  const html = page.locator('html');
  await page.getByLabel(textsOf('en').page.top.scenario).selectOption('delete');
  await expect(html).toHaveAttribute('data-scenario', 'delete');
  await expect.poll(() => new URL(page.url()).hash).toContain('s=delete');
  await page.goBack();
  await expect(html).toHaveAttribute('data-scenario', 'boot');
  await idle(page);
  await expectStep(page, 3);
  await expect(page.getByRole('button', { name: textsOf('en').page.transport.play })).toBeVisible();
});

test('a link that a mail program wrote in its own way opens its step, and the address is whole again', async ({
  page,
}) => {
  await page.goto('/#lang=en&amp;s=boot&amp;step=5).');
  await idle(page);
  await expectStep(page, 5);
  await expect(page.locator('[data-notice]')).toHaveCount(0);
  expect(new URL(page.url()).hash).toBe('#lang=en&s=boot&step=5&v=1');
});

test('a link whose hash was escaped opens its step', async ({ page }) => {
  await page.goto('/%23lang%3Den%26s%3Dboot%26step%3D5');
  await idle(page);
  await expectStep(page, 5);
});

test('keys before the hash open their step where nothing stands behind it', async ({ page }) => {
  await page.goto('/?lang=en&s=boot&step=5');
  await idle(page);
  await expectStep(page, 5);
});

test('a link that was cut in its middle says so', async ({ page }) => {
  await page.goto('/#lang=en&s=boot&ste');
  await idle(page);
  await expect(page.locator('[data-notice="unread_link"]')).toContainText(
    textsOf('en').aside.notice.unread_link('ste'),
  );
});

test('keys of the link that the page does not know are kept', async ({ page }) => {
  await page.goto('/#lang=en&s=boot&step=2&v=1&zz=kept');
  await idle(page);
  await press(page, 'ArrowRight');
  await expect.poll(() => new URL(page.url()).hash).toBe('#lang=en&s=boot&step=3&v=1&zz=kept');
});

test('a link that is typed into an open page is opened by a reload, too, however soon that comes', async ({
  page,
}) => {
  await openAt(page, { lang: 'zh-CN', step: 3 });
  await page.evaluate(() => {
    location.hash = '#lang=en&s=delete&step=2&v=1';
  });
  await page.waitForTimeout(20);
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expectStep(page, 2);
  expect(new URL(page.url()).hash).toContain('s=delete');
});

test('Back and then Forward lead to the scenario that was left', async ({ page }) => {
  await openAt(page, { step: 3 });
  await page.evaluate(() => {
    location.hash = '#lang=en&s=delete&step=2&v=1';
  });
  await expectStep(page, 2);
  await page.goBack();
  await expectStep(page, 3);
  await page.goForward();
  await expectStep(page, 2);
  await expect.poll(() => new URL(page.url()).hash).toContain('s=delete');
});
