import { packRun } from '../src/store/run-codec.ts';
import { expect, stepCount, test } from './page.ts';

test('a forked run goes into the address; opened elsewhere it is offered, and runs when the reader agrees', async ({
  page,
}) => {
  await page.goto('/#lang=en&s=boot&step=6&v=1');
  await expect(page.locator('html')).toHaveAttribute('data-idle', 'true');
  await page.getByRole('button', { name: 'Boot', exact: true }).click();
  await expect(page.locator('[data-notice="forked"]')).toBeVisible();
  await expect.poll(() => page.evaluate(() => location.hash)).toContain('run=1.');
  const address = await page.evaluate(() => location.href);

  const other = await page.context().newPage();
  await other.goto(address);
  await expect(other.locator('[data-notice="run_offered"]')).toContainText('2 commands (Boot)');
  await expect(other.locator('html')).toHaveAttribute('data-step', '1');
  await other.getByRole('button', { name: 'Run it' }).click();
  await expect(other.locator('[data-notice="run_offered"]')).toBeHidden();
  await expect(other.locator('html')).toHaveAttribute('data-step', '6');
  await expect.poll(() => other.evaluate(() => location.hash)).toContain('run=1.');
});

test('a damaged run is refused with a sentence, and the page lives', async ({ page }) => {
  await page.goto('/#lang=en&s=boot&step=3&v=1&run=1.00000000.AAAA');
  await expect(page.locator('[data-notice="bad_run"]')).toContainText('cannot be read');
  await expect(page.locator('html')).toHaveAttribute('data-idle', 'true');
});

test('a link with a hundred commands says what it carries, and runs none of them before the reader agrees', async ({
  page,
}) => {
  const commands = Array.from({ length: 100 }, (_, n) => ({
    at_us: 1_000_000 + n * 50_000,
    ...(n % 2 === 0
      ? { name: 'kill', args: { service: 'nova-scheduler' } }
      : { name: 'start', args: { service: 'nova-scheduler' } }),
  }));
  const run = await packRun({ v: 1, commands });
  await page.goto('/#lang=en&s=boot&step=1&v=1');
  await expect(page.locator('html')).toHaveAttribute('data-idle', 'true');
  const count = await stepCount(page);
  await page.goto('about:blank');
  await page.goto(`/#lang=en&s=boot&step=1&v=1&run=${run}`);
  await expect(page.locator('[data-notice="run_offered"]')).toContainText('100 commands (Kill, Start)');
  await expect(page.locator('html')).toHaveAttribute('data-idle', 'true');
  await expect.poll(() => stepCount(page)).toBe(count);
  await page.getByRole('button', { name: 'Run it' }).click();
  await expect(page.locator('[data-notice="run_offered"]')).toBeHidden();
  await expect.poll(() => stepCount(page)).not.toBe(count);
});
