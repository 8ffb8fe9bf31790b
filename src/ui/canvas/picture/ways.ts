/** Lines, and the step's messages on their way, as shapes. */
import { plain } from '../../../i18n/rich.ts';
import { DASHES } from '../../shared/glyphs.ts';
import { px, type Shape, shape } from '../../shared/shapes.ts';
import { bindingsInto } from '../bindings.ts';
import { type Point, pipesOf } from '../geometry.ts';
import { kindFill, kindInk, kindTint } from '../kind-tokens.ts';
import { labelsOf, type TokenLabel } from '../labels.ts';
import { queueKey } from '../lanes.ts';
import { bottom, rounded } from '../layout-parts.ts';
import { clientLine, consumesHead, type RestingLine, restingLines } from '../lines.ts';
import { spineOf } from '../path.ts';
import { shortened } from '../short.ts';
import { KEY_MOST_PX } from '../sizes.ts';
import { hollowHead, linesOf, thinHead } from '../step-lines.ts';
import { placeOf, type Scene, type Token, trailsOf, waysOf } from '../tokens.ts';
import { type Drawing, frame } from './drawing.ts';
import { glyph } from './glyph.ts';
import { widthOf, words } from './letters.ts';

const ROUND = { strokeLinecap: 'round', strokeLinejoin: 'round' } as const;

export function restingShapes({ map, ink }: Drawing): readonly Shape[] {
  const client = clientLine(map);
  const all: readonly RestingLine[] = [
    ...(client ? [{ id: 'client', points: client, dot: null, arrow: false }] : []),
    ...map.edges.flatMap((edge) => restingLines(map, edge)),
  ];
  const look = { fill: 'none', stroke: ink.colour('--color-line-2'), strokeWidth: 1.25 };
  const lines = all.flatMap(({ points, dot, arrow }) => {
    const head = arrow ? consumesHead(points) : null;
    return [
      shape('path', { d: rounded(points) }),
      ...(dot
        ? [shape('circle', { cx: px(dot.x), cy: px(dot.y), r: 3, fill: ink.colour('--color-paper') })]
        : []),
      ...(head === null ? [] : [shape('path', { d: head, ...ROUND })]),
    ];
  });
  return [shape('g', look, lines)];
}

/** On a playground: which queue is bound to which exchange, and by what. */
export function bindingShapes({ map, moment, texts, drops, ink, sizes }: Drawing): readonly Shape[] {
  if (!map.clients) return [];
  const { colour } = ink;
  return pipesOf(map).flatMap((pipe) => {
    const [queue = ''] = pipe.queues;
    const all = bindingsInto(moment.world, pipe.vhost, queue, moment.marks.sent);
    const lost = moment.marks.lost.get(queueKey(pipe.vhost, queue));
    const ties = all.flatMap(({ source, match }) => {
      const spine = spineOf(map, pipe.vhost, source);
      if (!spine || !map.routes) return [];
      const stroke = colour(match === 'yes' ? '--color-ink' : '--color-line-2');
      const d = rounded(map.routes.tie(map, spine, pipe), 8);
      return [shape('path', { d, fill: 'none', stroke, strokeWidth: 1.25 })];
    });
    const said = all.map(
      ({ key, source, match }) =>
        `${match === 'yes' ? '✓ ' : match === 'no' ? '✕ ' : ''}${key === '' ? source : key}`,
    );
    const why = lost ? [`✕ ${lost === 'unroutable' ? texts.noQueue : drops[lost]}`] : [];
    return [
      ...ties,
      words([...said, ...why].join('   '), {
        x: pipe.x + 4,
        y: bottom(pipe) + 16,
        size: sizes.tiny,
        fill: colour(lost ? '--color-error' : '--color-ink-2'),
        room: pipe.width + 40,
      }),
    ];
  });
}

/** HTTP, SQL, and the way on which an awaited answer will come. */
export function stepShapes({ map, moment, texts, ink, sizes }: Drawing): readonly Shape[] {
  const { colour } = ink;
  const { thin, awaited } = linesOf(moment, map);
  return [
    ...thin.flatMap(({ way, isBad }) => {
      const head = thinHead(way);
      const line = {
        fill: 'none',
        stroke: colour(isBad ? '--color-error' : '--color-http'),
        strokeWidth: 1.6,
        ...ROUND,
      };
      const rim = { fill: 'none', stroke: colour('--color-canvas'), strokeWidth: 4 };
      const d = rounded(way);
      return head === null
        ? []
        : [shape('path', { d, ...rim }), shape('path', { d, ...line }), shape('path', { d: head, ...line })];
    }),
    ...awaited.flatMap(({ points, label }) => {
      const d = rounded(points);
      const head = hollowHead(points);
      const paper = colour('--color-paper');
      const call = colour('--color-call');
      return [
        shape('path', { d, fill: 'none', stroke: paper, strokeWidth: 5 }),
        shape('path', {
          d,
          fill: 'none',
          stroke: call,
          strokeWidth: 2,
          strokeOpacity: 0.6,
          strokeDasharray: '8 6',
        }),
        ...(head === null ? [] : [shape('path', { d: head, fill: paper, stroke: call, strokeWidth: 1.6 })]),
        ...(label
          ? [
              words(texts.awaited, {
                x: label.x,
                y: label.y - 7,
                size: sizes.tiny,
                weight: 600,
                fill: call,
                anchor: label.side === 'left' ? 'end' : 'start',
              }),
            ]
          : []),
      ];
    }),
  ];
}

