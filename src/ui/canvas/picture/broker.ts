/** The broker: its hull, its vhosts, its exchanges, as shapes. */
import { type Shape, shape } from '../../shared/shapes.ts';
import { brokerOf, exchangeOf } from '../broker-state.ts';
import type { Spine } from '../geometry.ts';
import { kindInk, kindTint } from '../kind-tokens.ts';
import { bottom, middleX } from '../layout-parts.ts';
import { shortened } from '../short.ts';
import { type Drawing, frame, type NodeOf } from './drawing.ts';
import { widthOf, words } from './letters.ts';

export function brokerShapes(node: NodeOf<'queue'>, of: Drawing): readonly Shape[] {
  const { map, moment, texts, ink, sizes } = of;
  const { colour } = ink;
  const { waiting, stopped } = brokerOf(moment);
  const state = stopped ? texts.states.stopped : waiting === 0 ? texts.empty : texts.messages(waiting);
  const hull = colour('--color-hull');
  const head = node.head > 0 ? HEADS[map.preset] : 0;
  const { x, y, width } = node;
  const middle = y + head / 2;
  const titleEnd = x + 18 + widthOf(texts.queue, sizes.title) * 1.06;
  const light = colour('--color-on-hull');
  const stateWidth = widthOf(state, sizes.small);
  const hasSub = titleEnd + widthOf(texts.queueSub, sizes.small) + stateWidth + 40 < x + width;
  return [
    frame(node, {
      rx: 20,
      fill: colour('--color-paper'),
      stroke: hull,
      strokeWidth: 2,
      ...(stopped ? { strokeDasharray: '8 6' } : {}),
    }),
    ...(head === 0
      ? []
      : [
          shape('path', {
            d: `M${x - 1} ${y + head} V${y + 18} A19 19 0 0 1 ${x + 18} ${y - 1} H${x + width - 18} A19 19 0 0 1 ${x + width + 1} ${y + 18} V${y + head} Z`,
            fill: hull,
          }),
          words(texts.queue, {
            x: x + 16,
            y: middle + sizes.title * 0.35,
            size: sizes.title,
            weight: 600,
            fill: light,
          }),
          ...(hasSub
            ? [
                words(texts.queueSub, {
                  x: titleEnd + 10,
                  y: middle + sizes.small * 0.35,
                  size: sizes.small,
                  fill: light,
                }),
              ]
            : []),
          words(state, {
            x: x + width - 16,
            y: middle + sizes.small * 0.35,
            size: sizes.small,
            fill: light,
            anchor: 'end',
          }),
        ]),
    ...map.bands.flatMap((band, i) => [
      frame(band, {
        rx: 12,
        fill: colour('--color-canvas'),
        fillOpacity: 0.7,
        stroke: colour('--color-line'),
      }),
      words(`vhost ${band.vhost}`, {
        x: band.x + 12,
        y: i > 0 && map.preset === 'lesson' ? bottom(band) - 6 : band.y + 17,
        size: sizes.tiny,
        fill: colour('--color-ink-2'),
      }),
    ]),
    ...map.spines.flatMap((spine) => exchangeShapes(spine, of)),
  ];
}

const HEADS = { desk: 46, lesson: 38, tall: 36, phone: 30 } as const;
const LETTERS_OF_NAME = { desk: 10, lesson: 7, tall: 8, phone: 12 } as const;

function exchangeShapes(spine: Spine, of: Drawing): readonly Shape[] {
  const { map, moment, texts, drops, ink, sizes } = of;
  const { colour } = ink;
  const shown = exchangeOf(moment, { spine, map });
  if (!shown) return [];
  const name =
    shown.name === ''
      ? texts.defaultExchange
      : shortened(shown.name, map.clients ? 15 : LETTERS_OF_NAME[map.preset]);
  const x = middleX(spine);
  const isBrief = map.clients || map.preset === 'lesson';
  const first = map.clients
    ? spine.y + spine.height / 2 - 9
    : Math.max(spine.label - (isBrief ? 10 : 22), spine.y + 20);
  const centred = { x, anchor: 'middle', room: spine.width - 6 } as const;
  const quiet = { ...centred, size: sizes.tiny, fill: colour('--color-ink-3') };
  const { lost } = shown;
  return [
    frame(spine, {
      rx: 12,
      fill: colour('--color-paper'),
      stroke: colour(shown.lit ? '--color-ink' : '--color-line-2'),
      strokeWidth: shown.lit ? 1.5 : 1,
    }),
    ...(isBrief ? [] : [words(texts.exchange, { ...quiet, y: first })]),
    words(name, {
      ...centred,
      y: isBrief ? first : first + 18,
      size: sizes.small,
      weight: 600,
      fill: colour('--color-ink'),
      family: ink.mono,
      isMono: true,
    }),
    words(shown.type, { ...quiet, y: map.clients ? first + 30 : isBrief ? first + 18 : first + 35 }),
    ...(lost
      ? [
          words(lost === 'unroutable' ? texts.noQueue : drops[lost], {
            x,
            anchor: 'middle',
            y: bottom(spine) + 14,
            size: sizes.tiny,
            weight: 600,
            fill: colour('--color-error'),
          }),
        ]
      : []),
    ...shown.tags.flatMap(({ y, text, kind }) => {
      const tag = { x: spine.x + 16, y: y - 25, width: spine.width - 19, height: 18 };
      return [
        frame(tag, { rx: 5, fill: colour(kindTint(kind)) }),
        words(text, {
          x: middleX(tag),
          y: y - 11.5,
          anchor: 'middle',
          size: sizes.tiny,
          fill: colour(kindInk(kind)),
          family: ink.mono,
          isMono: true,
          room: tag.width - 4,
        }),
      ];
    }),
  ];
}
