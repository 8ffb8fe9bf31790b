/**
 * What the lab's worker does with a question, apart from the worker itself: turn by turn, with a pause every few
 * milliseconds, so that progress goes out and a cancel comes in.
 */
import { type LabCloud, labCloud } from '../core/lab/lab-cloud.ts';
import { runOneTopic, theoryOf } from '../core/lab/one-topic.ts';
import { type LabOutcome, type LabProgress, type LabRun, openLab } from '../core/lab/run.ts';
import { type LabSettings, readLab } from '../core/lab/settings.ts';
import { openStretch } from '../core/lab/stretch.ts';
import { pointsOf } from '../core/lab/sweep.ts';
import { openEngine, type SeededEngine } from '../sqlite/engine.ts';
import type { DoorAnswers, Turn } from './answering.ts';
import type { LabDoor } from './doors.ts';

/** Milliseconds of work between two pauses. */
const BETWEEN_PAUSES = 40;

interface LabWorkHost {
  /** lets messages in */
  pause(): Promise<void>;
  /** milliseconds, for pauses alone */
  now(): number;
  wasm(): Promise<ArrayBuffer | undefined>;
}

/** The answers of the lab's door. */
export function makeLabWork(host: LabWorkHost): DoorAnswers<LabDoor> {
  const drive = async (run: LabRun, advance: () => boolean, turn: Turn<LabProgress>): Promise<void> => {
    let since = host.now();
    while (advance()) {
      if (host.now() - since < BETWEEN_PAUSES) continue;
      turn.tell(run.progress());
      await host.pause();
      if (turn.isCancelled()) run.cancel();
      since = host.now();
    }
  };
  const runOne = (settings: LabSettings, turn: Turn<LabProgress>): Promise<LabOutcome> =>
    withEngine(host, settings, false, async (engine, cloud) => {
      const run = openLab(cloud, engine);
      await drive(run, run.advance, turn);
      return run.outcome();
    });
  return {
    run: (asked, turn) => runOne(readLab(asked), turn),
    async sweep(asked, { tell, isCancelled }) {
      for (const [point, { value, settings }] of pointsOf(asked).entries()) {
        if (isCancelled()) break;
        const outcome = await runOne(settings, {
          tell: (progress) => tell({ kind: 'progress', point, progress }),
          isCancelled,
        });
        tell({ kind: 'point', point: { value, outcome } });
      }
      return null;
    },
    stretch(asked, turn) {
      const settings = readLab(asked.settings);
      return withEngine(host, settings, true, async (engine, cloud) => {
        const open = openStretch(cloud, asked.stretch, engine);
        await drive(open.run, open.advance, turn);
        return open.trace();
      });
    },
    theory: (run) => ({ run, theory: theoryOf(run), outcome: runOneTopic(run) }),
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
