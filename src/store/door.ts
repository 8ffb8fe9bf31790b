/** What the doors of the store share: the run, the cursor inside its steps, what is said afterwards. */
import { CodedError } from '../core/base/assert.ts';
import type { RefusedCommand } from '../core/story/sense.ts';
import type { Experiment, Trace } from '../core/trace/trace.ts';
import type { Actions, Notice, State } from './state.ts';
import { loadToTell } from './told.ts';

export type PageState = State & Actions;

export interface StoreOptions {
  /** what the page opens with */
  readonly scenario: string;
  readonly experiment: Experiment;
  readonly trace: Trace;
  readonly settings?: Partial<
    Pick<
      State,
      | 'lang'
      | 'theme'
      | 'speed'
      | 'level'
      | 'periodic'
      | 'dock'
      | 'stepsOpen'
      | 'singleKeys'
      | 'quiz'
      | 'step'
      | 'dockHeight'
      | 'sideWidth'
    >
  >;
  /** The worker's door. Rejects with a `CodedError`. */
  readonly run: (experiment: Experiment) => Promise<Trace>;
  /** Bookmarks kept from an earlier visit. */
  readonly bookmarksOf?: (experiment: Experiment) => readonly number[];
}

export type SetState = (change: Partial<State>) => void;
export type GetState = () => PageState;

export function clamp(step: number, count: number): number {
  return count === 0 ? 0 : Math.min(Math.max(Math.round(step), 1), count);
}

export type Runner = (experiment: Experiment) => Promise<Trace | null>;

/** Null when the run failed, or its texts could not be had; then the notice says why and nothing else has changed. */
export function makeRunner(set: SetState, get: GetState, { run }: StoreOptions): Runner {
  return async (experiment) => {
    set({ running: true });
    try {
      const trace = await run(experiment);
      await loadToTell(trace, () => get().lang);
      return trace;
    } catch (error) {
      set({ notice: failureOf(error) });
      return null;
    } finally {
      set({ running: false });
    }
  };
}

export function failureOf(error: unknown): Notice {
  const message = error instanceof Error ? error.message : String(error);
  if (!(error instanceof CodedError && error.code === 'command_refused'))
    return { kind: 'run_failed', message };
  return { kind: 'refused', message, refused: error.detail as RefusedCommand | null };
}

export function bookmarksOf({ bookmarksOf: kept }: StoreOptions, experiment: Experiment, trace: Trace) {
  return (kept?.(experiment) ?? []).filter((fact) => fact < trace.facts.length);
}

export function noticeOf(trace: Trace, said: State['notice']): State['notice'] {
  return trace.error === null ? said : { kind: 'trace_error', message: trace.error };
}
