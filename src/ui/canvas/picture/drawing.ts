/** What every part of a picture is given, and the shape that most are made of. */
import type { Texts } from '../../../i18n/index.ts';
import { px, type Shape, shape } from '../../shared/shapes.ts';
import type { Box, FlowMap, MapNode } from '../geometry.ts';
import type { MapTexts } from '../map-texts.ts';
import type { ShownMoment } from '../moment.ts';
import type { LetterSizes, PictureInk } from './letters.ts';

/** All that a picture is made of. */
export interface Drawing {
  readonly map: FlowMap;
  readonly moment: ShownMoment;
  readonly texts: MapTexts;
  readonly drops: Texts['words']['drops'];
  readonly ink: PictureInk;
  readonly sizes: LetterSizes;
}

export type NodeOf<K extends MapNode['kind']> = Extract<MapNode, { kind: K }>;

export const frame = ({ x, y, width, height }: Box, more: Shape['attributes']): Shape =>
  shape('rect', { x: px(x), y: px(y), width: px(width), height: px(height), ...more });
