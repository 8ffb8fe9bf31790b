/**
 * A lesson of the run on the screen, written beside it: chapters from a step on, their words and notes in both languages
 * beside each other, the panel that each wants, questions before steps. It is saved as a file, or opened at once.
 */
import { Download, Play, Plus, X } from 'lucide-react';
import { useCallback, useId, useState } from 'react';
import { useStore as useSlice } from 'zustand';
import type { InLanguages } from '../../core/lessons/lesson.ts';
import { type ChapterDraft, lessonText } from '../../core/lessons/make-lesson.ts';
import { PANEL_NAMES, type PanelName } from '../../core/words/quiz.ts';
import { textsOf } from '../../i18n/index.ts';
import { LANGS, LANGUAGES } from '../../i18n/lang.ts';
import { experimentOf } from '../../store/derived.ts';
import { openLessonText } from '../../store/lessons.ts';
import { usePageStore, useStore } from '../../store/use-store.ts';
import { Button } from '../shared/Button.tsx';
import { download, MIME } from '../shared/download.ts';
import { useLifetime } from '../shared/hooks.ts';
import { Input, Select } from '../shared/Select.tsx';
import { Begins, Questions } from './AuthorSteps.tsx';
import { authorOf } from './author-store.ts';

const ICON = { size: '1.15em', strokeWidth: 1.9, 'aria-hidden': true } as const;

/** Beside the map a form would have room for one field. */
const LOW = '(max-height: 799px)';

export function Author() {
  const page = usePageStore();
  const author = authorOf(page);
  const t = useStore((s) => textsOf(s.lang).author);
  const draft = useSlice(author.store, (s) => s.draft);
  const makeRoom = useCallback(() => {
    const { dockLarge, setDockLarge } = page.getState();
    if (!window.matchMedia(LOW).matches) return () => undefined;
    setDockLarge(true);
    return () => setDockLarge(dockLarge);
  }, [page]);
  useLifetime(makeRoom);
  return (
    <section
      className="lesson-panel flex flex-col gap-4 px-5 py-4 phone:px-4"
      aria-label={t.title}
      data-author=""
      data-panel-of="lesson"
    >
      <div className="flex flex-wrap items-center gap-2">
        <h3 className="mr-auto text-say font-semibold">{t.title}</h3>
        <Button look="quiet" data-author-shut="" onClick={() => author.setOpen(false)}>
          {t.shut}
        </Button>
      </div>
      <p className="text-ui text-ink-2">{t.hint}</p>
      <Both label={t.name} value={draft.title} field="title" onChange={(title) => author.change({ title })} />
      <Both
        label={t.about}
        value={draft.about}
        field="about"
        onChange={(about) => author.change({ about })}
      />
      <div className="flex flex-wrap items-center gap-2 text-ui">
        <label htmlFor="author-minutes">{t.minutes}</label>
        <Input
          id="author-minutes"
          type="number"
          className="w-20"
          min={1}
          max={240}
          value={draft.minutes}
          onChange={(event) => author.change({ minutes: Number(event.target.value) })}
        />
      </div>
      <Chapters />
      <Ends />
    </section>
  );
}

interface BothProps {
  readonly label: string;
  readonly value: InLanguages;
  readonly field: string;
  readonly lines?: number;
  readonly onChange: (value: InLanguages) => void;
}

/** One text in every language, beside each other. */
function Both({ label, value, field, lines = 1, onChange }: BothProps) {
  const id = useId();
  return (
    <fieldset className="grid grid-cols-[repeat(auto-fit,minmax(12rem,1fr))] gap-x-3 gap-y-1 text-ui">
      <legend className="mb-1 font-semibold">{label}</legend>
      {LANGS.map((lang) => {
        const shared = {
          id: `${id}-${lang}`,
          lang,
          value: value[lang],
          'data-author-field': `${field} ${lang}`,
        };
        return (
          <div key={lang} className="flex flex-col gap-0.5">
            <label htmlFor={shared.id} className="text-cap text-ink-2" lang={lang}>
              {LANGUAGES[lang].ownName}
            </label>
            {lines === 1 ? (
              <Input {...shared} onChange={(event) => onChange({ ...value, [lang]: event.target.value })} />
            ) : (
              <textarea
                {...shared}
                rows={lines}
                className="w-full rounded-m border border-line-2/60 bg-paper px-2.5 py-1 text-ui text-ink hover:border-line-2"
                onChange={(event) => onChange({ ...value, [lang]: event.target.value })}
              />
            )}
          </div>
        );
      })}
    </fieldset>
  );
}

