/** The operator's report: an entry leads to its step, a request's waterfall is read, a run goes out; by the keyboard, in both languages. */
import { readFile } from 'node:fs/promises';
import { axeFaults } from './axe.ts';
import { drop } from './drop.ts';
import { expect, LANGS, openAt, press, stepNow, test, textsOf } from './page.ts';
import { ownRecording } from './recorded.ts';

for (const lang of LANGS) {
  const t = textsOf(lang);

  test(`the report names the call that nobody answered, and leads to its step by the keyboard (${lang})`, async ({
    page,
  }) => {
    await openAt(page, { lang, s: 'scheduler_down_timeout', step: 1 });
    await press(page, '0');
    await page.locator('[data-view="report"]').focus();
    await press(page, 'Enter');
    await expect(page.locator('[data-report-count="unanswered"]')).toHaveText('1');
    await expect(page.locator('[data-report-count="redelivered"]')).toHaveText(t.report.none);
    await expect(page.locator('[data-report-source]')).toHaveText(t.report.simulated);
    const entry = page.locator('[data-report-line="unanswered"]');
    await expect(entry).toContainText('select_destinations');
    await expect(entry).toContainText(t.report.unanswered.how.timed_out);
    const link = entry.locator('[data-report-step]');
    const wanted = await link.getAttribute('data-report-step');
    await link.focus();
    await press(page, 'Enter');
    await expect(page.locator('html')).toHaveAttribute('data-step', String(wanted));
    await expect(page.locator('.narration')).toContainText('nova-scheduler');
    expect(await axeFaults(page, '.operator')).toEqual([]);
  });

  test(`a request is found by its id and its waterfall leads to the steps, by the keyboard (${lang})`, async ({
    page,
  }) => {
    await openAt(page, { lang, s: 'boot', step: 1, panels: 'operator' });
    await page.locator('[data-view="request"]').click();
    const request = page.locator('[data-request]');
    const boot = (await request.getAttribute('data-request')) ?? '';
    expect(boot).toMatch(/^req-/);
    const rows = page.locator('[data-waterfall] [data-span]');
    await expect(rows.first()).toContainText('POST /servers');
    await expect(page.locator('[data-share-of="nova-compute-cpu1"]')).toBeVisible();
    await page.locator('[data-field="request-id"]').fill('req-of-nobody');
    await expect(request.getByRole('status')).toContainText('req-of-nobody');
    await page.locator('[data-field="request-id"]').fill(boot);
    await expect(request.getByRole('status')).toHaveCount(0);
    await rows.first().focus();
    for (let i = 0; i < 12; i += 1) await press(page, 'ArrowDown');
    const at = page.locator('[data-span]:focus');
    const wanted = Number(await at.getAttribute('data-report-step'));
    expect(wanted).toBeGreaterThan(1);
    await press(page, 'Enter');
    expect(await stepNow(page)).toBe(wanted);
    await expect(at).toHaveAttribute('aria-current', 'step');
    expect(await axeFaults(page, '.operator')).toEqual([]);
  });
}

test('what happened goes out for another tool, with the version and where it is from', async ({ page }) => {
  await openAt(page, { s: 'boot', step: 3 });
  await page.locator('[data-share]').click();
  const coming = page.waitForEvent('download');
  await page.locator('[data-share-file="otlp"]').click();
  const download = await coming;
  expect(download.suggestedFilename()).toBe('novascope-boot.otlp.json');
  const text = await readFile(await download.path(), 'utf8');
  const { resourceSpans } = JSON.parse(text);
  expect(resourceSpans.length).toBeGreaterThan(5);
  expect(text).toContain('"simulated"');
  expect(await axeFaults(page)).toEqual([]);
});

test('a playground has no rows to ask for, and a report all the same', async ({ page }) => {
  await openAt(page, { s: 'amqp-requeue', step: 1, panels: 'operator' });
  await expect(page.locator('[data-view="terminal"]')).toHaveCount(0);
  await expect(page.locator('[data-report-count="redelivered"]')).toHaveText('1');
});

const SECRET = 'canary-2b9c-token';

