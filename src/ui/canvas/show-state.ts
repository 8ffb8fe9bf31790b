/** What the map shows at this phase of the step: React sees phases, never frames, and each part only what it draws itself. */
import { createContext, useContext, useState, useSyncExternalStore } from 'react';
import { defined } from '../../core/base/assert.ts';
import { isSame } from '../../core/base/same.ts';
import type { World } from '../../core/trace/world.ts';
import type { Frames } from './frames.ts';
import type { ShownMoment } from './moment.ts';

export const FramesContext = createContext<Frames | null>(null);

export function useFrames(): Frames {
  return defined(useContext(FramesContext), 'FramesContext');
}

/** The World at the phase that the show has reached. */
export function useShownWorld(): World {
  const frames = useFrames();
  return useSyncExternalStore(frames.subscribe, () => frames.moment().world);
}

type Tell<Of, T> = (moment: ShownMoment, of: Of) => T;

/**
 * What `tell` says of a part of the map, as plain data. Who asks is drawn anew when that differs, whatever else the phase
 * changes: while it says the same, it is the same reference.
 */
export function useShown<Of, T>(tell: Tell<Of, T>, of: Of): T {
  const frames = useFrames();
  const [told] = useState(() => keeper<Of, T>());
  return useSyncExternalStore(frames.subscribe, () => told(tell, frames.moment(), of));
}

function keeper<Of, T>() {
  let last: {
    readonly tell: Tell<Of, T>;
    readonly moment: ShownMoment;
    readonly of: Of;
    readonly said: T;
  } | null = null;
  return (tell: Tell<Of, T>, moment: ShownMoment, of: Of): T => {
    if (last?.tell === tell && last.moment === moment && last.of === of) return last.said;
    const now = tell(moment, of);
    const said = last !== null && isSame(last.said, now) ? last.said : now;
    last = { tell, moment, of, said };
    return said;
  };
}
