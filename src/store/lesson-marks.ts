/** Which run is whose, and before which of its steps a question stands. */
import { canonicalJson } from '../core/base/json.ts';
import type { StepQuestion } from '../core/lessons/lesson.ts';
import { stepMarked } from '../core/quiz/kinds.ts';
import type { Experiment } from '../core/trace/trace.ts';
import { stepsOf } from './derived.ts';
import { type LessonState, questionKey } from './lesson-state.ts';
import { type Run, type Runs, shownRun } from './runs.ts';
import type { PageState } from './store.ts';

/** The kept run of this experiment; null = not computed yet. */
export function keptRun({ runs }: Pick<Runs, 'runs'>, experiment: Experiment): Run | null {
  const text = canonicalJson(experiment);
  return runs.find((one) => canonicalJson(one.experiment) === text) ?? null;
}

/** Whether a run is of an experiment, or was forked from one of it: the question is then asked of what became of it. */
function isOf(state: PageState, run: Run, experiment: Experiment): boolean {
  if (canonicalJson(run.experiment) === canonicalJson(experiment)) return true;
  const parent = state.runs.find(({ id }) => id === run.parent);
  return parent ? isOf(state, parent, experiment) : false;
}

interface MarkedStep {
  readonly key: string;
  readonly question: StepQuestion;
  /** the step that it stands before, in the run that is shown */
  readonly n: number;
}

/** The questions of the open chapter that stand before a step of the run that is shown. */
export function marksIn(page: PageState, { lesson, at }: LessonState): readonly MarkedStep[] {
  const chapter = lesson?.chapters[at];
  if (!lesson || !chapter) return [];
  const run = shownRun(page);
  return chapter.questions.flatMap((question, i) => {
    const experiment = lesson.experiments[question.run ?? chapter.runs[0] ?? '']?.experiment;
    if (!experiment || !isOf(page, run, experiment)) return [];
    const n = stepMarked(stepsOf(page), question.at);
    return n === 0 ? [] : [{ key: questionKey(lesson, chapter, i), question, n }];
  });
}
