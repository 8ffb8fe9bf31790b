/** Queues, as shapes. */
import { px, type Shape, shape } from '../../shared/shapes.ts';
import type { PipeNode } from '../geometry.ts';
import { kindFill, kindInk, kindTint } from '../kind-tokens.ts';
import { middleY, right } from '../layout-parts.ts';
import { pipeShown } from '../node-state.ts';
import { pipeName } from '../PipeView.tsx';
import type { Letter } from '../pipe-state.ts';
import { shortened } from '../short.ts';
import type { Drawing } from './drawing.ts';
import { frame } from './drawing.ts';
import { glyph } from './glyph.ts';
import { words } from './letters.ts';

/** More letters than these are three and a number. */
const MOST_LETTERS = 3;

export function pipeShapes(pipe: PipeNode, of: Drawing): readonly Shape[] {
  const { map, moment, texts, ink, sizes } = of;
  const { colour } = ink;
  const { state, absent } = pipeShown(moment, pipe);
  const held = state.unacked ?? [];
  const kind = state.lit ?? (state.expected ? 'reply' : (state.ready[0] ?? held[0])?.kind);
  const dashed = absent || (state.expected && state.lit === null);
  const stroke = {
    stroke: colour(kind === undefined ? '--color-line-2' : kindFill(kind)),
    strokeWidth: kind === undefined ? 1 : 2,
    ...(dashed ? { strokeDasharray: '4 3' } : {}),
  };
  const isLeft = pipe.mouth === 'left';
  const y = middleY(pipe);
  const letters = lettersIn(pipe, { ready: state.ready, held, expected: state.expected }, of);
  const room = pipe.width - 32 - letters.width;
  const isNamed = pipe.queues.length === 1;
  const whole = `${pipe.tag === null ? '' : `${pipe.tag} `}${pipeName(pipe, texts, map.preset === 'phone')}`;
  const most = Math.max(5, Math.floor(room / (sizes.tube * (isNamed ? 0.55 : 0.5))));
  return [
    frame(pipe, {
      rx: 6,
      ry: pipe.height / 2,
      fill: colour(kind === undefined ? '--color-sunken' : kindTint(kind)),
      ...stroke,
    }),
    shape('ellipse', {
      cx: px(isLeft ? pipe.x + 6 : right(pipe) - 6),
      cy: px(y),
      rx: 6.5,
      ry: px(pipe.height / 2),
      ...stroke,
      ...(state.shut
        ? { fill: colour('--color-ink'), stroke: colour('--color-ink') }
        : { fill: colour('--color-line') }),
    }),
    words(shortened(whole, most), {
      x: isLeft ? right(pipe) - 12 : pipe.x + 12,
      y: y + sizes.tube * 0.35,
      size: sizes.tube,
      weight: kind === undefined ? 400 : 600,
      fill: colour(kind === undefined ? (absent ? '--color-ink-3' : '--color-ink-2') : kindInk(kind)),
      anchor: isLeft ? 'end' : 'start',
      room,
      ...(isNamed ? { family: ink.mono, isMono: true } : {}),
    }),
    ...letters.shapes,
  ];
}

interface Lying {
  readonly ready: readonly Letter[];
  readonly held: readonly Letter[];
  readonly expected: boolean;
}

/** What lies in it, from its mouth on: next to be taken first. */
function lettersIn(pipe: PipeNode, { ready, held, expected }: Lying, { ink, sizes }: Drawing) {
  const { colour } = ink;
  const toward = pipe.mouth === 'left' ? 1 : -1;
  const start = pipe.mouth === 'left' ? pipe.x + 24 : right(pipe) - 24;
  const y = middleY(pipe);
  const shapes: Shape[] = [];
  let x = start;
  const first = held[0];
  if (first) {
    const box = { x: x - 12, y: y - 11, width: 24, height: 22 };
    const stroke = colour(kindFill(first.kind));
    shapes.push(frame(box, { rx: 6, fill: 'none', stroke, strokeWidth: 1.5, strokeDasharray: '3 2' }));
    shapes.push(glyph(first.kind, { x, y, size: 18 }, colour));
    x += toward * 24;
  }
  const shown = ready.slice(0, MOST_LETTERS);
  shapes.push(
    ...shown.map(({ kind }, i) => glyph(kind, { x: x + toward * i * 10, y, size: 22 }, colour)).toReversed(),
  );
  if (shown.length > 0) x += toward * (12 + shown.length * 10);
  const count = ready.length > MOST_LETTERS ? ready.length : held.length > 1 ? held.length : null;
  if (count !== null) {
    const anchor = toward > 0 ? 'start' : 'end';
    const look = { size: sizes.tiny, weight: 600, fill: colour('--color-ink'), anchor } as const;
    shapes.push(words(String(count), { x, y: y + sizes.tiny * 0.35, ...look }));
    x += toward * 16;
  }
  if (expected && shapes.length === 0) {
    const stroke = { stroke: colour('--color-call'), strokeWidth: 1.6, strokeDasharray: '3.2 2.4' };
    shapes.push(
      frame(
        { x: x - 10.8, y: y - 7.8, width: 21.6, height: 15.6 },
        { rx: 3, fill: colour('--color-paper'), ...stroke },
      ),
    );
    x += toward * 24;
  }
  return { shapes, width: Math.abs(x - start) };
}
