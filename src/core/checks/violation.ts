/** What a checker says. Checkers read a trace's facts and rows only, never the simulator: a second opinion. */
import type { Trace } from '../trace/trace.ts';

export interface Violation {
  /** the law, as README.md lists them: `M1`, `R3`, `N7`, `D2` ... */
  readonly id: string;
  /** index of the fact that breaks it; null when it shows only at the end */
  readonly fact: number | null;
  readonly sentence: string;
}

export type Checker = (trace: Trace) => readonly Violation[];
