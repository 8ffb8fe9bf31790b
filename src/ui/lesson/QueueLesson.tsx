/**
 * The lesson "why is there a queue at all?": chapter by chapter, each with its runs on the screen and a table of numbers that
 * are read from them. The reader goes on by buttons; nothing runs before one is pressed.
 */
import { useState } from 'react';
import { type Chapter, type LessonRun, lessonRun, QUEUE_LESSON } from '../../core/lessons/queue-lesson.ts';
import { type QueueLessonTexts, textsOf } from '../../i18n/index.ts';
import { usePageStore, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { compareRuns, keptRun, showRuns } from './lesson-runs.ts';
import { MeasureTable } from './MeasureTable.tsx';
import './lesson.css';
import './queue-lesson.css';

export function QueueLesson() {
  const t = useStore((s) => textsOf(s.lang).queueLesson);
  const [at, setAt] = useState(0);
  const chapter = QUEUE_LESSON[at] ?? QUEUE_LESSON[0];
  if (!chapter) return null;
  const last = QUEUE_LESSON.length - 1;
  const texts = t.chapters[chapter.id];
  return (
    <section className="queue-lesson" aria-label={t.label} data-chapter={chapter.id}>
      <div className="queue-lesson-words">
        <p className="queue-lesson-count">{t.chapter(at + 1, QUEUE_LESSON.length)}</p>
        <h3 className="lesson-title">{texts.title}</h3>
        {texts.text.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
        {at === last ? <p className="queue-lesson-count">{t.end}</p> : null}
        <div className="queue-lesson-way">
          <Button disabled={at === 0} data-lesson-previous="" onClick={() => setAt(at - 1)}>
            {t.previous}
          </Button>
          <Button disabled={at === last} data-lesson-next="" onClick={() => setAt(at + 1)}>
            {t.next}
          </Button>
        </div>
      </div>
      <div className="queue-lesson-runs">
        <Runs chapter={chapter} t={t} />
        <MeasureTable chapter={chapter} t={t} />
      </div>
    </section>
  );
}

function Runs({ chapter, t }: { chapter: Chapter; t: QueueLessonTexts }) {
  const store = usePageStore();
  const running = useStore((s) => s.running);
  const isOff = useStore((s) => s.engine.state === 'off');
  const missing = useStore((s) => chapter.runs.some((id) => !keptRun(s, lessonRun(id))));
  return (
    <div className="queue-lesson-way">
      {missing ? (
        <Button
          look="filled"
          disabled={running || isOff}
          data-lesson-run=""
          onClick={() => void showRuns(store, chapter)}
        >
          {t.runAll}
        </Button>
      ) : (
        chapter.runs.map((id) => <ShowRun key={id} id={id} chapter={chapter} t={t} />)
      )}
      {!missing && chapter.runs.length > 1 ? (
        <Button data-lesson-compare="" onClick={() => compareRuns(store, chapter)}>
          {t.compare}
        </Button>
      ) : null}
    </div>
  );
}

function ShowRun({ id, chapter, t }: { id: LessonRun; chapter: Chapter; t: QueueLessonTexts }) {
  const store = usePageStore();
  const isShown = useStore((s) => keptRun(s, lessonRun(id))?.id === s.shown);
  return (
    <Button
      aria-pressed={isShown}
      data-lesson-show={id}
      onClick={() => void showRuns(store, { ...chapter, runs: [id] })}
    >
      {isShown ? t.shown : t.show}: {t.runs[id]}
    </Button>
  );
}
