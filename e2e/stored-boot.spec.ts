/** The boot that the page opens with was computed at build time by the same function as every later run. */
import { execFileSync } from 'node:child_process';
import { expect, test } from '@playwright/test';

test('the stored boot equals a live run, byte for byte', async ({ page, request }) => {
  await page.goto('/');
  const href = await page.locator('link[data-boot-trace]').getAttribute('href');
  const stored = await (await request.get(href ?? '/no-link')).text();
  const command = ['dist-node/novascope.js', 'simulate', 'boot', '--format', 'facts'];
  const live = execFileSync(process.execPath, command, { encoding: 'utf8', maxBuffer: 1 << 28 });
  expect(stored.length).toBeGreaterThan(100_000);
  expect(stored === live, 'stored and live differ').toBe(true);
});
