/**
 * The shape of each message kind, once: SVG glyphs, tokens on the canvas and the static picture are all drawn from
 * these paths. Box 24 x 24. `kind` = the kind's colour, `paper` = the background.
 */
import type { StepKind } from '../../core/story/step.ts';

export type GlyphKind = StepKind | 'sql' | 'error';
export type Ink = 'kind' | 'paper' | 'none';
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

const DIAMOND = 'M12 1 L23 12 L12 23 L1 12 Z';
const BOX = 'M3 7 H21 V17 H3 Z';

export const GLYPHS: { readonly [K in GlyphKind]: readonly GlyphPart[] } = {
  call: [
    filled(DIAMOND),
    drawn('M9.2 9.6 A2.9 2.9 0 1 1 13.4 12.2 C12.4 12.8 12 13.3 12 14.4', 2.1, 'paper'),
    drawn('M12 17.4 L12 17.5', 2.5, 'paper'),
  ],
  reply: [hollow('M12 2.5 L21.5 12 L12 21.5 L2.5 12 Z', 2.6)],
  cast: [filled('M2 3 L23 12 L2 21 L6.5 12 Z')],
  fanout: [
    drawn('M12 12 L12 4 M12 12 L5 17 M12 12 L19 17', 3),
    filled('M12 0.5 L15.6 6 H8.4 Z M1.6 19.6 L4 13.4 L8 19 Z M22.4 19.6 L16 19 L20 13.4 Z'),
  ],
  notification: [
    filled('M12 6 A6 6 0 1 1 12 18 A6 6 0 1 1 12 6 Z'),
    drawn('M3.5 6.5 A10 10 0 0 0 3.5 17.5', 2),
  ],
  http: [hollow(BOX, 2), drawn('M7 12 H17 M14 9.5 L17 12 L14 14.5', 1.8)],
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
  reply: [6, 4],
  cast: [],
  fanout: [],
  notification: [2, 4],
  http: [],
  sql: [],
  error: [],
  state: [],
  service: [],
  work: [],
};
