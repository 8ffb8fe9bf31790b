/** Why a host was chosen: on the map, in the details and as a table, at the step in which it happens and not before. */
import { axeFaults } from './axe.ts';
import { clippedTexts } from './look.ts';
import { expect, idle, LANGS, openAtRule, press, test, textsOf } from './page.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

for (const lang of LANGS) {
  test(`at the scheduling step the panel names the winner, and the silent host with the filter that dropped it (${lang})`, async ({
    page,
  }) => {
    const { choice } = textsOf(lang);
    await openAtRule(page, 'rpc.select_destinations', { lang, s: 'compute_down' });
    await press(page, 'h');
    const panel = page.locator('.host-choice');
    await expect(panel).toBeFocused();
    await expect(panel.locator('[data-winner]')).toContainText('cpu2');
    await expect(panel.locator('tr[data-host="cpu2"]')).toHaveAttribute('data-choice', 'chosen');
    await expect(panel.locator('tr[data-host="cpu2"]')).toContainText(choice.ends.chosen);
    await expect(panel.locator('tr[data-host="cpu1"]')).toHaveAttribute('data-choice', 'filtered');
    await expect(panel.locator('tr[data-host="cpu1"]')).toContainText('ComputeFilter');
    await expect(panel.locator('.choice-filters tbody tr')).toHaveCount(5);
    await expect(panel).toContainText(choice.weighers.single);
    expect(await axeFaults(page, '.host-choice')).toEqual([]);
    await expect.poll(() => clippedTexts(page)).toEqual([]);

    const marks = page.locator('.react-flow .host-mark');
    await expect(marks).toHaveCount(2);
    await expect(page.locator('.host-mark [data-mark="host_chosen"]')).toBeVisible();
    await expect(page.getByRole('img', { name: /^cpu1: .*ComputeFilter/ })).toBeVisible();

    await press(page, '3');
    await expect(page.locator('.choice-part [data-host="cpu2"]')).toHaveAttribute('data-choice', 'chosen');
    await press(page, 'ArrowLeft');
    await idle(page);
    await expect(marks).toHaveCount(0);
    await press(page, 'h');
    await expect(panel.locator('[data-winner]')).toHaveCount(0);
  });
}
