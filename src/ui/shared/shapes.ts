/** Shapes of SVG as data: `Drawn.tsx` puts them on the page, `svg-file.ts` writes them into a file. */

export interface Shape {
  readonly tag:
    | 'g'
    | 'line'
    | 'path'
    | 'circle'
    | 'ellipse'
    | 'rect'
    | 'text'
    | 'title'
    | 'svg'
    | 'clipPath'
    | 'defs';
  /** by React's names: `strokeWidth` */
  readonly attributes: { readonly [name: string]: string | number };
  readonly inside: readonly (Shape | string)[];
}

/** The value of a token of the theme: `var(...)` on the page, its value in a file. */
export type Colour = (token: string) => string;

export const shape = (
  tag: Shape['tag'],
  attributes: Shape['attributes'],
  inside: Shape['inside'] = [],
): Shape => ({ tag, attributes, inside });

/** A tenth of a pixel is enough. */
export const px = (value: number): number => Math.round(value * 10) / 10;
