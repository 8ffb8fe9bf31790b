/** How a run on the virtual interpreter is made and watched: its chances, its clock, which of its facts are kept. */
import type { Random } from '../base/random.ts';
import type { Micros } from '../base/time.ts';
import type { Actor, FactBody } from '../trace/fact.ts';

/** Looks at a fact as it comes about. It must change nothing. */
export type Observe = (at: Micros, actor: Actor, body: FactBody) => void;

/** Whether a fact is kept. Those that follow from one that was not have no cause. */
export type Keep = (at: Micros, actor: Actor, body: FactBody) => boolean;

export const KEEP_NONE: Keep = () => false;

export interface KernelOptions {
  readonly random: Random;
  readonly epochMs: number;
  /** which facts are kept: memory stays bounded, the others are seen by `observe` alone; default all */
  readonly keep?: Keep;
  readonly observe?: Observe;
  /** median of publish -> deliver through the broker, milliseconds; default as recorded */
  readonly brokerMs?: number;
}
