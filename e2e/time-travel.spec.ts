/** There and back by keyboard: the same step looks the same, whichever way one came to it. */
import { expect, openAt, type Page, press, stepCount, test } from './page.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

/** All that the page says of a step: map with its states and counts, narration, tables with their marks or the broker. */
async function seen(page: Page): Promise<string> {
  return page.evaluate(() => {
    const nodes = [...document.querySelectorAll('.react-flow__node')].map((node) => {
      const state = node.querySelector('[data-state]')?.getAttribute('data-state') ?? '';
      const touched = node.querySelector('[data-touched]') !== null;
      const lit = [...node.querySelectorAll('[data-lit]')].map((one) => one.textContent);
      return [node.getAttribute('data-id'), node.textContent, state, touched, lit].join('|');
    });
    const tokens = [...document.querySelectorAll('[data-token]')].map((one) =>
      one.getAttribute('aria-label'),
    );
    const entries = [...document.querySelectorAll('.tables-entry')].map((one) =>
      one.getAttribute('aria-label'),
    );
    const rows = [...document.querySelectorAll('[data-table] tr, .queues tr')].map(
      (row) => `${row.getAttribute('data-change')} ${row.hasAttribute('data-lit')} ${row.textContent}`,
    );
    const said = document.querySelector('.narration')?.textContent ?? '';
    return [said, ...nodes, ...tokens, ...entries, ...rows].join('\n');
  });
}

for (const panels of ['tables', 'queues'] as const) {
  test(`Right to the end and Left to the start show the same at every step, and so does a jump (${panels})`, async ({
    page,
  }) => {
    await openAt(page, { step: 1, panels });
    const content = panels === 'tables' ? '.tables-entry' : '.queues tr';
    await expect(page.locator(content).first()).toBeVisible();
    const count = await stepCount(page);
    const there = [await seen(page)];
    for (let step = 2; step <= count; step += 1) {
      await press(page, 'ArrowRight');
      there.push(await seen(page));
    }
    expect(new Set(there).size).toBe(count);
    for (let step = count - 1; step >= 1; step -= 1) {
      await press(page, 'ArrowLeft');
      expect(await seen(page), `back at step ${step}`).toBe(there[step - 1]);
    }
    const middle = Math.ceil(count / 2);
    await page.getByRole('slider').fill(String(middle));
    expect(await seen(page), `jump to step ${middle}`).toBe(there[middle - 1]);
    await openAt(page, { step: middle, panels });
    await expect(page.locator(content).first()).toBeVisible();
    expect(await seen(page), `link to step ${middle}`).toBe(there[middle - 1]);
  });
}
