/**
 * A stretch of steps as a video, in the browser alone: each frame is the sheet of a step with its messages where they are at
 * that moment. What stands still within a phase is drawn once; the messages are painted over it as on the live map.
 */
import {
  BufferTarget,
  CanvasSource,
  getFirstEncodableVideoCodec,
  Mp4OutputFormat,
  Output,
  QUALITY_HIGH,
  WebMOutputFormat,
} from 'mediabunny';
import { defined } from '../../../core/base/assert.ts';
import { narration, readingSeconds } from '../../../i18n/index.ts';
import { imageOf } from '../../shared/svg-file.ts';
import { paint } from '../paint.ts';
import { phaseOfShow } from '../show.ts';
import { paletteOf } from '../sprites.ts';
import { tokensAt } from '../tokens.ts';
import { type Staged, staged } from './map-shapes.ts';
import { type PictureOf, sheetFile, stepSheet } from './sheet.ts';

const FRAMES_PER_SECOND = 25;
/** No slower than the page at its usual speed: a step stands as long as its sentence takes to read, at most so long. */
const MOST_STILL_S = 6;
/** A video has one size: of the largest sheet of its stretch, in whole blocks of the encoder. */
const BLOCK = 16;

interface VideoMade {
  readonly bytes: Uint8Array;
  readonly end: 'mp4' | 'webm';
  readonly type: string;
  readonly seconds: number;
}

interface Making {
  /** 0 to 1 */
  readonly progress: (share: number) => void;
  readonly signal: AbortSignal;
}

interface VideoScene {
  readonly n: number;
  readonly stage: Staged;
  readonly width: number;
  readonly height: number;
  /** where its map stands on its sheet */
  readonly top: number;
  readonly left: number;
  readonly frames: number;
}

function sceneOf(of: PictureOf, n: number): VideoScene {
  const stage = staged(of.story, n, 'desk');
  const { width, height, map } = stepSheet(of, n, stage);
  const step = defined(of.story.steps[n - 1], `step ${n}`);
  const still = Math.min(
    readingSeconds(of.texts.lang, narration(of.texts, step, of.story.trace)),
    MOST_STILL_S,
  );
  const frames = Math.ceil((stage.show.duration / 1000 + still) * FRAMES_PER_SECOND);
  return { n, stage, width, height, top: map.y, left: map.x, frames };
}

const blocks = (pixels: number): number => Math.ceil(pixels / BLOCK) * BLOCK;

/** In which container, and by what, this browser can make one; null = it has no encoder. */
async function formatFor(width: number, height: number) {
  const all = [
    { end: 'mp4', type: 'video/mp4', format: new Mp4OutputFormat(), codecs: ['avc'] },
    { end: 'webm', type: 'video/webm', format: new WebMOutputFormat(), codecs: ['vp9', 'vp8', 'av1'] },
  ] as const;
  for (const { codecs, ...container } of all) {
    const codec = await getFirstEncodableVideoCodec([...codecs], { width, height });
    if (codec !== null) return { ...container, codec };
  }
  return null;
}

/** null = this browser has no encoder. Throws the signal's reason when it is cancelled. */
export async function makeVideo(
  of: PictureOf,
  from: number,
  to: number,
  { progress, signal }: Making,
): Promise<VideoMade | null> {
  const scenes = Array.from({ length: to - from + 1 }, (_, i) => sceneOf(of, from + i));
  const width = blocks(Math.max(...scenes.map((scene) => scene.width)));
  const height = blocks(Math.max(...scenes.map((scene) => scene.height)));
  const found = typeof VideoEncoder === 'undefined' ? null : await formatFor(width, height);
  if (!found) return null;
  const { format, codec, end, type } = found;
  const canvas = new OffscreenCanvas(width, height);
  const draw = painter(of, canvas);
  const target = new BufferTarget();
  const output = new Output({ format, target });
  const source = new CanvasSource(canvas, { codec, quality: QUALITY_HIGH });
  output.addVideoTrack(source, { frameRate: FRAMES_PER_SECOND });
  const all = scenes.reduce((sum, { frames }) => sum + frames, 0);
  let frame = 0;
  try {
    await output.start();
    for (const scene of scenes)
      for (let i = 0; i < scene.frames; i += 1) {
        signal.throwIfAborted();
        await draw(scene, (i / FRAMES_PER_SECOND) * 1000);
        await source.add(frame / FRAMES_PER_SECOND, 1 / FRAMES_PER_SECOND);
        frame += 1;
        progress(frame / all);
      }
    await output.finalize();
  } catch (error) {
    if (output.state === 'started' || output.state === 'pending') await output.cancel();
    throw error;
  }
  const bytes = new Uint8Array(defined(target.buffer ?? undefined, 'a video'));
  return { bytes, end, type, seconds: all / FRAMES_PER_SECOND };
}

/** Draws a frame: what stands, from its file, kept while the phase is the same; what flies over it. */
function painter(of: PictureOf, canvas: OffscreenCanvas) {
  const context = defined(canvas.getContext('2d') ?? undefined, 'a context');
  const over = new OffscreenCanvas(canvas.width, canvas.height);
  const flying = defined(over.getContext('2d') ?? undefined, 'a context');
  const palette = paletteOf(of.ink.colour, 1);
  let kept: { readonly key: string; readonly image: HTMLImageElement } | null = null;
  return async ({ n, stage, top, left }: VideoScene, t: number): Promise<void> => {
    const { show, scene, map } = stage;
    const at = Math.min(t, show.duration);
    const isAtRest = t >= show.duration;
    const key = `${n} ${isAtRest ? 'rest' : phaseOfShow(show, at)}`;
    if (kept?.key !== key) {
      const sheet = stepSheet(of, n, stage, { t: at, withTokens: isAtRest });
      kept = { key, image: await imageOf(sheetFile(of, sheet)) };
    }
    context.fillStyle = of.ink.colour('--color-canvas');
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.drawImage(kept.image, 0, 0);
    if (isAtRest) return;
    paint(flying, tokensAt(scene, at), { x: left, y: top, zoom: 1, ratio: 1 }, palette, map);
    context.drawImage(over, 0, 0);
  };
}
