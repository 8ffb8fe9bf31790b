/** Runs of the lab on SQLite, for the tests of this room. */
import { openEngine } from '../../sqlite/engine.ts';
import { labCloud } from './lab-cloud.ts';
import { type LabHooks, type LabOutcome, type LabRun, openLab, runLab } from './run.ts';
import { type LabSettings, readLab } from './settings.ts';

export const lab = (o: object): LabSettings => readLab({ v: 1, computes: 2, ...o });

export async function onEngine<T>(
  settings: LabSettings,
  use: (engine: Awaited<ReturnType<typeof openEngine>>) => T,
  capture = false,
): Promise<T> {
  const engine = await openEngine({ ...labCloud(settings), capture });
  try {
    return use(engine);
  } finally {
    engine.close();
  }
}

export const runOf = (settings: LabSettings, hooks?: LabHooks): Promise<LabOutcome> =>
  onEngine(settings, (engine) => runLab(labCloud(settings), engine, hooks));

/** Goes on until `until` says so, or the run has ended. */
export const runTo = (settings: LabSettings, until: (run: LabRun) => boolean): Promise<LabOutcome> =>
  onEngine(settings, (engine) => {
    const run = openLab(labCloud(settings), engine);
    while (run.advance()) if (until(run)) run.cancel();
    return run.outcome();
  });
