/**
 * Stands in for d3-color in the page: React Flow's zoom brings d3's transitions, which could fade a colour; none is ever
 * asked to. Nothing is a colour here, so texts are faded as texts. 4 KiB less before the first picture.
 */
const ID = '\0no-colours';
const NAMES = ['rgb', 'hsl', 'lab', 'hcl', 'cubehelix'];

/** @returns {import('vite').Plugin} */
export const noColours = () => ({
  name: 'no-colours',
  enforce: 'pre',
  resolveId: (id) => (id === 'd3-color' ? ID : null),
  load: (id) =>
    id === ID ? `export function color() {}\nexport { ${NAMES.map((name) => `color as ${name}`)} };` : null,
});
