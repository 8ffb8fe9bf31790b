/**
 * What an operator does with a recording, from its opening to its comparison, by the keyboard alone and in both languages; and what
 * happens to one that is cancelled, broken, nothing known, or comes while another is read.
 */
import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import type { Locator } from '@playwright/test';
import { zipSync } from 'fflate';
import { axeFaults } from './axe.ts';
import { drop } from './drop.ts';
import { clippedTexts, sidewaysScroll } from './look.ts';
import {
  expect,
  expectStep,
  LANGS,
  openAt,
  type Page,
  press,
  SIZES,
  settled,
  stepNow,
  test,
  textsOf,
} from './page.ts';
import { ownRecording, requestIn } from './recorded.ts';

test.use({
  viewport: { width: 1440, height: 900 },
  contextOptions: { reducedMotion: 'reduce' },
  actionTimeout: 15_000,
});

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Goes on with Tab until it is there, as who has no pointer does. */
async function tabTo(page: Page, to: Locator, key = 'Tab'): Promise<void> {
  await expect(to).toBeVisible();
  for (let i = 0; i < 150; i += 1) {
    if (await to.evaluate((one) => one === document.activeElement)) return;
    await page.keyboard.press(key);
  }
  throw new Error(`150 times ${key} do not lead to ${to}`);
}

async function activate(page: Page, what: Locator): Promise<void> {
  await tabTo(page, what);
  await page.keyboard.press('Enter');
}

async function askForSheet(page: Page, lang: 'en' | 'zh-CN'): Promise<Locator> {
  const t = textsOf(lang).recording;
  await page.keyboard.press('Control+k');
  await expect(page.locator('.search-input')).toBeFocused();
  await page.keyboard.insertText(t.open);
  await expect(page.locator('.search [role="option"]').first()).toContainText(t.open);
  await page.keyboard.press('Enter');
  const sheet = page.getByRole('dialog', { name: t.title });
  await expect(sheet).toBeVisible();
  return sheet;
}

