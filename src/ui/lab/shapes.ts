/**
 * A chart as shapes of SVG: axes with their numbers, lines with their dashes, marks. `Plot.tsx` puts them on the page,
 * `svg.ts` writes them into a file.
 */
import { type Colour, px, type Shape, shape } from '../shared/shapes.ts';
import { LINE_STYLES, type LineId } from './lines.ts';
import {
  drawingOrder,
  FONT,
  isDotted,
  marksInOrder,
  markWidth,
  type PlotMark,
  type PlotOf,
  placesRange,
  topOf,
} from './plot-of.ts';
import { ticksOf } from './ticks.ts';

/** Where a plot lies, in pixels; `top` and `height` with the room for its numbers and names. */
interface PlotFrame {
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** room for the numbers and the name of each axis, and beside the last place of x */
const LEFT = 68;
const BOTTOM = 52;
const RIGHT = 24;

/** CSS pixels: the sample of a line beside its name. */
export const SAMPLE = 36;

/** Where a value lies. */
interface Scales {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export function shapesOf(plot: PlotOf, frame: PlotFrame, colour: Colour): readonly Shape[] {
  const scales = scalesOf(plot, frame);
  return [
    ...bandsOf(plot, scales, colour),
    ...axes(plot, scales, colour),
    ...marksInOrder(plot).map((mark) => markOf(mark, scales, colour)),
    ...labels(plot, scales, colour),
    ...drawingOrder(plot).map((i) => lineOf(plot, i, scales, colour)),
  ];
}

function scalesOf(plot: PlotOf, { top, width, height }: PlotFrame): Scales {
  const [left, right, bottom] = [LEFT, width - RIGHT, top + height - BOTTOM];
  const [low, high] = plot.places ? placesRange(plot.x.length) : rangeOf(plot.x);
  const most = topOf(plot);
  return {
    x: (value) => left + ((value - low) / (high - low)) * (right - left),
    y: (value) => bottom - (value / most) * (bottom - top),
    ...{ left, right, top, bottom },
  };
}

/** One value alone lies in the middle. */
function rangeOf(x: readonly number[]): readonly [number, number] {
  const [low, high] = [Math.min(...x), Math.max(...x)];
  if (x.length === 0) return [0, 1];
  return low < high ? [low, high] : [low - 1, high + 1];
}

/** How a line looks, for its name: from `x` on, in the middle of `y`. */
export function sampleOf(id: LineId, x: number, y: number, colour: Colour): Shape {
  const { token, width } = LINE_STYLES[id];
  if (width === 0) return dot(x + SAMPLE / 2, y, colour(token), colour('--color-paper'));
  return shape('line', { x1: x, y1: y, x2: x + SAMPLE, y2: y, ...strokeOf(id, width, colour) });
}

/** Stretches of x in which something was otherwise, below everything else. */
function bandsOf({ bands = [] }: PlotOf, s: Scales, colour: Colour): readonly Shape[] {
  return bands.flatMap(({ from, to, label }) => {
    const [x, end] = [Math.max(s.left, s.x(from)), Math.min(s.right, s.x(to))];
    if (!(end > x)) return [];
    const area = { x: px(x), y: s.top, width: px(end - x), height: px(s.bottom - s.top) };
    return [
      shape('rect', { ...area, fill: colour('--color-sunken') }),
      ...text(label, { x: x + 6, y: s.top + FONT + 2, fill: colour('--color-ink-2') }),
    ];
  });
}

function axes(plot: PlotOf, s: Scales, colour: Colour): readonly Shape[] {
  const rule = { stroke: colour('--color-line') };
  const fill = colour('--color-ink-2');
  const rows = ticksOf(0, topOf(plot), 5).flatMap(({ value, written }) => [
    shape('line', { x1: s.left, y1: px(s.y(value)), x2: s.right, y2: px(s.y(value)), ...rule }),
    ...text(written, { x: s.left - 6, y: s.y(value) + FONT / 3, fill, anchor: 'end' }),
  ]);
  const places = plot.places
    ? plot.x.map((value, i) => ({ value, written: plot.places?.[i] ?? '' }))
    : ticksOf(...rangeOf(plot.x), 8);
  const columns = places.flatMap(({ value, written }) => [
    shape('line', { x1: px(s.x(value)), y1: s.bottom, x2: px(s.x(value)), y2: s.bottom + 4, ...rule }),
    ...text(written, { x: s.x(value), y: s.bottom + FONT + 5, fill, anchor: 'middle' }),
  ]);
  const [middle, centre] = [(s.left + s.right) / 2, (s.top + s.bottom) / 2];
  return [
    ...rows,
    ...columns,
    ...text(plot.xName, { x: middle, y: s.bottom + BOTTOM - FONT, fill, anchor: 'middle' }),
    ...text(plot.yName, { x: FONT * 1.5, y: centre, fill, anchor: 'middle', isUpright: true }),
  ];
}

/** One path, broken where there is no value, and a point at each value where the line has points. */
function lineOf(plot: PlotOf, i: number, { x, y }: Scales, colour: Colour): Shape {
  const id = plot.ids[i] ?? 'measured';
  const { token, width } = LINE_STYLES[id];
  const points = plot.x.map((at, j) => ({ at, value: plot.lines[i]?.[j] ?? null }));
  let isBroken = true;
  const steps: string[] = [];
  const dots: Shape[] = [];
  for (const { at, value } of points) {
    if (value !== null) {
      steps.push(`${isBroken ? 'M' : 'L'}${px(x(at))} ${px(y(value))}`);
      if (isDotted(id, plot)) dots.push(dot(x(at), y(value), colour(token), colour('--color-paper')));
    }
    isBroken = value === null;
  }
  const stroke = {
    fill: 'none',
    strokeLinejoin: 'round',
    strokeLinecap: 'round',
    ...strokeOf(id, width, colour),
  };
  const path = shape('path', { d: steps.join(''), ...stroke });
  return shape('g', { 'data-line': id }, [...(width === 0 ? [] : [path]), ...dots]);
}

function markOf({ id, x, between }: PlotMark, s: Scales, colour: Colour): Shape {
  const [y1, y2] = between ? [s.y(between[0]), s.y(between[1])] : [s.bottom, s.top];
  const ends = { x1: px(s.x(x)), y1: px(y1), x2: px(s.x(x)), y2: px(y2) };
  return shape('line', { 'data-mark': id, ...ends, ...strokeOf(id, markWidth(id), colour) });
}

/** One label for all marks at a place, on the side that has room. */
function labels({ marks = [] }: PlotOf, s: Scales, colour: Colour): readonly Shape[] {
  const labelled = new Map(
    marks.flatMap(({ x, label }) => (label === undefined ? [] : [[x, label] as const])),
  );
  return [...labelled].flatMap(([value, label]) => {
    const x = s.x(value);
    const isRight = x > (s.left + s.right) / 2;
    const place = { x: x + (isRight ? -5 : 5), y: s.top + FONT, anchor: isRight ? 'end' : 'start' } as const;
    return text(label, { ...place, fill: colour('--color-ink') });
  });
}

function strokeOf(id: LineId, strokeWidth: number, colour: Colour): Shape['attributes'] {
  const { token, dash } = LINE_STYLES[id];
  const dashes = dash.length > 0 ? { strokeDasharray: dash.join(' ') } : {};
  return { stroke: colour(token), strokeWidth, ...dashes };
}

const dot = (x: number, y: number, stroke: string, fill: string): Shape =>
  shape('circle', { cx: px(x), cy: px(y), r: 4, fill, stroke, strokeWidth: 2 });

interface Placed {
  readonly x: number;
  readonly y: number;
  readonly fill: string;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly weight?: number;
  /** read from the bottom to the top */
  readonly isUpright?: boolean;
}

/** Nothing where there are no words. */
export function text(words: string, { x, y, fill, anchor, weight, isUpright }: Placed): readonly Shape[] {
  if (words === '') return [];
  const attributes = {
    ...{ x: px(x), y: px(y), fill, textAnchor: anchor ?? 'start' },
    ...(weight === undefined ? {} : { fontWeight: weight, fontSize: FONT + 2 }),
    ...(isUpright ? { transform: `rotate(-90 ${px(x)} ${px(y)})` } : {}),
  };
  return [shape('text', attributes, [words])];
}
