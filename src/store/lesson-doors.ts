/** The doors of an open lesson: its chapters and their runs, the questions that stand, the exercises. */
import type { Exercise } from '../core/lessons/lesson.ts';
import { askable, pose, stepMarked } from '../core/quiz/kinds.ts';
import { isOpen, type OpenQuestion, type Posed } from '../core/quiz/posed.ts';
import type { Experiment } from '../core/trace/trace.ts';
import { QUESTION_KINDS, type QuestionKind } from '../core/words/quiz.ts';
import { answersTo } from './answers-to.ts';
import { checkExercise } from './check-exercise.ts';
import { scenarioOf, stepsOf, traceOf } from './derived.ts';
import { keptRun, marksIn } from './lesson-marks.ts';
import {
  type ChangeLesson,
  choiceOf,
  clearQuestion,
  type GetLesson,
  isAnswered,
  keep,
  keepAnswer,
  type LessonState,
  type QuestionAsked,
} from './lesson-state.ts';
import { type ExerciseProgress, NOT_TRIED } from './progress.ts';
import type { Selection } from './state.ts';
import type { PageStore } from './store.ts';

/** What the doors share. */
export interface LessonDoor {
  readonly page: PageStore;
  readonly get: GetLesson;
  readonly change: ChangeLesson;
  /** questions that are not put again while the chapter is open: answered or skipped */
  readonly settled: Set<string>;
}

/** A question that stands is passed by going on: nobody is kept from seeing. */
export function holds({ page, get, change, settled }: LessonDoor, next: number): boolean {
  const { asked } = get();
  if (asked) {
    if (asked.tried.length === 0)
      keepAnswer(get, change, asked.key, isOpen(asked.question) ? 'no_answer' : 'skipped');
    if (asked.key !== null) settled.add(asked.key);
    clearQuestion(page, change);
    if (asked.key === null) return false;
  }
  const state = page.getState();
  if (!state.quiz) return false;
  const mark = marksIn(state, get()).find((one) => one.n === next && !settled.has(one.key));
  if (!mark) return false;
  const { key, question } = mark;
  const posed = pose(traceOf(state), stepsOf(state), next, question.kind);
  // two questions may stand before one step: what was held by the first goes on after the last
  const wasPlaying = state.playing || asked?.wasPlaying === true;
  put(page, change, { key, after: question.after ?? null, wasPlaying }, posed);
  return true;
}

function put(
  page: PageStore,
  change: ChangeLesson,
  of: Pick<QuestionAsked, 'key' | 'after' | 'wasPlaying'>,
  question: Posed | OpenQuestion,
): void {
  change({ asked: { ...of, question, tried: [] } });
  page.setState({ asking: true, playing: false });
}

/** What was pressed on the page answers the question that stands. */
export function takes({ get }: LessonDoor, selection: Selection | null): boolean {
  const { asked, answer } = get();
  if (!asked || isOpen(asked.question) || !selection || isAnswered(asked)) return false;
  const choice = asked.question.choices.find(({ thing }) => answersTo(thing, selection));
  if (!choice) return false;
  answer(choice.id);
  return true;
}

export function chapterDoors({ page, get, change, settled }: LessonDoor): Pick<LessonState, 'goTo' | 'show'> {
  const show = async (named?: string): Promise<void> => {
    const { lesson, at } = get();
    const chapter = lesson?.chapters[at];
    if (!lesson || !chapter) return;
    const experimentOf = (id: string): Experiment | undefined => lesson.experiments[id]?.experiment;
    for (const id of named === undefined ? chapter.runs : [named]) {
      const experiment = experimentOf(id);
      if (experiment && !keptRun(page.getState(), experiment))
        await page.getState().open(scenarioOf(page.getState()), experiment);
    }
    const wanted = experimentOf(named ?? chapter.runs[0] ?? '');
    const run = wanted && keptRun(page.getState(), wanted);
    if (!run) return;
    settled.clear();
    page.getState().showRun(run.id);
    const n = chapter.at === undefined ? 1 : stepMarked(stepsOf(page.getState()), chapter.at);
    page.getState().seek(Math.max(1, n));
  };
  return {
    show,
    goTo(at) {
      const chapter = get().lesson?.chapters[at];
      if (!chapter || at === get().at) return;
      clearQuestion(page, change);
      settled.clear();
      change({ at });
      const first = get().lesson?.experiments[chapter.runs[0] ?? ''];
      if (first && keptRun(page.getState(), first.experiment)) void show(chapter.runs[0]);
    },
  };
}

