/**
 * A lesson chapter by chapter: each with its runs on the screen and a table of numbers that are read from them. The reader
 * goes on by buttons; nothing runs before one is pressed.
 */
import { useState } from 'react';
import { defined } from '../../core/base/assert.ts';
import type { Lesson } from '../../core/lessons/lesson.ts';
import { lessonRun } from '../../core/lessons/lessons.ts';
import { textsOf } from '../../i18n/index.ts';
import { usePageStore, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { compareRuns, keptRun, showRuns } from './lesson-runs.ts';
import { MeasureTable } from './MeasureTable.tsx';
import { type ChapterProps, toldOf } from './told.ts';

export function Chapters({ lesson }: { lesson: Lesson }) {
  const t = useStore((s) => textsOf(s.lang).lessons);
  const [at, setAt] = useState(0);
  const { chapters } = lesson;
  const chapter = chapters[at];
  if (!chapter) return null;
  const last = chapters.length - 1;
  const told = toldOf(lesson, t);
  const texts = defined(told.chapters[chapter.id], `the text of chapter ${chapter.id}`);
  const props = { lesson, chapter, t, nameOf: (run: string) => told.runs[run] ?? run };
  return (
    <section
      className="lesson-chapter @container border-b border-line px-5 py-4 phone:px-4"
      aria-label={t.label}
      data-chapter={chapter.id}
    >
      <div className="flex flex-col gap-x-8 gap-y-4 @min-[52rem]:grid @min-[52rem]:grid-cols-2">
        <div className="lesson-chapter-words flex min-w-0 flex-col gap-2">
          <p className="lesson-chapter-count text-cap text-ink-3">{t.chapter(at + 1, chapters.length)}</p>
          <h3 className="lesson-title text-say font-semibold">{texts.title}</h3>
          {texts.text.map((sentence) => (
            <p key={sentence} className="max-w-[38em] text-body text-pretty text-ink-2">
              {sentence}
            </p>
          ))}
          {at === last ? <p className="lesson-chapter-count text-cap text-ink-3">{t.end}</p> : null}
          <div className="lesson-chapter-way flex flex-wrap gap-2 pt-1">
            <Button disabled={at === 0} data-lesson-previous="" onClick={() => setAt(at - 1)}>
              {t.previous}
            </Button>
            <Button disabled={at === last} data-lesson-next="" onClick={() => setAt(at + 1)}>
              {t.next}
            </Button>
          </div>
        </div>
        <div className="lesson-chapter-runs flex min-w-0 flex-col gap-3">
          <Runs {...props} />
          <MeasureTable {...props} />
        </div>
      </div>
    </section>
  );
}

function Runs(props: ChapterProps) {
  const { lesson, chapter, t } = props;
  const store = usePageStore();
  const running = useStore((s) => s.running);
  const isOff = useStore((s) => s.engine.state === 'off');
  const missing = useStore((s) => chapter.runs.some((id) => !keptRun(s, lessonRun(lesson, id))));
  return (
    <div className="lesson-chapter-way flex flex-wrap gap-1.5">
      {missing ? (
        <Button
          look="filled"
          disabled={running || isOff}
          data-lesson-run=""
          onClick={() => void showRuns(store, lesson, chapter)}
        >
          {t.runAll}
        </Button>
      ) : (
        chapter.runs.map((id) => <ShowRun key={id} id={id} {...props} />)
      )}
      {!missing && chapter.runs.length > 1 ? (
        <Button data-lesson-compare="" onClick={() => compareRuns(store, lesson, chapter)}>
          {t.compare}
        </Button>
      ) : null}
    </div>
  );
}

function ShowRun({ id, lesson, chapter, nameOf, t }: ChapterProps & { readonly id: string }) {
  const store = usePageStore();
  const isShown = useStore((s) => keptRun(s, lessonRun(lesson, id))?.id === s.shown);
  return (
    <Button
      className="text-left whitespace-normal"
      aria-pressed={isShown}
      data-lesson-show={id}
      onClick={() => void showRuns(store, lesson, { ...chapter, runs: [id] })}
    >
      {isShown ? t.shown : t.show}: {nameOf(id)}
    </Button>
  );
}
