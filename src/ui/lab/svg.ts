/** A chart as a standalone SVG file: title, names of the lines, axes with their numbers, lines with their dashes, marks. */
import { LINE_STYLES, type LineId } from './lines.ts';
import {
  drawingOrder,
  FONT,
  isDotted,
  marksInOrder,
  markWidth,
  PLOT_HEIGHT,
  type PlotOf,
  placesRange,
  topOf,
} from './plot-of.ts';
import { ticksOf } from './ticks.ts';

export interface SvgLook {
  /** CSS pixels */
  readonly width: number;
  readonly family: string;
  /** the colour of a token of tokens.css */
  readonly colour: (token: string) => string;
}

export interface NamedLine {
  readonly id: LineId;
  readonly name: string;
}

const MARGIN = 12;
const LINE = 22;
/** room for the numbers and the name of each axis */
const LEFT = 68;
const BOTTOM = 52;
const SAMPLE = 36;

/** Where a value lies. */
interface Scales {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export function svgOf(plot: PlotOf, title: string, names: readonly NamedLine[], look: SvgLook): string {
  const top = MARGIN + LINE * (names.length + 1) + MARGIN;
  const height = top + PLOT_HEIGHT;
  const scales = scalesOf(plot, { top, width: look.width, bottom: height - BOTTOM });
  const family = escapeXml(look.family);
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" width="${look.width}" height="${height}" viewBox="0 0 ${look.width} ${height}" font-family="${family}" font-size="${FONT}">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="100%" height="100%" fill="${look.colour('--paper')}"/>`,
    text(title, { x: MARGIN, y: MARGIN + LINE * 0.7, fill: look.colour('--ink'), weight: 600 }),
    ...legend(names, look),
    ...axes(plot, scales, look),
    ...marksInOrder(plot).map((mark) => markOf(mark, scales, look)),
    ...labels(plot, scales, look),
    ...drawingOrder(plot).map((i) => lineOf(plot, i, scales, look)),
    '</svg>',
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>\n${parts.join('\n')}\n`;
}

function scalesOf(plot: PlotOf, o: { top: number; bottom: number; width: number }): Scales {
  const { top, bottom, width } = o;
  const [left, right] = [LEFT, width - MARGIN * 2];
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

function legend(names: readonly NamedLine[], { colour }: SvgLook): readonly string[] {
  return names.flatMap(({ id, name }, i) => {
    const y = MARGIN + LINE * (i + 1.5);
    const { token, width } = LINE_STYLES[id];
    const sample =
      width === 0
        ? dot(MARGIN + SAMPLE / 2, y, colour(token), colour('--paper'))
        : `<line x1="${MARGIN}" y1="${y}" x2="${MARGIN + SAMPLE}" y2="${y}"${strokeOf(id, width, colour)}/>`;
    return [sample, text(name, { x: MARGIN + SAMPLE + 10, y: y + FONT / 3, fill: colour('--ink') })];
  });
}

function axes(plot: PlotOf, s: Scales, { colour }: SvgLook): readonly string[] {
  const rule = ` stroke="${colour('--rule')}"`;
  const fill = colour('--ink-2');
  const rows = ticksOf(0, topOf(plot), 5).flatMap(({ value, written }) => [
    `<line x1="${s.left}" y1="${px(s.y(value))}" x2="${s.right}" y2="${px(s.y(value))}"${rule}/>`,
    text(written, { x: s.left - 6, y: s.y(value) + FONT / 3, fill, anchor: 'end' }),
  ]);
  const places = plot.places
    ? plot.x.map((value, i) => ({ value, written: plot.places?.[i] ?? '' }))
    : ticksOf(...rangeOf(plot.x), 8);
  const columns = places.flatMap(({ value, written }) => [
    `<line x1="${px(s.x(value))}" y1="${s.top}" x2="${px(s.x(value))}" y2="${s.bottom}"${rule}/>`,
    text(written, { x: s.x(value), y: s.bottom + FONT + 5, fill, anchor: 'middle' }),
  ]);
  const [middle, centre] = [(s.left + s.right) / 2, (s.top + s.bottom) / 2];
  return [
    ...rows,
    ...columns,
    text(plot.xName, { x: middle, y: s.bottom + BOTTOM - MARGIN, fill, anchor: 'middle' }),
    text(plot.yName, { x: MARGIN + FONT / 2, y: centre, fill, anchor: 'middle', isUpright: true }),
  ];
}

/** One path, broken where there is no value, and a point at each value where the line has points. */
function lineOf(plot: PlotOf, i: number, { x, y }: Scales, { colour }: SvgLook): string {
  const id = plot.ids[i] ?? 'measured';
  const { token, width } = LINE_STYLES[id];
  const points = plot.x.map((at, j) => ({ at, value: plot.lines[i]?.[j] ?? null }));
  let isBroken = true;
  const steps: string[] = [];
  const dots: string[] = [];
  for (const { at, value } of points) {
    if (value !== null) {
      steps.push(`${isBroken ? 'M' : 'L'}${px(x(at))} ${px(y(value))}`);
      if (isDotted(id, plot)) dots.push(dot(x(at), y(value), colour(token), colour('--paper')));
    }
    isBroken = value === null;
  }
  const path = `<path d="${steps.join('')}" fill="none" stroke-linejoin="round"${strokeOf(id, width, colour)}/>`;
  return `<g data-line="${id}">${[...(width === 0 ? [] : [path]), ...dots].join('')}</g>`;
}

type Mark = NonNullable<PlotOf['marks']>[number];

function markOf({ id, x, between }: Mark, s: Scales, { colour }: SvgLook): string {
  const [from, to] = between ? [s.y(between[0]), s.y(between[1])] : [s.bottom, s.top];
  const ends = `x1="${px(s.x(x))}" y1="${px(from)}" x2="${px(s.x(x))}" y2="${px(to)}"`;
  return `<line data-mark="${id}" ${ends}${strokeOf(id, markWidth(id), colour)}/>`;
}

/** One label for all marks at a place, on the side that has room. */
function labels({ marks = [] }: PlotOf, s: Scales, { colour }: SvgLook): readonly string[] {
  const labelled = new Map(
    marks.flatMap(({ x, label }) => (label === undefined ? [] : [[x, label] as const])),
  );
  return [...labelled].map(([value, label]) => {
    const x = s.x(value);
    const isRight = x > (s.left + s.right) / 2;
    const place = { x: x + (isRight ? -5 : 5), y: s.top + FONT, anchor: isRight ? 'end' : 'start' } as const;
    return text(label, { ...place, fill: colour('--ink') });
  });
}

function strokeOf(id: LineId, width: number, colour: SvgLook['colour']): string {
  const { token, dash } = LINE_STYLES[id];
  const dashes = dash.length > 0 ? ` stroke-dasharray="${dash.join(' ')}"` : '';
  return ` stroke="${colour(token)}" stroke-width="${width}"${dashes}`;
}

const dot = (x: number, y: number, stroke: string, fill: string): string =>
  `<circle cx="${px(x)}" cy="${px(y)}" r="4" fill="${fill}" stroke="${stroke}" stroke-width="2"/>`;

interface Placed {
  readonly x: number;
  readonly y: number;
  readonly fill: string;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly weight?: number;
  /** read from the bottom to the top */
  readonly isUpright?: boolean;
}

function text(words: string, { x, y, fill, anchor = 'start', weight, isUpright = false }: Placed): string {
  if (words === '') return '';
  const bold = weight === undefined ? '' : ` font-weight="${weight}" font-size="${FONT + 2}"`;
  const turned = isUpright ? ` transform="rotate(-90 ${px(x)} ${px(y)})"` : '';
  return `<text x="${px(x)}" y="${px(y)}" fill="${fill}" text-anchor="${anchor}"${bold}${turned}>${escapeXml(words)}</text>`;
}

/** A tenth of a pixel is enough. */
const px = (value: number): string => String(Math.round(value * 10) / 10);

const ENTITIES: { readonly [character: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

const escapeXml = (words: string): string => words.replace(/[&<>"']/g, (one) => ENTITIES[one] ?? one);