for (const lang of LANGS) {
  const t = textsOf(lang);

  test(`a recording is opened, a request of it found, read, saved and laid over the simulator, by keys alone (${lang})`, async ({
    page,
  }) => {
    const text = ownRecording();
    const id = requestIn(text);
    // asked for before the page is there: a browser takes its time to hand choices of files over
    const choosing = page.waitForEvent('filechooser', { timeout: 100_000 });
    await openAt(page, { lang, step: 3 });
    const sheet = await askForSheet(page, lang);
    await tabTo(page, sheet.getByRole('button', { name: t.recording.files, exact: true }));
    await page.keyboard.press('Enter');
    await (await choosing).setFiles({ name: 'cloud.ndjson', mimeType: '', buffer: Buffer.from(text) });
    await expect(sheet.locator('[data-recording-hidden]')).toBeVisible();
    expect(await axeFaults(page, 'dialog')).toEqual([]);
    await tabTo(page, sheet.locator('[data-recording-find]'));
    await page.keyboard.insertText(id);
    await expect(sheet.locator('[data-recording-count]')).toHaveAttribute('data-recording-count', '1');
    await page.keyboard.press('Enter');
    await expect(sheet).toBeHidden();
    await settled(page);
    const begins = await stepNow(page);
    await press(page, 'ArrowRight');
    await expectStep(page, begins + 1);

    await press(page, '0');
    await activate(page, page.locator('.operator [data-view="request"]'));
    await expect(page.locator('[data-request]')).toHaveAttribute('data-request', id);
    await tabTo(page, page.locator('[data-waterfall] [data-span]').first());
    for (let i = 0; i < 6; i += 1) await press(page, 'ArrowDown');
    const wanted = Number(await page.locator('[data-span]:focus').getAttribute('data-report-step'));
    await press(page, 'Enter');
    expect(await stepNow(page)).toBe(wanted);
    expect(await axeFaults(page, '.operator')).toEqual([]);

    await tabTo(page, page.locator('[data-share]'), 'Shift+Tab');
    await page.keyboard.press('Enter');
    const out = page.locator('[data-share-file="jaeger"]');
    const coming = page.waitForEvent('download');
    await activate(page, out);
    const saved = JSON.parse(await readFile(await (await coming).path(), 'utf8')) as { data: unknown[] };
    expect(saved.data.length).toBeGreaterThan(0);
    expect(await axeFaults(page, 'dialog')).toEqual([]);
    await press(page, 'Escape');

    await activate(page, page.locator('.operator [data-view="overlay"]'));
    await expect(page.locator('[data-overlay-told]')).toHaveAttribute('data-overlay-told', 'complete');
    expect(await axeFaults(page, '.operator')).toEqual([]);
    await tabTo(page, page.locator('[data-close-trace]').first(), 'Shift+Tab');
    await page.keyboard.press('Enter');
    await expect(page.locator('[data-notice="aside"]')).toHaveCount(0);
    await expectStep(page, 3);
  });

  test(`one that is read tells how far it is, takes no other, is cancelled, and leaves what was open (${lang})`, async ({
    page,
  }) => {
    await openAt(page, { lang, step: 3 });
    await dropEndless(page, 'large.ndjson');
    const sheet = page.getByRole('dialog', { name: t.recording.title });
    const state = sheet.locator('[data-recording-state="reading"]');
    await expect(state).toContainText('large.ndjson');
    await expect
      .poll(() => state.locator('progress').evaluate((one: HTMLProgressElement) => one.value))
      .toBeGreaterThan(0);
    expect(await axeFaults(page, 'dialog')).toEqual([]);
    await drop(page, { 'second.ndjson': ownRecording() });
    await expect(sheet.locator('[data-recording-another]')).toHaveText(t.recording.another('second.ndjson'));
    await activate(page, sheet.locator('[data-recording-cancel]'));
    await expect(sheet.getByRole('alert')).toHaveText(t.recording.cancelled);
    await expect(sheet.locator('[data-recording-state="rest"]')).toBeVisible();
    await expectStep(page, 3);
    await expect(page.locator('[data-notice="aside"]')).toHaveCount(0);
    // and the next one is taken
    await drop(page, { 'second.ndjson': ownRecording() });
    await expect(page.locator('[data-notice="aside"]')).toContainText('second.ndjson');
    await expect(sheet.locator('[data-recording-another]')).toHaveCount(0);
  });

  test(`what cannot be opened says why, what was tried, and leaves what was open (${lang})`, async ({
    page,
  }) => {
    await openAt(page, { lang, step: 3 });
    const sheet = page.getByRole('dialog', { name: t.recording.title });
    const whole = { zip: zipSync({ 'trace.ndjson': bytes(ownRecording()) }), gz: gzipSync(ownRecording()) };
    const refused: readonly (readonly [string, string, Uint8Array])[] = [
      ['unknown_format', 'notes.txt', bytes('milk\nbread\n')],
      // a file without a byte is none of an unknown format
      ['empty_recording', 'nothing.txt', bytes('')],
      ['bad_archive', 'cut.zip', whole.zip.subarray(0, whole.zip.length / 2)],
      ['bad_archive', 'cut.gz', new Uint8Array(whole.gz).subarray(0, whole.gz.length / 2)],
      ['bad_archive', 'within.zip', zipSync({ 'inner.zip': whole.zip })],
      ['too_large', 'bomb.gz', gzipSync(new Uint8Array(8_000_000))],
      ['empty_recording', 'broken.ndjson', bytes('{"kind":"publish","exchange":"","vhost":"/"}\n')],
    ];
    let before = '';
    for (const [code, name, content] of refused) {
      await drop(page, { [name]: content });
      const told = sheet.locator(`[data-recording-failed="${code}"]`);
      await expect(told, name).toBeVisible();
      // what is told may still be the one before it, which failed alike: while one is read no other is taken
      await expect(told).not.toHaveText(before);
      before = (await told.textContent()) ?? '';
      if (code === 'unknown_format') await expect(told).toContainText(t.recording.formats.rabtap);
      if (lang === 'zh-CN') await expect(told).not.toContainText(/\b(is|the|of|or)\b/);
      await expectStep(page, 3);
      await expect(page.locator('[data-notice="aside"]')).toHaveCount(0);
    }
    expect(await axeFaults(page, 'dialog')).toEqual([]);
  });
}

