/** A chart as a file: its title, the names of its lines and the shapes that the page shows, as SVG or as a picture of it. */
import { escapeXml } from '../shared/xml.ts';
import type { LineId } from './lines.ts';
import { FONT, PLOT_HEIGHT, type PlotOf } from './plot-of.ts';
import { type Colour, SAMPLE, type Shape, sampleOf, shapesOf, text } from './shapes.ts';

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
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escapeXml(family)}" font-size="${FONT}">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="100%" height="100%" fill="${colour('--color-paper')}"/>`,
    ...shapes.map(xmlOf),
    '</svg>',
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>\n${parts.join('\n')}\n`;
}

function legend(names: readonly NamedLine[], colour: Colour): readonly Shape[] {
  return names.flatMap(({ id, name }, i) => {
    const y = MARGIN + LINE * (i + 1.5);
    const place = { x: MARGIN + SAMPLE + 10, y: y + FONT / 3, fill: colour('--color-ink') };
    return [sampleOf(id, MARGIN, y, colour), ...text(name, place)];
  });
}

function xmlOf({ tag, attributes, inside }: Shape): string {
  const written = Object.entries(attributes).map(
    ([name, value]) => ` ${kebab(name)}="${escapeXml(String(value))}"`,
  );
  const content = inside.map((one) => (typeof one === 'string' ? escapeXml(one) : xmlOf(one)));
  const begin = `<${tag}${written.join('')}`;
  return content.length === 0 ? `${begin}/>` : `${begin}>${content.join('')}</${tag}>`;
}

/** `strokeWidth` as SVG has it: `stroke-width`. */
const kebab = (name: string): string => name.replace(/[A-Z]/g, (one) => `-${one.toLowerCase()}`);

/** The same file as a picture, `scale` times as large. Errors: rejects where the browser makes no picture. */
export async function pngOf(svg: string, scale: number): Promise<Uint8Array> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const sheet = document.createElement('canvas');
  sheet.width = Math.round(image.naturalWidth * scale);
  sheet.height = Math.round(image.naturalHeight * scale);
  sheet.getContext('2d')?.drawImage(image, 0, 0, sheet.width, sheet.height);
  const blob = await new Promise<Blob | null>((resolve) => sheet.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('the browser makes no picture');
  return new Uint8Array(await blob.arrayBuffer());
}
