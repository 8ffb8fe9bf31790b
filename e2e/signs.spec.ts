/** Every mark of the map stands in the list of signs, with words, in both languages; and is drawn by nothing else. */
import { expect, idle, LANGS, openAt, type Page, type Place, test } from './page.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const DESK = { width: 1440, height: 900 };
const PLACES: readonly Place[] = [
  { step: 1 },
  { step: 3 },
  { step: 5 },
  { step: 12 },
  { step: 17 },
  { s: 'scheduler_down_20s', step: 6 },
  { s: 'amqp-work-queue', step: 8 },
];

const marksOnMap = (page: Page): Promise<string[]> =>
  page
    .locator('.react-flow [data-mark]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-mark') ?? ''));

/** Drawn things of cards, pipes and peers that are neither a mark nor the icon of what the card is. */
const nameless = (page: Page): Promise<string[]> =>
  page
    .locator('.service svg, .peer svg, .pipe-node svg')
    .evaluateAll((all) =>
      all
        .filter((one) => !one.closest('[data-mark]') && !one.classList.contains('lucide'))
        .map((one) => one.outerHTML.slice(0, 120)),
    );

for (const lang of LANGS) {
  test(`every mark on the map stands in the list of signs (${lang})`, async ({ page }) => {
    await page.setViewportSize(DESK);
    const seen = new Set<string>();
    for (const place of PLACES) {
      await openAt(page, { lang, ...place });
      if (place.step === 12) {
        const database = page.locator('.react-flow__node[data-id="database:nova_cell1"]');
        await database.focus();
        await expect(page.locator('[data-mark="no_connection"]')).toHaveCount(2);
      }
      for (const mark of await marksOnMap(page)) seen.add(mark);
      if (await page.locator('.token-lost').count()) seen.add('lost');
      await expect.poll(() => nameless(page), { message: JSON.stringify(place) }).toEqual([]);
    }
    await page.keyboard.press('?');
    await idle(page);
    const signs = page.locator('.signs [data-sign-of]');
    await expect(signs.first()).toBeVisible();
    const named = await signs.evaluateAll((all) =>
      all.map(
        (one) => [one.getAttribute('data-sign-of') ?? '', one.lastElementChild?.textContent ?? ''] as const,
      ),
    );
    expect(named.filter(([, words]) => words.trim() === '')).toEqual([]);
    expect(new Set(named.map(([, words]) => words)).size).toBe(named.length);
    const listed = named.map(([sign]) => sign);
    expect([...seen].filter((mark) => !listed.includes(mark))).toEqual([]);
    expect(seen.size).toBeGreaterThanOrEqual(19);
  });
}
