/** In the browser: the page plays a boot on many hosts while thousands of made-up messages fly over its map. */

import { defined } from '../../../core/base/assert.ts';
import { readTrace } from '../../../core/recording/trace-file.ts';
import type { Leg } from '../../../core/show/flights.ts';
import type { Trace } from '../../../core/trace/trace.ts';
import type { Frames } from '../../../ui/canvas/frames.ts';
import type { Flight, Show } from '../../../ui/canvas/show.ts';
import { settled, show } from '../support/page.tsx';

export interface FrameTimes {
  readonly nodes: number;
  /** milliseconds between two frames */
  readonly gaps: readonly number[];
  /** milliseconds that the painter took, of each frame */
  readonly paints: readonly number[];
}
declare global {
  interface Window {
    measureFrames(ndjson: string, tokens: number, ms: number): Promise<FrameTimes>;
  }
}

const KINDS = ['call', 'reply', 'cast', 'fanout', 'notification'] as const;
const ROUND_MS = 4000;

/** One message each, from and to the computes in turn, so spread in time that about all are on their way at any moment. */
function crowd(trace: Trace, count: number): Show {
  const actors = trace.topology.services
    .filter((one) => one.program === 'nova-compute')
    .map((one) => one.actor);
  const flights = Array.from({ length: count }, (_, i): Flight => {
    const kind = KINDS[i % KINDS.length] ?? 'call';
    const actor = defined(actors[i % actors.length], 'a compute');
    const to = defined(actors[(i * 7 + 3) % actors.length], 'a compute');
    const start = -((i * 37) % ROUND_MS);
    const queue = `compute.${to.replace('nova-compute-', '')}`;
    const base = { token: kind, fact: i, peer: null, vhost: 'nova_cell1', queue: null, reason: null };
    const out: Leg = { ...base, kind: 'to hub', actor, start, end: start + ROUND_MS };
    const copy: Leg = {
      ...base,
      kind: 'to consumer',
      actor: to,
      queue,
      start: out.end,
      end: out.end + ROUND_MS,
    };
    return {
      fact: i,
      kind,
      method: 'bench',
      vhost: 'nova_cell1',
      queues: [queue],
      exchange: 'nova',
      key: '',
      origin: null,
      routed: true,
      out,
      copies: [copy],
      dropped: null,
      main: false,
    };
  });
  return {
    step: null,
    rest: null,
    direct: [],
    flights,
    duration: 2 * ROUND_MS,
    phases: [{ at: 0, fact: -1 }],
  };
}

window.measureFrames = async (ndjson, count, ms) => {
  const trace = readTrace(ndjson.split('\n'));
  const crowded = crowd(trace, count);
  const paints: number[] = [];
  const began = performance.now();
  const wrap = (frames: Frames): Frames => ({
    ...frames,
    setSurface(surface) {
      if (!surface) return frames.setSurface(null);
      frames.setSurface({
        draw() {
          const begin = performance.now();
          surface.draw(crowded, (begin - began) % ROUND_MS);
          paints.push(performance.now() - begin);
        },
      });
    },
  });
  const page = show(trace, { stepsOpen: true }, wrap);
  await settled();
  page.store.getState().play();
  paints.length = 0;
  const gaps: number[] = [];
  let last = await new Promise<number>(requestAnimationFrame);
  const end = last + ms;
  while (last < end) {
    // the crowd flies on while the page's own show stands
    if (count > 0) page.frames.invalidate();
    const now = await new Promise<number>(requestAnimationFrame);
    gaps.push(now - last);
    last = now;
  }
  const nodes = document.querySelectorAll('.react-flow__node').length;
  page.close();
  return { nodes, gaps, paints };
};
