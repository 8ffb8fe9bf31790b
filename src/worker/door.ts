/**
 * The door to the worker: what may be asked of it and what it answers. Asynchronous, plain data both ways. Everything
 * else on the main thread is synchronous.
 */
import type { Experiment, Trace } from '../core/trace/trace.ts';

export type Request = { readonly id: number; readonly ask: 'run'; readonly experiment: Experiment };

export type Answer =
  | { readonly id: number; readonly ok: true; readonly trace: Trace }
  | { readonly id: number; readonly ok: false; readonly code: string; readonly message: string };
