/** What stands behind and around the services, as shapes: machines, cells, the client, peers, databases. */
import { px, type Shape, shape } from '../../shared/shapes.ts';
import type { Box, Point } from '../geometry.ts';
import { bottom, middleX, right, rounded } from '../layout-parts.ts';
import { type PeerNode, peerOf, rowsIn } from '../node-state.ts';
import { type Drawing, frame, type NodeOf } from './drawing.ts';
import { type PictureInk, widthOf, words } from './letters.ts';

const moved = (points: readonly Point[], { x, y }: Point): readonly Point[] =>
  points.map((point) => ({ x: point.x + x, y: point.y + y }));

export function machineShapes(
  node: NodeOf<'machine'>,
  { map, texts, ink, sizes }: Drawing,
): readonly Shape[] {
  const { colour } = ink;
  const look = {
    fill: colour('--color-paper'),
    fillOpacity: 0.6,
    stroke: colour('--color-line-2'),
    strokeOpacity: 0.7,
  };
  const underClient = node.main && map.preset === 'desk';
  const name = node.main && node.machine === 'controller' ? texts.controller : node.machine;
  const at = node.main ? { x: underClient ? 96 : 20, y: 8 } : { x: 14, y: 4 };
  return [
    node.rim
      ? shape('path', { d: rounded(moved(node.rim, node), 18), ...look })
      : frame(node, { rx: 20, ...look }),
    words(name, {
      x: node.x + at.x,
      y: node.y + at.y + sizes.small,
      size: sizes.small,
      fill: colour('--color-ink-3'),
    }),
  ];
}

export function cellShapes(node: NodeOf<'cell'>, { texts, ink, sizes }: Drawing): readonly Shape[] {
  const { colour } = ink;
  const rim = shape('path', {
    d: rounded(moved(node.rim, node), 14),
    fill: colour('--color-ink'),
    fillOpacity: 0.05,
    stroke: colour('--color-line-2'),
    strokeDasharray: '1 4',
    strokeLinecap: 'round',
    strokeWidth: 1.5,
  });
  if (!node.label) return [rim];
  const place = { x: node.x + node.label.x, y: node.y + node.label.y + sizes.small * 0.85 };
  return [
    rim,
    words(`${texts.cellWord} ${node.cell}`, { ...place, size: sizes.small, fill: colour('--color-ink-2') }),
  ];
}

export function clientShapes(node: Box, { texts, ink, sizes }: Drawing): readonly Shape[] {
  const { colour } = ink;
  const y = node.y + node.height / 2 + sizes.small * 0.35;
  return [
    frame(node, { rx: node.height / 2, fill: colour('--color-paper'), stroke: colour('--color-line-2') }),
    words(texts.client, {
      x: middleX(node),
      y,
      size: sizes.small,
      fill: colour('--color-ink'),
      anchor: 'middle',
      room: node.width - 16,
    }),
  ];
}

export function absentShapes(node: Box, { texts, ink, sizes }: Drawing): readonly Shape[] {
  const line = ink.colour('--color-line-2');
  return [
    frame(node, { rx: 20, fill: 'none', stroke: line, strokeWidth: 2, strokeDasharray: '8 6' }),
    shape('g', { textDecoration: 'line-through' }, [
      words(texts.queue, {
        x: node.x + 16,
        y: node.y + 12 + sizes.title,
        size: sizes.title,
        fill: ink.colour('--color-ink-2'),
      }),
    ]),
  ];
}

/** How many rows were written, in the colour of what changed; in the middle of `x`. The number alone where `room` is small. */
function rowsMark(
  n: number,
  { x, y, room }: Point & { readonly room: number },
  { texts, ink, sizes }: Drawing,
): readonly Shape[] {
  const wide = texts.rows(n);
  const text = widthOf(wide, sizes.tiny) + 14 > room ? String(n) : wide;
  const width = widthOf(text, sizes.tiny) + 14;
  const height = sizes.tiny * 1.4;
  const { colour } = ink;
  return [
    frame(
      { x: x - width / 2, y, width, height },
      { rx: height / 2, fill: colour('--color-mark'), stroke: colour('--color-mark-line') },
    ),
    words(text, {
      x,
      y: y + height * 0.74,
      size: sizes.tiny,
      weight: 600,
      fill: colour('--color-ink'),
      anchor: 'middle',
    }),
  ];
}

