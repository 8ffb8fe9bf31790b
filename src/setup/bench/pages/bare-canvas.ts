/** In the browser: a page that is one canvas, over which as many marks fly as the map is asked to show. */
import { defined } from '../../../core/base/assert.ts';

/** milliseconds between two frames */
export type BareGaps = readonly number[];

declare global {
  interface Window {
    measureBareCanvas(tokens: number, ms: number): Promise<BareGaps>;
  }
}

const SIDE = 28;
const ROUND_MS = 4000;
const COLOURS = ['#1f5ff8', '#a95808', '#7a0aa0', '#05463a', '#566072'];

function sprite(colour: string): HTMLCanvasElement {
  const made = document.createElement('canvas');
  made.width = SIDE;
  made.height = SIDE;
  const context = defined(made.getContext('2d'), 'a context');
  context.fillStyle = colour;
  context.fillRect(2, 6, SIDE - 4, SIDE - 12);
  return made;
}

window.measureBareCanvas = async (tokens, ms) => {
  const canvas = document.createElement('canvas');
  canvas.width = innerWidth;
  canvas.height = innerHeight;
  document.body.append(canvas);
  const context = defined(canvas.getContext('2d'), 'a context');
  const sprites = COLOURS.map(sprite);
  const draw = (now: number): void => {
    context.clearRect(0, 0, canvas.width, canvas.height);
    for (let i = 0; i < tokens; i += 1) {
      const share = ((now + i * 37) % ROUND_MS) / ROUND_MS;
      const y = (i * 53) % canvas.height;
      context.drawImage(
        defined(sprites[i % sprites.length], 'a sprite'),
        Math.round(share * canvas.width),
        y,
      );
    }
  };
  const gaps: number[] = [];
  let last = await new Promise<number>(requestAnimationFrame);
  const end = last + ms;
  while (last < end) {
    draw(last);
    const now = await new Promise<number>(requestAnimationFrame);
    gaps.push(now - last);
    last = now;
  }
  canvas.remove();
  return gaps;
};
