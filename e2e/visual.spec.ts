/**
 * Eight states of the page against their pictures (`visual.spec.ts-snapshots`). Latin letters come with the page, so that they are
 * alike everywhere; Chinese ones come from the system and differ, so that their states are looked at, not compared. The tolerance
 * is what the edges of letters need. After a change that is meant: `npx playwright test visual --update-snapshots`.
 */
import { expect, openAt, PHONE, type Place, settled, test } from './page.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

const DESK = { width: 1440, height: 900 };
const LOW = { width: 1280, height: 720 };
const TALL = { width: 820, height: 1180 };

interface Picture {
  readonly name: string;
  readonly size: { readonly width: number; readonly height: number };
  readonly place: Place;
}

const PICTURES: readonly Picture[] = [
  { name: 'a call waits', size: DESK, place: { step: 5, theme: 'light' } },
  { name: 'a call waits, dark', size: DESK, place: { step: 5, theme: 'dark' } },
  { name: 'a call waits, on a projector', size: LOW, place: { step: 5, theme: 'projector' } },
  { name: 'a call waits, on a tablet', size: TALL, place: { step: 5, theme: 'light' } },
  { name: 'a call waits, on a phone', size: PHONE, place: { step: 5, theme: 'light' } },
  { name: 'a row changed in its table', size: DESK, place: { step: 12, theme: 'light', panels: 'tables' } },
  {
    name: 'a message waits for a scheduler that is away',
    size: DESK,
    place: { s: 'scheduler_down_20s', step: 7, theme: 'light', panels: 'queues' },
  },
  {
    name: 'the whole boot as a sequence',
    size: DESK,
    place: { step: 19, theme: 'light', panels: 'sequence' },
  },
];

for (const { name, size, place } of PICTURES) {
  test(`it looks as it did: ${name}`, async ({ page }) => {
    await page.setViewportSize(size);
    await openAt(page, { lang: 'en', ...place });
    await page.evaluate(() => document.fonts.ready);
    await settled(page);
    await expect(page).toHaveScreenshot(`${name.replace(/\W+/g, '-')}.png`, { maxDiffPixelRatio: 0.01 });
  });
}
