/** A lesson from the disk. What is wrong with it is said with its place, and then nothing has changed. */
import { FolderOpen } from 'lucide-react';
import { useRef, useState } from 'react';
import { useStore as useSlice } from 'zustand';
import { textsOf } from '../../i18n/index.ts';
import { packLesson } from '../../store/lesson-link.ts';
import { lessonsOf, openLessonText } from '../../store/lessons.ts';
import { usePageStore, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { CopyButton } from '../shared/CopyButton.tsx';

export function LessonFile() {
  const page = usePageStore();
  const t = useStore((s) => textsOf(s.lang).lessons);
  const field = useRef<HTMLInputElement>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const open = async (file: File | undefined): Promise<void> => {
    if (!file) return;
    try {
      await openLessonText(page, await file.text());
      setWrong(null);
    } catch (error) {
      setWrong(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <>
      <Button title={t.fileHint} data-lesson-file="" onClick={() => field.current?.click()}>
        <FolderOpen size="1.15em" strokeWidth={1.9} aria-hidden="true" />
        {t.file}
      </Button>
      <input
        ref={field}
        type="file"
        accept=".json,application/json"
        className="hidden"
        tabIndex={-1}
        aria-label={t.file}
        onChange={(event) => {
          void open(event.target.files?.[0]);
          event.target.value = '';
        }}
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
