/** The panel of lessons: the one that is open, chapter by chapter; without one, those that there are. */
import { Suspense } from 'react';
import { useStore as useSlice } from 'zustand';
import { lessonPlace } from '../../core/scenarios/lessons.ts';
import { textsOf } from '../../i18n/index.ts';
import { scenarioOf } from '../../store/derived.ts';
import { follow, lessonsOf } from '../../store/lessons.ts';
import { useActions, usePageStore, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { lazily } from '../shared/lazily.tsx';
import { AskHere } from './AskHere.tsx';
import { AuthorButton } from './AuthorButton.tsx';
import { authorOf } from './author-store.ts';
import { Chapters } from './Chapters.tsx';
import { LessonFile } from './LessonFile.tsx';
import { LessonList } from './LessonList.tsx';
import { NotKept } from './NotKept.tsx';
import { ProgressPart } from './ProgressPart.tsx';

const Author = lazily(['lessons', 'quiz'], async () => (await import('./Author.tsx')).Author);

/** A lesson that stands with another panel is not told twice. */
export function LessonPanel() {
  const place = useStore((s) => lessonPlace(scenarioOf(s)));
  const texts = useStore((s) => textsOf(s.lang));
  const { setDock } = useActions();
  if (!place || place.side === null) return <Lesson />;
  const name = texts.page.panels[place.panel];
  return (
    <p className="lesson-panel px-5 py-4 phone:px-4" data-panel-of="lesson">
      <Button onClick={() => setDock(place.panel)}>{texts.lessons.standsIn(name)}</Button>
    </p>
  );
}

export function Lesson() {
  const page = usePageStore();
  const isWritten = useSlice(authorOf(page).store, (s) => s.isOpen);
  const lessons = lessonsOf(page);
  const lesson = useSlice(lessons, (s) => s.lesson);
  const failed = useSlice(lessons, (s) => s.failed);
  const isLesson = useStore((s) => lessonPlace(scenarioOf(s)) !== null);
  const t = useStore((s) => textsOf(s.lang).lessons);
  if (isWritten)
    return (
      <Suspense fallback={<span className="slot-loading" hidden />}>
        <Author />
      </Suspense>
    );
  if (isLesson && lesson) return <Chapters key={lesson.id} lesson={lesson} />;
  if (isLesson)
    return (
      <div
        className="lesson-panel flex flex-col items-start gap-2 px-5 py-4 phone:px-4"
        data-panel-of="lesson"
      >
        <p role={failed === null ? 'status' : 'alert'}>{failed === null ? t.loading : t.failed(failed)}</p>
        {failed === null ? null : <Button onClick={() => follow(page)}>{t.again}</Button>}
      </div>
    );
  return (
    <div className="lesson-panel flex flex-col gap-4 px-5 py-4 phone:px-4" data-panel-of="lesson">
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="mr-auto text-say font-semibold">{t.all}</h3>
        <AskHere />
        <LessonFile />
        <AuthorButton />
      </div>
      <LessonList />
      <NotKept />
      <ProgressPart />
    </div>
  );
}
