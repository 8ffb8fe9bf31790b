/** Draws tokens and their trails on a 2D canvas. Colours come from the theme's tokens, read once a theme. */
import { DASHES, GLYPHS, type GlyphKind, type Ink } from '../shared/glyphs.ts';
import type { Point } from './geometry.ts';
import type { Token } from './tokens.ts';

interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}
export interface Palette {
  readonly kind: (kind: GlyphKind) => string;
  readonly paper: string;
  readonly on: string;
  readonly ink: string;
  /** 1, or 1.5 in the projector theme */
  readonly weight: number;
}

const SIZE = 28;
const BEND = 7;
/** In a larger crowd nobody can follow a trail, and drawing them takes longer than a frame. */
const MOST_TRAILS = 100;
const paths = new Map<string, Path2D>();

function path2d(d: string): Path2D {
  const known = paths.get(d);
  if (known) return known;
  const made = new Path2D(d);
  paths.set(d, made);
  return made;
}

export function readPalette(element: Element): Palette {
  const style = getComputedStyle(element);
  const read = (name: string): string => style.getPropertyValue(name).trim();
  const names: { readonly [kind: string]: string } = {
    call: read('--color-call'),
    reply: read('--color-call'),
    cast: read('--color-cast-fill'),
    fanout: read('--color-fanout'),
    notification: read('--color-notify'),
    error: read('--color-error'),
  };
  const grey = read('--color-http');
  return {
    kind: (kind) => names[kind] ?? grey,
    paper: read('--color-paper'),
    on: read('--color-on-kind'),
    ink: read('--color-ink'),
    weight: Number.parseFloat(read('--line-node')) > 2 ? 1.5 : 1,
  };
}

export function paint(
  context: CanvasRenderingContext2D,
  tokens: readonly Token[],
  view: Viewport,
  ratio: number,
  palette: Palette,
): void {
  const { canvas } = context;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  const scale = view.zoom * ratio;
  context.setTransform(scale, 0, 0, scale, view.x * ratio, view.y * ratio);
  context.lineJoin = 'round';
  context.lineCap = 'round';
  if (tokens.length <= MOST_TRAILS) for (const token of tokens) paintTrails(context, token, palette);
  context.setTransform(1, 0, 0, 1, 0, 0);
  const size = Math.max(SIZE * view.zoom, 20) * ratio;
  const pen: Pen = { context, palette, scale, pixels: Math.round(size), sprites: spritesOf(palette) };
  for (const token of tokens) {
    context.globalAlpha = token.strength;
    for (const { x, y } of token.heads) {
      paintHead(pen, token, { x: x * scale + view.x * ratio, y: y * scale + view.y * ratio });
    }
  }
  context.globalAlpha = 1;
}

function trace(context: CanvasRenderingContext2D, points: readonly Point[]): void {
  context.beginPath();
  points.forEach((point, i) => {
    const next = points[i + 1];
    if (i === 0) context.moveTo(point.x, point.y);
    else if (next) context.arcTo(point.x, point.y, next.x, next.y, BEND);
    else context.lineTo(point.x, point.y);
  });
}

function paintTrails(context: CanvasRenderingContext2D, token: Token, palette: Palette): void {
  context.globalAlpha = token.strength;
  context.strokeStyle = palette.kind(token.kind);
  context.setLineDash([...DASHES[token.kind]]);
  const width = 2.5 * palette.weight;
  for (const points of token.trails) {
    trace(context, points);
    if (token.kind === 'fanout') {
      context.lineWidth = width * 2.6;
      context.stroke();
      context.strokeStyle = palette.paper;
      context.lineWidth = width;
      context.stroke();
      context.strokeStyle = palette.kind(token.kind);
      continue;
    }
    context.lineWidth = width;
    context.stroke();
  }
  context.setLineDash([]);
}

/** What heads are painted with: in pixels of the screen, so that glyphs are copied pixel by pixel. */
interface Pen {
  readonly context: CanvasRenderingContext2D;
  readonly palette: Palette;
  /** pixels of the screen for one of the map */
  readonly scale: number;
  /** side of a glyph's box */
  readonly pixels: number;
  readonly sprites: Map<GlyphKind, Map<number, HTMLCanvasElement>>;
}

function paintHead(pen: Pen, token: Token, at: Point): void {
  const { context, palette, pixels, scale } = pen;
  if (token.pulse !== null) {
    context.save();
    context.globalAlpha = (1 - token.pulse) * token.strength;
    context.strokeStyle = palette.kind(token.kind);
    context.lineWidth = 2 * scale;
    context.beginPath();
    context.arc(at.x, at.y, SIZE * scale * (0.6 + token.pulse * 0.9), 0, 2 * Math.PI);
    context.stroke();
    context.restore();
  }
  paintGlyph(pen, token.kind, at, pixels);
  if (token.place === 'lost') {
    const corner = { x: at.x + pixels * 0.6, y: at.y - pixels * 0.6 };
    paintGlyph(pen, 'error', corner, Math.round(pixels * 0.7));
  }
}

/** Glyphs as bitmaps, drawn once for a palette and a size on the screen: thousands of tokens are then copies. */
const known = new WeakMap<Palette, Pen['sprites']>();

function spritesOf(palette: Palette): Pen['sprites'] {
  const sprites = known.get(palette) ?? new Map();
  known.set(palette, sprites);
  return sprites;
}

function spriteOf({ palette, sprites }: Pen, kind: GlyphKind, pixels: number): HTMLCanvasElement {
  const sizes = sprites.get(kind) ?? new Map<number, HTMLCanvasElement>();
  sprites.set(kind, sizes);
  const made = sizes.get(pixels);
  if (made) return made;
  const sprite = document.createElement('canvas');
  // one unit of margin for the rim on each side of the box of 24
  sprite.width = Math.ceil((pixels * (24 + 2 * RIM)) / 24);
  sprite.height = sprite.width;
  const context = sprite.getContext('2d');
  context?.scale(pixels / 24, pixels / 24);
  context?.translate(RIM, RIM);
  if (context) drawGlyph(context, kind, palette);
  sizes.set(pixels, sprite);
  return sprite;
}

const RIM = 3;

function paintGlyph(pen: Pen, kind: GlyphKind, at: Point, pixels: number): void {
  const sprite = spriteOf(pen, kind, pixels);
  const half = sprite.width / 2;
  pen.context.drawImage(sprite, Math.round(at.x - half), Math.round(at.y - half));
}

function drawGlyph(context: CanvasRenderingContext2D, kind: GlyphKind, palette: Palette): void {
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
