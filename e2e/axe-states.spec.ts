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
  /** what is pressed then: a key, or a button */
  readonly key?: string;
  readonly press?: string;
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
  { name: 'the step handed on', place: { step: 5 }, size: DESK, press: '[data-share]' },
  { name: 'the keys and signs', place: { step: 5 }, size: DESK, key: '?' },
  { name: 'a question', place: { step: 2 }, size: LOW, key: 'q' },
  { name: 'an empty screen', place: { step: 2 }, size: DESK, key: 'b' },
  {
    name: 'a lesson that is written',
    place: { step: 4, panels: 'lesson' },
    size: DESK,
    press: '[data-author-open]',
  },
  { name: 'a lesson', place: { s: 'boot-a-server', step: 3 }, size: LOW },
  { name: 'the terminal of an operator', place: { step: 12, panels: 'operator' }, size: DESK },
  { name: 'the choice of a host', place: { step: 5, panels: 'choice' }, size: DESK },
  { name: 'a narrow window', place: { step: 5 }, size: { width: 320, height: 700 } },
];

/** What a press opens. */
const OPENS: { readonly [name: string]: string } = {
  'the search': 'dialog[open]',
  'the step handed on': 'dialog[open]',
  'the keys and signs': 'dialog[open]',
  'a question': '[data-question]',
  'an empty screen': '[data-blank]',
  'a lesson that is written': '[data-author]',
};

for (const [i, lang] of LANGS.entries()) {
  for (const [k, { name, place, size, key, press }] of STATES.entries()) {
    // each state in both themes, one a language
    const theme = (i + k) % 2 === 0 ? 'light' : 'dark';
    test(`axe finds nothing: ${name} (${lang}, ${theme})`, async ({ page }) => {
      await page.setViewportSize(size);
      await openAt(page, { lang, theme, ...place });
      if (press) await page.locator(press).first().click();
      if (key) await page.keyboard.press(key);
      if (OPENS[name]) await expect(page.locator(OPENS[name])).toBeVisible();
      await idle(page);
      await settled(page);
      expect(await axeFaults(page)).toEqual([]);
    });
  }
}
