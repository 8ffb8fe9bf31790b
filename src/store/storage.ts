/** What outlives a visit, as a text under a key of this browser. It may be refused: then it lasts as long as the page. */

/** For good, or for as long as the window is open. */
type Keeper = 'localStorage' | 'sessionStorage';

/** The class that a window belongs to. */
export const CLASS_KEY = 'novascope.class';

/** null = there is nothing, or it may not be asked. */
export function readStored(key: string, where: Keeper = 'localStorage'): string | null {
  try {
    return globalThis[where].getItem(key);
  } catch {
    return null;
  }
}

/** Whether it is kept: false = it was refused. */
export function writeStored(key: string, value: unknown, where: Keeper = 'localStorage'): boolean {
  try {
    globalThis[where].setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}
