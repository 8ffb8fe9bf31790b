/** What is kept of the open lesson, and what can be done in it. */
import type { Chapter, Exercise, Lesson, StepQuestion } from '../core/lessons/lesson.ts';
import { type Choice, isOpen, type OpenQuestion, type Posed } from '../core/quiz/posed.ts';
import type { QuestionKind } from '../core/words/quiz.ts';
import type { Checked } from './check-exercise.ts';
import { type FirstAnswer, keepProgress, type Progress } from './progress.ts';
import type { PageStore } from './store.ts';

/** The question that stands before the next step. */
export interface QuestionAsked {
  /** `lesson/chapter/n`; null = asked by hand */
  readonly key: string | null;
  readonly question: Posed | OpenQuestion;
  readonly after: StepQuestion['after'] | null;
  /** choices that were tried, in order */
  readonly tried: readonly string[];
  /** playback was held by it, and goes on after it */
  readonly wasPlaying: boolean;
}

export interface LessonState {
  readonly lesson: Lesson | null;
  /** why it could not be had */
  readonly failed: string | null;
  /** index of the chapter */
  readonly at: number;
  readonly asked: QuestionAsked | null;
  readonly progress: Progress;
  /** false = this browser refuses to keep it */
  readonly isKept: boolean;
  /** by exercise: what the last check said */
  readonly checked: { readonly [exercise: string]: Checked };
  goTo(chapter: number): void;
  /** Runs what the chapter shows and is not there yet, and shows one of its runs, the first unless another is named. */
  show(run?: string): Promise<void>;
  answer(choice: string): void;
  /** Takes the step that the question stands before; unanswered it is skipped. */
  goOn(): void;
  /** Puts a question before the next step, whatever run is shown. */
  askHere(kind: QuestionKind): void;
  /** Of the kinds that the next step answers the first; where one of them stands already, the one after it. */
  askNext(): void;
  begin(exercise: Exercise): Promise<void>;
  check(exercise: Exercise): Promise<void>;
  hint(exercise: Exercise): void;
  setName(name: string): void;
  /** Throws `CodedError` `bad_progress`; then nothing has changed. */
  readProgress(text: string): void;
}

export type GetLesson = () => LessonState;
export type ChangeLesson = (change: Partial<LessonState>) => void;

export const questionKey = (lesson: Lesson, chapter: Chapter, i: number): string =>
  `${lesson.id}/${chapter.id}/${i + 1}`;

export const choiceOf = ({ question }: QuestionAsked, id: string | undefined): Choice | null =>
  isOpen(question) ? null : (question.choices.find((one) => one.id === id) ?? null);

export const lastTried = (asked: QuestionAsked): Choice | null => choiceOf(asked, asked.tried.at(-1));

/** The right one was found. */
export const isAnswered = (asked: QuestionAsked): boolean => lastTried(asked)?.isRight === true;

/** No question stands any more. */
export function clearQuestion(page: PageStore, change: ChangeLesson): void {
  change({ asked: null });
  page.setState({ asking: false });
}

export function keep(get: GetLesson, change: ChangeLesson, more: Partial<Progress>): void {
  const progress = { ...get().progress, ...more };
  change({ progress, isKept: keepProgress(progress) });
}

/** What another answer may still take the place of. */
const UNANSWERED: readonly (FirstAnswer | undefined)[] = [undefined, 'skipped', 'no_answer'];

/** The first answer counts. */
export function keepAnswer(
  get: GetLesson,
  change: ChangeLesson,
  key: string | null,
  answer: FirstAnswer,
): void {
  const { answers } = get().progress;
  if (key === null || !UNANSWERED.includes(answers[key])) return;
  keep(get, change, { answers: { ...answers, [key]: answer } });
}
