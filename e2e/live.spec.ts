/**
 * The live stream of a tap: a bridge of the test's own plays lines of the simulated boot as if a broker carried them now. The page
 * follows, is held without losing, goes back, marks what is missing, and comes back when the connection is lost.
 */
import { readFileSync } from 'node:fs';
import type { Duplex } from 'node:stream';
import { toFirehose } from '../src/core/recording/firehose.ts';
import { readTrace } from '../src/core/recording/trace-file.ts';
import { serve } from '../src/setup/page-server.mjs';
import { makeBridge } from '../src/tap/bridge.ts';
import type { GapLine, TapLine } from '../src/tap/line.ts';
import { axeFaults } from './axe.ts';
import { test as base, expect, LANGS, type Lang, type Page, stepCount, stepNow, textsOf } from './page.ts';

interface Tap {
  /** Opens the page with a token. */
  open(page: Page, lang?: Lang): Promise<void>;
  /** Lines of the boot: those from `from` up to `to`, as if the last of them came now and the others within the seconds before. */
  carry(from: number, to: number, seconds?: number): void;
  give(line: GapLine): void;
  /** Breaks every connection; those that are asked for next are refused as long as `refuses`. */
  cut(refuses: boolean): void;
  end(): void;
}

const boot = readTrace(readFileSync('src/generated/boot.trace.ndjson', 'utf8').split('\n'));
const LINES = [...toFirehose(boot, { periodic: true })] as unknown as readonly TapLine[];

const test = base.extend<{ readonly tap: Tap; readonly served: Served }>({
  // biome-ignore lint/correctness/noEmptyPattern: what it depends on stands here, and it depends on nothing
  served: async ({}, use) => {
    const served = await serveTap();
    await use(served);
    served.end();
  },
  baseURL: async ({ served }, use) => use(served.origin),
  tap: async ({ served }, use) => use(served),
});

type Served = Tap & { readonly origin: string };

async function serveTap(): Promise<Served> {
  const server = await serve('dist', 0);
  const host = `127.0.0.1:${server.port}`;
  const bridge = makeBridge(() => [host]);
  const sockets = new Set<Duplex>();
  let isAway = false;
  server.onUpgrade((request, socket) => {
    sockets.add(socket);
    if (isAway) socket.destroy();
    else bridge.upgrade(request, socket);
  });
  return {
    origin: `http://${host}/`,
    async open(page, lang = 'en') {
      await page.goto(`http://${host}/#lang=${lang}&tap=${bridge.newToken()}`);
      await expect(page.locator('[data-notice="live"]')).toContainText(textsOf(lang).aside.notice.live.live);
    },
    carry(from, to, seconds = 2) {
      const lines = LINES.slice(from, to);
      const now = Date.now();
      lines.forEach((line, i) => {
        bridge.give({
          ...line,
          t: now - Math.round((seconds * 1000 * (lines.length - 1 - i)) / lines.length),
        });
      });
    },
    give: (line) => bridge.give(line),
    cut(refuses) {
      isAway = refuses;
      for (const socket of sockets) socket.destroy();
      sockets.clear();
    },
    end() {
      bridge.close();
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

const notice = (page: Page) => page.locator('[data-live]');

/** The cursor stands at the newest step. */
const atNewest = (page: Page) =>
  expect.poll(async () => (await stepCount(page)) - (await stepNow(page)), { timeout: 30_000 }).toBe(0);

/** The timeline knows more steps than before. */
const hasGrown = (page: Page, before: number) =>
  expect.poll(() => stepCount(page), { timeout: 30_000 }).toBeGreaterThan(before);

for (const lang of LANGS) {
  test(`the page follows the stream, is held without losing, goes back and returns (${lang})`, async ({
    page,
    tap,
  }) => {
    const t = textsOf(lang).recording.live;
    await tap.open(page, lang);
    expect(page.url()).not.toContain('tap=');
    tap.carry(0, 60);
    await expect(notice(page)).toHaveAttribute('data-live', 'live');
    await expect(page.locator('[data-source="tapped"]')).toHaveText(textsOf(lang).page.sources.tapped);
    await atNewest(page);
    await expect(page.locator('[data-live-cursor="follows"]')).toHaveText(t.behind(3));
    // held: the cursor stays, what comes is there
    await page.locator('[data-play]').focus();
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-live-cursor="held"]')).toHaveText(t.held(0));
    const [step, count] = [await stepNow(page), await stepCount(page)];
    tap.carry(60, LINES.length);
    await hasGrown(page, count);
    const fresh = Number(await page.locator('[data-live-fresh]').getAttribute('data-live-fresh'));
    expect(fresh).toBeGreaterThan(0);
    await expect(page.locator('[data-live-cursor="held"]')).toHaveText(t.held(fresh));
    expect(await stepNow(page)).toBe(step);
    expect(await axeFaults(page)).toEqual([]);
    // back, and to the newest again, by keys
    await page.keyboard.press('Home');
    expect(await stepNow(page)).toBe(1);
    const toLive = page.getByRole('button', { name: t.toLive });
    await toLive.focus();
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-live-cursor="follows"]')).toBeVisible();
    await atNewest(page);
    // the tap ends: what has come is a recording like any other
    await page.locator('[data-play]').click();
    tap.end();
    await expect(notice(page)).toHaveAttribute('data-live', 'over');
    await page.locator('[data-close-trace]').click();
    await expect(notice(page)).toHaveCount(0);
    await expect(page.locator('[data-source="simulated"]')).toBeVisible();
  });
}

test('what a tap let go is a step of its own that says so, and so is what was missed while the connection was lost', async ({
  page,
  tap,
}) => {
  await tap.open(page);
  tap.carry(0, 40);
  tap.give({ kind: 'gap', t: Date.now(), lost: 12 });
  await expect(notice(page)).toBeVisible();
  await page.locator('[data-play]').click();
  await page.keyboard.press('2');
  const gaps = page.locator('.steps-entry[data-rule="gap"]');
  await expect(gaps).toHaveCount(1);
  await expect(gaps.first()).toContainText('12 messages were not recorded here');
  tap.cut(false);
  await expect(notice(page)).toHaveAttribute('data-live', 'live');
  await expect(gaps).toHaveCount(2);
  await expect(gaps.last()).toContainText('Something was not recorded here');
  const count = await stepCount(page);
  tap.carry(40, 90);
  await hasGrown(page, count);
});

test.describe('a connection that is lost', () => {
  test.use({ expected: /WebSocket connection to .* failed/ });
  test('is told, what has come stays, and it goes on when the tap answers', async ({ page, tap }) => {
    await tap.open(page);
    tap.carry(0, 60);
    await atNewest(page);
    const count = await stepCount(page);
    tap.cut(true);
    await expect(notice(page)).toHaveAttribute('data-live', 'lost');
    await expect(notice(page)).toContainText('it is tried again, and what has come stays');
    expect(await stepCount(page)).toBe(count);
    tap.cut(false);
    await expect(notice(page)).toHaveAttribute('data-live', 'live', { timeout: 30_000 });
    tap.carry(60, 90);
    await hasGrown(page, count);
  });
});

test('an address that was used already says so, and nothing else changes', async ({ page, context, tap }) => {
  await tap.open(page);
  const other = await context.newPage();
  await other.goto(`${new URL(page.url()).origin}/#lang=en&tap=${'0'.repeat(32)}`);
  await expect(other.locator('[data-notice="live"]')).toContainText(textsOf('en').aside.notice.live.refused);
  await expect(other.locator('[data-source="simulated"]')).toBeVisible();
});
