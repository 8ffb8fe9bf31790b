/** A chart as a file: its title, the names of its lines and the shapes that the page shows. */
import type { Colour, Shape } from '../shared/shapes.ts';
import { svgFile } from '../shared/svg-file.ts';
import type { LineId } from './lines.ts';
import { FONT, PLOT_HEIGHT, type PlotOf } from './plot-of.ts';
import { SAMPLE, sampleOf, shapesOf, text } from './shapes.ts';

interface SvgLook {
  /** CSS pixels */
  readonly width: number;
  readonly family: string;
  readonly colour: Colour;
}

interface NamedLine {
  readonly id: LineId;
  readonly name: string;
}

const MARGIN = 12;
const LINE = 22;

const topOfPlot = (names: readonly NamedLine[]): number => MARGIN + LINE * (names.length + 1) + MARGIN;

export function svgOf(plot: PlotOf, title: string, names: readonly NamedLine[], look: SvgLook): string {
  const { width, family, colour } = look;
  const top = topOfPlot(names);
  const height = top + PLOT_HEIGHT;
  const shapes = [
    ...text(title, { x: MARGIN, y: MARGIN + LINE * 0.7, fill: colour('--color-ink'), weight: 600 }),
    ...legend(names, colour),
    ...shapesOf(plot, { top, width, height: PLOT_HEIGHT }, colour),
  ];
  const background = colour('--color-paper');
  return svgFile(shapes, { width, height, title, family, fontSize: FONT, background });
}

function legend(names: readonly NamedLine[], colour: Colour): readonly Shape[] {
  return names.flatMap(({ id, name }, i) => {
    const y = MARGIN + LINE * (i + 1.5);
    const place = { x: MARGIN + SAMPLE + 10, y: y + FONT / 3, fill: colour('--color-ink') };
    return [sampleOf(id, MARGIN, y, colour), ...text(name, place)];
  });
}
