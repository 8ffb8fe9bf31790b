/** A hundred computes: the one that acts is in view, the others are one card, which opens to their list. */
import { packRun } from '../src/store/run-codec.ts';
import { axeFaults } from './axe.ts';
import { expect, idle, LANGS, type Page, press, settled, stepCount, test, textsOf } from './page.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' }, viewport: { width: 1440, height: 900 } });

async function openHundred(page: Page, lang: string): Promise<void> {
  const run = await packRun({
    v: 1,
    deployment: { computes: 100 },
    commands: [{ at_us: 1_000_000, name: 'boot' }],
  });
  await page.goto(`/#lang=${lang}&s=boot&step=1&v=1&run=${run}`);
  await idle(page);
  await page.locator('[data-notice="run_offered"] button').first().click();
  await expect(page.locator('[data-notice="run_offered"]')).toBeHidden();
  await settled(page);
}

/** Cards of computes that the step is about, and whether each lies whole within the map. */
const acting = (page: Page) =>
  page.locator('.react-flow .service[data-of-step]').evaluateAll((cards) => {
    const room = document.querySelector('.map-measure')?.getBoundingClientRect();
    return cards.flatMap((card) => {
      const box = card.getBoundingClientRect();
      const actor = card.getAttribute('data-actor') ?? '';
      const isSeen =
        room !== undefined &&
        box.left >= room.left &&
        box.right <= room.right &&
        box.top >= room.top &&
        box.bottom <= room.bottom;
      return actor.includes('compute') ? [{ actor, isSeen }] : [];
    });
  });

for (const lang of LANGS) {
  test(`of a hundred computes the acting one is in view at each of its steps, and the others open to a list (${lang})`, async ({
    page,
  }) => {
    const { map } = textsOf(lang).page;
    await openHundred(page, lang);
    const count = await stepCount(page);
    const seen = new Set<string>();
    let steps = 0;
    for (let step = 1; step <= count; step += 1) {
      const told = (await page.locator('.narration-title').textContent()) ?? '';
      const cards = await acting(page);
      expect(cards.filter((card) => !card.isSeen)).toEqual([]);
      if (told.includes('nova-compute')) {
        steps += 1;
        expect(cards, told).toHaveLength(1);
      }
      for (const { actor } of cards) seen.add(actor);
      if (step < count) await press(page, 'ArrowRight');
    }
    expect(seen.size).toBe(1);
    expect(steps).toBeGreaterThan(4);
    expect(await page.locator('.react-flow *').count()).toBeLessThan(700);

    const fold = page.locator('.react-flow__node', { has: page.locator('[data-fold]') });
    const groups = await fold
      .locator('[data-group]')
      .evaluateAll((all) =>
        all.map(
          (one) => [one.getAttribute('data-group') ?? '', Number(one.getAttribute('data-count'))] as const,
        ),
      );
    expect(groups.reduce((sum, [, n]) => sum + n, 0)).toBe(99);
    const words: { readonly [group: string]: string } = map.groups;
    const told = groups.map(([group, n]) => `${n} ${words[group]}`).join(map.listComma);
    await expect(fold).toHaveAccessibleName(map.fold('nova-compute', 99, told));
    await fold.focus();
    await page.keyboard.press('Enter');
    const list = page.getByRole('dialog');
    const find = list.getByRole('searchbox');
    const up = list.getByRole('treeitem', { name: words.up ?? '' }).first();
    await expect(up).toBeVisible();
    await find.focus();
    await page.keyboard.press('ArrowDown');
    if ((await up.getAttribute('aria-expanded')) === 'false') {
      await page.keyboard.press('End');
      await page.keyboard.press('Enter');
    }
    await expect(up).toHaveAttribute('aria-expanded', 'true');
    await expect(list.locator('[data-host="cpu2"]')).toBeVisible();
    expect(await list.getByRole('treeitem').count()).toBeLessThan(30);
    expect(await axeFaults(page)).toEqual([]);
    await find.fill('cpu42');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect(list).toHaveCount(0);
    const chosen = page.locator('.react-flow__node[data-id="service:nova-compute-cpu42"]');
    await expect(chosen).toBeVisible();
    await expect(fold.locator('[data-mark="fold"]')).toHaveText('×98');
    await idle(page);
    expect(await axeFaults(page)).toEqual([]);
  });
}

test('the queues of a hundred computes as a table: only the rows in sight are drawn, the chosen one among them, and the arrows go on', async ({
  page,
}) => {
  await openHundred(page, 'en');
  await press(page, '5');
  await page.locator('[data-vhost-choice="nova_cell1"]').click();
  await page.locator('[data-as-table]').click();
  const rows = page.locator('.queues tr[data-queue]');
  await expect(rows.first()).toBeVisible();
  expect(await rows.count()).toBeLessThan(60);
  expect(await page.locator('.queues tr[data-exchange]').count()).toBeLessThan(60);
  const names = page.locator('.queues tr[data-queue] .queues-name');
  await names.first().focus();
  for (let i = 0; i < 70; i += 1) await page.keyboard.press('ArrowDown');
  const far = page.locator('.queues tr[data-queue]:focus-within');
  const index = Number(await far.getAttribute('data-index'));
  expect(index).toBe(70);
  const queue = (await far.getAttribute('data-queue')) ?? '';
  await page.keyboard.press('Enter');
  await expect(page.locator(`.queues tr[data-contents="${queue}"]`)).toBeVisible();
  expect(await axeFaults(page, '.queues')).toEqual([]);
});
