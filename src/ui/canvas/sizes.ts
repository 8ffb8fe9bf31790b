/** The measures of each arrangement, and the sizes of letters in it (in pixels of the map). */
import type { Preset } from './geometry.ts';

export interface Sizes {
  readonly card: number;
  readonly gutter: number;
  readonly tube: number;
  readonly tubeH: number;
  readonly spine: number;
  readonly pad: number;
  /** between the exchange and a pipe's intake */
  readonly bind: number;
  readonly edge: number;
  /** of the broker: its name */
  readonly head: number;
  /** a card without a queue of its own */
  readonly apiH: number;
  readonly cardH: number;
  /** between the lines of a card */
  readonly pitch: number;
  /** head of another machine's box; 0 = such boxes are not drawn */
  readonly host: number;
  readonly gap: number;
  /** height above the cloud: for the client, on a phone for the peers */
  readonly client: number;
  /** height of the cloud's rim above the broker: the controller's name, and the way of a request over it */
  readonly roof: number;
  readonly database: number;
}

export const SIZES: { readonly [P in Preset]: Sizes } = {
  desk: {
    card: 222,
    gutter: 34,
    tube: 150,
    tubeH: 30,
    spine: 96,
    pad: 12,
    bind: 14,
    edge: 18,
    head: 44,
    apiH: 64,
    cardH: 106,
    pitch: 34,
    host: 26,
    gap: 14,
    client: 40,
    roof: 18,
    database: 84,
  },
  lesson: {
    card: 227,
    gutter: 18,
    tube: 161,
    tubeH: 32,
    spine: 80,
    pad: 6,
    bind: 6,
    edge: 8,
    head: 36,
    apiH: 62,
    cardH: 114,
    pitch: 38,
    host: 0,
    gap: 10,
    client: 0,
    roof: 12,
    database: 88,
  },
  tall: {
    card: 194,
    gutter: 22,
    tube: 126,
    tubeH: 27,
    spine: 68,
    pad: 8,
    bind: 8,
    edge: 12,
    head: 34,
    apiH: 56,
    cardH: 92,
    pitch: 30,
    host: 22,
    gap: 10,
    client: 0,
    roof: 12,
    database: 72,
  },
  phone: {
    card: 116,
    gutter: 11,
    tube: 104,
    tubeH: 30,
    spine: 0,
    pad: 8,
    bind: 0,
    edge: 0,
    head: 30,
    apiH: 52,
    cardH: 116,
    pitch: 35,
    host: 0,
    gap: 10,
    client: 34,
    roof: 0,
    database: 34,
  },
};

/** Two hosts and the fold of the others are to be seen as large as two hosts alone. */
export const DENSE: { readonly [P in Preset]: Partial<Sizes> } = {
  desk: { cardH: 94, pitch: 31, host: 23, gap: 10 },
  lesson: { cardH: 99, pitch: 33, gap: 6 },
  tall: { cardH: 86, pitch: 28, host: 20, gap: 8 },
  phone: {},
};

/** Letters of a routing key, at most: they stand between their line and the next queue; 16 px as drawn before a class. */
export const KEY_MOST_PX = 16.9;

/** Classes of Tailwind that set the letters of the map; the components read the variables. */
export const LETTERS: { readonly [P in Preset]: string } = {
  desk: '[--m-title:17px] [--m-name:16px] [--m-small:14px] [--m-tube:13.5px] [--m-tiny:13px]',
  lesson: '[--m-title:20px] [--m-name:19px] [--m-small:18.4px] [--m-tube:18.4px] [--m-tiny:18.4px]',
  tall: '[--m-title:16px] [--m-name:15.25px] [--m-small:13.5px] [--m-tube:13px] [--m-tiny:12.5px]',
  phone: '[--m-title:14px] [--m-name:14px] [--m-small:13px] [--m-tube:13px] [--m-tiny:13px]',
};
