/** Services, as shapes. */
import { px, type Shape, shape } from '../../shared/shapes.ts';
import { type CardState, CHIP_ROOM, type Chip, STATE_SIGNS, stateSign } from '../card-state.ts';
import { FOLD_GROUPS, foldGroups } from '../fold-groups.ts';
import { isFold, type Point, type ServiceNode } from '../geometry.ts';
import { kindInk, kindTint } from '../kind-tokens.ts';
import { right } from '../layout-parts.ts';
import { cardShown, takenBy } from '../node-state.ts';
import { shortened } from '../short.ts';
import { type Drawing, frame } from './drawing.ts';
import { glyph } from './glyph.ts';
import { widthOf, words } from './letters.ts';

export function serviceShapes(node: ServiceNode, of: Drawing): readonly Shape[] {
  return isFold(node) && node.place.kind === 'nova' ? foldShapes(node, of) : cardShapes(node, of);
}

function cardShapes(node: ServiceNode, of: Drawing): readonly Shape[] {
  const { ink, sizes, moment } = of;
  const { colour } = ink;
  const card = cardShown(moment, node);
  const { state, touched } = card;
  const isWaiting = state === 'waiting';
  const quiet = state === 'idle' && !touched;
  const pad = of.map.preset === 'desk' ? 12 : 8;
  const chip = card.chips.findLast((one) => one.fresh) ?? card.chips.at(-1);
  const height = sizes.name * 1.15 + 3 + sizes.small * 1.38 + (chip ? 30 : 0);
  const top = node.y + (node.height - height) / 2;
  const line = top + sizes.name * 1.15 + 3 + sizes.small;
  return [
    frame(node, {
      rx: 12,
      fill: colour(
        isWaiting ? '--color-call-tint' : state === 'stopped' ? '--color-canvas' : '--color-paper',
      ),
      stroke: colour(isWaiting ? '--color-call' : touched ? '--color-ink' : '--color-line-2'),
      strokeWidth: isWaiting || touched ? 2 : 1,
      ...(state === 'stopped' ? { strokeDasharray: '5 4' } : {}),
    }),
    words(card.actor, {
      x: node.x + pad,
      y: top + sizes.name * 0.92,
      size: sizes.name,
      weight: quiet ? 500 : 600,
      fill: colour(quiet ? '--color-ink-2' : '--color-ink'),
      room: node.width - 2 * pad,
    }),
    ...(node.place.kind === 'client'
      ? consumesShapes(node, { x: node.x + pad, y: line }, of)
      : stateShapes(node, card, { x: node.x + pad, y: line }, of)),
    ...(chip ? chipShapes(chip, card.chips.length - 1, { x: node.x + pad, y: top + height - 26 }, of) : []),
  ];
}

function consumesShapes(
  node: ServiceNode,
  at: Point,
  { moment, texts, ink, sizes }: Drawing,
): readonly Shape[] {
  const taken = takenBy(moment, node.place.actor);
  if (taken.length === 0) return [];
  const own = taken
    .map(({ prefetch, paused }) => texts.takes(prefetch, paused))
    .filter((text) => text !== '');
  const said = own.length > 0 ? own.join(', ') : texts.consumer;
  return [
    words(said, { ...at, size: sizes.small, fill: ink.colour('--color-ink-3'), room: node.width - 20 }),
  ];
}

/** The sign and the word of its state, or for how long it has waited; what it asked by HTTP and SQL at the right. */
function stateShapes(node: ServiceNode, card: CardState, at: Point, of: Drawing): readonly Shape[] {
  const { texts, ink, sizes } = of;
  const { colour } = ink;
  const { state, wait, free, disabled } = card;
  const small = { y: at.y, size: sizes.small };
  const middle = at.y - sizes.small * 0.35;
  const counters = countersOf(node, card, at, of);
  if (wait) {
    const isLate = wait.limit !== null && wait.passed >= wait.limit * 0.8;
    const fill = colour(isLate ? '--color-error' : '--color-call');
    const timer = of.texts.waits.timer(wait.passed, wait.limit);
    const said = `${of.texts.waits.word} ${timer}`;
    const isRoomy = node.width - 44 - counters.width > widthOf(said, sizes.small);
    return [
      ...ring(
        { x: at.x + 8, y: middle },
        wait.limit === null ? 0 : wait.passed / wait.limit,
        fill,
        colour('--color-paper'),
      ),
      words(isRoomy ? said : timer, {
        ...small,
        x: at.x + 23,
        weight: 600,
        fill: colour('--color-ink'),
        room: node.width - 46 - counters.width,
      }),
      ...counters.shapes,
    ];
  }
  const isOff = disabled && state === 'idle';
  const sign = isOff ? 'disabled' : stateSign(state, free);
  const word = isOff ? texts.groups.disabled : free && state !== 'stopped' ? texts.free : texts.states[state];
  const fill = colour(state === 'working' ? '--color-ink' : '--color-ink-3');
  return [
    shape(
      'g',
      {
        transform: `translate(${px(at.x)} ${px(middle - 7.5)}) scale(0.625)`,
        fill: 'none',
        stroke: sign === 'stopped' ? colour('--color-error') : fill,
        strokeWidth: 2.4,
        strokeLinecap: 'round',
      },
      [shape('path', { d: STATE_SIGNS[sign] })],
    ),
    words(word, { ...small, x: at.x + 21, weight: state === 'working' ? 500 : 400, fill }),
    ...counters.shapes,
  ];
}

