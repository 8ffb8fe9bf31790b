/** Two windows of a class: what is said in one stands in the other, and the notes stay with who teaches. */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { axeFaults } from './axe.ts';
import {
  expect,
  expectStep,
  idle,
  LANGS,
  type Lang,
  openAt,
  type Page,
  press,
  settled,
  test,
  textsOf,
} from './page.ts';

/** The presenter's window of the lesson "Boot a server", which has notes. */
async function openClass(page: Page, lang: Lang, key = 'p'): Promise<Page> {
  await openAt(page, { lang, s: 'boot-a-server', step: 3 });
  await expect(page.locator('[data-chapter]').first()).toBeVisible();
  const coming = page.waitForEvent('popup');
  await page.keyboard.press(key);
  const presenter = await coming;
  await expect(presenter.locator('[data-now]')).toHaveAttribute('data-now', '3');
  return presenter;
}

const now = (presenter: Page) => presenter.locator('[data-now]');

const PLACES = [
  { where: 'on a host', base: null },
  { where: 'of the one file, from the disk', base: pathToFileURL(resolve('dist', 'novascope.html')).href },
];

for (const { where, base } of PLACES)
  test.describe(where, () => {
    if (base) test.use({ baseURL: base });
    for (const lang of LANGS) {
      const t = textsOf(lang).present;

      test(`a step in one window is in the other, and the notes are in the presenter's alone, ${lang}`, async ({
        page,
      }) => {
        const presenter = await openClass(page, lang);
        await expect(presenter.locator('html')).toHaveAttribute('lang', lang);
        await presenter.locator('[data-forward]').click();
        await expectStep(page, 4);
        await expect(now(presenter)).toHaveAttribute('data-now', '4');
        await press(page, 'ArrowRight');
        await expect(now(presenter)).toHaveAttribute('data-now', '5');
        await expect(presenter.locator('[data-next]')).toHaveAttribute('data-next', '6');
        await presenter.locator('[data-seek="9"]').click();
        await expectStep(page, 9);

        const note = (await presenter.locator('[data-note]').first().textContent()) ?? '';
        expect(note.length).toBeGreaterThan(10);
        // the one file has its lessons in a script
        const drawn = await page.evaluate(() => {
          const body = document.body.cloneNode(true) as HTMLElement;
          for (const script of body.querySelectorAll('script')) script.remove();
          return body.outerHTML;
        });
        expect(drawn).not.toContain(note.slice(0, 30));
        await presenter.keyboard.press('n');
        await expect(presenter.locator('[data-note]')).toHaveCount(0);

        expect(await axeFaults(presenter)).toEqual([]);
      });

      test(`a presenter's remote steps and blanks from either window, ${lang}`, async ({ page }) => {
        const presenter = await openClass(page, lang);
        await presenter.keyboard.press('PageDown');
        await expectStep(page, 4);
        await presenter.keyboard.press('PageUp');
        await expectStep(page, 3);
        await presenter.keyboard.press('.');
        const blank = page.locator('[data-blank]');
        for (const one of LANGS) await expect(blank).toContainText(textsOf(one).present.blankLine);
        await expect(presenter.getByText(t.isBlank)).toBeVisible();
        await presenter.keyboard.press('b');
        await expect(blank).toHaveCount(0);
        await page.keyboard.press('b');
        await expect(blank).toBeVisible();
        expect(await axeFaults(page)).toEqual([]);
        await page.keyboard.press('b');
        await expect(blank).toHaveCount(0);
        await expect(presenter.getByText(t.isBlank)).toHaveCount(0);
        await page.keyboard.press('PageDown');
        await expectStep(page, 4);
      });
    }

    test('every step of one window is in the other, each once and in order, whichever leads', async ({
      page,
    }) => {
      const presenter = await openClass(page, 'en');
      const seen = async (window: Page, selector: string, name: string): Promise<() => Promise<number[]>> => {
        const steps = await window.evaluateHandle(
          ([wanted, key]) => {
            const found: number[] = [];
            const element = document.querySelector<HTMLElement>(wanted);
            if (!element) throw new Error(`nothing is ${wanted}`);
            new MutationObserver(() => {
              const n = Number(element.dataset[key]);
              if (found.at(-1) !== n) found.push(n);
            }).observe(element, { attributes: true });
            return found;
          },
          [selector, name] as const,
        );
        return () => steps.jsonValue();
      };
      const inClass = await seen(page, 'html', 'step');
      const inPresenter = await seen(presenter, '[data-now]', 'now');
      // before the steps that the class's own window takes no question stands
      const order = [4, 5, 6, 7, 8, 9, 8, 7];
      let at = 3;
      for (const [i, n] of order.entries()) {
        const from = i % 2 === 0 ? presenter : page;
        await from.keyboard.press(n > at ? 'PageDown' : 'PageUp');
        at = n;
        await expectStep(page, n);
        await expect(now(presenter)).toHaveAttribute('data-now', String(n));
      }
      expect(await inClass()).toEqual(order);
      expect(await inPresenter()).toEqual(order);
    });

    test('the ring of the pointer and the light on one thing stand in both windows', async ({ page }) => {
      const presenter = await openClass(page, 'en');
      await presenter.locator('[data-pointer-toggle]').click();
      await expect(presenter.locator('[data-pointer-toggle]')).toHaveAttribute('aria-pressed', 'true');
      const mirror = presenter.locator('[data-mirror]');
      const box = (await mirror.boundingBox())!;
      await presenter.mouse.move(box.x + box.width * 0.25, box.y + box.height * 0.5);
      const ring = page.locator('[data-pointer-ring]');
      await expect(ring).toBeVisible();
      await expect(presenter.locator('[data-pointer-ring]')).toBeVisible();
      const there = (await ring.boundingBox())!;
      const size = page.viewportSize()!;
      expect(there.x + there.width / 2).toBeCloseTo(size.width * 0.25, -1);
      expect(there.y + there.height / 2).toBeCloseTo(size.height * 0.5, -1);
      // the mouse of the class's window points too
      await page.mouse.move(600, 300);
      await expect
        .poll(async () => Math.round(((await ring.boundingBox())?.x ?? 0) + there.width / 2))
        .toBe(600);
      await presenter.locator('[data-pointer-toggle]').click();
      await expect(ring).toHaveCount(0);

      const conductor = presenter.locator('[data-spot] option', { hasText: /^nova-conductor/ }).first();
      const id = (await conductor.getAttribute('value')) ?? '';
      await presenter.locator('[data-spot]').selectOption(id);
      const light = page.locator('[data-spotlight]');
      await expect(light).toHaveAttribute('data-spotlight', id);
      await expect(presenter.locator(`[data-box="${id}"]`)).toHaveAttribute('data-lit', 'true');
      const card = (await page.locator(`.react-flow__node[data-id="${id}"]`).boundingBox())!;
      expect(Math.abs((await light.boundingBox())!.x - card.x)).toBeLessThan(4);
      await presenter.keyboard.press('Escape');
      await expect(light).toHaveCount(0);
    });

    test('each window is whole when the other opens anew or is closed', async ({ page }) => {
      const presenter = await openClass(page, 'en');
      await presenter.reload();
      await expect(now(presenter)).toHaveAttribute('data-now', '3');
      await presenter.locator('[data-forward]').click();
      await expectStep(page, 4);

      await page.waitForURL(/step=4/);
      await page.reload();
      await settled(page);
      await expect(presenter.locator('[data-connected]')).toHaveAttribute('data-connected', 'true');
      await presenter.locator('[data-forward]').click();
      await expectStep(page, 5);

      await presenter.close();
      await press(page, 'ArrowRight');
      await expectStep(page, 6);
    });

    test('when the class window is closed the presenter keeps what stood there and can open it again', async ({
      page,
      context,
    }) => {
      const presenter = await openClass(page, 'en');
      await page.close();
      await expect(presenter.getByText(textsOf('en').present.lost)).toBeVisible();
      await expect(now(presenter)).toHaveAttribute('data-now', '3');
      await expect(presenter.locator('[data-note]').first()).toBeVisible();
      await expect(presenter.locator('[data-forward]')).toBeDisabled();
      const coming = context.waitForEvent('page');
      await presenter.getByRole('link', { name: textsOf('en').present.reopen }).click();
      const again = await coming;
      await settled(again);
      await presenter.locator('[data-forward]').click();
      await expectStep(again, 4);
    });

    test('where the browser lets no window open there is a link to press', async ({ page }) => {
      await page.addInitScript(() => {
        window.open = () => null;
      });
      await openAt(page, { lang: 'en', s: 'boot', step: 2 });
      await page.keyboard.press('p');
      const strip = page.locator('[data-popup-blocked]');
      await expect(strip).toHaveAttribute('role', 'alert');
      const coming = page.waitForEvent('popup');
      await strip.getByRole('link').click();
      await expect(now(await coming)).toHaveAttribute('data-now', '2');
      await expect(strip).toHaveCount(0);
    });

    test('another window follows the class, leaves it by a step of its own and comes back', async ({
      page,
      context,
    }) => {
      const presenter = await openClass(page, 'en');
      const other = await context.newPage();
      await openAt(other, { lang: 'en', s: 'boot', step: 1 });
      await other.locator('[data-share]').click();
      await other.locator('[data-class-deed="follow"]').click();
      await expect(other.locator('[data-follows]')).toHaveAttribute('data-follows', 'there');
      await expectStep(other, 3);
      await presenter.locator('[data-forward]').click();
      await expectStep(other, 4);
      await press(other, 'ArrowLeft');
      await expect(other.locator('[data-follows]')).toHaveAttribute('data-follows', 'away');
      await presenter.locator('[data-forward]').click();
      await expectStep(page, 5);
      await expectStep(other, 3);
      await other.getByRole('button', { name: textsOf('en').present.comeBack }).click();
      await expectStep(other, 5);
      await other.getByRole('button', { name: textsOf('en').present.leave }).click();
      await expect(other.locator('[data-follows]')).toHaveCount(0);
      await idle(other);
    });

    test('a message that fits no row of the table moves nothing', async ({ page }) => {
      const presenter = await openClass(page, 'en');
      await presenter.evaluate(() => {
        const channel = new BroadcastChannel('novascope.class');
        const room = new URLSearchParams(location.hash.slice(1)).get('present');
        const say = (name: string, body: unknown, more: object = {}) =>
          channel.postMessage(
            JSON.stringify({ novascope: 1, room, from: 'stranger', n: 1, name, body, ...more }),
          );
        say('seek', { n: 7 }, { room: 'another' });
        say('seek', { n: 'seven' });
        say('seek', { n: 7, more: 1 });
        say('destroy', {});
        channel.postMessage({ name: 'seek' });
        channel.postMessage('{');
      });
      await presenter.locator('[data-forward]').click();
      await expectStep(page, 4);
    });

    test('a class window that crashed is missed by the presenter, who opens it again', async ({
      page,
      context,
    }) => {
      const presenter = await openClass(page, 'en');
      // a window that it opened would share its process, and its crash
      const address = presenter.url();
      await presenter.close();
      const apart = await context.newPage();
      await apart.goto(address);
      await expect(now(apart)).toHaveAttribute('data-now', '3');
      const crashed = page.waitForEvent('crash');
      const devtools = await context.newCDPSession(page);
      devtools.send('Page.crash').catch(() => undefined);
      await crashed;
      await expect(apart.getByText(textsOf('en').present.lost)).toBeVisible();
      await expect(apart.locator('[data-note]').first()).toBeVisible();
      const coming = context.waitForEvent('page');
      await apart.getByRole('link', { name: textsOf('en').present.reopen }).click();
      const again = await coming;
      await settled(again);
      await expect(apart.locator('[data-connected]')).toHaveAttribute('data-connected', 'true');
      await apart.locator('[data-forward]').click();
      await expectStep(again, 4);
    });
  });
