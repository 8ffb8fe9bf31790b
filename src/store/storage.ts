/** What outlives a visit, as a text under a key of this browser. It may be refused: then it lasts as long as the page. */

/** null = there is nothing, or it may not be asked. */
export function readStored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Whether it is kept: false = it was refused. */
export function writeStored(key: string, value: unknown): boolean {
  try {
    localStorage.setItem(key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}
