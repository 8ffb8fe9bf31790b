/** The built page under the real headers: what a reader's browser would refuse shows here. */
import { expect, test } from '@playwright/test';

// the service worker is registered under the same policy
test.use({ serviceWorkers: 'allow' });

test('the page opens under its own policy, with no error and no foreign request', async ({
  page,
  baseURL,
}) => {
  const trouble: string[] = [];
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) trouble.push(message.text());
  });
  page.on('pageerror', (error) => trouble.push(String(error)));
  page.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(baseURL ?? '') && !url.startsWith('data:') && !url.startsWith('blob:'))
      trouble.push(url);
  });
  await page.goto('/');
  await expect(page.locator('html')).toHaveAttribute('data-idle', 'true', { timeout: 30_000 });
  await expect(page.locator('html')).toHaveAttribute('data-scenario', 'boot');
  expect(trouble).toEqual([]);
});

test('the page may not be framed, and its worker alone may compile WebAssembly', async ({
  request,
  page,
}) => {
  const policy = (await request.get('/')).headers()['content-security-policy'] ?? '';
  expect(policy).toContain("frame-ancestors 'none'");
  expect(policy).not.toContain('unsafe');
  const workers: string[] = [];
  page.on('worker', (worker) => workers.push(worker.url()));
  await page.goto('/');
  await expect(page.locator('html')).toHaveAttribute('data-idle', 'true', { timeout: 30_000 });
  expect(workers.length).toBeGreaterThan(0);
  for (const url of workers) {
    const own = (await request.get(url)).headers()['content-security-policy'];
    expect(own).toBe("default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'");
  }
});
