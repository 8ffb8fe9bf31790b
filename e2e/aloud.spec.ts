/** The steps read aloud: by a voice of this device, in the page's language, the words that stand on the page. */
import { axeFaults } from './axe.ts';
import { expect, LANGS, openAt, type Page, press, test, textsOf } from './page.ts';

test.use({ contextOptions: { reducedMotion: 'reduce' } });

/** Stands for the browser's own: what is spoken is written down, and how often it was hushed. */
async function fakeVoices(
  page: Page,
  voices: readonly { lang: string; localService: boolean }[],
): Promise<void> {
  await page.addInitScript((given) => {
    const log: string[] = [];
    class Utterance {
      voice: unknown = null;
      lang = '';
      readonly text: string;
      constructor(text: string) {
        this.text = text;
      }
    }
    const synthesis = {
      getVoices: () => given,
      speak: (one: Utterance) => log.push(`${one.lang}: ${one.text}`),
      cancel: () => log.push('hush'),
      addEventListener: () => undefined,
      removeEventListener: () => undefined,
    };
    Object.defineProperty(window, 'SpeechSynthesisUtterance', { value: Utterance });
    Object.defineProperty(window, 'speechSynthesis', { value: synthesis });
    Object.assign(window, { aloud: log });
  }, voices);
}

const spoken = (page: Page) => page.evaluate(() => (window as unknown as { aloud: string[] }).aloud);
const strip = (page: Page) => page.locator('[data-reads]');
/** Without the marks that only a line's breaking needs. */
const bare = (text: string) =>
  text
    .replaceAll(/[\u2060\u200b\u00ad]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();

const VOICES = [
  { lang: 'en-GB', localService: false },
  { lang: 'zh-HK', localService: true },
  { lang: 'en-US', localService: true },
  { lang: 'zh-CN', localService: true },
];

for (const lang of LANGS)
  test(`one key reads each step, title and telling, and hushes at the next; the same key ends it (${lang})`, async ({
    page,
  }) => {
    const t = textsOf(lang).present.aloud;
    await fakeVoices(page, VOICES);
    await openAt(page, { lang, step: 3 });
    await page.keyboard.press('r');
    await expect(strip(page)).toHaveAttribute('data-reads', 'on');
    await expect(strip(page)).toContainText(t.reads);
    const tag = lang === 'en' ? 'en-US' : 'zh-CN';
    const words = async (): Promise<string> => {
      const title = (await page.locator('.narration-title').textContent()) ?? '';
      const say = (await page.locator('.narration-text').textContent()) ?? '';
      return bare(`${tag}: ${t.says(title, say)}`);
    };
    const last = async (): Promise<string> => bare((await spoken(page)).at(-1) ?? '');
    await expect.poll(last).toBe(await words());
    expect(await axeFaults(page)).toEqual([]);
    await press(page, 'ArrowRight');
    expect((await spoken(page)).at(1)).toBe('hush');
    await expect.poll(last).toBe(await words());
    await page.keyboard.press('r');
    await expect(strip(page)).toHaveCount(0);
    expect(await last()).toBe('hush');
    const count = (await spoken(page)).length;
    await press(page, 'ArrowRight');
    expect((await spoken(page)).length).toBe(count);
  });

for (const [name, voices] of [
  ['no voice', []],
  ['a voice of a server and one of another language', [VOICES[0], { lang: 'de-DE', localService: true }]],
] as const)
  test(`a device with ${name} says so, and nothing is read`, async ({ page }) => {
    await fakeVoices(
      page,
      voices.flatMap((one) => one ?? []),
    );
    await openAt(page, { step: 3 });
    await page.keyboard.press('r');
    await expect(strip(page)).toHaveAttribute('data-reads', 'mute');
    await expect(strip(page)).toContainText(textsOf('en').present.aloud.mute);
    expect((await spoken(page)).filter((one) => one !== 'hush')).toEqual([]);
    await strip(page).getByRole('button').click();
    await expect(strip(page)).toHaveCount(0);
  });
