/** Inspect a message: the call from the conductor to the scheduler, as it is on the wire, paired with its reply. */
import { expect, idle, LANGS, openAtRule, test, textsOf } from './page.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

for (const lang of LANGS) {
  test(`the call to the scheduler goes through exchange nova with its topic, and has its reply (${lang})`, async ({
    page,
  }) => {
    const step = await openAtRule(page, 'rpc.select_destinations', { lang });
    const route = page.locator('.narration-from-to');
    await expect(route).toContainText('nova-conductor-super');
    await expect(route).toContainText('nova-scheduler');
    await page.getByRole('button', { name: textsOf(lang).narration.message, exact: true }).click();
    const message = page.locator('.inspector[data-message]');
    const field = (name: string) => message.locator(`[data-field="${name}"] .field-value`);
    await expect(field('exchange')).toHaveText('nova');
    await expect(field('routing_key')).toHaveText('scheduler');
    await expect(field('queues')).toHaveText('scheduler');
    await expect(field('vhost')).toHaveText('/');
    await expect(field('publisher')).toHaveText('nova-conductor-super');
    await expect(field('kind')).toHaveText(textsOf(lang).words.rpcTypes.call);
    await expect(field('method')).toHaveText('select_destinations');
    await expect(field('version')).toHaveText('4.5');
    await expect(field('msg_id')).toHaveText(/^[0-9a-f]{32}$/);
    await expect(field('reply_q')).toHaveText(/^reply_[0-9a-f]{32}$/);
    await expect(field('timeout')).toContainText('60');
    const id = (await field('msg_id').textContent()) ?? '';
    const queue = (await field('reply_q').textContent()) ?? '';

    await message.locator('[data-pair]').click();
    await expect(field('kind')).toHaveText(textsOf(lang).words.rpcTypes.reply);
    await expect(field('publisher')).toHaveText('nova-scheduler');
    await expect(field('queues')).toHaveText(queue);
    await expect(field('msg_id')).toHaveText(id);
    await message.locator('[data-pair]').click();
    await expect(field('method')).toHaveText('select_destinations');
    await expect(page.locator('html')).toHaveAttribute('data-step', String(step));
  });
}

test('the body is readable as a tree and raw as it is on the wire', async ({ page }) => {
  await openAtRule(page, 'rpc.select_destinations', { lang: 'en' });
  await page.keyboard.press('3');
  const { pretty, raw } = textsOf('en').panels.inspector;
  await expect(page.locator('.tree')).toContainText('select_destinations');
  await page.getByRole('button', { name: raw, exact: true }).click();
  const text = (await page.locator('[data-raw]').textContent()) ?? '';
  const outer = JSON.parse(text) as Record<string, string>;
  expect(outer['oslo.version']).toBe('2.0');
  const inner = JSON.parse(outer['oslo.message'] ?? '') as Record<string, unknown>;
  expect(inner).toMatchObject({ method: 'select_destinations', version: '4.5', _timeout: 60 });
  await page.getByRole('button', { name: pretty, exact: true }).click();
  await expect(page.locator('.tree')).toBeVisible();
});

test('the caller waits, the queue has the message, and the broker shows its way', async ({ page }) => {
  const step = await openAtRule(page, 'rpc.select_destinations', { lang: 'en' });
  await expect(page.locator('.service[data-actor="nova-conductor-super"]')).toHaveAttribute(
    'data-state',
    'waiting',
  );
  await page.keyboard.press('5');
  await page.locator('[data-as-table]').click();
  const lit = page.locator('[data-vhost="/"] tr[data-lit]');
  await expect(lit.filter({ hasText: 'nova' }).first()).toContainText('scheduler');
  await expect(page.locator('tr[data-lit][data-queue]')).toHaveAttribute('data-queue', 'scheduler');
  await page.keyboard.press('ArrowRight');
  await idle(page);
  await expect(page.locator('html')).toHaveAttribute('data-step', String(step + 1));
  await expect(page.locator('.service[data-actor="nova-conductor-super"]')).not.toHaveAttribute(
    'data-state',
    'waiting',
  );
});

test('no line on the map joins two services: each ends at the queue', async ({ page }) => {
  await openAtRule(page, 'rpc.select_destinations', { lang: 'en' });
  const ends = await page
    .locator('.react-flow__edge')
    .evaluateAll((edges) => edges.map((edge) => edge.getAttribute('data-id') ?? ''));
  expect(ends.length).toBeGreaterThan(0);
  const services = await page
    .locator('.service[data-actor]')
    .evaluateAll((all) => all.map((one) => one.getAttribute('data-actor') ?? ''));
  for (const id of ends) expect(services.filter((actor) => id.includes(actor)).length).toBeLessThan(2);
});

test('pressing a token on the map opens its message; pressing a node opens its work', async ({ page }) => {
  await openAtRule(page, 'rpc.select_destinations', { lang: 'en' });
  await page.locator('[data-token="call"]').first().click();
  await expect(page.locator('.inspector[data-message]')).toBeVisible();
  const node = page.getByRole('button', { name: /^nova-compute-cpu1,/ });
  await node.focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.inspector[data-service="nova-compute-cpu1"]')).toBeVisible();
  await expect(page.locator('.inspector')).toContainText(textsOf('en').panels.inspector.service.noDatabase);
});
