/** How large and how deep something is, found without building anything of it. */
import { isObject, type Json, parseJson } from '../../base/json.ts';

/** Levels that a text from outside may nest. */
export const DEEPEST = 32;

/** Characters of a text that is parsed before its levels are counted: brackets alone do no harm in as many. */
const HARMLESS = 2 ** 16;

/** Whether a text is not to be parsed. What a shorter one nests too deep is found, and hidden, where it is looked at. */
export const isOutOfBounds = (text: string): boolean => text.length > HARMLESS && isTooDeep(text, DEEPEST);

/** The value of a text from outside; undefined where it is no JSON, or out of bounds. */
export const parseBounded = (text: string): Json | undefined =>
  isOutOfBounds(text) ? undefined : parseJson(text);

const BEYOND_ASCII = /[\u0080-\uffff]/;

/** Bytes of a text in UTF-8. */
function bytesOfText(text: string): number {
  let bytes = text.length;
  // nearly all are of one byte a letter, and long ones are looked through faster so
  if (bytes > 32 && !BEYOND_ASCII.test(text)) return bytes;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    // each half of a pair counts two
    if (code > 0x7f) bytes += code < 0x800 || (code >= 0xd800 && code < 0xe000) ? 1 : 2;
  }
  return bytes;
}

/** Of a text its own bytes, of all else about those of its JSON text; what lies deeper than 64 levels is not counted. */
export function bytesIn(value: unknown, depth = 0): number {
  if (typeof value === 'string') return depth === 0 ? bytesOfText(value) : bytesOfText(value) + 2;
  if (typeof value === 'number') return String(value).length;
  if (typeof value === 'boolean') return value ? 4 : 5;
  if (depth > 64) return 0;
  if (Array.isArray(value)) {
    let bytes = 2;
    for (const one of value) bytes += bytesIn(one, depth + 1) + 1;
    return bytes;
  }
  if (!isObject(value)) return 4;
  let bytes = 2;
  for (const key in value) bytes += key.length + 4 + bytesIn(value[key], depth + 1);
  return bytes;
}

const QUOTE = 34;
const BACKSLASH = 92;

/** Whether a JSON text nests deeper than `most` levels: asked before it is parsed. Brackets within texts do not count. */
function isTooDeep(text: string, most: number): boolean {
  let depth = 0;
  for (let i = 0; i < text.length; i += 1) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) i = endOfText(text, i);
    else if (code === 123 || code === 91) {
      depth += 1;
      if (depth > most) return true;
    } else if (code === 125 || code === 93) depth -= 1;
  }
  return false;
}

/** Where the text that opens at `from` closes; the end where it does not. */
function endOfText(text: string, from: number): number {
  let at = text.indexOf('"', from + 1);
  while (at > 0) {
    let slashes = 0;
    while (text.charCodeAt(at - 1 - slashes) === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return at;
    at = text.indexOf('"', at + 1);
  }
  return text.length;
}
