/**
 * The page in a language that does not exist: every sentence of a real one, said twice. What stands whole in it has room. Words
 * on the map's cards stay as they are: a card is drawn to scale, and its width is measured for them.
 */
import type { Page } from './page.ts';

const TEXTS = /\/assets\/texts-[a-z-]+-(?:en|zh-CN)-[\w-]+\.js$/;

/**
 * Runs in the page, before a pack's texts are handed on. What has been doubled carries a mark that is not seen: a sentence
 * made of such a one is long enough.
 */
const TWICE = `
const MARK = '\\u2060';
const CARDS = ['client', 'queue', 'queueSub', 'empty', 'messages', 'rows', 'waits', 'sql', 'states'];
const twice = (given, at = '') => {
  if (typeof given === 'string') return given.trim() === '' || given.includes(MARK) ? given : MARK + given + ' ' + given;
  if (typeof given === 'function') return (...args) => {
    const said = given(...args);
    return Array.isArray(said) ? said : twice(said);
  };
  if (Array.isArray(given)) return given.map((one) => twice(one));
  if (given === null || typeof given !== 'object') return given;
  return Object.fromEntries(Object.entries(given).map(([name, one]) =>
    [name, at === 'map' && CARDS.includes(name) ? one : twice(one, name)]));
};
`;

/** From the next document on. */
export async function doubleTexts(page: Page): Promise<void> {
  await page.route(TEXTS, async (route) => {
    const url = route.request().url();
    const script = await (await route.fetch()).text();
    const [, list = ''] = /export\{([^}]*)\};?\s*$/.exec(script) ?? [];
    const names = list.split(',').map((one) => one.split(' as ').at(-1)?.trim() ?? '');
    const made = names.map((name) => `export const ${name} = twice(plain.${name});`).join('\n');
    await route.fulfill({
      contentType: 'text/javascript',
      body: `import * as plain from ${JSON.stringify(`${url}?plain`)};\n${TWICE}\n${made}\n`,
    });
  });
}
