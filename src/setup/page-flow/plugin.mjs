/**
 * Leaves out of React Flow what the map never draws: lines of its own shapes, lines that are drawn or moved by hand, boxes around
 * a selection. 2 KiB less before the first picture; a build that finds a place no more fails, so that none is forgotten.
 */
const NONE = 'NothingOfTheMap';
const DRAWN = [
  'EdgeUpdateAnchors',
  'ConnectionLineWrapper',
  'NodesSelection',
  'MarkerDefinitions$1',
  'UserSelection',
];
const TYPES = /const (builtin(?:Edge|Node)Types) = \{[^}]*\};/g;

/** Parts of it that the page has none of: their rules go too. */
const PARTS =
  'minimap|controls|resize-control|edgeupdater|edge-text|selection|nodesselection|connection|background|node-input|arrowhead|' +
  'panel\\.(?:top|left)|edge\\.(?:animated|inactive)';
/** Its colours for a dark page are not ours. */
const RULES = new RegExp(`[^{}]*\\.react-flow(?:__(?:${PARTS})|\\.dark)[^{}]*\\{[^{}]*\\}`, 'g');

/** @param {string} code */
function withoutRules(code) {
  if (!RULES.test(code)) throw new RangeError("React Flow's sheet has none of these rules any more");
  return { code: code.replaceAll(RULES, ''), map: null };
}

/** @returns {import('vite').Plugin} */
export const pageFlow = () => ({
  name: 'page-flow',
  transform(code, id) {
    if (id.endsWith('/ui/start.css')) return withoutRules(code);
    if (!id.includes('@xyflow/react/dist/esm/index.js')) return null;
    let text = code.replaceAll(TYPES, 'const $1 = {};');
    if (text === code) throw new RangeError('React Flow has no built-in types any more');
    for (const name of DRAWN) {
      const use = `jsx(${name}, `;
      if (!text.includes(use)) throw new RangeError(`React Flow draws no ${name} any more`);
      text = text.replaceAll(use, `jsx(${NONE}, `);
    }
    return { code: `${text}\nfunction ${NONE}() { return null; }\n`, map: null };
  },
});
