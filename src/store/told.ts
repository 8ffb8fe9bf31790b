/** A trace is shown when the texts that tell it are there, in the language that the page has then. */
import type { Trace } from '../core/trace/trace.ts';
import { hasTexts, type Lang, loadTexts, packsToTell } from '../i18n/index.ts';

type LangNow = () => Lang;

export const canTell = (trace: Trace, lang: LangNow): boolean => hasTexts(lang(), packsToTell(trace));

/** Loads what is missing. Rejects with the network's own error. */
export async function loadToTell(trace: Trace, lang: LangNow): Promise<void> {
  while (!canTell(trace, lang)) await loadTexts(lang(), packsToTell(trace));
}