export function questionDoors({
  page,
  get,
  change,
  settled,
}: LessonDoor): Pick<LessonState, 'answer' | 'goOn' | 'askHere' | 'askNext'> {
  const putHere = (question: Posed | OpenQuestion): void =>
    put(page, change, { key: null, after: null, wasPlaying: page.getState().playing }, question);
  const askHere = (kind: QuestionKind): void => {
    const state = page.getState();
    putHere(pose(traceOf(state), stepsOf(state), state.step + 1, kind));
  };
  return {
    answer(id) {
      const { asked } = get();
      const choice = asked && choiceOf(asked, id);
      if (!asked || !choice || asked.tried.includes(id) || isAnswered(asked)) return;
      if (asked.tried.length === 0) keepAnswer(get, change, asked.key, choice.isRight ? 'right' : 'wrong');
      change({ asked: { ...asked, tried: [...asked.tried, id] } });
    },
    goOn() {
      const { asked } = get();
      if (!asked) return;
      if (asked.key !== null) settled.add(asked.key);
      page.getState().seek(page.getState().step + 1);
      const { step, play, asking } = page.getState();
      if (asked.wasPlaying && !asking && step < stepsOf(page.getState()).length) play();
    },
    askHere,
    askNext() {
      const { asked } = get();
      // a question of the lesson is not put away
      if (asked && asked.key !== null) return;
      const state = page.getState();
      const kinds = askable(traceOf(state), stepsOf(state), state.step + 1);
      const before = asked ? kinds.indexOf(asked.question.kind) : -1;
      const kind = kinds[(before + 1) % kinds.length];
      if (kind) askHere(kind);
      else putHere({ kind: QUESTION_KINDS[0], n: 0, open: 'nothing' });
    },
  };
}

export function exerciseDoors({
  page,
  get,
  change,
}: LessonDoor): Pick<LessonState, 'begin' | 'check' | 'hint'> {
  const keyOf = ({ id }: Exercise): string => `${get().lesson?.id ?? ''}/${id}`;
  const reached = (exercise: Exercise): ExerciseProgress =>
    get().progress.exercises[keyOf(exercise)] ?? NOT_TRIED;
  const note = (exercise: Exercise, more: Partial<ExerciseProgress>): void => {
    const { exercises } = get().progress;
    keep(get, change, { exercises: { ...exercises, [keyOf(exercise)]: { ...reached(exercise), ...more } } });
  };
  return {
    async begin(exercise) {
      const experiment = get().lesson?.experiments[exercise.run]?.experiment;
      if (!experiment) return;
      const kept = keptRun(page.getState(), experiment);
      if (kept) page.getState().showRun(kept.id);
      else await page.getState().open(scenarioOf(page.getState()), experiment);
      const { [exercise.id]: _, ...checked } = get().checked;
      change({ checked });
    },
    async check(exercise) {
      const result = await checkExercise(page, exercise);
      change({ checked: { ...get().checked, [exercise.id]: result } });
      const { tries, done } = reached(exercise);
      note(exercise, { tries: done ? tries : tries + 1, done: done || result.isMet });
    },
    hint: (exercise) =>
      note(exercise, { hints: Math.min(reached(exercise).hints + 1, exercise.hints.length) }),
  };
}
