/**
 * Chinese found by the first letters of its pinyin, as it is typed where no input method is at hand: 「数据表」 by `sjb`.
 * The common characters of GB 2312 stand in its code table in the order of their readings, and every browser can decode
 * that table: so the letters are read off it, and nothing but the exceptions is carried.
 */

/** The character that each letter's readings begin with; no reading begins with i, u or v. */
const FIRST_OF = {
  a: '啊',
  b: '芭',
  c: '擦',
  d: '搭',
  e: '蛾',
  f: '发',
  g: '噶',
  h: '哈',
  j: '击',
  k: '喀',
  l: '垃',
  m: '妈',
  n: '拿',
  o: '哦',
  p: '啪',
  q: '期',
  r: '然',
  s: '撒',
  t: '塌',
  w: '挖',
  x: '昔',
  y: '压',
  z: '匝',
} as const;

/** Read in another way too in words of this page (重建, 行, 调整, 曾经, 增长, 供给), or none of the common characters. */
const FURTHER: { readonly [letter: string]: string } = {
  c: '重曾',
  d: '宕',
  h: '行',
  j: '给',
  l: '浏',
  t: '调',
  z: '长',
};

/** The common characters: rows 16 to 55 of GB 2312, each of 94 places; the last five of the last row are empty. */
function* commonCharacters(): Generator<string> {
  const decoder = new TextDecoder('gbk');
  for (let row = 16; row <= 55; row += 1) {
    const places = row === 55 ? 89 : 94;
    const bytes = Array.from({ length: places }, (_, i) => [row + 0xa0, i + 1 + 0xa0]).flat();
    yield* decoder.decode(new Uint8Array(bytes));
  }
}

function readLetters(): ReadonlyMap<string, string> {
  const letters = new Map<string, string>();
  const begins = new Map<string, string>(Object.entries(FIRST_OF).map(([letter, first]) => [first, letter]));
  let letter = '';
  for (const character of commonCharacters()) {
    letter = begins.get(character) ?? letter;
    letters.set(character, letter);
  }
  for (const [more, characters] of Object.entries(FURTHER)) {
    for (const character of characters) letters.set(character, (letters.get(character) ?? '') + more);
  }
  return letters;
}

let kept: ReadonlyMap<string, string> | null = null;

/** First letters of a character's readings, usually one; empty for what is no common Chinese character. */
export function lettersOf(character: string): string {
  kept ??= readLetters();
  return kept.get(character) ?? '';
}

/**
 * Whether first letters, with Latin letters and digits between them as they stand, are a stretch of a text: `cjvm1` of 「创建
 * vm1」. `typed` is in lower case. One letter alone says nothing.
 */
export function hasInitials(text: string, typed: string): boolean {
  if (typed.length < 2 || !/^[a-z0-9]+$/.test(typed) || !/\p{Script=Han}/u.test(text)) return false;
  const places = [...text.toLowerCase()].flatMap((character) => {
    const own = /[a-z0-9]/.test(character);
    const letters = own ? character : lettersOf(character);
    return letters === '' ? [] : [{ letters, own }];
  });
  return places.some((_, from) => {
    const stretch = places.slice(from, from + typed.length);
    return (
      stretch.length === typed.length &&
      stretch.some(({ own }) => !own) &&
      stretch.every(({ letters }, i) => letters.includes(typed[i] ?? ' '))
    );
  });
}
