/** uPlot with the page's colours: lines over time, or over a few named places; and the picture of it as a file. */
import uPlot from 'uplot';
import { LINE_STYLES, type LineId } from './lines.ts';
import {
  drawingOrder,
  FONT,
  isDotted,
  type Mark,
  marksInOrder,
  markWidth,
  PLOT_HEIGHT,
  type PlotOf,
  placesRange,
  topOf,
} from './plot-of.ts';
import 'uplot/dist/uPlot.min.css';

/** Draws into `box`, as wide as it is; the answer ends it. */
export function drawPlot(
  box: HTMLElement,
  what: PlotOf,
): { readonly canvas: HTMLCanvasElement; end(): void } {
  const drawn = drawingOrder(what);
  const ids = drawn.flatMap((i) => what.ids[i] ?? []);
  const options = optionsOf(box.clientWidth, { ...what, ids }, getComputedStyle(box));
  const plot = new uPlot(options, [[...what.x], ...drawn.map((i) => [...(what.lines[i] ?? [])])]);
  box.replaceChildren(plot.root);
  const observer = new ResizeObserver(() => {
    if (box.clientWidth > 0) plot.setSize({ width: box.clientWidth, height: options.height });
  });
  observer.observe(box);
  return {
    canvas: plot.ctx.canvas,
    end() {
      observer.disconnect();
      plot.destroy();
    },
  };
}

function optionsOf(width: number, what: PlotOf, style: CSSStyleDeclaration): uPlot.Options {
  const token: Token = (name) => style.getPropertyValue(name).trim();
  const size = lettersOf();
  const font = `${size}px ${style.fontFamily}`;
  const axis: uPlot.Axis = {
    stroke: token('--ink-2'),
    grid: { stroke: token('--rule'), width: 1 },
    ticks: { stroke: token('--rule'), width: 1 },
    font,
    labelFont: font,
    labelSize: size + 7,
  };
  const { places } = what;
  const atPlaces: uPlot.Axis = {
    splits: [...what.x],
    values: (_plot, splits) => splits.map((at) => places?.[at] ?? ''),
  };
  return {
    width: Math.max(width, 200),
    height: Math.round((PLOT_HEIGHT * size) / FONT),
    cursor: { show: false },
    legend: { show: false },
    scales: {
      x: places ? { time: false, range: placesRange(what.x.length) } : { time: false },
      y: { range: [0, topOf(what)] },
    },
    axes: [
      places ? { ...axis, ...atPlaces } : { ...axis, label: what.xName },
      { ...axis, label: what.yName, size: 56 + 2 * (size - FONT) },
    ],
    series: [{}, ...what.ids.map((id) => seriesOf(id, what, token))],
    hooks: {
      drawAxes: [(plot) => drawMarks(plot, marksInOrder(what), token, { size, family: style.fontFamily })],
    },
  };
}

type Token = (name: string) => string;

interface Letters {
  /** CSS pixels */
  readonly size: number;
  readonly family: string;
}

/** As large beside the page's letters in every theme: for the back row too. */
const lettersOf = (): number =>
  (FONT * Number.parseFloat(getComputedStyle(document.documentElement).fontSize)) / 16;

function seriesOf(id: LineId, what: PlotOf, token: Token): uPlot.Series {
  const { token: name, dash, width } = LINE_STYLES[id];
  const stroke = token(name);
  return {
    stroke,
    width,
    dash: [...dash],
    ...(width === 0 ? { paths: () => null } : {}),
    points: isDotted(id, what)
      ? { show: true, size: 9, width: 2, stroke, fill: token('--paper') }
      : { show: false },
  };
}

/** One label for all marks at a place, on the side that has room. */
function drawMarks(plot: uPlot, marks: readonly Mark[], token: Token, letters: Letters): void {
  const { ctx: pen, bbox } = plot;
  const scale = bbox.height / Math.max(1, plot.over.clientHeight);
  const written = new Set<number>();
  pen.save();
  for (const { x, id, between, label } of marks) {
    const at = plot.valToPos(x, 'x', true);
    const [bottom, top] = between
      ? [plot.valToPos(between[0], 'y', true), plot.valToPos(between[1], 'y', true)]
      : [bbox.top + bbox.height, bbox.top];
    const { token: name, dash } = LINE_STYLES[id];
    pen.strokeStyle = token(name);
    pen.lineWidth = markWidth(id) * scale;
    pen.setLineDash(dash.map((length) => length * scale));
    pen.beginPath();
    pen.moveTo(at, bottom);
    pen.lineTo(at, top);
    pen.stroke();
    if (label === undefined || written.has(x)) continue;
    written.add(x);
    const isRight = at > bbox.left + bbox.width / 2;
    pen.font = `${letters.size * scale}px ${letters.family}`;
    pen.fillStyle = token('--ink');
    pen.textBaseline = 'top';
    pen.textAlign = isRight ? 'right' : 'left';
    pen.fillText(label, at + (isRight ? -5 : 5) * scale, bbox.top + 2 * scale);
  }
  pen.restore();
}

const MARGIN = 12;
const LINE = 22;

/** The chart with its title and the names of its lines, on the page's paper. Errors: rejects where no picture can be made. */
export function pictureOf(
  canvas: HTMLCanvasElement,
  title: string,
  names: readonly { readonly id: LineId; readonly name: string }[],
): Promise<Uint8Array> {
  const scale = canvas.width / Math.max(1, canvas.clientWidth);
  const style = getComputedStyle(canvas);
  const top = MARGIN + LINE * (names.length + 1);
  const sheet = document.createElement('canvas');
  sheet.width = canvas.width;
  sheet.height = canvas.height + top * scale;
  const pen = sheet.getContext('2d');
  if (!pen) return Promise.reject(new Error('canvas'));
  pen.fillStyle = style.getPropertyValue('--paper').trim();
  pen.fillRect(0, 0, sheet.width, sheet.height);
  pen.drawImage(canvas, 0, top * scale);
  pen.scale(scale, scale);
  pen.textBaseline = 'middle';
  const write = (text: string, x: number, line: number, bold: boolean): void => {
    pen.font = `${bold ? 600 : 400} ${FONT + (bold ? 2 : 0)}px ${style.fontFamily}`;
    pen.fillStyle = style.getPropertyValue('--ink').trim();
    pen.fillText(text, x, MARGIN + LINE * (line + 0.5));
  };
  write(title, MARGIN, 0, true);
  for (const [i, { id, name }] of names.entries()) {
    const { token, dash, width } = LINE_STYLES[id];
    const y = MARGIN + LINE * (i + 1.5);
    pen.strokeStyle = style.getPropertyValue(token).trim();
    pen.lineWidth = width;
    pen.setLineDash([...dash]);
    if (width === 0) pen.lineWidth = 2;
    pen.beginPath();
    if (width === 0) pen.arc(MARGIN + 18, y, 4, 0, 2 * Math.PI);
    else {
      pen.moveTo(MARGIN, y);
      pen.lineTo(MARGIN + 36, y);
    }
    pen.stroke();
    write(name, MARGIN + 46, i + 1, false);
  }
  return new Promise((resolve, reject) => {
    sheet.toBlob((blob) => {
      if (blob) blob.arrayBuffer().then((bytes) => resolve(new Uint8Array(bytes)), reject);
      else reject(new Error('canvas'));
    }, 'image/png');
  });
}
