/** What was reached, with the reader's name: kept on this device, saved as a file, read again. */
import { useState } from 'react';
import { useStore as useSlice } from 'zustand';
import { textsOf } from '../../i18n/index.ts';
import { lessonsOf } from '../../store/lessons.ts';
import { progressCsv } from '../../store/progress.ts';
import { usePageStore, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { download, MIME } from '../shared/download.ts';
import { FileButton } from './FileButton.tsx';

export function ProgressPart() {
  const lessons = lessonsOf(usePageStore());
  const { setName, readProgress } = lessons.getState();
  const t = useStore((s) => textsOf(s.lang).lessons);
  const progress = useSlice(lessons, (s) => s.progress);
  const isKept = useSlice(lessons, (s) => s.isKept);
  const [wrong, setWrong] = useState<string | null>(null);
  const answered = Object.values(progress.answers).filter((one) => one === 'right' || one === 'wrong').length;
  const done = Object.values(progress.exercises).filter((one) => one.done).length;
  return (
    <section className="lesson-progress flex flex-col gap-2 py-1 text-ui" aria-label={t.progress}>
      <p className="text-ink-2">
        {t.reached(answered, done)} {isKept ? t.onDevice : null}
      </p>
      <div className="flex flex-wrap items-end gap-2">
        <label className="flex flex-col gap-0.5 text-cap text-ink-2">
          {t.name}
          <input
            className="min-h-9 w-52 rounded-m border border-line-2 bg-paper px-2.5 text-ui text-ink touch:min-h-11"
            value={progress.name}
            maxLength={80}
            autoComplete="off"
            data-progress-name=""
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        <Button
          data-progress-json=""
          onClick={() => download('novascope-progress.json', JSON.stringify(progress, null, 2), MIME.json)}
        >
          {t.saveJson}
        </Button>
        <Button
          data-progress-csv=""
          onClick={() => download('novascope-progress.csv', progressCsv(progress), MIME.csv)}
        >
          {t.saveCsv}
        </Button>
        <FileButton
          label={t.load}
          field={{ 'data-progress-file': '' }}
          read={readProgress}
          onEnd={setWrong}
        />
      </div>
      {wrong === null ? null : (
        <p className="wrap-anywhere" role="alert">
          {t.badProgress(wrong)}
        </p>
      )}
    </section>
  );
}
