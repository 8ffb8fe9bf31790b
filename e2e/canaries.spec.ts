/**
 * Recordings full of secrets, opened in every format that the page reads: whatever is opened, typed, copied, printed and saved, none
 * of the secrets stands in the document, the storage, the link, a file that goes out, the console or a request.
 */
import { readFile } from 'node:fs/promises';
import { PLANTED } from '../src/core/recording/canaries.fixture.ts';
import { SECRETS, secretsIn } from '../src/core/recording/canary-looks.fixture.ts';
import { drop } from './drop.ts';
import { expect, idle, openAt, type Page, press, settled, test, textsOf } from './page.ts';

test.use({
  viewport: { width: 1440, height: 900 },
  contextOptions: { reducedMotion: 'reduce' },
  permissions: ['clipboard-read', 'clipboard-write'],
  actionTimeout: 15_000,
});

/** Every text that the document holds: attributes, what stands in fields, shadow trees; the title, the link, the storages. */
const held = (page: Page): Promise<string> =>
  page.evaluate(async () => {
    const texts: string[] = [document.title, location.href, JSON.stringify(history.state), window.name];
    const into = (root: Document | ShadowRoot): void => {
      for (const one of root.querySelectorAll('*')) {
        for (const { name, value } of one.attributes) texts.push(`${name}=${value}`);
        if ('value' in one) texts.push(String(one.value));
        if (one.shadowRoot) into(one.shadowRoot);
        for (const node of one.childNodes) if (node.nodeType !== 1) texts.push(node.nodeValue ?? '');
      }
      // letters that are drawn one by one stand together again
      texts.push(root.textContent ?? '');
    };
    into(document);
    for (const storage of [localStorage, sessionStorage])
      for (const key of Object.keys(storage)) texts.push(`${key}=${storage.getItem(key)}`);
    texts.push(document.cookie);
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) {
        texts.push(request.url);
        texts.push((await (await cache.match(request))?.text()) ?? '');
      }
    }
    for (const { name = '', version } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name, version);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      for (const store of database.objectStoreNames) {
        const all = database.transaction(store).objectStore(store);
        for (const request of [all.getAll(), all.getAllKeys()])
          texts.push(
            JSON.stringify(
              await new Promise((resolve) => {
                request.onsuccess = () => resolve(request.result);
              }),
            ),
          );
      }
      database.close();
    }
    return texts.join('\n');
  });

/** What was found, by where it was looked. */
class Found {
  readonly at: string[] = [];
  private looked = 0;
  private readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  in(text: string, where: string): void {
    this.looked += 1;
    for (const one of secretsIn(text)) this.at.push(`${where}: ${one}`);
  }

  async look(where: string): Promise<void> {
    this.in(await held(this.page), where);
  }

  count(): number {
    return this.looked;
  }
}

const t = textsOf('en');
const PANELS = ['2', '3', '4', '5', '6', '7', '8', '9', '0', 'h', 'l'] as const;

/** Presses what copies, and reads what was copied. */
async function copies(page: Page, found: Found, inside: string): Promise<void> {
  const buttons = page.locator(inside).getByRole('button', { name: new RegExp(t.panels.common.copy) });
  for (let i = 0; i < Math.min(4, await buttons.count()); i += 1) {
    await buttons.nth(i).click();
    found.in(await page.evaluate(() => navigator.clipboard.readText()), `copied in ${inside}`);
  }
}

/** What is unfolded is one the less that is folded, and may hold some that are. */
async function unfold(page: Page, inside: string): Promise<void> {
  const folded = page.locator(`${inside} details:not([open]) > summary:visible`);
  for (let i = 0; i < 20 && (await folded.count()) > 0; i += 1) await folded.first().click();
}

async function everyPanel(page: Page, found: Found, where: string): Promise<void> {
  for (const key of PANELS) {
    await press(page, key);
    await expect(page.locator('.slot-loading')).toHaveCount(0);
    await found.look(`${where}, panel ${key}`);
    if (key === '3') {
      await unfold(page, '.inspector');
      for (const raw of await page.locator('.inspector [data-view="raw"]').all()) await raw.click();
      await found.look(`${where}, a message as it is on the wire`);
      await copies(page, found, '.inspector');
    }
    if (key === '0') await operator(page, found, where);
  }
}

async function operator(page: Page, found: Found, where: string): Promise<void> {
  for (const view of ['report', 'request', 'overlay', 'terminal']) {
    const button = page.locator(`.operator [data-view="${view}"]`);
    if ((await button.count()) === 0) continue;
    await button.click();
    await idle(page);
    await found.look(`${where}, ${view}`);
    if (view !== 'terminal') continue;
    const commands = page.getByLabel(t.operator.command, { exact: true });
    for (const label of await commands.locator('option').allInnerTexts()) {
      await commands.selectOption({ label });
      await found.look(`${where}, ${label}`);
    }
    await copies(page, found, '.operator');
  }
}

