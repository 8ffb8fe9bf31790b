/**
 * utf8_general_ci: one weight a character, letters alike in both cases and without their accents; trailing spaces do not
 * count. And utf8_bin, in which only the spaces do not count.
 */

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

type Part = { readonly any: true } | { readonly one: true } | { readonly char: string };

function partsOf(pattern: string, escaping: string, weigh: (text: string) => string): readonly Part[] {
  const parts: Part[] = [];
  const chars = [...pattern];
  for (let i = 0; i < chars.length; i += 1) {
    const char = chars[i] as string;
    if (char === escaping && escaping !== '' && i + 1 < chars.length) {
      i += 1;
      parts.push({ char: weigh(chars[i] as string) });
    } else if (char === '%') parts.push({ any: true });
    else if (char === '_') parts.push({ one: true });
    else parts.push({ char: weigh(char) });
  }
  return parts;
}

/** LIKE. From left to right; where it fails the last `%` takes one character more, so that no pattern takes long. */
export function likeMatcher(
  pattern: string,
  escaping: string,
  { bin }: Collation,
): (text: string) => boolean {
  const weigh = (text: string): string => (bin ? text : weights(text));
  const parts = partsOf(pattern, escaping, weigh);
  return (text) => {
    const chars = [...weigh(text)];
    let [at, part] = [0, 0];
    let back: { readonly at: number; readonly part: number } | null = null;
    while (at < chars.length) {
      const wanted = parts[part];
      if (wanted && 'any' in wanted) {
        back = { at, part };
        part += 1;
      } else if (wanted && ('one' in wanted || wanted.char === chars[at])) {
        at += 1;
        part += 1;
      } else if (back) {
        back = { at: back.at + 1, part: back.part };
        at = back.at;
        part = back.part + 1;
      } else return false;
    }
    return parts.slice(part).every((rest) => 'any' in rest);
  };
}
