/**
 * The page's side of the lab: a worker of its own, so that the page stays quick and a run can be stopped. It is opened
 * with the first question and kept; a worker that fails is replaced at the next question.
 */
import { CodedError } from '../core/base/assert.ts';
import type { OneTopic } from '../core/lab/one-topic.ts';
import type { LabOutcome, LabProgress } from '../core/lab/run.ts';
import type { LabSettings } from '../core/lab/settings.ts';
import type { Stretch } from '../core/lab/stretch.ts';
import type { Sweep, SweepPoint } from '../core/lab/sweep.ts';
import type { Trace } from '../core/trace/trace.ts';
import type { LabAsk, LabSays, TheoryAnswer } from './lab-door.ts';
import { openWorker } from './policy.ts';

export interface LabClient {
  /** Errors of all: `CodedError` of the worker, `lab_failed` when there is none, `lab_busy` while another runs. */
  run(settings: LabSettings, tell: (progress: LabProgress) => void): Promise<LabOutcome>;
  /** Tells each point as it is done; resolves with all that were. */
  sweep(
    sweep: Sweep,
    tell: { progress(progress: LabProgress, point: number): void; point(point: SweepPoint): void },
  ): Promise<readonly SweepPoint[]>;
  stretch(settings: LabSettings, stretch: Stretch, tell: (progress: LabProgress) => void): Promise<Trace>;
  theory(run: OneTopic): Promise<TheoryAnswer>;
  /** What runs now ends where it is; its promise resolves with what there is. */
  cancel(): void;
  /** Ends the worker. What runs now is rejected. */
  close(): void;
}

export function makeLabClient(open: () => Worker = () => openWorker('lab')): LabClient {
  let worker: Worker | null = null;
  let listen: ((says: LabSays) => void) | null = null;
  const lost = (message: string): void => {
    worker?.terminate();
    worker = null;
    listen?.({ say: 'failed', code: 'lab_failed', message });
  };
  const held = (): Worker => {
    if (worker) return worker;
    const made = open();
    made.addEventListener('message', ({ data }: MessageEvent<LabSays>) => listen?.(data));
    made.addEventListener('error', (event) => lost(event.message || 'the worker could not be loaded'));
    worker = made;
    return made;
  };
  const ask = (question: LabAsk, hear: (says: LabSays) => void): Promise<void> =>
    new Promise((resolve, reject) => {
      if (listen) return reject(new CodedError('lab_busy', 'a run of the lab is under way: cancel it first'));
      const end = (act: () => void): void => {
        listen = null;
        act();
      };
      listen = (says) => {
        if (says.say === 'done') end(resolve);
        else if (says.say === 'failed') end(() => reject(new CodedError(says.code, says.message)));
        else hear(says);
      };
      try {
        held().postMessage(question);
      } catch (error) {
        lost(error instanceof Error ? error.message : String(error));
      }
    });
  const only = <T>(found: readonly T[]): T => {
    const [one] = found;
    if (one === undefined) throw new CodedError('lab_failed', 'the worker gave no answer');
    return one;
  };
  return {
    async run(settings, tell) {
      const outcomes: LabOutcome[] = [];
      await ask({ ask: 'run', settings }, (says) => {
        if (says.say === 'progress') tell(says.progress);
        else if (says.say === 'outcome') outcomes.push(says.outcome);
      });
      return only(outcomes);
    },
    async sweep(sweep, tell) {
      const points: SweepPoint[] = [];
      await ask({ ask: 'sweep', sweep }, (says) => {
        if (says.say === 'progress') tell.progress(says.progress, says.point);
        else if (says.say === 'point') {
          points.push(says.point);
          tell.point(says.point);
        }
      });
      return points;
    },
    async stretch(settings, stretch, tell) {
      const traces: Trace[] = [];
      await ask({ ask: 'stretch', settings, stretch }, (says) => {
        if (says.say === 'progress') tell(says.progress);
        else if (says.say === 'trace') traces.push(says.trace);
      });
      return only(traces);
    },
    async theory(run) {
      const answers: TheoryAnswer[] = [];
      await ask({ ask: 'theory', run }, (says) => {
        if (says.say === 'theory') answers.push(says.answer);
      });
      return only(answers);
    },
    cancel: () => worker?.postMessage({ ask: 'cancel' } satisfies LabAsk),
    close: () => lost('the lab was closed'),
  };
}
