/** Draws tokens and their trails on a 2D canvas. Colours come from the theme's tokens, read once a theme. */
import { DASHES, GLYPHS, type GlyphKind, type Ink } from '../shared/glyphs.ts';
import { type FlowMap, type Point, pipesOf } from './geometry.ts';
import type { Token } from './tokens.ts';

interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
  /** pixels of the screen for one of CSS */
  readonly ratio: number;
}
export interface Palette {
  readonly kind: (kind: GlyphKind) => string;
  readonly paper: string;
  readonly on: string;
  readonly ink: string;
  /** 1, or 1.4 in the projector theme */
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
    weight: document.documentElement.dataset.theme === 'projector' ? 1.4 : 1,
  };
}

export function paint(
  context: CanvasRenderingContext2D,
  tokens: readonly Token[],
  view: Viewport,
  palette: Palette,
  map: FlowMap,
): void {
  const { canvas } = context;
  const { ratio } = view;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  const scale = view.zoom * ratio;
  context.setTransform(scale, 0, 0, scale, view.x * ratio, view.y * ratio);
  context.lineJoin = 'round';
  context.lineCap = 'butt';
  if (tokens.length <= MOST_TRAILS && tokens.some((token) => token.trails.length > 0)) {
    context.save();
    context.clip(besidePipes(map), 'evenodd');
    for (const token of tokens) paintTrails(context, token, palette);
    context.restore();
  }
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

/** Lines pass behind the pipes: what lies in a queue stays readable. */
const clips = new WeakMap<FlowMap, Path2D>();
function besidePipes(map: FlowMap): Path2D {
  const kept = clips.get(map);
  if (kept) return kept;
  const path = new Path2D();
  path.rect(-1e4, -1e4, 2e4 + map.width, 2e4 + map.height);
  for (const { x, y, width, height } of pipesOf(map)) path.roundRect(x, y, width, height, [7]);
  clips.set(map, path);
  return path;
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

/** Over a rim of paper, so that it stands off from what it crosses; an arrow head where it has come to who takes it. */
function paintTrails(context: CanvasRenderingContext2D, token: Token, palette: Palette): void {
  const width = 3.25 * palette.weight;
  const stroke = (points: readonly Point[], colour: string, thick: number): void => {
    trace(context, points);
    context.strokeStyle = colour;
    context.lineWidth = thick;
    context.stroke();
  };
  for (const { points, whole } of token.trails) {
    const colour = palette.kind(token.kind);
    const isDouble = token.kind === 'fanout';
    context.globalAlpha = 1;
    stroke(points, palette.paper, width + (isDouble ? 7 : 4));
    context.globalAlpha = token.strength;
    context.setLineDash([...DASHES[token.kind]]);
    stroke(points, colour, isDouble ? width * 2 : width);
    context.setLineDash([]);
    if (isDouble) stroke(points, palette.paper, width * 0.8);
    if (whole)
      arrow(context, points, token.kind === 'reply' ? palette.paper : colour, colour, 11 * palette.weight);
  }
}

function arrow(
  context: CanvasRenderingContext2D,
  points: readonly Point[],
  fill: string,
  colour: string,
  size: number,
): void {
  const end = points.at(-1);
  const before = points.findLast((point) => end && (point.x !== end.x || point.y !== end.y));
  if (!end || !before) return;
  const angle = Math.atan2(end.y - before.y, end.x - before.x);
  context.save();
  context.translate(end.x, end.y);
  context.rotate(angle);
  context.beginPath();
  context.moveTo(-1, 0);
  context.lineTo(-size, -size * 0.62);
  context.lineTo(-size, size * 0.62);
  context.closePath();
  context.fillStyle = fill;
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.fill();
  context.stroke();
  context.restore();
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