function countersOf(node: ServiceNode, { http, sql }: CardState, at: Point, { ink, sizes }: Drawing) {
  const all = [
    ...(sql > 0 ? [{ kind: 'sql', n: sql } as const] : []),
    ...(http.length > 0 ? [{ kind: 'http', n: http.length } as const] : []),
  ];
  let x = right(node) - 10;
  const shapes = all.flatMap(({ kind, n }) => {
    const width = widthOf(String(n), sizes.small);
    x -= width;
    const number = words(String(n), { x, y: at.y, size: sizes.small, fill: ink.colour('--color-ink-2') });
    x -= 12;
    const sign = glyph(kind, { x, y: at.y - sizes.small * 0.35, size: 15 }, ink.colour);
    x -= 16;
    return [number, sign];
  });
  return { shapes, width: right(node) - 10 - x };
}

/** How much of its time has passed. */
function ring({ x, y }: Point, share: number, stroke: string, fill: string): readonly Shape[] {
  const r = 7.7;
  const round = 2 * Math.PI * r;
  const used = Math.max(Math.min(share, 1), 0.03);
  const at = { cx: px(x), cy: px(y), r };
  return [
    shape('circle', { ...at, fill, stroke, strokeOpacity: 0.28, strokeWidth: 2.6 }),
    shape('circle', {
      ...at,
      fill: 'none',
      stroke,
      strokeWidth: 2.6,
      strokeDasharray: `${px(round * used)} ${px(round)}`,
      transform: `rotate(-90 ${px(x)} ${px(y)})`,
    }),
    shape('path', {
      d: `M${px(x)} ${px(y - 4)} V${px(y)} L${px(x + 3)} ${px(y + 2)}`,
      fill: 'none',
      stroke,
      strokeWidth: 1.6,
    }),
  ];
}

/** A message in a worker's memory; filled while it is this step's own. */
function chipShapes(chip: Chip, more: number, at: Point, { map, ink, sizes }: Drawing): readonly Shape[] {
  const { colour } = ink;
  const method = shortened(chip.method, CHIP_ROOM[map.preset] - (more > 0 ? 3 : 0));
  const width = widthOf(method, sizes.tiny, true) + 36;
  const fill = colour(kindInk(chip.kind));
  return [
    frame(
      { ...at, width, height: 26 },
      { rx: 6, fill: chip.fresh ? fill : colour(kindTint(chip.kind)), stroke: fill },
    ),
    glyph(chip.kind, { x: at.x + 14, y: at.y + 13, size: 17 }, colour, chip.fresh ? 'printed' : 'plain'),
    words(method, {
      x: at.x + 28,
      y: at.y + 13 + sizes.tiny * 0.35,
      size: sizes.tiny,
      fill: chip.fresh ? colour('--color-on-kind') : fill,
      family: ink.mono,
      isMono: true,
      room: width - 34,
    }),
    ...(more > 0
      ? [
          words(`+${more}`, {
            x: at.x + width + 6,
            y: at.y + 13 + sizes.tiny * 0.35,
            size: sizes.tiny,
            weight: 600,
            fill: colour('--color-ink-2'),
          }),
        ]
      : []),
  ];
}

/** Many services alike: how many there are of each group. */
function foldShapes(node: ServiceNode, { moment, texts, ink, sizes }: Drawing): readonly Shape[] {
  const { colour } = ink;
  const groups = foldGroups(moment.trace, moment.world, node.members);
  const isTouched = node.members.some(({ actor }) => moment.marks.touched.has(actor));
  const told = FOLD_GROUPS.filter((group) => groups[group].length > 0);
  const paper = { rx: 12, fill: colour('--color-paper'), stroke: colour('--color-line-2') };
  const face = { ...node, width: node.width - 8, height: node.height - 8 };
  const count = `×${node.members.length}`;
  const top = face.y + (face.height - sizes.name * 1.3 - sizes.small * 1.4) / 2;
  return [
    frame({ ...face, x: node.x + 8, y: node.y + 8 }, paper),
    frame({ ...face, x: node.x + 4, y: node.y + 4 }, paper),
    frame(face, { ...paper, ...(isTouched ? { stroke: colour('--color-ink'), strokeWidth: 2 } : {}) }),
    words(node.place.program, {
      x: face.x + 10,
      y: top + sizes.name,
      size: sizes.name,
      weight: 500,
      fill: colour('--color-ink-2'),
      room: face.width - 28 - widthOf(count, sizes.small),
    }),
    words(count, {
      x: right(face) - 8,
      y: top + sizes.name,
      size: sizes.small,
      weight: 600,
      fill: colour('--color-ink'),
      anchor: 'end',
    }),
    words(told.map((group) => `${groups[group].length} ${texts.groups[group]}`).join('   '), {
      x: face.x + 10,
      y: top + sizes.name * 1.3 + sizes.small,
      size: sizes.small,
      fill: colour('--color-ink-2'),
      room: face.width - 20,
    }),
  ];
}
