/** Every text in every language, there as soon as this module is: for tests and for what is drawn at build time. */
import { LANGS } from './lang.ts';
import { loadTexts, PACKS } from './packs.ts';

await Promise.all(LANGS.map((lang) => loadTexts(lang, PACKS)));

export { textsOf } from './packs.ts';
