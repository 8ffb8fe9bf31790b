/** Who waits for whom while the scheduler is away: on the map, in the details of the waiting service, and in the request's time. */
import { axeFaults } from './axe.ts';
import { clippedTexts } from './look.ts';
import {
  expect,
  goToRule,
  idle,
  LANGS,
  type Lang,
  openAt,
  openAtRule,
  press,
  test,
  textsOf,
} from './page.ts';

const AWAY = 'scheduler_down_20s';
const SUPER = '.react-flow__node[data-id="service:nova-conductor-super"]';
const TIMERS: { readonly [L in Lang]: RegExp } = {
  en: /^\d+\.\d\ss of 60\ss$/,
  'zh-CN': /^\d+\.\d\ss \/ 60\ss$/,
};

test.use({ contextOptions: { reducedMotion: 'reduce' } });

for (const lang of LANGS) {
  test(`the conductor that waits for the scheduler shows its timer, its striped border and its blocked thread (${lang})`, async ({
    page,
  }) => {
    await openAtRule(page, 'rpc.select_destinations', { lang, s: AWAY });
    const node = page.locator(SUPER);
    await expect(node.locator('.service')).toHaveAttribute('data-state', 'waiting');
    await expect(node.locator('.wait-method')).toHaveText('select_destinations');
    await expect(node.locator('.state-word')).toHaveText(TIMERS[lang]);
    await expect(node.locator('.wait')).toHaveAttribute('title', /select_destinations.*60\ss.*1800\ss/);
    await expect(node).toHaveAccessibleName(/nova-conductor-super.*scheduler.*select_destinations/);
    const border = await node.locator('.service').evaluate((box) => {
      const { backgroundImage, animationName } = getComputedStyle(box);
      return { striped: backgroundImage.includes('repeating-linear-gradient'), animationName };
    });
    expect(border).toEqual({ striped: true, animationName: 'none' });
    await expect.poll(() => clippedTexts(page)).toEqual([]);

    await node.focus();
    await page.keyboard.press('Enter');
    await idle(page);
    const details = page.locator('.inspector[data-service="nova-conductor-super"]');
    await expect(details.locator('[data-waits="1"] tbody tr')).toHaveAttribute('data-place', 'queue');
    await expect(details.locator('[data-waits="1"] tbody td').last()).toHaveText(/60\ss.*1800\ss/);
    const waited = await details.locator('[data-waits="1"] tbody td').nth(1).innerText();
    await expect(node.locator('.state-word')).toHaveText(new RegExp(`^${waited}\\D`));
    await expect(details.locator('[data-busy="0"][data-blocked="1"][data-free="63"]')).toBeVisible();
    await expect(details.locator('.slots-squares .slot')).toHaveCount(64);
    expect(await axeFaults(page, '.inspector-frame')).toEqual([]);
    await expect.poll(() => clippedTexts(page)).toEqual([]);
  });

  test(`without a broker nova-api waits with the message that nobody takes, as a step and on the map (${lang})`, async ({
    page,
  }) => {
    const t = textsOf(lang).waits;
    await openAt(page, { lang, step: 1, panels: 'experiment' });
    await page.locator('[data-order-target]').selectOption('broker');
    await page.locator('[data-order="stop_broker"]').click();
    await idle(page);
    await press(page, '2');
    await goToRule(page, 'call.blocked');
    const node = page.locator('.react-flow__node[data-id="service:nova-api"]');
    await expect(node.locator('.service')).toHaveAttribute('data-state', 'waiting');
    await expect(node).toHaveAccessibleName(/nova-api.*schedule_and_build_instances/);
    await node.focus();
    await page.keyboard.press('Enter');
    await idle(page);
    const row = page.locator('.inspector[data-service="nova-api"] [data-waits="1"] tbody tr');
    await expect(row).toContainText(t.unpublished);
    await expect(row).toContainText('rabbitmq');
    expect(await axeFaults(page, '.inspector-frame')).toEqual([]);
  });

  test(`the request's time is split into parts that sum to the whole: the answer waits in no queue, ACTIVE does (${lang})`, async ({
    page,
  }) => {
    await openAtRule(page, 'http.POST /servers', { lang, s: AWAY, panels: 'inspector' });
    // what is still to come is not told
    await expect(page.locator('p[data-bar="answer"]')).toBeVisible();
    await expect(page.locator('p[data-bar="active"]')).toBeVisible();

    await openAtRule(page, 'save.active', { lang, s: AWAY, panels: 'inspector' });
    for (const bar of ['answer', 'active']) {
      const parts = page.locator(`.time-bar[data-bar="${bar}"] [data-bar-part]`);
      const told = await parts.evaluateAll((rows) =>
        rows.map((row) => [row.getAttribute('data-bar-part') ?? '', Number(row.getAttribute('data-us'))]),
      );
      expect(told.map(([part]) => part)).toEqual(['queue', 'network', 'memory', 'work', 'others']);
      const inQueue = Number(told[0]?.[1]) / 1e6;
      if (bar === 'answer') expect(inQueue).toBe(0);
      else expect(inQueue).toBeGreaterThan(20);
      const shares = await parts.locator('td:last-child').allTextContents();
      const sum = shares.reduce((all, share) => all + Number.parseFloat(share.replace('<', '')), 0);
      expect(sum).toBeGreaterThan(99.5);
      expect(sum).toBeLessThan(100.5);
    }
    await expect(page.locator('.time-bar [data-bar-part="queue"]').last()).toContainText('scheduler');
    expect(await axeFaults(page, '.inspector-frame')).toEqual([]);
    await expect.poll(() => clippedTexts(page)).toEqual([]);
  });
}
