/** Points in time as rows and bodies write them. */

/** A regular expression without anchors: `2026-11-22 07:16:58`, `2026-11-22T07:16:58.026427`, `...Z`. */
export const TIME_PATTERN = String.raw`\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?Z?`;

const TIMES = new RegExp(TIME_PATTERN, 'g');

/** The text with every point in time made the same. */
export const withoutTimes = (text: string): string => text.replace(TIMES, '<time>');
