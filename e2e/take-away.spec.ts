/** What a step is taken away as: a picture, a storyboard, a video; from a host and from the one file. */
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ALL_FORMATS, BufferSource, Input } from 'mediabunny';
import { axeFaults } from './axe.ts';
import { expect, LANGS, openAt, type Page, settled, test, textsOf } from './page.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

interface Saved {
  readonly name: string;
  readonly bytes: Buffer;
}

async function saved(page: Page, act: () => Promise<void>): Promise<Saved> {
  const coming = page.waitForEvent('download', { timeout: 100_000 });
  await act();
  const download = await coming;
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

const take = (page: Page, what: string): Promise<Saved> =>
  saved(page, () => page.locator(`[data-take="${what}"]`).click());

async function share(page: Page): Promise<void> {
  await page.locator('[data-share]').click();
  await expect(page.locator('[data-take="video"]')).toBeVisible();
}

/** How a browser reads a file of SVG that stands alone: in a document of its own, where no policy of the page holds. */
async function readSvg(page: Page, svg: string) {
  const blank = await page.context().newPage();
  const read = await blank.evaluate((text) => {
    const file = new DOMParser().parseFromString(text, 'image/svg+xml');
    return {
      root: file.documentElement.tagName,
      isBroken: file.querySelector('parsererror') !== null,
      foreign: file.querySelectorAll('foreignObject, script, style, image').length,
      said: file.documentElement.textContent ?? '',
    };
  }, svg);
  await blank.close();
  return read;
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47]);

for (const lang of LANGS) {
  const t = textsOf(lang);

  test(`the map at a step is saved as SVG and as PNG, with its title, its sentence and all names (${lang})`, async ({
    page,
  }) => {
    await openAt(page, { lang, s: 'boot', step: 12, theme: 'dark' });
    const title = await page.locator('.narration-title').innerText();
    const names = await page
      .locator('.react-flow__node[aria-label]')
      .evaluateAll((all) => all.map((one) => one.getAttribute('aria-label') ?? ''));
    await share(page);
    const svg = await take(page, 'picture-svg');
    expect(svg.name).toBe('novascope-boot-step-12.svg');
    const read = await readSvg(page, svg.bytes.toString());
    expect(read).toMatchObject({ root: 'svg', isBroken: false, foreign: 0 });
    const said = read.said.replace(/\s/g, '');
    for (const text of [title, t.page.sources.simulated, ...names])
      expect(said).toContain(text.replace(/\s/g, ''));
    const png = await take(page, 'picture-png');
    expect(png.name).toBe('novascope-boot-step-12.png');
    expect(png.bytes.subarray(0, 4)).toEqual(PNG);
    // twice the size of the map: its width stands at a fixed place of a PNG
    expect(png.bytes.readUInt32BE(16)).toBeGreaterThan(1800);
  });

  test(`a storyboard is saved with the steps that were written; what names none is said (${lang})`, async ({
    page,
  }) => {
    await openAt(page, { lang, s: 'boot', step: 3 });
    await share(page);
    const field = page.locator('[data-storyboard-steps]');
    await expect(field).not.toHaveValue('');
    await field.fill('2, 99');
    await expect(page.getByText(t.paper.badSteps('99', 19))).toBeVisible();
    await field.fill('3, 5-6');
    const svg = await take(page, 'storyboard-svg');
    expect(svg.name).toBe('novascope-boot-storyboard.svg');
    const { isBroken, said } = await readSvg(page, svg.bytes.toString());
    expect(isBroken).toBe(false);
    expect(said.match(/RabbitMQ/g)?.length).toBe(3);
    expect((await take(page, 'storyboard-png')).bytes.subarray(0, 4)).toEqual(PNG);
    expect(await axeFaults(page)).toEqual([]);
  });
}

/** The file as another program reads it. */
async function videoOf(bytes: Buffer) {
  const input = new Input({ formats: ALL_FORMATS, source: new BufferSource(bytes) });
  const track = await input.getPrimaryVideoTrack();
  const { packetCount } = track ? await track.computePacketStats() : { packetCount: 0 };
  return { seconds: await input.computeDuration(), packetCount };
}

async function makeVideo(page: Page): Promise<void> {
  await share(page);
  await page.locator('[data-video-step="from"]').fill('3');
  await page.locator('[data-video-step="to"]').fill('3');
  const video = await take(page, 'video');
  expect(video.name).toMatch(/^novascope-boot-steps-3-3\.(mp4|webm)$/);
  expect(video.bytes.length).toBeGreaterThan(10_000);
  const said = (await page.locator('[data-video="said"]').textContent()) ?? '';
  const told = Number(/([\d.]+)\s*s/.exec(said)?.[1]);
  const { seconds, packetCount } = await videoOf(video.bytes);
  expect(seconds).toBeGreaterThan(3);
  expect(Math.abs(seconds - told)).toBeLessThan(0.1);
  expect(packetCount).toBe(Math.round(told * 25));
}

test('a stretch of steps is made into a video that other programs read, as long as it is said to be', async ({
  page,
}) => {
  await openAt(page, { s: 'boot', step: 3 });
  await makeVideo(page);
});

test('making a video is cancelled by the keyboard, and nothing is saved', async ({ page }) => {
  const t = textsOf('en').paper;
  const downloads: string[] = [];
  page.on('download', (one) => downloads.push(one.suggestedFilename()));
  await openAt(page, { s: 'boot', step: 1 });
  await share(page);
  await page.locator('[data-video-step="to"]').fill('19');
  await page.locator('[data-take="video"]').focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('progress')).toBeVisible();
  await page.locator('[data-take="video-cancel"]').focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText(t.cancelled)).toBeVisible();
  expect(downloads).toEqual([]);
});

test('a browser without an encoder says so in a sentence', async ({ page }) => {
  await page.addInitScript(() => Reflect.deleteProperty(window, 'VideoEncoder'));
  await openAt(page, { s: 'boot', step: 1 });
  await share(page);
  await page.locator('[data-take="video"]').click();
  await expect(page.getByText(textsOf('en').paper.noEncoder)).toBeVisible();
});

test.describe('the one file', () => {
  const ADDRESS = pathToFileURL(resolve('dist', 'novascope.html')).href;
  test.use({ baseURL: ADDRESS });

  test('saves pictures, prints the handout and makes videos from the disk', async ({ page }) => {
    await page.addInitScript(() => {
      window.print = () => {
        document.documentElement.dataset.printed = 'true';
      };
    });
    await page.goto(`${ADDRESS}#lang=en&s=boot&step=3&v=1`);
    await settled(page);
    await makeVideo(page);
    expect((await take(page, 'picture-svg')).name).toBe('novascope-boot-step-3.svg');
    expect((await take(page, 'picture-png')).bytes.subarray(0, 4)).toEqual(PNG);
    await page.locator('[data-take="handout"]').click();
    await expect(page.locator('html')).toHaveAttribute('data-printed', 'true');
    await page.emulateMedia({ media: 'print' });
    await expect(page.locator('.paper [data-paper-step]')).toHaveCount(19);
  });
});
