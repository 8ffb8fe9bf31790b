/** Words in a picture that stands alone: no browser lays them out, so their width is told at a guess and kept to. */
import { type Colour, px, type Shape, shape } from '../../shared/shapes.ts';
import type { Preset } from '../geometry.ts';
import { LETTERS } from '../sizes.ts';

/** What a picture is drawn with. */
export interface PictureInk {
  readonly colour: Colour;
  /** families of letters, as CSS has them */
  readonly sans: string;
  readonly mono: string;
}

export interface LetterSizes {
  readonly title: number;
  readonly name: number;
  readonly small: number;
  readonly tube: number;
  readonly tiny: number;
}

/** The sizes that the live map has, in numbers. */
export function letterSizes(preset: Preset): LetterSizes {
  const sizes = { title: 16, name: 16, small: 14, tube: 13, tiny: 13 };
  for (const [, name = '', value] of LETTERS[preset].matchAll(/--m-(\w+):([\d.]+)px/g))
    if (name in sizes) sizes[name as keyof LetterSizes] = Number(value);
  return sizes;
}

const WIDE = /[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60]/;
const NARROW = /[iljtfrI.,:;|'’‘!()[\] ]/;
const BROAD = /[A-Zmw@%—…×→]/;

/** In units of the letters' size. */
function letterWidth(letter: string, isMono: boolean): number {
  if (WIDE.test(letter)) return 1;
  if (isMono) return 0.6;
  return NARROW.test(letter) ? 0.31 : BROAD.test(letter) ? 0.72 : 0.56;
}

export const widthOf = (words: string, size: number, isMono = false): number =>
  [...words].reduce((sum, letter) => sum + letterWidth(letter, isMono), 0) * size;

interface WordsLook {
  readonly x: number;
  /** of the line that the letters stand on */
  readonly y: number;
  readonly size: number;
  readonly fill: string;
  readonly weight?: number;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly family?: string;
  readonly isMono?: boolean;
  /** wider than this it is set closer */
  readonly room?: number;
}

export function words(text: string, of: WordsLook): Shape {
  const { x, y, size, fill, weight = 400, anchor = 'start', family, isMono = false, room } = of;
  const isTight = room !== undefined && widthOf(text, size, isMono) > room;
  return shape(
    'text',
    {
      x: px(x),
      y: px(y),
      fontSize: size,
      fill,
      ...(weight === 400 ? {} : { fontWeight: weight }),
      ...(anchor === 'start' ? {} : { textAnchor: anchor }),
      ...(family === undefined ? {} : { fontFamily: family }),
      ...(isTight ? { textLength: px(room), lengthAdjust: 'spacingAndGlyphs' } : {}),
    },
    [text],
  );
}

/** No line begins with these. */
const CLOSING = /^[，。、；：？！）》”’…—%]/;

/** Lines of at most `room`: broken between words, and between Han characters. */
export function linesIn(text: string, size: number, room: number): readonly string[] {
  const pieces =
    text.match(
      /[\u2e80-\u9fff\uff00-\uff60][，。、；：？！）》”]*|[^\s\u2e80-\u9fff\uff00-\uff60]+\s*|\s+/g,
    ) ?? [];
  const lines: string[] = [];
  let line = '';
  for (const piece of pieces) {
    if (line !== '' && widthOf((line + piece).trimEnd(), size) > room && !CLOSING.test(piece)) {
      lines.push(line.trimEnd());
      line = piece.trimStart();
    } else line += piece;
  }
  return line.trimEnd() === '' ? lines : [...lines, line.trimEnd()];
}
