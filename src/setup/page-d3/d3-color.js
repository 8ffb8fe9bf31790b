/**
 * Stands in for d3-color in the page: React Flow brings d3's interpolation, which could mix colours; none is ever asked to.
 * Nothing is a colour here, so texts are mixed as texts. 4 KiB less before the first picture.
 */
export function color() {
  return null;
}
export { color as cubehelix, color as hcl, color as hsl, color as lab, color as rgb };
