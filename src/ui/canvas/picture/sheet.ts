/** A picture that is handed on: the map at one step with its title and its sentences; or several of them on one sheet. */
import { narration, stepTitle, type Texts } from '../../../i18n/index.ts';
import { type Shape, shape } from '../../shared/shapes.ts';
import { svgFile } from '../../shared/svg-file.ts';
import type { MapStory } from '../moment.ts';
import { linesIn, type PictureInk, words } from './letters.ts';
import { mapShapes, placed, type Staged, staged } from './map-shapes.ts';

/** Of what story the picture is. */
export interface PictureOf {
  readonly story: MapStory;
  /** what the run is called */
  readonly name: string;
  readonly texts: Texts;
  readonly ink: PictureInk;
}

interface PictureSheet {
  readonly shapes: readonly Shape[];
  readonly width: number;
  readonly height: number;
  /** what it is, in one line */
  readonly title: string;
}

const MARGIN = 24;
const SIZES = { note: 14, title: 21, text: 16 } as const;
/** between lines of text */
const LEADING = 1.42;

/** The plain sentence of a step, as it is told. */
export const sentenceOf = ({ story, texts }: PictureOf, n: number): string => {
  const step = story.steps[n - 1];
  return step
    ? narration(texts, step, story.trace)
        .map((part) => ('text' in part ? part.text : 'code' in part ? part.code : part.actor))
        .join('')
    : '';
};

export const titleOf = ({ story, texts }: PictureOf, n: number): string => {
  const step = story.steps[n - 1];
  return step ? stepTitle(texts, step, story.trace) : '';
};

interface Block {
  readonly shapes: readonly Shape[];
  readonly height: number;
}

interface BlockOf {
  readonly x: number;
  readonly y: number;
  readonly room: number;
  readonly size: number;
  readonly fill: string;
  readonly weight?: number;
}

function block(text: string, { x, y, room, size, fill, weight = 400 }: BlockOf): Block {
  // what is heavy is wider
  const lines = linesIn(text, weight > 500 ? size * 1.05 : size, room);
  return {
    shapes: lines.map((line, i) =>
      words(line, { x, y: y + size + i * size * LEADING, size, fill, weight, room }),
    ),
    height: lines.length * size * LEADING,
  };
}

/** Above a map: what run, whether it is simulated, which step. */
function headOf(of: PictureOf, n: number, width: number): Block {
  const { story, name, texts, ink } = of;
  const room = width - 2 * MARGIN;
  const quiet = { size: SIZES.note, fill: ink.colour('--color-ink-2') };
  const place = `${name} · ${texts.narration.step(n, story.steps.length)}`;
  const title = block(titleOf(of, n), {
    x: MARGIN,
    y: MARGIN + SIZES.note * 1.6,
    room,
    size: SIZES.title,
    fill: ink.colour('--color-ink'),
    weight: 600,
  });
  return {
    shapes: [
      words(place, { x: MARGIN, y: MARGIN + SIZES.note, ...quiet, room: room * 0.6 }),
      words(sourceOf(of), {
        x: width - MARGIN,
        y: MARGIN + SIZES.note,
        ...quiet,
        anchor: 'end',
        room: room * 0.38,
      }),
      ...title.shapes,
    ],
    height: MARGIN + SIZES.note * 1.6 + title.height + 12,
  };
}

/** Where it comes from: a picture that is passed on says that it is no recording. */
export const sourceOf = ({ story, texts }: PictureOf): string =>
  `Novascope · ${texts.page.sources[story.trace.source]}`;

/** Where a map stands on its sheet. */
interface OnSheet extends PictureSheet {
  readonly map: { readonly x: number; readonly y: number };
}

/** A moment of the step's show; its end unless another is named. */
interface AtMoment {
  readonly t: number;
  readonly withTokens: boolean;
}

/** The map of a step with its title above and its sentence below. */
export function stepSheet(
  of: PictureOf,
  n: number,
  stage: Staged = staged(of.story, n, 'desk'),
  { t, withTokens }: AtMoment = { t: stage.show.duration, withTokens: true },
): OnSheet {
  const { texts, ink } = of;
  const width = stage.map.width + 2 * MARGIN;
  const head = headOf(of, n, width);
  const below = head.height + stage.map.height + 12;
  const text = block(sentenceOf(of, n), {
    x: MARGIN,
    y: below,
    room: width - 2 * MARGIN,
    size: SIZES.text,
    fill: ink.colour('--color-ink'),
  });
  const map = { x: MARGIN, y: head.height };
  return {
    shapes: [
      ...head.shapes,
      placed(mapShapes(stage, t, texts, ink, withTokens), { ...map, scale: 1 }),
      ...text.shapes,
    ],
    width,
    height: Math.ceil(below + text.height + MARGIN),
    title: `${of.name}: ${texts.narration.step(n, of.story.steps.length)}. ${titleOf(of, n)}`,
    map,
  };
}

/** px: of one picture of a storyboard, and between them */
const FRAME = { width: 560, gap: 28 } as const;

/** Chosen steps on one sheet, two beside each other, each with its number and its sentence below. */
export function storyboardSheet(of: PictureOf, chosen: readonly number[]): PictureSheet {
  const { ink, name, texts } = of;
  const { colour } = ink;
  const columns = chosen.length > 1 ? 2 : 1;
  const width = MARGIN * 2 + columns * FRAME.width + (columns - 1) * FRAME.gap;
  const shapes: Shape[] = [
    words(name, {
      x: MARGIN,
      y: MARGIN + SIZES.title,
      size: SIZES.title,
      weight: 600,
      fill: colour('--color-ink'),
      room: width * 0.7,
    }),
    words(sourceOf(of), {
      x: width - MARGIN,
      y: MARGIN + SIZES.title,
      size: SIZES.note,
      fill: colour('--color-ink-2'),
      anchor: 'end',
    }),
  ];
  let y = MARGIN + SIZES.title * 2;
  for (let i = 0; i < chosen.length; i += columns) {
    const row = chosen.slice(i, i + columns).map((n, column) => {
      const x = MARGIN + column * (FRAME.width + FRAME.gap);
      const stage = staged(of.story, n, 'lesson');
      const scale = FRAME.width / stage.map.width;
      const map = stage.map.height * scale;
      const text = { x, room: FRAME.width, size: SIZES.text, fill: colour('--color-ink') };
      const title = block(`${n}  ${titleOf(of, n)}`, { ...text, y: y + map + 14, weight: 600 });
      const told = block(sentenceOf(of, n), { ...text, y: y + map + 18 + title.height, size: SIZES.note });
      const rim = { x: x - 4, y: y - 4, width: FRAME.width + 8, height: map + 8, rx: 8 };
      shapes.push(
        shape('rect', { ...rim, fill: colour('--color-paper'), stroke: colour('--color-line') }),
        placed(mapShapes(stage, stage.show.duration, texts, ink), { x, y, scale }),
        ...title.shapes,
        ...told.shapes,
      );
      return map + 18 + title.height + told.height;
    });
    y += Math.max(...row) + FRAME.gap;
  }
  return { shapes, width, height: Math.ceil(y), title: `${name}: ${chosen.join(', ')}` };
}

/** SVG that stands alone. */
export const sheetFile = (
  { texts, ink }: PictureOf,
  { shapes, width, height, title }: PictureSheet,
): string =>
  svgFile(shapes, {
    ...{ width, height, title },
    family: ink.sans,
    fontSize: SIZES.text,
    lang: texts.lang,
    background: ink.colour('--color-canvas'),
  });
