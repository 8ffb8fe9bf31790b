/**
 * utf8_general_ci: one weight a character, letters alike in both cases and without their accents; trailing spaces do not
 * count. And utf8_bin, in which only the spaces do not count.
 */
import { likeMatcher } from '../../base/like.ts';

const WEIGHTS = new Map<string, string>();
/** What general_ci weighs as another character, where taking off marks does not tell it. */
const OWN: { readonly [char: string]: string } = { ß: 'S', ſ: 'S', ı: 'I', Ⅰ: 'Ⅰ', µ: 'Μ' };

function weightOf(char: string): string {
  const known = WEIGHTS.get(char);
  if (known !== undefined) return known;
  const own = OWN[char] ?? plainOf(char);
  if (WEIGHTS.size < 10_000) WEIGHTS.set(char, own);
  return own;
}

function plainOf(char: string): string {
  // beyond the first plane all characters weigh alike
  if ((char.codePointAt(0) ?? 0) > 0xffff) return '\ufffd';
  const [base = char, ...marks] = char.normalize('NFD');
  const plain = marks.every((mark) => mark >= '\u0300' && mark <= '\u036f') ? base : char;
  const upper = plain.toUpperCase();
  return upper.length === 1 ? upper : plain;
}

const ASCII = /^[\x20-\x7e]*$/;

/** The weights of a text, one a character. */
export function weights(text: string): string {
  if (ASCII.test(text)) return text.toUpperCase();
  let all = '';
  for (const char of text) all += weightOf(char);
  return all;
}

const withoutSpaces = (text: string): string => {
  let end = text.length;
  while (end > 0 && text.charCodeAt(end - 1) === 32) end -= 1;
  return end === text.length ? text : text.slice(0, end);
};

interface Collation {
  readonly bin?: boolean | undefined;
  readonly bytes?: boolean | undefined;
}

/** Texts that are equal have equal keys. */
export function keyOf(text: string, { bin = false, bytes = false }: Collation): string {
  if (bytes) return text;
  return withoutSpaces(bin ? text : weights(text));
}

/** The shorter one counts as filled up with spaces. */
export function compareTexts(a: string, b: string, collation: Collation): number {
  if (a === b) return 0;
  const [x, y] = [keyOf(a, collation), keyOf(b, collation)];
  if (collation.bytes) return x < y ? -1 : x > y ? 1 : 0;
  const most = Math.max(x.length, y.length);
  for (let i = 0; i < most; i += 1) {
    const left = i < x.length ? x.charCodeAt(i) : 32;
    const right = i < y.length ? y.charCodeAt(i) : 32;
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

/** LIKE as a collation compares. */
export const likeIn = (pattern: string, escaping: string, { bin }: Collation): ((text: string) => boolean) =>
  likeMatcher(pattern, escaping, bin ? (text) => text : weights);
