/** Erlang terms as RabbitMQ prints them: binaries, strings, atoms, numbers, lists, tuples and maps. What is no term is null. */

type ErlangTerm = string | number | readonly ErlangTerm[];

const DEEPEST = 32;
const TOKEN =
  /\s*(?:<<"((?:[^"\\]|\\.)*)">>|<<([\d,\s]*)>>|"((?:[^"\\]|\\.)*)"|(-?\d+(?:\.\d+(?:e[+-]?\d+)?)?)|([a-z][\w@]*|'(?:[^'\\]|\\.)*')|([[\]{},|]))/iy;

/** null where the text is no term. Lists and tuples are both lists. */
export function erlangTermOf(text: string): ErlangTerm | null {
  const pattern = new RegExp(TOKEN);
  let depth = 0;
  const next = (): string | number | { readonly sign: string } | null => {
    const match = pattern.exec(text);
    if (!match) return null;
    const [, binary, bytes, quoted, number, atom, sign] = match;
    if (binary !== undefined) return unescaped(binary);
    if (bytes !== undefined)
      return String.fromCharCode(
        ...bytes
          .split(',')
          .map(Number)
          .filter((n) => n >= 0 && n < 256),
      );
    if (quoted !== undefined) return unescaped(quoted);
    if (number !== undefined) return Number(number);
    return atom !== undefined ? atom.replaceAll("'", '') : { sign: sign ?? '' };
  };
  const read = (token: ReturnType<typeof next>): ErlangTerm | null => {
    if (token === null) return null;
    if (typeof token !== 'object') return token;
    const close = token.sign === '[' ? ']' : token.sign === '{' ? '}' : null;
    depth += 1;
    if (close === null || depth > DEEPEST) return null;
    const list: ErlangTerm[] = [];
    for (;;) {
      const inner = next();
      if (inner === null) return null;
      if (typeof inner === 'object' && inner.sign === close) break;
      if (typeof inner === 'object' && (inner.sign === ',' || inner.sign === '|')) continue;
      const term = read(inner);
      if (term === null) return null;
      list.push(term);
    }
    depth -= 1;
    return list;
  };
  const term = read(next());
  return term !== null && text.slice(pattern.lastIndex).trim() === '' ? term : null;
}

const unescaped = (text: string): string => text.replace(/\\(.)/g, '$1');

/** `[{<<"a">>, longstr, <<"b">>}, {<<"c">>, 1}]` as an object; what is no such list is empty. */
export function erlangTable(term: ErlangTerm | null): { readonly [key: string]: unknown } {
  if (!Array.isArray(term)) return {};
  const entries = (term as readonly ErlangTerm[]).flatMap((one) => {
    if (!Array.isArray(one) || typeof one[0] !== 'string') return [];
    const value = one.at(-1) as ErlangTerm;
    return [[one[0], Array.isArray(value) ? erlangTable(value) : value] as const];
  });
  return Object.fromEntries(entries);
}

/** The texts of a list. */
export const erlangTexts = (term: ErlangTerm | null): readonly string[] =>
  Array.isArray(term) ? (term as readonly ErlangTerm[]).filter((one) => typeof one === 'string') : [];
