/** `dist/novascope.html`, opened from the disk as from a USB stick: everything works, and nothing is asked for. */
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, expectStep, type Page, settled, test } from './page.ts';
import { askSql, workWhole } from './tour.ts';

const FILE = resolve('dist', 'novascope.html');
const ADDRESS = pathToFileURL(FILE).href;

test.use({ baseURL: ADDRESS, contextOptions: { reducedMotion: 'reduce' } });

/** What is asked for but the file itself, and what the page makes of itself. */
function watch(page: Page): string[] {
  const asked: string[] = [];
  page.context().on('request', (request) => {
    const url = request.url();
    if (url.split('#', 1)[0] !== ADDRESS && !/^(blob|data):/.test(url)) asked.push(url);
  });
  return asked;
}

async function openFile(page: Page, hash: string): Promise<void> {
  await page.goto(`${ADDRESS}#${hash}`);
  await settled(page);
}

test('it plays the boot to its end, answers SQL, runs anew, measures, and speaks both languages, without a request', async ({
  page,
}) => {
  const asked = watch(page);
  await openFile(page, 'lang=en&s=boot&step=1&v=1');
  await workWhole(page);
  await page.reload();
  await settled(page);
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  expect(asked).toEqual([]);
});

test('its own fonts are there, and a link into it opens where it says', async ({ page }) => {
  await openFile(page, 'lang=zh-CN&s=boot&step=7&theme=dark&v=1');
  await expectStep(page, 7);
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.evaluate(() => document.fonts.ready);
  const fonts = await page.evaluate(() =>
    [...document.fonts].filter(({ status }) => status === 'loaded').map(({ family }) => family),
  );
  expect(fonts.some((family) => family.includes('Geist'))).toBe(true);
});

test('where storage is refused it works all the same', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get: () => {
        throw new DOMException('refused', 'SecurityError');
      },
    });
  });
  await openFile(page, 'lang=en&s=boot&step=3&v=1');
  await page.locator('[data-lang-switch]').click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expectStep(page, 3);
  expect(await askSql(page, 'SELECT 1 + 1 AS two')).toEqual(['2']);
});

test('two windows of it hear each other: nothing of its policy is in the way of a window beside it', async ({
  page,
}) => {
  await openFile(page, 'lang=en&s=boot&step=3&v=1');
  const [other] = await Promise.all([
    page.waitForEvent('popup'),
    page.evaluate((url) => {
      addEventListener('message', ({ data }) => Object.assign(window, { heard: data }));
      window.open(url);
    }, `${ADDRESS}#lang=en&s=boot&step=5&v=1`),
  ]);
  await settled(other);
  await other.evaluate(() => window.opener.postMessage('from beside', '*'));
  await expect
    .poll(() => page.evaluate(() => (window as unknown as { heard: string }).heard))
    .toBe('from beside');
});

test.describe('what its policy refuses', () => {
  test.use({ expected: /Content Security Policy|Refused|violates|TrustedScript|trusted/i });
  test('no other script, no style, no request, and no worker but its own', async ({ page }) => {
    await openFile(page, 'lang=en&s=boot&step=3&v=1');
    const done = await page.evaluate(async () => {
      // while a test's own question is begun the browser lets everything be evaluated
      await new Promise((later) => setTimeout(later));
      const tried = async (act: () => unknown): Promise<string> => {
        try {
          await act();
          return 'done';
        } catch (error) {
          return (error as Error).name;
        }
      };
      return {
        evaluated: await tried(() => Reflect.get(globalThis, 'eval')('1')),
        fetched: await tried(() => fetch('https://novascope.invalid/')),
        worker: await tried(() => new Worker('data:text/javascript,1')),
        markup: await tried(() => {
          document.createElement('p').innerHTML = '<b>x</b>';
        }),
      };
    });
    expect(done).toEqual({
      evaluated: 'EvalError',
      fetched: 'TypeError',
      worker: 'TypeError',
      markup: 'TypeError',
    });
  });
});

test('it weighs at most 3.5 MB', () => {
  expect(statSync(FILE).size).toBeLessThanOrEqual(3_500_000);
});