/** Over a rim of paper; an arrow head where it has come to who takes it. */
export function trailShapes(tokens: readonly Token[], { ink }: Drawing): readonly Shape[] {
  const paper = ink.colour('--color-paper');
  return tokens.flatMap((token) =>
    trailsOf(token).flatMap(({ points, whole }) => {
      const stroke = ink.colour(kindFill(token.kind));
      const isDouble = token.kind === 'fanout';
      const d = rounded(points, 7);
      const dashes = DASHES[token.kind];
      const line = { d, fill: 'none', strokeLinejoin: 'round' };
      return [
        shape('path', { ...line, stroke: paper, strokeWidth: isDouble ? 10.25 : 7.25 }),
        shape('path', {
          ...line,
          stroke,
          strokeWidth: isDouble ? 6.5 : 3.25,
          strokeOpacity: token.strength,
          ...(dashes.length > 0 ? { strokeDasharray: dashes.join(' ') } : {}),
        }),
        ...(isDouble ? [shape('path', { ...line, stroke: paper, strokeWidth: 2.6 })] : []),
        ...(whole ? arrow(points, token.kind === 'reply' ? paper : stroke, stroke) : []),
      ];
    }),
  );
}

function arrow(points: readonly Point[], fill: string, stroke: string): readonly Shape[] {
  const end = points.at(-1);
  const before = points.findLast((point) => end && (point.x !== end.x || point.y !== end.y));
  if (!end || !before) return [];
  const angle = px((Math.atan2(end.y - before.y, end.x - before.x) * 180) / Math.PI);
  const transform = `translate(${px(end.x)} ${px(end.y)}) rotate(${angle})`;
  return [shape('path', { d: 'M-1 0 L-11 -6.8 L-11 6.8 Z', transform, fill, stroke, strokeWidth: 2 })];
}

const GLYPH = 28;

export function headShapes(tokens: readonly Token[], { ink }: Drawing): readonly Shape[] {
  return tokens.flatMap((token) =>
    token.lies
      ? []
      : waysOf(token).flatMap((way) => {
          const at = placeOf(token, way);
          const head = glyph(token.kind, { ...at, size: GLYPH }, ink.colour, 'rim');
          const lost = { x: at.x + GLYPH * 0.6, y: at.y - GLYPH * 0.6, size: GLYPH * 0.7 };
          return token.place === 'lost' ? [head, glyph('error', lost, ink.colour, 'rim')] : [head];
        }),
  );
}

export function labelShapes(scene: Scene, t: number, of: Drawing): readonly Shape[] {
  return labelsOf(scene, of.map, t)
    .filter(({ text }) => text)
    .flatMap((label) => labelOf(label, of));
}

function labelOf({ token, at, anchor, most, key, over }: TokenLabel, of: Drawing): readonly Shape[] {
  const { texts, drops, ink, sizes } = of;
  const { colour } = ink;
  const isLost = token.place === 'lost';
  const why = token.reason === null || token.reason === 'unroutable' ? texts.noQueue : drops[token.reason];
  const isReply = token.kind === 'reply';
  const said = isLost ? why : isReply ? texts.reply : shortened(plain(token.method), most);
  const isMono = !isLost && !isReply;
  const anchored = anchor === 'left' ? 'start' : anchor === 'right' ? 'end' : 'middle';
  const paper = (x: number, y: number, width: number, height: number): Shape =>
    frame(
      { x: x - (anchor === 'left' ? 2 : anchor === 'right' ? width - 2 : width / 2), y, width, height },
      { rx: 4, fill: colour('--color-paper'), fillOpacity: 0.85 },
    );
  const width = widthOf(said, sizes.tiny, isMono) + 4;
  const keySize = Math.min(sizes.tiny, KEY_MOST_PX);
  const keyText = shortened(key, most);
  const keyWidth = widthOf(keyText, keySize, true) + 6;
  return [
    paper(at.x, at.y - sizes.tiny - 1, width, sizes.tiny + 2),
    words(said, {
      x: at.x,
      y: at.y - 2.5,
      size: sizes.tiny,
      weight: 600,
      fill: colour(isLost ? '--color-error' : kindInk(token.kind)),
      anchor: anchored,
      ...(isMono ? { family: ink.mono, isMono } : {}),
    }),
    ...(key === ''
      ? []
      : [
          frame(
            {
              x: anchor === 'left' ? at.x + over : at.x - over - keyWidth,
              y: at.y + 7,
              width: keyWidth,
              height: keySize + 3,
            },
            { rx: 5, fill: colour(kindTint(token.kind)) },
          ),
          words(keyText, {
            x: anchor === 'left' ? at.x + over + 3 : at.x - over - 3,
            y: at.y + 6 + keySize,
            size: keySize,
            fill: colour(kindInk(token.kind)),
            anchor: anchored,
            family: ink.mono,
            isMono: true,
          }),
        ]),
  ];
}
