/** A static host gives the page a path of its own: `/repo/`, `/some/base/`. Nothing is asked for beside it. */
import { expect, expectStep, idle, openAt, testBelow } from './page.ts';
import { askSql, bootAnother, NEWEST, playBoot } from './tour.ts';

const test = testBelow('/some/base/');

test('the built page plays below a path: the stored boot, tables, a new run and the console', async ({
  page,
}) => {
  const workers: string[] = [];
  page.on('worker', (worker) => workers.push(new URL(worker.url()).pathname));
  await openAt(page, { step: 1 });
  await playBoot(page);
  await bootAnother(page);
  expect(await askSql(page, NEWEST)).toEqual(['vm2']);
  expect(workers.length).toBeGreaterThan(1);
  for (const path of workers) expect(path).toContain('/some/base/assets/worker/');
});

test.describe('its name without the last slash', () => {
  test.use({ expected: /foreign request: http:[^ ]*\/some\/base$/ });
  test('leads to the same page', async ({ page, baseURL }) => {
    await page.goto(`${(baseURL ?? '').replace(/\/$/, '')}#lang=zh-CN&s=boot&step=3&v=1`);
    await idle(page);
    await expectStep(page, 3);
    await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  });
});