for (const lang of LANGS) {
  const t = textsOf(lang).report;

  test(`a recording has its report, its request, its place over the simulated boot, and goes out without its secrets (${lang})`, async ({
    page,
  }) => {
    await openAt(page, { lang });
    const text = ownRecording(SECRET);
    expect(text).toContain(SECRET);
    await drop(page, { 'cloud.ndjson': text });
    await expect(page.locator('[data-recording-hidden]')).toBeVisible();
    await press(page, 'Escape');
    await press(page, '0');
    await page.locator('[data-view="report"]').click();
    await expect(page.locator('[data-report-source]')).toContainText(t.unknownParts.acks);
    await expect(page.locator('[data-report-count="unanswered"]')).toHaveText(t.none);
    await page.locator('[data-view="request"]').click();
    const build = page.locator('[data-waterfall] [data-span="work"]', { hasText: 'build_and_run_instance' });
    await expect(build).toContainText(t.request.openEnd);
    await page.locator('[data-view="overlay"]').click();
    await expect(page.locator('[data-overlay-told]')).toHaveAttribute('data-overlay-told', 'complete');
    expect(await axeFaults(page, '.operator')).toEqual([]);
    await page.locator('[data-share]').click();
    for (const format of ['facts', 'jaeger'] as const) {
      const coming = page.waitForEvent('download');
      await page.locator(`[data-share-file="${format}"]`).click();
      const out = await readFile(await (await coming).path(), 'utf8');
      expect(out).toContain('recorded');
      expect(out).toContain('build_and_run_instance');
      expect(out).not.toContain(SECRET);
    }
  });
}

/** The same cloud at another time, when no server was built. */
const otherRecording = (): string =>
  ownRecording(SECRET)
    .split('\n')
    .filter((line) => !line.includes('"method":"build_and_run_instance"'))
    .join('\n');

for (const lang of LANGS) {
  const t = textsOf(lang).report.overlay;

  test(`a second recording is chosen, laid over the one that is shown, and each entry leads to its step, by the keyboard (${lang})`, async ({
    page,
  }) => {
    await openAt(page, { lang });
    await drop(page, { 'first.ndjson': ownRecording(SECRET) });
    await expect(page.locator('[data-recording-hidden]')).toBeVisible();
    await press(page, 'Escape');
    await press(page, '0');
    await page.locator('[data-view="overlay"]').click();
    await expect(page.locator('[data-overlay-told]')).toHaveAttribute('data-overlay-told', 'complete');
    await page.locator('[data-recording-files="second"]').setInputFiles({
      name: 'second.ndjson',
      mimeType: 'text/plain',
      buffer: Buffer.from(otherRecording()),
    });
    const choice = page.locator('[data-field="overlay"]');
    await expect(choice).toHaveValue('second');
    await expect(choice.locator('option').first()).toHaveText(t.recorded('second.ndjson'));
    await expect(page.locator('[data-overlay-told]')).toHaveAttribute('data-overlay-told', 'different');
    await expect(page.locator('[data-report-count="missing"]')).toHaveText(textsOf(lang).report.none);
    // what the page shows is the first one still
    await expect(page.locator('[data-notice="aside"]')).toContainText('first.ndjson');
    const entry = page.locator('[data-report-line="extra"]').first();
    const link = entry.locator('[data-report-step]');
    const wanted = Number(await link.getAttribute('data-report-step'));
    await link.focus();
    await press(page, 'Enter');
    expect(await stepNow(page)).toBe(wanted);
    await page.locator('[data-second] ~ div summary').focus();
    await press(page, 'Enter');
    await expect(page.locator('[data-overlay] [data-recording-hidden]')).toBeVisible();
    expect(await axeFaults(page, '.operator')).toEqual([]);
    expect(await page.content()).not.toContain(SECRET);
    await page.locator('[data-second-away]').focus();
    await press(page, 'Enter');
    await expect(choice).not.toHaveValue('second');
    await expect(page.locator('[data-overlay-told]')).toHaveAttribute('data-overlay-told', 'complete');
  });
}

test('a second recording may be dropped on the panel; what is none says so, and what was laid over stays', async ({
  page,
}) => {
  const t = textsOf('en').recording;
  await openAt(page, { s: 'boot', step: 4, panels: 'operator' });
  await page.locator('[data-view="overlay"]').click();
  await expect(page.locator('[data-overlay]')).toBeVisible();
  await drop(page, { 'cloud.ndjson': ownRecording(SECRET) }, '[data-overlay]');
  await expect(page.locator('[data-field="overlay"]')).toHaveValue('second');
  await expect(page.locator('[data-report-count="missing"]')).toHaveText('none');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  await drop(page, { 'notes.txt': 'milk' }, '[data-overlay]');
  await expect(page.locator('[data-second] [role="alert"]')).toContainText(t.formats.rabtap);
  await expect(page.locator('[data-field="overlay"]')).toHaveValue('second');
  expect(await stepNow(page)).toBe(4);
});
