/** uPlot with the page's colours: lines over time, or over a few named places; and the picture of it as a file. */
import uPlot from 'uplot';
import type { Design } from '../../core/lab/settings.ts';
import { LINE_STYLES } from './lines.ts';
import 'uplot/dist/uPlot.min.css';

export interface PlotOf {
  readonly x: readonly number[];
  /** instead of numbers below the places of x */
  readonly places?: readonly string[];
  readonly lines: readonly (readonly (number | null)[])[];
  readonly designs: readonly Design[];
  readonly xName: string;
  readonly yName: string;
}

const HEIGHT = 220;
const FONT = 13;

/** Draws into `box`, as wide as it is; the answer ends it. */
export function drawPlot(
  box: HTMLElement,
  what: PlotOf,
): { readonly canvas: HTMLCanvasElement; end(): void } {
  const drawn = what.designs.map((_, i) => i).sort((a, b) => widthOf(what, b) - widthOf(what, a));
  const designs = drawn.flatMap((i) => what.designs[i] ?? []);
  const options = optionsOf(box.clientWidth, { ...what, designs }, getComputedStyle(box));
  const plot = new uPlot(options, [[...what.x], ...drawn.map((i) => [...(what.lines[i] ?? [])])]);
  box.replaceChildren(plot.root);
  const observer = new ResizeObserver(() => {
    if (box.clientWidth > 0) plot.setSize({ width: box.clientWidth, height: HEIGHT });
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

function widthOf({ designs }: PlotOf, i: number): number {
  const design = designs[i];
  return design ? LINE_STYLES[design].width : 0;
}

function optionsOf(width: number, what: PlotOf, style: CSSStyleDeclaration): uPlot.Options {
  const token = (name: string): string => style.getPropertyValue(name).trim();
  const axis: uPlot.Axis = {
    stroke: token('--ink-2'),
    grid: { stroke: token('--rule'), width: 1 },
    ticks: { stroke: token('--rule'), width: 1 },
    font: `${FONT}px ${style.fontFamily}`,
    labelFont: `${FONT}px ${style.fontFamily}`,
    labelSize: FONT + 7,
  };
  const { places } = what;
  const atPlaces: uPlot.Axis = {
    splits: [...what.x],
    values: (_plot, splits) => splits.map((at) => places?.[at] ?? ''),
  };
  return {
    width: Math.max(width, 200),
    height: HEIGHT,
    cursor: { show: false },
    legend: { show: false },
    scales: {
      x: places ? { time: false, range: [-0.25, what.x.length - 0.75] } : { time: false },
      y: { range: (_plot, _low, high) => [0, high > 0 ? high * 1.08 : 1] },
    },
    axes: [
      places ? { ...axis, ...atPlaces } : { ...axis, label: what.xName },
      { ...axis, label: what.yName, size: 56 },
    ],
    series: [
      {},
      ...what.designs.map((design): uPlot.Series => {
        const { token: name, dash, width } = LINE_STYLES[design];
        const stroke = token(name);
        return {
          stroke,
          width,
          dash: [...dash],
          points: places
            ? { show: true, size: 9, width: 2, stroke, fill: token('--paper') }
            : { show: false },
        };
      }),
    ],
  };
}

const MARGIN = 12;
const LINE = 22;

/** The chart with its title and the names of its lines, on the page's paper. Errors: rejects where no picture can be made. */
export function pictureOf(
  canvas: HTMLCanvasElement,
  title: string,
  names: readonly { readonly design: Design; readonly name: string }[],
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
  for (const [i, { design, name }] of names.entries()) {
    const { token, dash, width } = LINE_STYLES[design];
    const y = MARGIN + LINE * (i + 1.5);
    pen.strokeStyle = style.getPropertyValue(token).trim();
    pen.lineWidth = width;
    pen.setLineDash([...dash]);
    pen.beginPath();
    pen.moveTo(MARGIN, y);
    pen.lineTo(MARGIN + 36, y);
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
