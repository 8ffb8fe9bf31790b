/** axe finds nothing in further states of the page: with those of accessibility.spec.ts they are more than twenty. */
import { axeFaults } from './axe.ts';
import { expect, idle, LANGS, openAt, PHONE, type Place, settled, test } from './page.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const DESK = { width: 1440, height: 900 };
const LOW = { width: 1280, height: 720 };
const TALL = { width: 820, height: 1180 };
const WIDE = { width: 1920, height: 1080 };

interface Seen {
  readonly name: string;
  readonly place: Place;
  readonly size: { readonly width: number; readonly height: number };
  readonly key?: string;
}

const STATES: readonly Seen[] = [
  { name: 'a cast', place: { step: 3 }, size: DESK },
  { name: 'a call that waits', place: { step: 5 }, size: DESK },
  { name: 'a fanout that nobody takes', place: { step: 17 }, size: DESK },
  { name: 'a scheduler that is away', place: { s: 'scheduler_down_20s', step: 6 }, size: DESK },
  { name: 'a call that timed out', place: { s: 'scheduler_down_timeout', step: 8 }, size: DESK },
  { name: 'the lesson of the databases', place: { s: 'no-nova-database', step: 5 }, size: DESK },
  { name: 'the lesson of the queue', place: { s: 'why-a-queue', step: 1 }, size: DESK },
  { name: 'dead letters', place: { s: 'amqp-dead-letters', step: 8 }, size: DESK },
  { name: 'the sequence', place: { step: 12, panels: 'sequence' }, size: DESK },
  { name: 'commands and runs', place: { step: 5, panels: 'experiment' }, size: DESK },
  { name: 'the load test', place: { step: 1, panels: 'lab' }, size: DESK },
  { name: 'the search', place: { step: 5 }, size: DESK, key: '/' },
  { name: 'tables before a class', place: { step: 12, panels: 'tables' }, size: LOW },
  { name: 'a wide screen', place: { step: 12, panels: 'queues' }, size: WIDE },
  { name: 'a tablet held upright', place: { step: 12, panels: 'tables' }, size: TALL },
  { name: 'a phone', place: { step: 5 }, size: PHONE },
];

for (const [i, lang] of LANGS.entries()) {
  for (const [k, { name, place, size, key }] of STATES.entries()) {
    // each state in both themes, one a language
    const theme = (i + k) % 2 === 0 ? 'light' : 'dark';
    test(`axe finds nothing: ${name} (${lang}, ${theme})`, async ({ page }) => {
      await page.setViewportSize(size);
      await openAt(page, { lang, theme, ...place });
      if (key) {
        await page.keyboard.press(key);
        await expect(page.getByRole('dialog')).toBeVisible();
        await idle(page);
      }
      await settled(page);
      expect(await axeFaults(page)).toEqual([]);
    });
  }
}
