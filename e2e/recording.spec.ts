/** A recording of a real cloud: dropped on the page, a request of it found by its id, played, closed; what is wrong is said. */
import { gzipSync } from 'node:zlib';
import { axeFaults } from './axe.ts';
import { drop } from './drop.ts';
import { expect, idle, LANGS, openAt, settled, test, textsOf } from './page.ts';
import { ownRecording, requestIn } from './recorded.ts';

test.use({ viewport: { width: 1440, height: 900 }, contextOptions: { reducedMotion: 'reduce' } });

const SECRET = 'canary-7f3a-token';

for (const lang of LANGS) {
  test(`a packed recording is dropped, and a request found by its id is where the player stands (${lang})`, async ({
    page,
  }) => {
    const text = ownRecording(SECRET);
    const id = requestIn(text);
    await openAt(page, { lang });
    await drop(page, { 'cloud.gz': new Uint8Array(gzipSync(text)) });
    const t = textsOf(lang).recording;
    const sheet = page.getByRole('dialog', { name: t.title });
    await expect(sheet.locator('[data-recording-hidden]')).toContainText(t.places.context);
    await expect(page.locator('[data-notice="aside"]')).toContainText('cloud.gz');
    expect(await axeFaults(page, 'dialog')).toEqual([]);
    await sheet.locator('[data-recording-find]').fill(id);
    await expect(sheet.locator('[data-recording-count]')).toHaveAttribute('data-recording-count', '1');
    await page.keyboard.press('Enter');
    await expect(sheet).toBeHidden();
    await settled(page);
    await expect(page.locator('[data-panel="narration"], [data-landmark="narration"]').first()).toContainText(
      'nova-conductor-super',
    );
    await page.keyboard.press('ArrowRight');
    await idle(page);
    expect(await page.content()).not.toContain(SECRET);
    await page.locator('[data-close-trace]').first().click();
    await expect(page.locator('[data-notice="aside"]')).toHaveCount(0);
  });
}

test('what is nothing known says what was tried, and what was open stays; the same is pasted with a pattern', async ({
  page,
}) => {
  await openAt(page, { step: 3 });
  await drop(page, { 'notes.txt': new TextEncoder().encode('milk\nbread\n') });
  const t = textsOf('en').recording;
  const sheet = page.getByRole('dialog', { name: t.title });
  await expect(sheet.getByRole('alert')).toContainText(t.formats.rabtap);
  await expect(page.locator('html')).toHaveAttribute('data-step', '3');
  await expect(page.locator('[data-notice="aside"]')).toHaveCount(0);
  await sheet.locator('[data-recording-paste]').fill('12:00:01 nova-api calls spawn at nova-compute\n');
  await sheet
    .locator('[data-recording-pattern]')
    .fill('^(?<time>[\\d:]+) (?<service>\\S+) calls (?<method>\\w+) at (?<to>\\S+)$');
  await sheet.locator('[data-recording-open-pasted]').click();
  await expect(page.locator('[data-notice="aside"]')).toContainText('clipboard');
});

/** Definitions of a broker with a policy for one of its two queues, and a parameter. */
const DEFINITIONS = JSON.stringify({
  rabbit_version: '3.10.8',
  vhosts: [{ name: '/' }],
  exchanges: [],
  bindings: [],
  queues: ['conductor', 'scheduler'].map((name) => ({
    ...{ name, vhost: '/', durable: true, auto_delete: false, arguments: {} },
  })),
  policies: [
    {
      ...{ vhost: '/', name: 'ttl', pattern: '^cond', 'apply-to': 'all', priority: 1 },
      definition: { 'message-ttl': 1000, 'ha-mode': 'all' },
    },
  ],
  parameters: [{ component: 'shovel', name: 'dc2', vhost: '/', value: {} }],
});

for (const lang of LANGS) {
  test(`definitions of a broker say at each queue which policy applies, and what of it is obeyed (${lang})`, async ({
    page,
  }) => {
    await openAt(page, { lang });
    await drop(page, { 'defs.json': new TextEncoder().encode(DEFINITIONS) });
    const t = textsOf(lang).recording.policies;
    const told = page.locator('[data-policies]');
    await expect(told).toContainText(t.played);
    await expect(told).toContainText(t.parameters('shovel (1)'));
    await expect(told.locator('[data-policy-of]')).toHaveCount(1);
    await expect(told.locator('[data-policy-of="conductor"]')).toContainText('message-ttl: 1000');
    expect(await axeFaults(page, 'dialog')).toEqual([]);
  });
}
