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
import type { LabDoor, TheoryAnswer } from './doors.ts';
import { openWorker } from './policy.ts';
import { openPort } from './port.ts';

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
  const port = openPort<LabDoor>(open, 'lab_failed');
  let isBusy = false;
  const alone = async <T>(act: () => Promise<T>): Promise<T> => {
    if (isBusy) throw new CodedError('lab_busy', 'a run of the lab is under way: cancel it first');
    isBusy = true;
    try {
      return await act();
    } finally {
      isBusy = false;
    }
  };
  return {
    run: (settings, tell) => alone(() => port.ask('run', settings, tell)),
    sweep: (sweep, tell) =>
      alone(async () => {
        const points: SweepPoint[] = [];
        await port.ask('sweep', sweep, (news) => {
          if (news.kind === 'progress') return tell.progress(news.progress, news.point);
          points.push(news.point);
          tell.point(news.point);
        });
        return points;
      }),
    stretch: (settings, stretch, tell) => alone(() => port.ask('stretch', { settings, stretch }, tell)),
    theory: (run) => alone(() => port.ask('theory', run)),
    cancel: () => port.cancel(),
    close: () => port.close('the lab was closed'),
  };
}
