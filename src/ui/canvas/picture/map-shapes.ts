/** The map at a moment of a step as shapes of SVG: the scene that the live map shows, drawn from the same data. */
import type { Texts } from '../../../i18n/index.ts';
import { px, type Shape, shape } from '../../shared/shapes.ts';
import { apartOf } from '../apart.ts';
import { nameOf } from '../flow.ts';
import type { FlowMap, MapNode, Preset } from '../geometry.ts';
import { lanesOf } from '../lanes.ts';
import { mapOf } from '../layout.ts';
import { type MapStory, momentAt, showOf } from '../moment.ts';
import type { Show } from '../show.ts';
import { makeScene, type Scene, tokensAt } from '../tokens.ts';
import { brokerShapes } from './broker.ts';
import { serviceShapes } from './cards.ts';
import type { Drawing } from './drawing.ts';
import {
  absentShapes,
  cellShapes,
  clientShapes,
  databaseShapes,
  machineShapes,
  peerShapes,
} from './ground.ts';
import { letterSizes, type PictureInk } from './letters.ts';
import { pipeShapes } from './pipes.ts';
import { bindingShapes, headShapes, labelShapes, restingShapes, stepShapes, trailShapes } from './ways.ts';

/** A step's map and its show, from which pictures of it are drawn. */
export interface Staged {
  readonly story: MapStory;
  readonly map: FlowMap;
  readonly show: Show;
  readonly scene: Scene;
}

/** Step `n`, from 1. */
export function staged(story: MapStory, n: number, preset: Preset): Staged {
  const { trace, steps } = story;
  const map = mapOf(trace, preset, apartOf(trace.topology, steps, n, null, preset));
  const show = showOf(story, n);
  return { story, map, show, scene: makeScene(show, map, lanesOf(trace)) };
}

/** At `t` ms of its show; `withTokens` = with the messages on their way. */
export function mapShapes(
  { story, map, show, scene }: Staged,
  t: number,
  texts: Texts,
  ink: PictureInk,
  withTokens = true,
): readonly Shape[] {
  const moment = momentAt(story, show.step, show, t);
  const of: Drawing = {
    map,
    moment,
    texts: texts.page.map,
    drops: texts.words.drops,
    ink,
    sizes: letterSizes(map.preset),
  };
  const tokens = withTokens ? tokensAt(scene, t) : [];
  const isBehind = ({ kind }: MapNode): boolean =>
    kind === 'machine' || kind === 'cell' || kind === 'queue' || kind === 'absent';
  const named = (node: MapNode): Shape =>
    shape('g', {}, [shape('title', {}, [nameOf(node, moment, of.texts)]), ...shapesOf(node, of)]);
  return [
    ...map.nodes.filter(isBehind).map(named),
    ...restingShapes(of),
    ...bindingShapes(of),
    ...stepShapes(of),
    ...trailShapes(tokens, of),
    ...map.nodes.filter((node) => !isBehind(node)).map(named),
    ...headShapes(tokens, of),
    ...(withTokens ? labelShapes(scene, t, of) : []),
  ];
}

function shapesOf(node: MapNode, of: Drawing): readonly Shape[] {
  switch (node.kind) {
    case 'machine':
      return machineShapes(node, of);
    case 'cell':
      return cellShapes(node, of);
    case 'client':
      return clientShapes(node, of);
    case 'absent':
      return absentShapes(node, of);
    case 'queue':
      return brokerShapes(node, of);
    case 'pipe':
      return pipeShapes(node, of);
    case 'peer':
      return peerShapes(node, of);
    case 'database':
      return databaseShapes(node, of);
    case 'service':
      return serviceShapes(node, of);
  }
}

/** Shapes of a map, moved and scaled to stand at `x`, `y`, `width` wide. */
export const placed = (
  shapes: readonly Shape[],
  { x, y, scale }: { readonly x: number; readonly y: number; readonly scale: number },
): Shape =>
  shape('g', { transform: `translate(${px(x)} ${px(y)}) scale(${Math.round(scale * 1000) / 1000})` }, shapes);
