/** A lesson from the disk. What is wrong with it is said with its place, and then nothing has changed. */
import { FolderOpen } from 'lucide-react';
import { useState } from 'react';
import { useStore as useSlice } from 'zustand';
import { textsOf } from '../../i18n/index.ts';
import { packLesson } from '../../store/lesson-link.ts';
import { lessonsOf, openLessonText } from '../../store/lessons.ts';
import { usePageStore, useStore } from '../../store/use-store.ts';
import { CopyButton } from '../shared/CopyButton.tsx';
import { FileButton } from './FileButton.tsx';

export function LessonFile() {
  const page = usePageStore();
  const t = useStore((s) => textsOf(s.lang).lessons);
  const [wrong, setWrong] = useState<string | null>(null);
  return (
    <>
      <FileButton
        label={t.file}
        icon={<FolderOpen size="1.15em" strokeWidth={1.9} aria-hidden="true" />}
        title={t.fileHint}
        data-lesson-file=""
        read={(text) => openLessonText(page, text)}
        onEnd={setWrong}
      />
      <LessonLink />
      {wrong === null ? null : (
        <p className="w-full text-ui wrap-anywhere" role="alert" data-lesson-refused="">
          {t.refused(wrong)}
        </p>
      )}
    </>
  );
}

/** A lesson that came from a file goes on as a link that carries it whole; one of the page's own is in the address anyway. */
function LessonLink() {
  const lesson = useSlice(lessonsOf(usePageStore()), (s) => s.lesson);
  const isOwn = useStore((s) => s.lesson?.title != null);
  const texts = useStore((s) => textsOf(s.lang));
  if (!lesson || !isOwn) return null;
  const link = async (): Promise<string> =>
    `${location.href.replace(/#.*/, '')}#lesson=${await packLesson(lesson)}`;
  return <CopyButton text={link} label={texts.lessons.copyLink} texts={texts} />;
}
