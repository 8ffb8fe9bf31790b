/**
 * Names of queues, hosts, services, tables and files: words of people, which stay, and what only a machine writes, which does not.
 * A name is kept by allow-list too: its letters and signs, and of each word of it that it is no key and no token.
 */

/** Letters and signs of names at a broker. */
const PLAIN_NAME = /^[\w .:@/>~*#()&+-]{0,255}$/;

/** An address with a login in it. */
const LOGIN = /:\/\/|:[^\s:@/]+@/;
/** What every token of Fernet begins with, and numbers that count nothing. */
const KEY = /gAAAAA|\d{13}/;
const WORDS = /[A-Za-z0-9]+/g;

const HEX = 16;
const MIXED = 20;
const LETTERS = 41;
const TURNS = 5;

/** A word that nobody has thought of: long and of letters with digits, hexadecimal, or turning from kind to kind of letter. */
function isTokenLike(word: string): boolean {
  const { length } = word;
  if (length < 7) return false;
  if (KEY.test(word) || length >= LETTERS) return true;
  if (length < 10 || !/\d/.test(word) || !/[A-Za-z]/.test(word)) return false;
  if (length >= MIXED || (length >= HEX && /^[0-9a-f]+$/i.test(word))) return true;
  return /[a-z]/.test(word) && /[A-Z]/.test(word) && turns(word) >= TURNS;
}

/** Whether no word of it is a key or a token, and it is no address with a login. */
export const isPlain = (name: string): boolean =>
  !LOGIN.test(name) && !(name.match(WORDS) ?? []).some(isTokenLike);

/** The name with `mark` of each word of it that is a key or a token; null where it is no name at all. */
export const plainName = (name: string, mark: (word: string) => string): string | null =>
  PLAIN_NAME.test(name) && !LOGIN.test(name)
    ? name.replace(WORDS, (word) => (isTokenLike(word) ? mark(word) : word))
    : null;

/** How often a word turns from small letters to large ones or to digits, and back. */
function turns(word: string): number {
  const kind = (letter: string): number => (/\d/.test(letter) ? 0 : /[a-z]/.test(letter) ? 1 : 2);
  let count = 0;
  for (let i = 1; i < word.length; i += 1) if (kind(word[i] ?? '') !== kind(word[i - 1] ?? '')) count += 1;
  return count;
}

/** A sentence about a file without what it quotes of it, but for names of fields. */
export const withoutQuotes = (sentence: string): string =>
  sentence
    .replace(/"((?:[^"\\]|\\.)*)"?/g, (quoted, inside: string) =>
      /^[a-z_]{1,40}$/.test(inside) ? quoted : '"…"',
    )
    .replace(/\d{7,}/g, '…');

const FILE_NAME = /^[\p{L}\p{N} ._()+~,&-]{1,120}$/u;
const ENDING = /\.[a-z]{2,8}(\.gz)?$/;

/** What a file is called where anybody sees it: its own name, or its number where that holds what is no word. Folders are left out. */
export function fileNameKept(path: string, number: number): string {
  const name = path.split(/[/\\]/).at(-1) ?? '';
  if (FILE_NAME.test(name) && isPlain(name)) return name;
  return `file ${number}${ENDING.exec(name)?.[0] ?? ''}`;
}
