/** An exercise: what is to be reached, the run that it begins with, a check that reads the state, hints one by one. */
import { Check, CircleDashed } from 'lucide-react';
import { useStore as useSlice } from 'zustand';
import type { Exercise, Lesson, PublicReport } from '../../core/lessons/lesson.ts';
import { type QuizTexts, textsOf } from '../../i18n/index.ts';
import { rich } from '../../i18n/rich.ts';
import type { Checked } from '../../store/check-exercise.ts';
import { lessonsOf } from '../../store/lessons.ts';
import { NOT_TRIED } from '../../store/progress.ts';
import { usePageStore, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { RichText } from '../shared/RichText.tsx';

const ICON = { size: '1.2em', strokeWidth: 2.2, 'aria-hidden': true, className: 'flex-none' } as const;
/** After so many of them it is said that the hints go all the way. */
const CALM_TRIES = 3;

const Marked = ({ text }: { text: string }) => <RichText parts={rich(text, () => false)} />;

function verdict({ check }: Exercise, { why, it }: Checked, t: QuizTexts): string {
  const says: { readonly [why: string]: (it: string) => string } =
    check.kind === 'goal' ? t.goals[check.goal] : t.goals.sql;
  return says[why]?.(it) ?? '';
}

export function ExerciseCard({ lesson, exercise }: { lesson: Lesson; exercise: Exercise }) {
  const lessons = lessonsOf(usePageStore());
  const { begin, check, hint } = lessons.getState();
  const lang = useStore((s) => s.lang);
  const t = useStore((s) => textsOf(s.lang).quiz);
  const running = useStore((s) => s.running);
  const { tries, hints, done } = useSlice(
    lessons,
    (s) => s.progress.exercises[`${lesson.id}/${exercise.id}`] ?? NOT_TRIED,
  );
  const checked = useSlice(lessons, (s) => s.checked[exercise.id]);
  const Sign = done ? Check : CircleDashed;
  const { report, after = [] } = exercise;
  return (
    <section
      className="exercise flex flex-col gap-2 rounded-l border border-line-2/60 px-4 py-3"
      aria-label={`${report ? t.incident : t.exercise}: ${exercise.title[lang]}`}
      data-exercise={exercise.id}
      data-done={done || undefined}
    >
      <h4 className="flex items-center gap-2 text-body font-semibold">
        <Sign {...ICON} />
        <span>{exercise.title[lang]}</span>
        {done ? <span className="ml-auto text-cap font-medium text-ins">{t.done}</span> : null}
      </h4>
      {exercise.task.map((text) => (
        <p key={text.en} className="max-w-[38em] text-ui text-pretty text-ink-2">
          <Marked text={text[lang]} />
        </p>
      ))}
      <ol className="flex flex-col gap-1 empty:hidden">
        {exercise.hints.slice(0, hints).map((text, i) => (
          <li key={text.en} className="border-l-3 border-line-2 pl-3 text-ui text-pretty" data-hint={i + 1}>
            <span className="text-cap text-ink-3">{t.hint(i + 1, exercise.hints.length)}</span>{' '}
            <Marked text={text[lang]} />
          </li>
        ))}
      </ol>
      <div className="flex flex-wrap gap-1.5">
        <Button
          disabled={running}
          title={t.beginTitle}
          data-exercise-begin=""
          onClick={() => void begin(exercise)}
        >
          {t.begin}
        </Button>
        <Button disabled={running} data-exercise-check="" onClick={() => void check(exercise)}>
          {t.check}
        </Button>
        {hints < exercise.hints.length ? (
          <Button look="quiet" data-exercise-hint="" onClick={() => hint(exercise)}>
            {t.nextHint}
          </Button>
        ) : null}
        {tries > 0 ? <span className="self-center text-cap text-ink-3">{t.tries(tries)}</span> : null}
      </div>
      <div role="status" className="text-ui text-pretty" data-verdict={checked?.why}>
        {checked ? <Marked text={verdict(exercise, checked, t)} /> : null}
        {checked && !checked.isMet && tries >= CALM_TRIES ? <p className="text-ink-3">{t.way}</p> : null}
      </div>
      {done && after.length > 0 ? (
        <div className="flex flex-col gap-1 border-l-3 border-line-2 pl-3 text-ui text-pretty" data-was="">
          <h5 className="font-semibold">{t.was}</h5>
          {after.map((text) => (
            <p key={text.en}>
              <Marked text={text[lang]} />
            </p>
          ))}
        </div>
      ) : null}
      {report ? <Modelled report={report} isTold={done} /> : null}
    </section>
  );
}

/** Where somebody met it; what is said there tells the cause, and is told with it. */
function Modelled({ report, isTold }: { report: PublicReport; isTold: boolean }) {
  const lang = useStore((s) => s.lang);
  const t = useStore((s) => textsOf(s.lang).quiz);
  return (
    <p className="text-cap text-pretty wrap-anywhere text-ink-2" data-report="">
      {t.report}
      <code lang="en">{report.repository}</code> {report.number}
      {isTold ? `${t.said}${report.says[lang]}` : null}
    </p>
  );
}