/** What a reader types is theirs: it is looked whether something answers to it. */
async function typed(page: Page, found: Found): Promise<void> {
  await page.keyboard.press('Control+k');
  const line = page.locator('.search-input');
  for (const one of SECRETS.filter((_, i) => i % 29 === 0)) {
    await line.fill(one);
    const options = await page.locator('.search [role="option"]').allInnerTexts();
    found.in(options.join('\n'), `the search for ${one}`);
    found.in(page.url(), `the link while ${one} is searched`);
  }
  for (const word of ['a', 'req-', 'instances', 'hidden']) {
    await line.fill(word);
    await idle(page);
    await found.look(`the search for ${word}`);
  }
  await line.fill('');
  await page.keyboard.press('Escape');
  await expect(line).toBeHidden();
}

async function goesOut(page: Page, found: Found): Promise<void> {
  await page.locator('[data-share]').click();
  const files = page.locator('[data-share-file]');
  await expect(files.first()).toBeVisible();
  expect(await files.count()).toBeGreaterThan(5);
  let written = 0;
  for (const one of await files.all()) {
    const coming = page.waitForEvent('download');
    await one.click();
    const download = await coming;
    const name = download.suggestedFilename();
    const file = await readFile(await download.path(), 'utf8');
    written += file.length;
    found.in(`${name}\n${file}`, `saved as ${name}`);
  }
  expect(written).toBeGreaterThan(1000);
  await found.look('the menu of what is shared');
  await copies(page, found, 'dialog');
  await page.keyboard.press('Escape');
}

async function onPaper(page: Page, found: Found): Promise<void> {
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await page.emulateMedia({ media: 'print' });
  await found.look('the page on paper');
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await page.emulateMedia({ media: 'screen' });
  await page.evaluate(() => {
    window.print = () => undefined;
  });
  await page.locator('[data-share]').click();
  await page.locator('[data-take="handout"]').click();
  await idle(page);
  await found.look('the handout');
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await page.keyboard.press('Escape');
  await expect(page.locator('dialog[open]')).toHaveCount(0);
}

for (const { what, files, pattern } of PLANTED)
  test(`none of the secrets in ${what} is anywhere on the page or leaves it`, async ({ page, context }) => {
    const said: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    context.on('request', (request) => said.push(`${request.url()} ${request.postData() ?? ''}`));
    const found = new Found(page);
    await openAt(page, { step: 2 });
    if (pattern === undefined) await drop(page, files);
    else {
      await page.locator('[data-share]').click();
      await page.locator('[data-open-recording]').click();
      const sheet = page.getByRole('dialog', { name: t.recording.title });
      await sheet.locator('[data-recording-pattern]').fill(pattern);
      await sheet.locator('[data-recording-paste]').fill(Object.values(files).join('\n'));
      await sheet.locator('[data-recording-open-pasted]').click();
      await expect(sheet.locator('[data-recording-told]')).toBeVisible();
      // and what was pasted stands in its field no more
      await expect(sheet.locator('[data-recording-paste]')).toHaveValue('');
    }
    const sheet = page.getByRole('dialog', { name: t.recording.title });
    await expect(sheet.locator('[data-recording-told]')).toBeVisible();
    await unfold(page, 'dialog');
    await found.look('the sheet');
    const find = sheet.locator('[data-recording-find]');
    const isRecording = (await find.count()) > 0;
    if (isRecording) {
      for (const one of SECRETS.filter((_, i) => i % 37 === 0)) {
        await find.fill(one);
        found.in((await sheet.locator('tbody').allInnerTexts()).join('\n'), `requests like ${one}`);
      }
      await find.fill('');
    }
    await page.keyboard.press('Escape');
    await expect(sheet).toBeHidden();
    await settled(page);
    await found.look('the map');
    await everyPanel(page, found, 'where it begins');
    await press(page, 'Escape');
    for (let i = 0; i < 3; i += 1) await press(page, 'ArrowRight');
    await everyPanel(page, found, 'three steps on');
    await press(page, 'Escape');
    await press(page, 'End');
    await everyPanel(page, found, 'at the end');
    await press(page, 'Escape');
    await typed(page, found);
    await goesOut(page, found);
    await onPaper(page, found);
    if (isRecording) await page.locator('[data-close-trace]').first().click();
    await settled(page);
    await found.look('after it was closed');
    found.in(said.join('\n'), 'the console and the requests');
    expect(found.count()).toBeGreaterThan(60);
    expect([...new Set(found.at)]).toEqual([]);
  });
