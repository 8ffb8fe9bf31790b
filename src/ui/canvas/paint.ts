/** Draws tokens and their trails on a 2D canvas. Colours come from the theme's tokens, read once a theme. */
import { DASHES, GLYPHS, type GlyphKind, type Ink } from '../shared/glyphs.ts';
import type { Point } from './layout.ts';
import type { Token } from './tokens.ts';

export interface View {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}
export interface Palette {
  readonly kind: (kind: GlyphKind) => string;
  readonly paper: string;
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
    call: read('--kind-call'),
    reply: read('--kind-reply'),
    cast: read('--kind-cast'),
    fanout: read('--kind-fanout'),
    notification: read('--kind-notification'),
    error: read('--kind-error'),
  };
  const grey = read('--kind-http');
  return {
    kind: (kind) => names[kind] ?? grey,
    paper: read('--paper'),
    ink: read('--ink'),
    weight: Number.parseFloat(read('--line-node')) > 2 ? 1.5 : 1,
  };
}

export function paint(
  context: CanvasRenderingContext2D,
  tokens: readonly Token[],
  view: View,
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
  const pen: Pen = { context, palette, zoom: view.zoom, scale };
  if (tokens.length <= MOST_TRAILS) for (const token of tokens) paintTrails(context, token, palette);
  for (const token of tokens) {
    context.globalAlpha = token.strength;
    for (const head of token.heads) paintHead(pen, token, head);
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

interface Pen {
  readonly context: CanvasRenderingContext2D;
  readonly palette: Palette;
  readonly zoom: number;
  /** pixels of the screen for one of the map */
  readonly scale: number;
}

function paintHead(pen: Pen, token: Token, at: Point): void {
  const { context, palette, zoom } = pen;
  if (token.pulse !== null) {
    context.save();
    context.globalAlpha = (1 - token.pulse) * token.strength;
    context.strokeStyle = palette.kind(token.kind);
    context.lineWidth = 2;
    context.beginPath();
    context.arc(at.x, at.y, SIZE * (0.6 + token.pulse * 0.9), 0, 2 * Math.PI);
    context.stroke();
    context.restore();
  }
  const size = Math.max(SIZE, 20 / zoom);
  paintGlyph(pen, token.kind, at, size);
  if (token.place === 'lost') {
    paintGlyph(pen, 'error', { x: at.x + size * 0.6, y: at.y - size * 0.6 }, size * 0.7);
  }
}

/** Glyphs as bitmaps, drawn once for a palette and a size on the screen: thousands of tokens are then copies. */
const sprites = new WeakMap<Palette, Map<string, HTMLCanvasElement>>();

function spriteOf(kind: GlyphKind, pixels: number, palette: Palette): HTMLCanvasElement {
  const known = sprites.get(palette) ?? new Map<string, HTMLCanvasElement>();
  sprites.set(palette, known);
  const key = `${kind} ${pixels}`;
  const made = known.get(key) ?? document.createElement('canvas');
  if (known.has(key)) return made;
  // one unit of margin for the rim on each side of the box of 24
  made.width = Math.ceil((pixels * (24 + 2 * RIM)) / 24);
  made.height = made.width;
  const context = made.getContext('2d');
  context?.scale(pixels / 24, pixels / 24);
  context?.translate(RIM, RIM);
  if (context) drawGlyph(context, kind, palette);
  known.set(key, made);
  return made;
}

const RIM = 3;

function paintGlyph({ context, palette, scale }: Pen, kind: GlyphKind, at: Point, size: number): void {
  const pixels = Math.round(size * scale);
  const side = (size * (24 + 2 * RIM)) / 24;
  context.drawImage(spriteOf(kind, pixels, palette), at.x - side / 2, at.y - side / 2, side, side);
}

function drawGlyph(context: CanvasRenderingContext2D, kind: GlyphKind, palette: Palette): void {
  const colour = palette.kind(kind);
  const ink = (which: Ink): string => (which === 'kind' ? colour : palette.paper);
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
