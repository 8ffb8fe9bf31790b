/**
 * Glyphs as bitmaps, drawn once for a palette, a size on the screen and a strength: thousands of tokens are then plain
 * copies. Colours come from the theme's tokens, read once a theme.
 */
import { defined } from '../../core/base/assert.ts';
import { GLYPHS, type GlyphKind, type Ink } from '../shared/glyphs.ts';
import type { Colour } from '../shared/shapes.ts';
import { kindFill } from './kind-tokens.ts';

export interface Palette {
  readonly kind: (kind: GlyphKind) => string;
  readonly paper: string;
  readonly on: string;
  /** 1, or 1.4 in the projector theme */
  readonly weight: number;
}

export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const weight = document.documentElement.dataset.theme === 'projector' ? 1.4 : 1;
  return paletteOf((token) => style.getPropertyValue(token).trim(), weight);
}

/** Each colour is asked for once. */
export function paletteOf(colour: Colour, weight: number): Palette {
  const known = new Map<string, string>();
  const read = (token: string): string => {
    const value = known.get(token) ?? colour(token);
    known.set(token, value);
    return value;
  };
  return {
    kind: (kind) => read(kindFill(kind)),
    paper: read('--color-paper'),
    on: read('--color-on-kind'),
    weight,
  };
}

/** The glyphs of one size. The strength (0 to 1) is in the bitmap: a copy that is weakened as it is drawn costs half as much again. */
export type Sheet = (kind: GlyphKind, strength: number) => Sprite;

/** A glyph without what is clear around it, which would be copied all the same: that is almost half of its box. */
export interface Sprite {
  readonly bitmap: ImageBitmap;
  /** from the middle of the glyph's box to the bitmap's corner, pixels of the screen */
  readonly left: number;
  readonly top: number;
}

const sheets = new WeakMap<Palette, Map<number, Sheet>>();

/** `pixels` = side of a glyph's box of 24, on the screen. */
export function sheetOf(palette: Palette, pixels: number): Sheet {
  const sizes = sheets.get(palette) ?? new Map<number, Sheet>();
  sheets.set(palette, sizes);
  const sheet = sizes.get(pixels) ?? makeSheet(palette, pixels);
  sizes.set(pixels, sheet);
  return sheet;
}

function makeSheet(palette: Palette, pixels: number): Sheet {
  const strengths = new Map<number, Map<GlyphKind, Sprite>>();
  return (kind, strength) => {
    const kinds = strengths.get(strength) ?? new Map<GlyphKind, Sprite>();
    strengths.set(strength, kinds);
    const sprite = kinds.get(kind) ?? makeSprite(palette, pixels, kind, strength);
    kinds.set(kind, sprite);
    return sprite;
  };
}

/** Units of margin for the rim, on each side of the box of 24. */
const RIM = 3;
const BOX = 24 + 2 * RIM;

function makeSprite(palette: Palette, pixels: number, kind: GlyphKind, strength: number): Sprite {
  const side = Math.ceil((pixels * BOX) / 24);
  const context = contextOf(side, side);
  context.scale(pixels / 24, pixels / 24);
  context.translate(RIM, RIM);
  drawGlyph(context, kind, palette);
  // of what is drawn, as much is kept
  context.resetTransform();
  context.globalCompositeOperation = 'destination-in';
  context.globalAlpha = strength;
  context.fillRect(0, 0, side, side);
  const image = context.getImageData(0, 0, side, side);
  const { x, y, width, height } = inkOf(image);
  const cut = contextOf(width, height);
  cut.putImageData(image, -x, -y);
  return { bitmap: cut.canvas.transferToImageBitmap(), left: x - side / 2, top: y - side / 2 };
}

/** Its pixels are read back. */
function contextOf(width: number, height: number): OffscreenCanvasRenderingContext2D {
  return defined(
    new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true }),
    'a context',
  );
}

/** The smallest box around what is not clear, at least of one pixel. */
export function inkOf({ data, width, height }: Pick<ImageData, 'data' | 'width' | 'height'>) {
  let [left, top, right, bottom] = [width, height, 0, 0];
  for (let i = 0; i < width * height; i += 1) {
    if (data[i * 4 + 3] === 0) continue;
    const [x, y] = [i % width, Math.floor(i / width)];
    left = Math.min(left, x);
    right = Math.max(right, x + 1);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y + 1);
  }
  if (right === 0) return { x: 0, y: 0, width: 1, height: 1 };
  return { x: left, y: top, width: right - left, height: bottom - top };
}

const paths = new Map<string, Path2D>();

function path2d(d: string): Path2D {
  const known = paths.get(d);
  if (known) return known;
  const made = new Path2D(d);
  paths.set(d, made);
  return made;
}

function drawGlyph(context: OffscreenCanvasRenderingContext2D, kind: GlyphKind, palette: Palette): void {
  const colour = palette.kind(kind);
  const ink = (which: Ink): string =>
    which === 'kind' ? colour : which === 'on' ? palette.on : palette.paper;
  context.lineJoin = 'round';
  context.lineCap = 'round';
  // a rim of paper keeps the glyph apart from what it flies over
  context.strokeStyle = palette.paper;
  context.lineWidth = 5;
  for (const part of GLYPHS[kind]) {
    if (part.fill !== 'none' || part.stroke === 'kind') context.stroke(path2d(part.d));
  }
  for (const part of GLYPHS[kind]) {
    const path = path2d(part.d);
    if (part.fill !== 'none') {
      context.fillStyle = ink(part.fill);
      context.fill(path);
    }
    if (part.stroke !== 'none') {
      context.strokeStyle = ink(part.stroke);
      context.lineWidth = part.width;
      context.stroke(path);
    }
  }
}
