/** Draws tokens and their trails on a 2D canvas. */
import { DASHES } from '../shared/glyphs.ts';
import { type FlowMap, type Point, pipesOf } from './geometry.ts';
import { type Palette, type Sheet, type Sprite, sheetOf } from './sprites.ts';
import { placeOf, type Token, trailsOf, waysOf } from './tokens.ts';

interface Viewport {
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
  /** pixels of the screen for one of CSS */
  readonly ratio: number;
}

/** The page's canvas, or a frame of a video. */
type PaintedOn = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

const SIZE = 28;
const BEND = 7;
/** In a larger crowd nobody can follow a trail, and drawing them takes longer than a frame. */
const MOST_TRAILS = 100;

export function paint(
  context: PaintedOn,
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
  if (tokens.length > 0 && tokens.length <= MOST_TRAILS) {
    context.save();
    context.clip(besidePipes(map), 'evenodd');
    for (const token of tokens) paintTrails(context, token, palette);
    context.restore();
  }
  context.setTransform(1, 0, 0, 1, 0, 0);
  const pixels = Math.round(Math.max(SIZE * view.zoom, 20) * ratio);
  const sheet = sheetOf(palette, pixels);
  const marks = sheetOf(palette, Math.round(pixels * 0.7));
  const pen: Pen = { context, palette, scale, pixels, sheet, marks, taken: new Map() };
  for (const token of tokens) {
    if (token.lies) continue;
    for (const way of waysOf(token)) {
      const { x, y } = placeOf(token, way);
      paintHead(pen, token, { x: x * scale + view.x * ratio, y: y * scale + view.y * ratio });
    }
  }
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

function trace(context: PaintedOn, points: readonly Point[]): void {
  context.beginPath();
  points.forEach((point, i) => {
    const next = points[i + 1];
    if (i === 0) context.moveTo(point.x, point.y);
    else if (next) context.arcTo(point.x, point.y, next.x, next.y, BEND);
    else context.lineTo(point.x, point.y);
  });
}

/** Over a rim of paper, so that it stands off from what it crosses; an arrow head where it has come to who takes it. */
function paintTrails(context: PaintedOn, token: Token, palette: Palette): void {
  const width = 3.25 * palette.weight;
  const stroke = (points: readonly Point[], colour: string, thick: number): void => {
    trace(context, points);
    context.strokeStyle = colour;
    context.lineWidth = thick;
    context.stroke();
  };
  for (const { points, whole } of trailsOf(token)) {
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
  context: PaintedOn,
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
  readonly context: PaintedOn;
  readonly palette: Palette;
  /** pixels of the screen for one of the map */
  readonly scale: number;
  /** side of a glyph's box */
  readonly pixels: number;
  readonly sheet: Sheet;
  /** what is lost is marked with */
  readonly marks: Sheet;
  /** where each glyph stands already: another one there is not seen, and of thousands on a few ways that is most of them */
  readonly taken: Map<Sprite, Set<number>>;
}

function paintHead(pen: Pen, token: Token, at: Point): void {
  const { context, palette, pixels, scale, sheet, marks } = pen;
  const { kind, strength, pulse } = token;
  if (pulse !== null) {
    context.globalAlpha = (1 - pulse) * strength;
    context.strokeStyle = palette.kind(kind);
    context.lineWidth = 2 * scale;
    context.beginPath();
    context.arc(at.x, at.y, SIZE * scale * (0.6 + pulse * 0.9), 0, 2 * Math.PI);
    context.stroke();
    context.globalAlpha = 1;
  }
  paintGlyph(pen, sheet(kind, strength), at.x, at.y);
  if (token.place === 'lost') {
    paintGlyph(pen, marks('error', strength), at.x + pixels * 0.6, at.y - pixels * 0.6);
  }
}

/** More than a screen is wide. */
const ROW = 2 ** 16;

function paintGlyph({ context, taken }: Pen, sprite: Sprite, x: number, y: number): void {
  const [left, top] = [Math.round(x + sprite.left), Math.round(y + sprite.top)];
  const place = top * ROW + left;
  const places = taken.get(sprite) ?? new Set<number>();
  if (places.has(place)) return;
  places.add(place);
  taken.set(sprite, places);
  context.drawImage(sprite.bitmap, left, top);
}
