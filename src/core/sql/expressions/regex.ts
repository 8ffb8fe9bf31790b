/** MariaDB's regular expressions are PCRE's; those of JavaScript hold nearly all that is asked. */
import { NotModelled, SqlError } from '../server/refusals.ts';

const CLASSES: { readonly [name: string]: string } = {
  alnum: '\\p{L}\\p{N}',
  alpha: '\\p{L}',
  blank: ' \\t',
  cntrl: '\\x00-\\x1f\\x7f',
  digit: '0-9',
  lower: '\\p{Ll}',
  punct: '!-\\/:-@\\[-`{-~',
  space: '\\s',
  upper: '\\p{Lu}',
  word: '\\w',
  xdigit: '0-9A-Fa-f',
};

const known = new Map<string, RegExp>();

/** Errors: MySQL's 1139 for what is no expression, `NotModelled` for what JavaScript does not know. */
export function regexOf(pattern: string, isBinary: boolean, flags = ''): RegExp {
  const key = `${isBinary} ${flags} ${pattern}`;
  const found = known.get(key);
  if (found) {
    found.lastIndex = 0;
    return found;
  }
  const made = makeRegex(pattern, isBinary, flags);
  if (known.size > 200) known.clear();
  known.set(key, made);
  return made;
}

function makeRegex(pattern: string, isBinary: boolean, flags: string): RegExp {
  let source = pattern;
  let options = `${isBinary ? '' : 'i'}${flags}`;
  const [inline, letters = ''] = /^\(\?([a-z-]+)\)/.exec(source) ?? [];
  if (inline !== undefined) {
    if (!/^-?[imsx]+$/.test(letters) || letters.includes('x')) throw new NotModelled(`REGEXP '${inline}'`);
    source = source.slice(inline.length);
    options = letters.startsWith('-')
      ? options.replace(/[ims]/g, (one) => (letters.includes(one) ? '' : one))
      : options;
    if (!letters.startsWith('-')) for (const one of letters) if (!options.includes(one)) options += one;
  }
  if (/\(\?[>|#&R]|\(\?\d|[*+?}]\+|\\[KQEGhHRX]/.test(source))
    throw new NotModelled(`REGEXP '${pattern.slice(0, 40)}'`);
  const translated = source
    .replace(/\[:(\^?)(\w+):\]/g, (all, _not: string, name: string) => CLASSES[name] ?? all)
    .replace(/\[\[:([<>]):\]\]/g, '\\b')
    .replace(/\(\?P</g, '(?<')
    .replace(/\\A/g, '^')
    .replace(/\\[zZ]/g, '$')
    .replace(/^\{/, '\\{');
  for (const unicode of ['u', '']) {
    try {
      return new RegExp(translated, options + unicode);
    } catch {
      // without the flag more texts are expressions
    }
  }
  throw new SqlError(1139, '42000', `Regex error '${reasonOf(pattern)}'`);
}

/** The commonest complaints in PCRE2's words, with its offsets. */
function reasonOf(pattern: string): string {
  if (/^[*+?]/.test(pattern)) return 'quantifier does not follow a repeatable item at offset 0';
  const opened = pattern.replace(/\\./g, '').replace(/\[[^\]]*\]/g, '');
  const open = (opened.match(/\(/g) ?? []).length - (opened.match(/\)/g) ?? []).length;
  if (open > 0) return `missing closing parenthesis at offset ${pattern.length}`;
  if (open < 0) return `unmatched closing parenthesis at offset ${pattern.lastIndexOf(')')}`;
  if (pattern.endsWith('\\')) return `\\ at end of pattern at offset ${pattern.length}`;
  return `missing terminating ] for character class at offset ${pattern.length}`;
}
