/**
 * What the lab's worker does with a question, apart from the worker itself: turn by turn, with a pause every few
 * milliseconds, so that progress goes out and a cancel comes in.
 */
import { CodedError } from '../core/base/assert.ts';
import { type LabCloud, labCloud } from '../core/lab/lab-cloud.ts';
import { runOneTopic, theoryOf } from '../core/lab/one-topic.ts';
import { type LabOutcome, type LabRun, openLab } from '../core/lab/run.ts';
import { type LabSettings, readLab } from '../core/lab/settings.ts';
import { openStretch } from '../core/lab/stretch.ts';
import { pointsOf } from '../core/lab/sweep.ts';
import { openEngine, type SeededEngine } from '../sqlite/engine.ts';
import type { LabAsk, LabSays } from './lab-door.ts';

/** Milliseconds of work between two pauses. */
const BETWEEN_PAUSES = 40;

export interface LabWork {
  answer(asked: LabAsk): Promise<void>;
}

export interface LabWorkHost {
  say(says: LabSays): void;
  /** lets messages in */
  pause(): Promise<void>;
  /** milliseconds, for pauses alone */
  now(): number;
  wasm(): Promise<ArrayBuffer | undefined>;
}

/** A question while another is answered is refused. */
export function makeLabWork(host: LabWorkHost): LabWork {
  let busy = false;
  let cancelled = false;
  const drive = async (run: LabRun, advance: () => boolean, point: number): Promise<void> => {
    let since = host.now();
    while (advance()) {
      if (host.now() - since < BETWEEN_PAUSES) continue;
      host.say({ say: 'progress', point, progress: run.progress() });
      await host.pause();
      if (cancelled) run.cancel();
      since = host.now();
    }
  };
  const runOne = (settings: LabSettings, point: number): Promise<LabOutcome> =>
    withEngine(host, settings, false, async (engine, cloud) => {
      const run = openLab(cloud, engine);
      await drive(run, run.advance, point);
      return run.outcome();
    });
  const work = async (asked: Exclude<LabAsk, { ask: 'cancel' }>): Promise<void> => {
    if (asked.ask === 'run') {
      host.say({ say: 'outcome', outcome: await runOne(readLab(asked.settings), 0) });
    } else if (asked.ask === 'sweep') {
      for (const [i, { value, settings }] of pointsOf(asked.sweep).entries()) {
        if (cancelled) break;
        host.say({ say: 'point', point: { value, outcome: await runOne(settings, i) } });
      }
    } else if (asked.ask === 'theory') {
      const { run } = asked;
      host.say({ say: 'theory', answer: { run, theory: theoryOf(run), outcome: runOneTopic(run) } });
    } else {
      const settings = readLab(asked.settings);
      await withEngine(host, settings, true, async (engine, cloud) => {
        const open = openStretch(cloud, asked.stretch, engine);
        await drive(open.run, open.advance, 0);
        host.say({ say: 'trace', trace: open.trace() });
      });
    }
    host.say({ say: 'done' });
  };
  return {
    async answer(asked) {
      if (asked.ask === 'cancel') {
        cancelled = true;
        return;
      }
      if (busy) {
        host.say(failed(new CodedError('lab_busy', 'a run of the lab is under way: cancel it first')));
        return;
      }
      busy = true;
      cancelled = false;
      try {
        await work(asked);
      } catch (error) {
        host.say(failed(error));
      } finally {
        busy = false;
      }
    },
  };
}

async function withEngine<T>(
  host: LabWorkHost,
  settings: LabSettings,
  capture: boolean,
  use: (engine: SeededEngine, cloud: LabCloud) => Promise<T>,
): Promise<T> {
  const cloud = labCloud(settings);
  const wasm = await host.wasm();
  const engine = await openEngine({
    ...cloud,
    capture,
    indexed: true,
    ...(wasm ? { wasm } : {}),
  });
  try {
    return await use(engine, cloud);
  } finally {
    engine.close();
  }
}

const failed = (error: unknown): LabSays => ({
  say: 'failed',
  code: error instanceof CodedError ? error.code : 'lab_failed',
  message: error instanceof Error ? error.message : String(error),
});