test('a folder is chosen, and its files are one recording of its name', async ({ page }, testInfo) => {
  const { mkdirSync, writeFileSync } = await import('node:fs');
  const folder = testInfo.outputPath('my-cloud');
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/trace.ndjson`, ownRecording());
  writeFileSync(`${folder}/notes.txt`, 'nothing known\n');
  await openAt(page, { step: 3 });
  await askForSheet(page, 'en');
  await page.locator('[data-recording-files="folder"]').setInputFiles(folder);
  await expect(page.locator('[data-notice="aside"]')).toContainText('my-cloud');
  const told = page.locator('[data-recording-told]');
  await expect(told).toContainText('notes.txt');
  await expect(told).toContainText(textsOf('en').recording.notKnown);
});

test('a text is pasted, and lines of it that cannot be read are told with their numbers', async ({
  page,
}) => {
  await openAt(page, { step: 3 });
  const sheet = await askForSheet(page, 'en');
  const lines = ownRecording().split('\n');
  lines.splice(2, 0, '{"kind":"publish","cut', '[]');
  await tabTo(page, sheet.locator('[data-recording-paste]'));
  await page.keyboard.insertText(lines.slice(0, 40).join('\n'));
  await activate(page, sheet.locator('[data-recording-open-pasted]'));
  const told = sheet.locator('[data-recording-told]');
  await expect(told).toContainText(textsOf('en').recording.line(3, 'is no JSON'));
  await expect(told).toContainText(textsOf('en').recording.line(4, 'is no JSON object'));
  await expect(page.locator('[data-notice="aside"]')).toContainText('clipboard');
});

for (const { name, width, height } of SIZES)
  for (const lang of LANGS)
    test(`the sheet and what an operator reads of a recording stand whole at ${name} (${lang})`, async ({
      page,
    }) => {
      await page.setViewportSize({ width, height });
      await openAt(page, { lang, step: 3 });
      const lines = ownRecording().split('\n');
      lines.splice(2, 0, '{"kind":"publish","cut', '[]');
      const faults: string[] = [];
      const look = async (where: string): Promise<void> => {
        const pictures = process.env.NOVASCOPE_PICTURES;
        if (pictures) await page.screenshot({ path: `${pictures}/${where}-${width}-${lang}.png` });
        const over = await sidewaysScroll(page);
        if (over > 0) faults.push(`${where}: the page scrolls sideways by ${over} px`);
        faults.push(...(await clippedTexts(page)).map((fault) => `${where}: ${fault}`));
      };
      await askForSheet(page, lang);
      await look('sheet');
      await drop(page, { 'notes.txt': 'milk\n' });
      await expect(page.locator('[data-recording-failed]')).toBeVisible();
      await look('refused');
      await drop(page, { 'trace.ndjson': lines.join('\n') });
      await expect(page.locator('[data-recording-hidden]')).toBeVisible();
      await look('told');
      await page.locator('[data-recording-told]').scrollIntoViewIfNeeded();
      await page.locator('[data-recording-guessed]').scrollIntoViewIfNeeded();
      await look('told-below');
      await press(page, 'Escape');
      await settled(page);
      await look('map');
      await press(page, '0');
      for (const view of ['report', 'request', 'overlay']) {
        await page.locator(`[data-view="${view}"]`).first().click();
        await expect(page.locator('.slot-loading, [data-report-making]')).toHaveCount(0);
        await settled(page);
        await look(view);
      }
      expect(faults).toEqual([]);
    });

/** A file of lines that are read for as long as it takes to press a key: made in the page, so that nothing large goes over to it. */
async function dropEndless(page: Page, name: string): Promise<void> {
  const line = ownRecording().split('\n')[0] ?? '';
  await page.evaluate(
    ([file, text]) => {
      const part = new Blob([`${text}\n`.repeat(2000)]);
      const size = Math.ceil((600 * 2 ** 20) / part.size);
      const data = new DataTransfer();
      data.items.add(
        new File(
          Array.from({ length: size }, () => part),
          file,
        ),
      );
      window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }));
    },
    [name, line] as const,
  );
}
