/** Shapes as a file that stands alone, and as a picture of it. */
import type { Shape } from './shapes.ts';
import { escapeXml } from './xml.ts';

interface SvgFile {
  /** CSS pixels */
  readonly width: number;
  readonly height: number;
  /** what it is, for who does not see it */
  readonly title: string;
  readonly family: string;
  readonly fontSize: number;
  readonly lang?: string;
  readonly background: string;
}

export function svgFile(shapes: readonly Shape[], file: SvgFile): string {
  const { width, height, title, family, fontSize, lang, background } = file;
  const named = lang === undefined ? '' : ` xml:lang="${lang}"`;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" role="img"${named} width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="${escapeXml(family)}" font-size="${fontSize}">`,
    `<title>${escapeXml(title)}</title>`,
    `<rect width="100%" height="100%" fill="${background}"/>`,
    ...shapes.map(xmlOf),
    '</svg>',
  ];
  return `<?xml version="1.0" encoding="UTF-8"?>\n${parts.join('\n')}\n`;
}

function xmlOf({ tag, attributes, inside }: Shape): string {
  const written = Object.entries(attributes).map(
    ([name, value]) => ` ${attributeName(name)}="${escapeXml(String(value))}"`,
  );
  const content = inside.map((one) => (typeof one === 'string' ? escapeXml(one) : xmlOf(one)));
  const begin = `<${tag}${written.join('')}`;
  return content.length === 0 ? `${begin}/>` : `${begin}>${content.join('')}</${tag}>`;
}

/** Names that SVG itself writes with capitals. */
const OWN: ReadonlySet<string> = new Set(['viewBox', 'textLength', 'lengthAdjust', 'preserveAspectRatio']);

/** `strokeWidth` as SVG has it: `stroke-width`. */
const attributeName = (name: string): string =>
  OWN.has(name) ? name : name.replace(/[A-Z]/g, (one) => `-${one.toLowerCase()}`);

/** The file as the browser draws it. Errors: rejects where the browser draws none. */
export async function imageOf(svg: string): Promise<HTMLImageElement> {
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  return image;
}

/** The same file as a picture, `scale` times as large. Errors: rejects where the browser makes no picture. */
export async function pngOf(svg: string, scale: number): Promise<Uint8Array> {
  const image = await imageOf(svg);
  const sheet = document.createElement('canvas');
  sheet.width = Math.round(image.naturalWidth * scale);
  sheet.height = Math.round(image.naturalHeight * scale);
  sheet.getContext('2d')?.drawImage(image, 0, 0, sheet.width, sheet.height);
  const blob = await new Promise<Blob | null>((resolve) => sheet.toBlob(resolve, 'image/png'));
  if (!blob) throw new Error('the browser makes no picture');
  return new Uint8Array(await blob.arrayBuffer());
}
