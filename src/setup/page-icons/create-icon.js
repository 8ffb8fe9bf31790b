/**
 * Stands in for lucide's maker of components in the page: an icon is its own svg, with no component between, no context and no
 * reference. The drawings are lucide's. 2 KiB less before the first picture.
 */
import { createElement } from 'react';

const LOOK = {
  viewBox: '0 0 24 24',
  fill: 'none',
  stroke: 'currentColor',
  strokeLinecap: 'round',
  strokeLinejoin: 'round',
  'aria-hidden': 'true',
};

// biome-ignore lint/style/noDefaultExport: lucide's icons import it so
export default ({ name, node }) => {
  const drawn = node.map(([tag, attributes]) => createElement(tag, attributes));
  return ({ size = 24, strokeWidth = 2, className = '', ...rest }) =>
    createElement(
      'svg',
      {
        ...LOOK,
        width: size,
        height: size,
        strokeWidth,
        className: `lucide lucide-${name} ${className}`.trimEnd(),
        ...rest,
      },
      drawn,
    );
};
