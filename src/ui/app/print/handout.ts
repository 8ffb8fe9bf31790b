/** A handout as data: the chapters of the open lesson over their runs, or the chapters of any run; what is asked before which step. */
import type { Chapter, Lesson } from '../../../core/lessons/lesson.ts';
import { pose, stepMarked } from '../../../core/quiz/kinds.ts';
import type { OpenQuestion, Posed } from '../../../core/quiz/posed.ts';
import type { Step } from '../../../core/story/step.ts';
import type { Trace } from '../../../core/trace/trace.ts';
import { bookmarkedSteps, stepsAt, stepsOf, traceOf } from '../../../store/derived.ts';
import { keptRun } from '../../../store/lessons.ts';
import type { PageState } from '../../../store/store.ts';
import type { MapStory } from '../../canvas/moment.ts';
import { chaptersOf } from '../../steps/groups.ts';

/** Of a longer run a handout has its first steps: more than 60 pages nobody hands out. */
const MOST_STEPS = 400;

export interface HandoutChapter {
  /** unique in its handout */
  readonly id: string;
  /** of a lesson; null = of a run: a phase gives it its name */
  readonly chapter: Chapter | null;
  readonly phase: Step['chapter'] | null;
  /** null = its run has not been opened */
  readonly story: MapStory | null;
  /** the step at which its map stands; 0 = none */
  readonly at: number;
  readonly steps: readonly Step[];
  readonly questions: readonly (Posed | OpenQuestion)[];
  /** numbers of the steps whose written rows are shown */
  readonly tables: readonly number[];
}

export function handoutOf(state: PageState, lesson: Lesson | null): readonly HandoutChapter[] {
  return lesson ? ofLesson(state, lesson) : ofRun(state);
}

/** The last step of a chapter that wrote something, and those that the reader has marked. */
function tablesIn(steps: readonly Step[], more: readonly number[]): readonly number[] {
  const written = steps.filter(({ rows }) => rows.length > 0);
  const chosen = new Set([written.at(-1)?.n ?? 0, ...more]);
  return written.map(({ n }) => n).filter((n) => chosen.has(n));
}

function ofRun(state: PageState): readonly HandoutChapter[] {
  const story = {
    trace: traceOf(state),
    steps: stepsOf(state).slice(0, MOST_STEPS),
    periodic: state.periodic,
  };
  return chaptersOf(story.steps).map(({ chapter: phase, first, steps }) => ({
    id: `${phase}-${first}`,
    chapter: null,
    phase,
    story,
    at: first,
    steps,
    questions: [],
    tables: tablesIn(steps, bookmarkedSteps(state)),
  }));
}

/**
 * A chapter opens at a step that stands and goes on from there: its steps are those after it, to the one at which the next
 * chapter of the same run opens. So every step of a run is in one chapter.
 */
function ofLesson(state: PageState, lesson: Lesson): readonly HandoutChapter[] {
  const { level, periodic } = state;
  const all = lesson.chapters.map((chapter) => {
    const id = chapter.runs[0] ?? '';
    const experiment = lesson.experiments[id]?.experiment;
    const trace: Trace | undefined = experiment && keptRun(state, experiment)?.trace;
    const steps = trace ? stepsAt(trace, level, periodic).slice(0, MOST_STEPS) : [];
    const at = chapter.at === undefined ? 1 : stepMarked(steps, chapter.at) || 1;
    return { chapter, id, story: trace ? { trace, steps, periodic } : null, steps, at };
  });
  return all.map(({ chapter, id, story, steps, at }, i): HandoutChapter => {
    const same = all.filter((one, j) => one.id === id && (one.at !== at || j >= i));
    const isLast = !same.some((one) => one.at === at && one.chapter !== chapter);
    const begin = same.every((one) => one.at >= at) ? 1 : at + 1;
    const end = Math.min(...same.filter((one) => one.at > at).map((one) => one.at), steps.length);
    const own = isLast ? steps.filter(({ n }) => n >= begin && n <= end) : [];
    const asked = all.filter((one) => one.id === id).flatMap((one) => questionsOf(one.chapter, id, story));
    const questions = asked.filter(
      ({ n, kind }, k) =>
        own.some((step) => step.n === n) && asked.findIndex((one) => one.n === n && one.kind === kind) === k,
    );
    const rows = questions.filter(({ kind }) => kind === 'row-changes').map(({ n }) => n);
    const marked = story?.trace === traceOf(state) ? bookmarkedSteps(state) : [];
    const tables = tablesIn(own, [...rows, ...marked]);
    return { id: chapter.id, chapter, phase: null, story, at: story ? at : 0, steps: own, questions, tables };
  });
}

function questionsOf(
  chapter: Chapter,
  run: string,
  story: MapStory | null,
): readonly (Posed | OpenQuestion)[] {
  if (!story) return [];
  return chapter.questions
    .filter((question) => (question.run ?? chapter.runs[0]) === run)
    .map(({ at, kind }) => pose(story.trace, story.steps, stepMarked(story.steps, at), kind))
    .filter(({ n }) => n > 0);
}
