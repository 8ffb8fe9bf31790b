/** The theme's tokens of the kinds, for what is painted and for what is written into a file: as `theme.css` gives them to `kind-*`. */

/** What a glyph and a line are filled with. */
const KIND_FILL: { readonly [kind: string]: string } = {
  call: '--color-call',
  reply: '--color-call',
  cast: '--color-cast-fill',
  fanout: '--color-fanout',
  notification: '--color-notify',
  error: '--color-error',
};
const OTHER_FILL = '--color-http';

/** Behind the words of a kind. */
const TINT: { readonly [kind: string]: string } = {
  call: '--color-call-tint',
  reply: '--color-call-tint',
  cast: '--color-cast-tint',
  fanout: '--color-fanout-tint',
  notification: '--color-notify-tint',
  error: '--color-error-tint',
};

export const kindFill = (kind: string): string => KIND_FILL[kind] ?? OTHER_FILL;
/** Of words: darker than what is filled, where that is light. */
export const kindInk = (kind: string): string => (kind === 'cast' ? '--color-cast' : kindFill(kind));
export const kindTint = (kind: string): string => TINT[kind] ?? '--color-sunken';