function Chapters() {
  const author = authorOf(usePageStore());
  const t = useStore((s) => textsOf(s.lang).author);
  const lang = useStore((s) => s.lang);
  const { draft, at } = useSlice(author.store);
  const chapter = draft.chapters[at];
  return (
    <>
      <nav className="flex flex-wrap gap-1.5" aria-label={t.chapters}>
        {draft.chapters.map((one, i) => (
          <Button
            // biome-ignore lint/suspicious/noArrayIndexKey: a chapter is its place
            key={i}
            aria-pressed={i === at}
            data-author-chapter={i + 1}
            onClick={() => author.goTo(i)}
          >
            {t.chapter(i + 1, one.title[lang])}
          </Button>
        ))}
        <Button look="quiet" data-author-add="" onClick={() => author.addChapter()}>
          <Plus {...ICON} />
          {t.addChapter}
        </Button>
      </nav>
      {chapter ? <ChapterForm key={at} chapter={chapter} /> : null}
    </>
  );
}

function ChapterForm({ chapter }: { chapter: ChapterDraft }) {
  const author = authorOf(usePageStore());
  const texts = useStore((s) => textsOf(s.lang));
  const { page, author: t } = texts;
  const isOnly = useSlice(author.store, (s) => s.draft.chapters.length === 1);
  const { changeChapter } = author;
  return (
    <div className="flex flex-col gap-3 border-l-3 border-line pl-3">
      <Both
        label={t.chapterTitle}
        value={chapter.title}
        field="chapter-title"
        onChange={(title) => changeChapter({ title })}
      />
      <Both
        label={t.text}
        value={chapter.text}
        field="text"
        lines={4}
        onChange={(text) => changeChapter({ text })}
      />
      <Both
        label={t.notes}
        value={chapter.notes}
        field="notes"
        lines={2}
        onChange={(notes) => changeChapter({ notes })}
      />
      <Begins at={chapter.at} />
      <div className="flex flex-wrap items-center gap-2 text-ui">
        <label htmlFor="author-panel">{t.panel}</label>
        <Select
          id="author-panel"
          value={chapter.panel}
          data-author-panel=""
          onChange={(event) => changeChapter({ panel: event.target.value as PanelName | '' })}
        >
          <option value="">{t.noPanel}</option>
          {PANEL_NAMES.filter((name) => name !== 'lesson').map((name) => (
            <option key={name} value={name}>
              {page.panels[name]}
            </option>
          ))}
        </Select>
      </div>
      <Questions chapter={chapter} />
      {isOnly ? null : (
        <p>
          <Button look="quiet" data-author-remove="" onClick={() => author.removeChapter()}>
            <X {...ICON} />
            {t.removeChapter}
          </Button>
        </p>
      )}
    </div>
  );
}

/** What is wrong with it is said with its place; then there is no file. */
function Ends() {
  const page = usePageStore();
  const author = authorOf(page);
  const t = useStore((s) => textsOf(s.lang).author);
  const lessons = useStore((s) => textsOf(s.lang).lessons);
  const experiment = useStore(experimentOf);
  const [wrong, setWrong] = useState<string | null>(null);
  if (!experiment) return <p role="status">{t.noRun}</p>;
  const make = async (use: (text: string) => unknown): Promise<void> => {
    try {
      await use(lessonText(author.store.getState().draft, experiment));
      setWrong(null);
    } catch (error) {
      setWrong(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <div className="flex flex-wrap items-center gap-2">
      <Button
        data-author-save=""
        onClick={() => void make((text) => download(`${JSON.parse(text).id}.json`, text, MIME.json))}
      >
        <Download {...ICON} />
        {t.save}
      </Button>
      <Button
        data-author-try=""
        onClick={() =>
          void make(async (text) => {
            await openLessonText(page, text);
            author.setOpen(false);
          })
        }
      >
        <Play {...ICON} />
        {t.open}
      </Button>
      {wrong === null ? null : (
        <p className="w-full text-ui wrap-anywhere" role="alert" data-author-refused="">
          {lessons.refused(wrong)}
        </p>
      )}
    </div>
  );
}
