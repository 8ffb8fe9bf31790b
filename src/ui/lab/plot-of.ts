/** A chart as data, and in which order and ranges it is drawn. */
import { LINE_STYLES, type LineId } from './lines.ts';

export interface PlotOf {
  readonly x: readonly number[];
  /** instead of numbers below the places of x */
  readonly places?: readonly string[];
  readonly lines: readonly (readonly (number | null)[])[];
  readonly ids: readonly LineId[];
  /** whether each value is a point on its line; always so over named places */
  readonly dots?: boolean;
  readonly marks?: readonly PlotMark[];
  readonly bands?: readonly PlotBand[];
  readonly xName: string;
  readonly yName: string;
}

/** Between two values of x something was otherwise. */
interface PlotBand {
  readonly from: number;
  readonly to: number;
  readonly label: string;
}

/** A vertical line in the style of `id`, between two values or from the bottom to the top. */
export interface PlotMark {
  readonly x: number;
  readonly id: LineId;
  readonly between?: readonly [low: number, high: number];
  readonly label?: string;
}

/** CSS pixels: of the picture without its title and the names of its lines, and of its letters. */
export const PLOT_HEIGHT = 220;
export const FONT = 13;

const MARK_WIDTH = 2;

/** The widest line first; points lie above all. */
export function drawingOrder({ ids }: Pick<PlotOf, 'ids'>): readonly number[] {
  const widthOf = (i: number): number => LINE_STYLES[ids[i] ?? 'measured'].width;
  return ids.map((_, i) => i).sort((a, b) => widthOf(b) - widthOf(a));
}

/** The end of the scale of y, which begins at 0. */
export function topOf({ lines, marks = [] }: Pick<PlotOf, 'lines' | 'marks'>): number {
  const values = [...lines.flat(), ...marks.map(({ between }) => between?.[1] ?? null)];
  const high = values.reduce<number>((most, value) => Math.max(most, value ?? 0), 0);
  return high > 0 ? high * 1.08 : 1;
}

/** Whether each of a line's values is a point. */
export const isDotted = (id: LineId, { dots, places }: Pick<PlotOf, 'dots' | 'places'>): boolean =>
  dots === true || places !== undefined || LINE_STYLES[id].width === 0;

export const markWidth = (id: LineId): number => Math.max(LINE_STYLES[id].width, MARK_WIDTH);

/** Marks at one place are all seen, as lines are. */
export const marksInOrder = ({ marks = [] }: Pick<PlotOf, 'marks'>): readonly PlotMark[] =>
  marks.toSorted((a, b) => markWidth(b.id) - markWidth(a.id));

/** From where to where x goes when its places have names: half a place is free at both ends. */
export const placesRange = (count: number): [number, number] => [-0.25, count - 0.75];
