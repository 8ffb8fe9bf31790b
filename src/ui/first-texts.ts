/**
 * A script of its own, small and read before the page's: the texts of the language that the page opens in are on their way
 * while the rest is still coming. The page waits for the same texts, and tells when they cannot be had.
 */
import { loadTexts } from '../i18n/packs.ts';
import { firstLang } from './app/first-lang.ts';

loadTexts(firstLang(window), ['start']).catch(() => undefined);