export function peerShapes(node: PeerNode, of: Drawing): readonly Shape[] {
  const { colour } = of.ink;
  const { touched, stopped, rows } = peerOf(of.moment, node);
  const { tiny } = of.sizes;
  const name = node.place.actor.replace(/-(server|api)$/, '');
  const hasDatabase = node.place.databases.length > 0;
  return [
    frame(node, {
      rx: 8,
      fill: colour(stopped ? '--color-canvas' : '--color-paper'),
      stroke: colour(touched ? '--color-ink' : '--color-line-2'),
      ...(touched ? {} : { strokeDasharray: '4 3' }),
    }),
    words(stopped ? `✕ ${name}` : name, {
      x: node.x + 7,
      y: node.y + node.height / 2 + tiny * 0.36,
      size: tiny,
      fill: colour('--color-ink'),
      room: node.width - (hasDatabase ? 28 : 12),
    }),
    ...(hasDatabase
      ? [barrel({ x: node.x + node.width - 18, y: node.y + node.height / 2 - 6 }, colour)]
      : []),
    ...(rows > 0 ? rowsMark(rows, { x: right(node) - 22, y: node.y - 14, room: 60 }, of) : []),
  ];
}

/** A small database, 12 x 12. */
const barrel = ({ x, y }: Point, colour: PictureInk['colour']): Shape =>
  shape('path', {
    d: `M${px(x)} ${px(y + 2)} a5 2 0 0 1 10 0 v8 a5 2 0 0 1 -10 0 Z m0 0 a5 2 0 0 0 10 0`,
    fill: 'none',
    stroke: colour('--color-ink-3'),
    strokeWidth: 1.2,
  });

export function databaseShapes(node: NodeOf<'database'>, of: Drawing): readonly Shape[] {
  const { colour } = of.ink;
  const rows = rowsIn(of.moment, node);
  const { x, y, width, height } = node;
  const r = 10;
  const stroke = {
    stroke: colour(rows > 0 ? '--color-mark-line' : '--color-line-2'),
    strokeWidth: rows > 0 ? 2 : 1,
  };
  const arc = (at: number): string =>
    `M${x + 1} ${at} C${x + 1} ${at + r * 1.33} ${x + width - 1} ${at + r * 1.33} ${x + width - 1} ${at}`;
  const { small } = of.sizes;
  // broken after its first underscore where there is no room
  const [head = '', ...rest] = node.database.split('_');
  const isBroken = rest.length > 0 && widthOf(node.database, small) > width - 6;
  const names = isBroken ? [`${head}_`, rest.join('_')] : [node.database];
  return [
    shape('path', {
      d: `${arc(y + height - r)} V${y + r} H${x + 1} Z`,
      fill: colour(rows > 0 ? '--color-mark' : '--color-paper'),
      ...stroke,
    }),
    shape('ellipse', {
      cx: x + width / 2,
      cy: y + r,
      rx: width / 2 - 1,
      ry: r - 2,
      fill: colour('--color-sunken'),
      ...stroke,
    }),
    ...names.map((name, i) =>
      words(name, {
        x: middleX(node),
        y: y + height / 2 + (rows > 0 ? 2 : small * 0.7) + (i - (names.length - 1) * 0.6) * small * 1.05,
        size: small,
        weight: 500,
        fill: colour('--color-ink'),
        anchor: 'middle',
        room: width - 8,
      }),
    ),
    ...(rows > 0
      ? rowsMark(rows, { x: middleX(node), y: bottom(node) - of.sizes.tiny * 1.4 - 12, room: width }, of)
      : []),
  ];
}
