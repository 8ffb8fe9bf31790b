/**
 * A link as mail programs, wikis and chats leave it: `&` written as `&amp;`, percent signs escaped once too often, the sentence's
 * own bracket or stop at its end, `=` as `=3D`, wide signs of a Chinese keyboard. Loaded when a link is damaged.
 */
import { LANGS } from '../i18n/lang.ts';
import { FREE_KEY, LINK_KEYS, type Link, parseLink } from './link-codec.ts';

const AND = '(?:&|%26|＆|%EF%BC%86)(?:amp;|amp%3B|#0*38;|#x0*26;)*';
const IS = '(?:=3D|=|%3D|＝|%EF%BC%9D)';
const KEY = new RegExp(`(?:${AND}|^|;)\\s*(${LINK_KEYS.join('|')})${IS}`, 'gi');
/** What stands before the first key. */
const BEFORE = /^(?:[\s#/?!&;"'(<[]|%23|%3F|%20)+/i;
const OPENING = /^["'(<[“‘「『（【《]+/u;
/** What a sentence puts behind an address. */
const CLOSING = /[.,:;!?'"*)\]}>\\`”’»」』）】》。，、；：！？…]+$/u;
/** What no eye sees, and where a program broke the line. */
const UNSEEN = /[\s\u00ad\u200b-\u200f\u2060\ufeff]/gu;
/** Escapes of escapes: `%253D` is `%3D`. */
const TWICE = /%25(?=(?:25)*[0-9a-f]{2})/gi;

/** Names of the page in another case, or as programs write them (`zh_CN`). */
const named: Readonly<Record<string, (value: string) => string>> = {
  lang: (value) =>
    LANGS.find((lang) => lang.toLowerCase() === value.toLowerCase().replace('_', '-')) ?? value,
  s: (value) => value.toLowerCase(),
  step: (value) => value.toLowerCase(),
  theme: (value) => value.toLowerCase(),
};

/** As `parseLink`, of a link whose keys are found wherever they stand; what stands before the first of them is no link. */
export function mendLink(hash: string): Link {
  let flat = hash;
  while (/%25(?:25)*(?:3D|26)/i.test(flat)) flat = flat.replace(TWICE, '%');
  const text = flat.replace(BEFORE, '');
  const found = [...text.matchAll(KEY)];
  if (found.length === 0) return parseLink(hash);
  const pairs = new URLSearchParams();
  for (const [i, match] of found.entries()) {
    const [whole, name = ''] = match;
    const key = name.toLowerCase();
    const raw = text.slice(match.index + whole.length, found[i + 1]?.index);
    const [value = '', ...rest] = raw.split('&');
    const plain = unescaped(value);
    pairs.append(key, key === FREE_KEY ? plain : (named[key] ?? String)(bare(plain)));
    for (const [other, its] of new URLSearchParams(rest.join('&'))) pairs.append(other, its);
  }
  return parseLink(pairs.toString());
}

const bare = (value: string): string =>
  value.normalize('NFKC').replace(UNSEEN, '').replace(OPENING, '').replace(CLOSING, '');

/** An escape that was cut in its middle is left out. */
function unescaped(raw: string): string {
  const whole = raw.replace(/%[0-9a-f]?$/i, '').replaceAll('+', ' ');
  try {
    return decodeURIComponent(whole);
  } catch {
    return whole;
  }
}
