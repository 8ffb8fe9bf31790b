import { GLYPHS, type GlyphKind, type Ink } from './glyphs.ts';

const PAINT: { readonly [I in Ink]: string } = {
  kind: 'var(--kind-fill)',
  paper: 'var(--color-paper)',
  on: 'var(--color-on-kind)',
  none: 'none',
};

/** The glyph of a message kind in its colour. Decorative unless `title` names it. `size` in CSS pixels. */
export function KindGlyph({ kind, size = 18, title }: { kind: GlyphKind; size?: number; title?: string }) {
  return (
    // biome-ignore lint/a11y/noSvgWithoutTitle: decorative unless it has a title
    <svg
      className={`kind-glyph inline-block flex-none align-[-0.2em] kind-${kind}`}
      width={size}
      height={size}
      viewBox="0 0 24 24"
      data-glyph={kind}
      aria-hidden={title === undefined}
      role="img"
    >
      {title === undefined ? null : <title>{title}</title>}
      {GLYPHS[kind].map((part) => (
        <path
          key={part.d}
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
}
