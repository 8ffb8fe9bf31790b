/** What the map shows at this phase of the step: React sees phases, never frames. */
import { createContext, useContext, useSyncExternalStore } from 'react';
import { defined } from '../../core/base/assert.ts';
import type { World } from '../../core/trace/world.ts';
import type { Frames } from './frames.ts';
import type { Marks } from './marks.ts';
import type { InFlight } from './show.ts';

export const FramesContext = createContext<Frames | null>(null);

export function useFrames(): Frames {
  return defined(useContext(FramesContext), 'FramesContext');
}

/** The World at the phase that the show has reached. */
export function useShownWorld(): World {
  const frames = useFrames();
  return useSyncExternalStore(frames.subscribe, frames.world);
}

export function useMarks(): Marks {
  const frames = useFrames();
  return useSyncExternalStore(frames.subscribe, frames.marks);
}

export function useInFlight(): InFlight {
  const frames = useFrames();
  return useSyncExternalStore(frames.subscribe, frames.inFlight);
}
