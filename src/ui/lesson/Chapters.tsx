/**
 * A lesson chapter by chapter: what is told, the runs that show it, the questions before their steps, the exercise. The
 * reader goes on by buttons; nothing runs before one is pressed.
 */
import { Check } from 'lucide-react';
import { useStore as useSlice } from 'zustand';
import type { Chapter, Lesson } from '../../core/lessons/lesson.ts';
import { textsOf } from '../../i18n/index.ts';
import { rich } from '../../i18n/rich.ts';
import { lessonsOf, questionKey } from '../../store/lessons.ts';
import { usePageStore, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { Disclosure } from '../shared/Disclosure.tsx';
import { lazily } from '../shared/lazily.tsx';
import { RichText } from '../shared/RichText.tsx';
import { AskHere } from './AskHere.tsx';
import { AuthorButton } from './AuthorButton.tsx';
import { ChapterQuestions } from './ChapterQuestions.tsx';
import { ChapterRuns } from './ChapterRuns.tsx';
import { ExerciseCard } from './ExerciseCard.tsx';
import { LessonFile } from './LessonFile.tsx';
import { LessonList } from './LessonList.tsx';
import { MeasureTable } from './MeasureTable.tsx';
import { NotKept } from './NotKept.tsx';
import { ProgressPart } from './ProgressPart.tsx';

const VIEWS = {
  databases: lazily(
    ['databasesLesson', 'panels'],
    async () => (await import('./DatabasesLesson.tsx')).DatabasesLesson,
  ),
} as const;

export function Chapters({ lesson }: { lesson: Lesson }) {
  const lessons = lessonsOf(usePageStore());
  const t = useStore((s) => textsOf(s.lang).lessons);
  const at = useSlice(lessons, (s) => s.at);
  const chapter = lesson.chapters[at];
  if (!chapter) return null;
  const View = chapter.view ? VIEWS[chapter.view] : null;
  return (
    <section
      className="lesson-chapter @container border-b border-line"
      aria-label={t.label}
      data-chapter={chapter.id}
      data-panel-of="lesson"
    >
      <div className="@min-[62rem]:flex">
        {lesson.chapters.length > 1 ? <ChapterList lesson={lesson} at={at} /> : null}
        <div className="@container min-w-0 flex-1">
          {View ? <View /> : null}
          <div className="flex flex-col gap-x-8 gap-y-5 px-5 py-4 @min-[46rem]:grid @min-[46rem]:grid-cols-2 phone:px-4">
            <Words lesson={lesson} chapter={chapter} at={at} hasView={View !== null} />
            <div className="lesson-chapter-runs flex min-w-0 flex-col gap-4">
              <NotKept />
              <ChapterRuns lesson={lesson} chapter={chapter} />
              {chapter.questions.length > 0 ? <ChapterQuestions lesson={lesson} chapter={chapter} /> : null}
              {chapter.measures.length > 0 ? <MeasureTable lesson={lesson} chapter={chapter} /> : null}
              {chapter.exercises.map((exercise) => (
                <ExerciseCard key={exercise.id} lesson={lesson} exercise={exercise} />
              ))}
            </div>
          </div>
          <More />
        </div>
      </div>
    </section>
  );
}

/** What is there beside the chapter, and is not looked at in it. */
function More() {
  const t = useStore((s) => textsOf(s.lang).lessons);
  return (
    <div className="flex flex-col gap-2 border-t border-line px-5 py-3 phone:px-4">
      <div className="flex flex-wrap items-center gap-2">
        <AskHere />
        <LessonFile />
        <AuthorButton />
      </div>
      <Disclosure summary={t.progress} lazy>
        <ProgressPart />
      </Disclosure>
      <Disclosure summary={t.all} lazy>
        <LessonList />
      </Disclosure>
    </div>
  );
}

function ChapterList({ lesson, at }: { lesson: Lesson; at: number }) {
  const lessons = lessonsOf(usePageStore());
  const lang = useStore((s) => s.lang);
  const t = useStore((s) => textsOf(s.lang).lessons);
  const progress = useSlice(lessons, (s) => s.progress);
  const isDone = ({ id, questions, exercises }: Chapter): boolean => {
    const chapter = lesson.chapters.find((one) => one.id === id);
    const answered = questions.every((_, i) => {
      const answer = chapter && progress.answers[questionKey(lesson, chapter, i)];
      return answer !== undefined && answer !== 'skipped';
    });
    const reached = exercises.every((one) => progress.exercises[`${lesson.id}/${one.id}`]?.done === true);
    return questions.length + exercises.length > 0 && answered && reached;
  };
  return (
    <nav
      className="lesson-chapters hidden w-52 flex-none border-r border-line py-3 @min-[62rem]:block"
      aria-label={t.chapters}
    >
      <ol>
        {lesson.chapters.map((chapter, i) => (
          <li key={chapter.id}>
            <button
              type="button"
              className="flex min-h-9 w-full items-center gap-2.5 border-l-3 border-transparent px-3 py-1 text-left text-ui text-ink-2 hover:bg-sunken hover:text-ink focus-visible:-outline-offset-2 aria-[current]:border-ink aria-[current]:bg-sunken aria-[current]:font-semibold aria-[current]:text-ink"
              aria-current={i === at ? 'step' : undefined}
              data-chapter-choice={chapter.id}
              onClick={() => lessons.getState().goTo(i)}
            >
              <span className="w-4 flex-none text-cap tabular-nums">{i + 1}</span>
              <span className="min-w-0 text-balance">{chapter.title[lang]}</span>
              {isDone(chapter) ? (
                <Check size="1.1em" strokeWidth={2.4} className="ml-auto flex-none" aria-label={t.done} />
              ) : null}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

interface WordsProps {
  readonly lesson: Lesson;
  readonly chapter: Chapter;
  readonly at: number;
  readonly hasView: boolean;
}

function Words({ lesson, chapter, at, hasView }: WordsProps) {
  const lessons = lessonsOf(usePageStore());
  const lang = useStore((s) => s.lang);
  const t = useStore((s) => textsOf(s.lang).lessons);
  const last = lesson.chapters.length - 1;
  const { goTo } = lessons.getState();
  return (
    <div className="lesson-chapter-words flex min-w-0 flex-col gap-2.5">
      <p className="lesson-chapter-count text-cap text-ink-3">
        {[
          ...(last > 0 ? [t.chapter(at + 1, lesson.chapters.length)] : []),
          ...(at === 0 ? [t.minutes(lesson.minutes)] : []),
        ].join(' · ')}
      </p>
      {hasView ? null : <h3 className="lesson-title text-say font-semibold">{chapter.title[lang]}</h3>}
      {at === 0 && !hasView ? (
        <p className="max-w-[38em] text-body text-pretty">{lesson.about[lang]}</p>
      ) : null}
      {chapter.text.map((text) => (
        <p key={text.en} className="max-w-[38em] text-body text-pretty text-ink-2">
          <Marked text={text[lang]} />
        </p>
      ))}
      {at === last && last > 0 ? <p className="lesson-chapter-end text-cap text-ink-3">{t.end}</p> : null}
      {last > 0 ? (
        <div className="lesson-chapter-way flex flex-wrap gap-2 pt-1">
          <Button disabled={at === 0} data-lesson-previous="" onClick={() => goTo(at - 1)}>
            {t.previous}
          </Button>
          <Button disabled={at === last} data-lesson-next="" onClick={() => goTo(at + 1)}>
            {t.next}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

const Marked = ({ text }: { text: string }) => <RichText parts={rich(text, () => false)} />;
