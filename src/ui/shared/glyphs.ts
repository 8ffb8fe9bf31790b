/**
 * The shape of each message kind, once: SVG glyphs, tokens on the canvas and the static picture are all drawn from
 * these paths. Box 24 x 24. `kind` = the kind's colour, `paper` = the background, `on` = what is printed on the kind's
 * colour. Kinds are told apart by silhouette alone.
 */
import type { StepKind } from '../../core/story/step.ts';

export type GlyphKind = StepKind | 'sql' | 'error';
export type Ink = 'kind' | 'paper' | 'on' | 'none';
interface GlyphPart {
  readonly d: string;
  readonly fill: Ink;
  readonly stroke: Ink;
  /** stroke width in units of the box */
  readonly width: number;
}

const filled = (d: string): GlyphPart => ({ d, fill: 'kind', stroke: 'none', width: 0 });
const drawn = (d: string, width: number, stroke: Ink = 'kind'): GlyphPart => ({
  d,
  fill: 'none',
  stroke,
  width,
});
const hollow = (d: string, width: number): GlyphPart => ({ d, fill: 'paper', stroke: 'kind', width });

/** A letter: the body that every kind but a notification is made from. */
const LETTER =
  'M4 4.5 H20 A2.5 2.5 0 0 1 22.5 7 V17 A2.5 2.5 0 0 1 20 19.5 H4 A2.5 2.5 0 0 1 1.5 17 V7 A2.5 2.5 0 0 1 4 4.5 Z';

export const GLYPHS: { readonly [K in GlyphKind]: readonly GlyphPart[] } = {
  // a way back is printed on it
  call: [
    filled(LETTER),
    drawn('M9.6 7.6 L6.4 10.6 L9.6 13.6 M6.6 10.6 H14.4 A2.9 2.9 0 0 1 14.4 16.4 H11.4', 2, 'on'),
  ],
  // the same letter, emptied: the way back is used
  reply: [hollow(LETTER, 2), drawn('M17.5 12 H7 M10.6 8.4 L7 12 L10.6 15.6', 2)],
  // cut to a point: it goes one way
  cast: [
    filled('M4 4.5 H14.8 L22.8 12 L14.8 19.5 H4 A2.5 2.5 0 0 1 1.5 17 V7 A2.5 2.5 0 0 1 4 4.5 Z'),
    drawn('M6 12 H15 M11.6 8.4 L15.2 12 L11.6 15.6', 2, 'on'),
  ],
  // one letter and its copies
  fanout: [
    hollow('M9.5 2.6 H20 A2 2 0 0 1 22 4.6 V11.5 A2 2 0 0 1 20 13.5 H9.5 Z', 1.8),
    hollow('M6 6 H16.7 A2 2 0 0 1 18.7 8 V15 A2 2 0 0 1 16.7 17 H6 Z', 1.8),
    filled(
      'M4 9.6 H13.2 A2.2 2.2 0 0 1 15.4 11.8 V19.2 A2.2 2.2 0 0 1 13.2 21.4 H4 A2.2 2.2 0 0 1 1.8 19.2 V11.8 A2.2 2.2 0 0 1 4 9.6 Z',
    ),
  ],
  // a bell on a disc: nobody in particular is asked
  notification: [
    filled('M12 2 A10 10 0 1 1 12 22 A10 10 0 1 1 12 2 Z'),
    drawn(
      'M7.6 15.6 C8.8 14.4 8.6 12.6 8.8 10.9 A3.2 3.2 0 0 1 15.2 10.9 C15.4 12.6 15.2 14.4 16.4 15.6 Z M11 18 H13',
      1.8,
      'on',
    ),
  ],
  http: [drawn('M3 8.5 H20 M16.2 4.8 L20 8.5 L16.2 12.2 M21 15.5 H4 M7.8 11.8 L4 15.5 L7.8 19.2', 2)],
  sql: [
    hollow('M4 6 V18 C4 19.7 7.6 21 12 21 S20 19.7 20 18 V6', 2),
    hollow('M4 6 C4 4.3 7.6 3 12 3 S20 4.3 20 6 S16.4 9 12 9 S4 7.7 4 6 Z', 2),
  ],
  error: [hollow('M12 2 A10 10 0 1 1 12 22 A10 10 0 1 1 12 2 Z', 2.4), drawn('M8 8 L16 16 M16 8 L8 16', 2.6)],
  state: [hollow('M5 3 V22 M5 4 H19 L16 8.5 L19 13 H5', 2.2)],
  service: [drawn('M12 3 V12 M7 6 A8 8 0 1 0 17 6', 2.6)],
  work: [
    hollow('M12 3 A9 9 0 1 1 12 21 A9 9 0 1 1 12 3 Z', 2.2),
    filled('M12 9 A3 3 0 1 1 12 15 A3 3 0 1 1 12 9 Z'),
  ],
};

/** Line pattern of a kind, as a dash array in CSS pixels; empty = solid. Greyscale tells kinds apart by it. */
export const DASHES: { readonly [K in GlyphKind]: readonly number[] } = {
  call: [],
  reply: [8, 6],
  cast: [],
  fanout: [],
  notification: [2, 5],
  http: [],
  sql: [],
  error: [],
  state: [],
  service: [],
  work: [],
};
