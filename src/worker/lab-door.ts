/**
 * The door to the lab's worker: one question at a time, told of as it goes on. Plain data both ways. A worker is ended by
 * its client; `cancel` asks it to stop where it is and to give what it has.
 */
import type { OneTopic, OneTopicOutcome } from '../core/lab/one-topic.ts';
import type { LabOutcome, LabProgress } from '../core/lab/run.ts';
import type { LabSettings } from '../core/lab/settings.ts';
import type { Stretch } from '../core/lab/stretch.ts';
import type { Sweep, SweepPoint } from '../core/lab/sweep.ts';
import type { Trace } from '../core/trace/trace.ts';

export type LabAsk =
  | { readonly ask: 'run'; readonly settings: LabSettings }
  /** each run after the other, told of as it is done */
  | { readonly ask: 'sweep'; readonly sweep: Sweep }
  | { readonly ask: 'stretch'; readonly settings: LabSettings; readonly stretch: Stretch }
  /** one topic, held against theory: quick, and not to be stopped */
  | { readonly ask: 'theory'; readonly run: OneTopic }
  | { readonly ask: 'cancel' };

export interface TheoryAnswer {
  readonly run: OneTopic;
  /** mean wait by theory, microseconds; null where no formula holds */
  readonly theory: number | null;
  readonly outcome: OneTopicOutcome;
}

export type LabSays =
  /** `point` = which run of a sweep it is, from 0 */
  | { readonly say: 'progress'; readonly point: number; readonly progress: LabProgress }
  | { readonly say: 'outcome'; readonly outcome: LabOutcome }
  | { readonly say: 'point'; readonly point: SweepPoint }
  | { readonly say: 'trace'; readonly trace: Trace }
  | { readonly say: 'theory'; readonly answer: TheoryAnswer }
  | { readonly say: 'done' }
  | { readonly say: 'failed'; readonly code: string; readonly message: string };
