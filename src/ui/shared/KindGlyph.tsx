import { memo } from 'react';
import { GLYPHS, type GlyphKind, type Ink } from './glyphs.ts';
import { inPlace } from './in-place.ts';

const PAINT: { readonly [I in Ink]: string } = {
  kind: 'var(--kind-fill)',
  paper: 'var(--color-paper)',
  on: 'var(--color-on-kind)',
  none: 'none',
};

interface Props {
  readonly kind: GlyphKind;
  /** CSS pixels, or a length */
  readonly size?: number | string;
  readonly title?: string;
  /** it has not happened yet: the silhouette alone, in grey */
  readonly ahead?: boolean;
}

/** The glyph of a message kind in its colour. Decorative unless `title` names it. */
export const KindGlyph = memo(function KindGlyph({ kind, size = 18, title, ahead = false }: Props) {
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: decorative unless it has a title
    <svg
      className={`kind-glyph inline-block flex-none align-[-0.2em] kind-${ahead ? 'ahead' : kind}`}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      data-glyph={kind}
      aria-hidden={title === undefined}
      role="img"
    >
      {title === undefined ? null : <title>{title}</title>}
      {inPlace(GLYPHS[kind], (part) => (
        <path
          d={part.d}
          fill={PAINT[part.fill]}
          stroke={PAINT[part.stroke]}
          strokeWidth={part.width}
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      ))}
    </svg>
  );
});
