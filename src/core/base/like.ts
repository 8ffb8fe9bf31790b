/** SQL's LIKE, for whoever knows how characters are compared. */

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

/**
 * Characters that `weigh` makes equal are equal. From left to right; where it fails the last `%` takes one character more, so
 * that no pattern takes long. `escaping` = the sign before a character that means itself; '' = none.
 */
export function likeMatcher(
  pattern: string,
  escaping: string,
  weigh: (text: string) => string,
): (text: string) => boolean {
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
