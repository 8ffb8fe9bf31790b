/** The runs of a chapter among the runs of the page: known by their experiment, computed when they are asked for. */
import { canonicalJson } from '../../core/base/json.ts';
import type { Chapter, Lesson } from '../../core/lessons/lesson.ts';
import { lessonRun } from '../../core/lessons/lessons.ts';
import type { Experiment } from '../../core/trace/trace.ts';
import { scenarioOf, stepsOf } from '../../store/derived.ts';
import type { Run, Runs } from '../../store/runs.ts';
import type { PageStore } from '../../store/store.ts';

/** The kept run of this experiment; null = not computed yet. */
export function keptRun({ runs }: Pick<Runs, 'runs'>, experiment: Experiment): Run | null {
  const text = canonicalJson(experiment);
  return runs.find((one) => canonicalJson(one.experiment) === text) ?? null;
}

/** Computes what is missing and shows the first, at the step that the chapter is about. */
export async function showRuns(store: PageStore, lesson: Lesson, { runs, at }: Chapter): Promise<void> {
  const scenario = scenarioOf(store.getState());
  const kept = (id: string): Run | null => keptRun(store.getState(), lessonRun(lesson, id));
  for (const id of runs) {
    if (!kept(id)) await store.getState().open(scenario, lessonRun(lesson, id));
  }
  const [first] = runs;
  const run = first === undefined ? null : kept(first);
  if (!run) return;
  store.getState().showRun(run.id);
  const step = stepsOf(store.getState()).find((one) => one.rule === at);
  store.getState().seek(step?.n ?? 1);
}

/** The first of the two, compared with the second. */
export function compareRuns(store: PageStore, lesson: Lesson, { runs }: Chapter): void {
  const [here, there] = runs.map((id) => keptRun(store.getState(), lessonRun(lesson, id)));
  if (!here || !there) return;
  store.getState().showRun(here.id);
  store.getState().compareWith(there.id);
}
