/**
 * Stands in for d3-interpolate in the page, with what React Flow's zoom asks of it: from view to view. Without it the page
 * would bring the mixing of colours, dates and transforms as well, 6 KiB before the first picture.
 */
const between = (a, b, t) => a + (b - a) * t;

/** Lists of numbers. */
export function interpolate(from, to) {
  return (t) => from.map((number, i) => between(number, to[i], t));
}

/** Views as `[x, y, width]`: the width grows by equal ratios, and the middle goes as straight as the width changes. */
export function interpolateZoom([x, y, width], [toX, toY, toWidth]) {
  const ratio = toWidth / width;
  return (t) => {
    const now = width * ratio ** t;
    const share = Math.abs(ratio - 1) < 1e-6 ? t : (now - width) / (toWidth - width);
    return [between(x, toX, share), between(y, toY, share), now];
  };
}
