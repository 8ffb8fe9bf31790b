/** What breaks says so, and nothing that was there is lost: no WebAssembly, a service that throws, a run that fails. */
import {
  expect,
  expectStep,
  idle,
  LANGS,
  openAt,
  type Page,
  press,
  stepCount,
  test,
  textsOf,
} from './page.ts';

const WORKER = '**/assets/worker/simulate.worker-*.js';

/** The ways in which a school's or a company's browser keeps SQLite from running. */
const WAYS: { readonly [way: string]: (page: Page) => Promise<unknown> } = {
  'the file is refused': (page) => page.route('**/*.wasm', (route) => route.abort()),
  'WebAssembly is not there': (page) =>
    page.route(WORKER, async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, body: `delete globalThis.WebAssembly;\n${await response.text()}` });
    }),
  'a policy forbids it': (page) =>
    page.route(WORKER, async (route) => {
      const response = await route.fetch();
      const policy = "default-src 'none'; script-src 'self'; connect-src 'self'";
      await route.fulfill({
        response,
        headers: { ...response.headers(), 'content-security-policy': policy },
      });
    }),
  'the worker cannot be loaded': (page) => page.route(WORKER, (route) => route.abort()),
};

test.describe('WebAssembly blocked', () => {
  test.use({
    expected: /Failed to load resource|WebAssembly|wasm/i,
    contextOptions: { reducedMotion: 'reduce' },
  });
  for (const [way, block] of Object.entries(WAYS)) {
    for (const lang of way === 'the file is refused' ? LANGS : (['en'] as const)) {
      test(`${way}: the stored boot plays, tables included, and a banner says why (${lang})`, async ({
        page,
      }) => {
        await block(page);
        await openAt(page, { lang, step: 1, panels: 'tables' });
        const banner = page.locator('[data-notice="engine_off"]');
        await expect(banner).toBeVisible();
        const [start = '', rest = ''] = textsOf(lang).aside.engine.off('\n').split('\n');
        await expect(banner).toContainText(start);
        await expect(banner).toContainText(rest);
        await expect(page.locator('[data-command="boot"]')).toBeDisabled();
        const count = await stepCount(page);
        await press(page, 'ArrowRight');
        await expectStep(page, 2);
        await press(page, 'End');
        await expectStep(page, count);
        await page.locator('[data-name="nova_cell1.instances"]').click();
        await expect(page.locator('[data-table="nova_cell1.instances"] tbody')).toContainText('active');
      });
    }
  }
});

test('a service that throws ends the run at the last good fact, and the error is shown', async ({ page }) => {
  await page.route('**/boot.trace-*.ndjson', async (route) => {
    const lines = (await (await route.fetch()).text()).split('\n');
    const head = JSON.parse(lines[0] ?? '') as object;
    const error = 'nova-scheduler: no such column';
    const kept = lines.slice(1, Math.ceil(lines.length * 0.75));
    await route.fulfill({
      contentType: 'application/x-ndjson',
      body: [JSON.stringify({ ...head, error }), ...kept].join('\n'),
    });
  });
  await openAt(page, { step: 1 });
  await expect(page.locator('[data-notice="trace_error"]')).toContainText('nova-scheduler: no such column');
  const count = await stepCount(page);
  expect(count).toBeGreaterThan(3);
  await press(page, 'End');
  await expectStep(page, count);
  await expect(page.locator('.narration')).toBeVisible();
});

test('a run that fails says so, and the run before it stays as it was', async ({ page }) => {
  await page.route(WORKER, (route) =>
    route.fulfill({
      contentType: 'text/javascript',
      body: `addEventListener('message', ({ data: { id, ask } }) => {
        const failed = { id, ok: false, code: 'run_failed', message: 'nova-api threw' };
        postMessage(ask === 'warm' ? { id, ok: true, answer: null } : failed);
      });`,
    }),
  );
  await openAt(page, { step: 6 });
  const count = await stepCount(page);
  await page.locator('[data-command="boot"]').click();
  await expect(page.locator('[data-notice="run_failed"]')).toContainText('nova-api threw');
  await idle(page);
  await expectStep(page, 6);
  await expect.poll(() => stepCount(page)).toBe(count);
  await expect(page.locator('[data-command="boot"]')).toBeEnabled();
  await press(page, 'ArrowRight');
  await expectStep(page, 7);
});

test.describe('the stored boot is missing', () => {
  test.use({ expected: /Failed to load resource|preload/ });
  test('the same boot is computed now', async ({ page }) => {
    await page.route('**/boot.trace-*.ndjson', (route) => route.fulfill({ status: 404, body: '' }));
    await openAt(page, { step: 5 });
    await expect(page.locator('.narration')).toHaveAttribute('data-rule', 'rpc.select_destinations');
  });
});

test('a browser that refuses storage opens the page all the same', async ({ page }) => {
  await page.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get: () => {
        throw new DOMException('refused', 'SecurityError');
      },
    });
  });
  await openAt(page, { step: 3 });
  await page.locator('[data-lang-switch]').click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expectStep(page, 3);
});

test.describe('a script of the page that cannot be fetched for a while', () => {
  test.use({ expected: /Failed to load resource|Failed to fetch dynamically|An error occurred in/i });

  for (const [what, file, open, root] of [
    ['a panel', '**/assets/Queues-*.js', '5', '.queues'],
    ['the search', '**/assets/Search-*.js', '/', 'dialog.search'],
  ] as const)
    test(`${what} says so and leaves the page as it was; trying again fetches it again`, async ({ page }) => {
      let isThere = false;
      await page.route(file, (route) => (isThere ? route.continue() : route.abort()));
      await openAt(page, { step: 3 });
      await page.keyboard.press(open);
      const told = page.getByRole('alert');
      await expect(told).toBeVisible();
      await expect(page.locator('.react-flow__node').first()).toBeVisible();
      const again = page.getByRole('button', { name: textsOf('en').page.panels.retry });
      await again.click();
      await expect(told).toBeVisible();
      isThere = true;
      await again.click();
      await expect(page.locator(root)).toBeVisible();
      await expect(told).toHaveCount(0);
      await expectStep(page, 3);
    });
});
