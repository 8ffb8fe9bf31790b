/** The questions of a chapter: where each stands in the run that is shown, how it was answered, and the way there. */
import { Check, CircleDashed, CornerDownRight, Equal, X } from 'lucide-react';
import { useStore as useSlice } from 'zustand';
import type { Chapter, Lesson } from '../../core/lessons/lesson.ts';
import { stepMarked } from '../../core/quiz/kinds.ts';
import { textsOf } from '../../i18n/index.ts';
import { stepsOf } from '../../store/derived.ts';
import { lessonsOf, questionKey } from '../../store/lessons.ts';
import { useActions, usePageStore, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';

const ICON = { size: '1.15em', strokeWidth: 2.2, 'aria-hidden': true, className: 'flex-none' } as const;
const SIGNS = {
  right: Check,
  wrong: X,
  skipped: CornerDownRight,
  no_answer: Equal,
  open: CircleDashed,
} as const;

export function ChapterQuestions({ lesson, chapter }: { lesson: Lesson; chapter: Chapter }) {
  const lessons = lessonsOf(usePageStore());
  const t = useStore((s) => textsOf(s.lang).quiz);
  const words = useStore((s) => textsOf(s.lang).lessons);
  const quiz = useStore((s) => s.quiz);
  const { setQuiz } = useActions();
  const answers = useSlice(lessons, (s) => s.progress.answers);
  return (
    <section className="flex flex-col gap-1" aria-label={words.questions}>
      <h4 className="text-ui font-semibold">{words.questions}</h4>
      <ul className="flex flex-col">
        {chapter.questions.map(({ kind, at }, i) => {
          const key = questionKey(lesson, chapter, i);
          return <Line key={key} kind={kind} at={at} answer={answers[key] ?? 'open'} />;
        })}
      </ul>
      <label className="flex min-h-9 items-center gap-2 text-ui text-ink-2 touch:min-h-11">
        <input
          type="checkbox"
          className="size-4 accent-ink"
          checked={quiz}
          data-quiz=""
          onChange={(event) => setQuiz(event.target.checked)}
        />
        {t.on}
      </label>
    </section>
  );
}

interface QuestionLineProps {
  readonly kind: Chapter['questions'][number]['kind'];
  readonly at: Chapter['questions'][number]['at'];
  readonly answer: keyof typeof SIGNS;
}

function Line({ kind, at, answer }: QuestionLineProps) {
  const t = useStore((s) => textsOf(s.lang).quiz);
  const words = useStore((s) => textsOf(s.lang).lessons);
  const n = useStore((s) => stepMarked(stepsOf(s), at));
  const isNext = useStore((s) => s.step === n - 1);
  const { seek } = useActions();
  const Sign = SIGNS[answer];
  return (
    <li className="flex min-h-9 items-center gap-2 text-ui" data-answered={answer}>
      <Sign {...ICON} />
      <span className="min-w-0">
        {t.names[kind]}
        <span className="sr-only"> {words.answers[answer]}</span>
      </span>
      {n > 1 ? (
        <Button look="quiet" className="ml-auto" disabled={isNext} onClick={() => seek(n - 1)}>
          {words.goThere(n)}
        </Button>
      ) : (
        <span className="ml-auto text-cap text-ink-3">{words.notHere}</span>
      )}
    </li>
  );
}
