/** The class that a window belongs to: kept for as long as the window is, so that it comes back to it when it opens anew. */
import { parseJson } from '../../core/base/json.ts';
import { name, readIfFits } from '../../core/base/read.ts';
import type { Lang } from '../../i18n/lang.ts';
import { CLASS_KEY, readStored, writeStored } from '../../store/storage.ts';

/** null = it belongs to none yet. */
export const keptRoom = (): string | null =>
  readIfFits(name, parseJson(readStored(CLASS_KEY, 'sessionStorage') ?? ''));

/** Where it is refused, a window that opens anew has to be opened by its key again. */
export const keepRoom = (room: string): boolean => writeStored(CLASS_KEY, room, 'sessionStorage');

/** The same document, opened as the presenter's window of a class. */
export function presenterAddress({ location }: Window, room: string, lang: Lang): string {
  return `${location.href.replace(/#.*/, '')}#${new URLSearchParams({ lang, present: room })}`;
}
