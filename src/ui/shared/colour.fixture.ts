/** Arithmetic of colours for the theme's test: WCAG contrast, OKLab, and how three kinds of colour-blind eyes see. */

/** linear light, 0 to 1 */
export type Rgb = readonly [red: number, green: number, blue: number];

const toLinear = (value: number): number =>
  value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
const toEncoded = (value: number): number =>
  value <= 0.0031308 ? value * 12.92 : 1.055 * value ** (1 / 2.4) - 0.055;
const clamp = (value: number): number => Math.min(1, Math.max(0, value));

/** `#rrggbb` as linear light. */
export function parseColour(hex: string): Rgb {
  const channel = (at: number): number => toLinear(Number.parseInt(hex.slice(at, at + 2), 16) / 255);
  return [channel(1), channel(3), channel(5)];
}

function luminance([r, g, b]: Rgb): number {
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG 2: 1 to 21. */
export function contrast(a: Rgb, b: Rgb): number {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

type Matrix = readonly [Rgb, Rgb, Rgb];

function times(matrix: Matrix, [a, b, c]: Rgb): Rgb {
  const row = ([x, y, z]: Rgb): number => x * a + y * b + z * c;
  return [row(matrix[0]), row(matrix[1]), row(matrix[2])];
}

const TO_LMS: Matrix = [
  [0.4122214708, 0.5363325363, 0.0514459929],
  [0.2119034982, 0.6806995451, 0.1073969566],
  [0.0883024619, 0.2817188376, 0.6299787005],
];
const TO_LAB: Matrix = [
  [0.2104542553, 0.793617785, -0.0040720468],
  [1.9779984951, -2.428592205, 0.4505937099],
  [0.0259040371, 0.7827717662, -0.808675766],
];
const FROM_LAB: Matrix = [
  [1, 0.3963377774, 0.2158037573],
  [1, -0.1055613458, -0.0638541728],
  [1, -0.0894841775, -1.291485548],
];
const FROM_LMS: Matrix = [
  [4.0767416621, -3.3077115913, 0.2309699292],
  [-1.2684380046, 2.6097574011, -0.3413193965],
  [-0.0041960863, -0.7034186147, 1.707614701],
];

function oklab(colour: Rgb): Rgb {
  const [l, m, s] = times(TO_LMS, colour);
  return times(TO_LAB, [Math.cbrt(l), Math.cbrt(m), Math.cbrt(s)]);
}

/** Between two colours in OKLab; 0 = equal, black to white = 1. */
export function distance(a: Rgb, b: Rgb): number {
  const [x, y] = [oklab(a), oklab(b)];
  return Math.hypot(x[0] - y[0], x[1] - y[1], x[2] - y[2]);
}

/** `color-mix(in oklab, a share, b)`. */
export function mixed(a: Rgb, b: Rgb, share: number): Rgb {
  const [x, y] = [oklab(a), oklab(b)];
  const part = (i: 0 | 1 | 2): number => x[i] * share + y[i] * (1 - share);
  const [l, m, s] = times(FROM_LAB, [part(0), part(1), part(2)]);
  const [r, g, bl] = times(FROM_LMS, [l ** 3, m ** 3, s ** 3]);
  return [clamp(r), clamp(g), clamp(bl)];
}

/** Machado, Oliveira and Fernandes 2009, severity 1; they are applied to encoded values. */
function blind(matrix: Matrix): (colour: Rgb) => Rgb {
  return ([r, g, b]) => {
    const [x, y, z] = times(matrix, [toEncoded(r), toEncoded(g), toEncoded(b)]);
    return [toLinear(clamp(x)), toLinear(clamp(y)), toLinear(clamp(z))];
  };
}

export const SIGHTS: readonly (readonly [name: string, seen: (colour: Rgb) => Rgb])[] = [
  ['most eyes', (colour) => colour],
  [
    'eyes without red cones',
    blind([
      [0.152286, 1.052583, -0.204868],
      [0.114503, 0.786281, 0.099216],
      [-0.003882, -0.048116, 1.051998],
    ]),
  ],
  [
    'eyes without green cones',
    blind([
      [0.367322, 0.860646, -0.227968],
      [0.280085, 0.672501, 0.047413],
      [-0.01182, 0.04294, 0.968881],
    ]),
  ],
  [
    'eyes without blue cones',
    blind([
      [1.255528, -0.076749, -0.178779],
      [-0.078411, 0.930809, 0.147602],
      [0.004733, 0.691367, 0.3039],
    ]),
  ],
];
