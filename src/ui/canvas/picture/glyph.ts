import { GLYPHS, type Ink as GlyphInk, type GlyphKind } from '../../shared/glyphs.ts';
import { type Colour, px, type Shape, shape } from '../../shared/shapes.ts';
import { kindFill } from '../kind-tokens.ts';

interface GlyphPlace {
  /** of its middle */
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

/** A kind's letter; `rim` = on paper of its own, apart from what it lies over; `printed` = only what is printed on it. */
export function glyph(
  kind: GlyphKind,
  { x, y, size }: GlyphPlace,
  colour: Colour,
  look: 'plain' | 'rim' | 'printed' = 'plain',
): Shape {
  const inks: { readonly [I in GlyphInk]: string } = {
    kind: colour(kindFill(kind)),
    paper: colour('--color-paper'),
    on: colour('--color-on-kind'),
    none: 'none',
  };
  const round = { strokeLinecap: 'round', strokeLinejoin: 'round' };
  const parts = GLYPHS[kind];
  const printed = parts.filter((part) => part.stroke === 'on');
  const rim = parts
    .filter((part) => part.fill !== 'none' || part.stroke === 'kind')
    .map((part) => shape('path', { d: part.d, fill: 'none', stroke: inks.paper, strokeWidth: 5, ...round }));
  const drawn =
    look === 'printed'
      ? (printed.length > 0 ? printed : parts).map((part) =>
          shape('path', { d: part.d, fill: 'none', stroke: inks.on, strokeWidth: 2.6, ...round }),
        )
      : parts.map((part) =>
          shape('path', {
            d: part.d,
            fill: inks[part.fill],
            stroke: inks[part.stroke],
            strokeWidth: part.width,
            ...round,
          }),
        );
  const scale = size / 24;
  return shape('g', { transform: `translate(${px(x - size / 2)} ${px(y - size / 2)}) scale(${scale})` }, [
    ...(look === 'rim' ? rim : []),
    ...drawn,
  ]);
}
