/**
 * A lesson of one run, as its author writes it: texts by lines, a line a sentence, both languages beside each other. What
 * comes out is a file like any other, and is read as strictly before anybody gets it.
 */
import type { Experiment } from '../trace/trace.ts';
import type { PanelName } from '../words/quiz.ts';
import type { InLanguages, StepPlace, StepQuestion } from './lesson.ts';
import { readLessonText } from './read-lesson.ts';

export interface ChapterDraft {
  readonly title: InLanguages;
  /** a line a sentence */
  readonly text: InLanguages;
  readonly notes: InLanguages;
  readonly at: StepPlace;
  readonly panel: PanelName | '';
  readonly questions: readonly StepQuestion[];
}

export interface LessonDraft {
  readonly title: InLanguages;
  readonly about: InLanguages;
  readonly minutes: number;
  /** one at least */
  readonly chapters: readonly ChapterDraft[];
}

const NOTHING: InLanguages = { en: '', 'zh-CN': '' };

export const emptyChapter = (at: StepPlace): ChapterDraft => ({
  title: NOTHING,
  text: NOTHING,
  notes: NOTHING,
  at,
  panel: '',
  questions: [],
});

export const emptyDraft = (at: StepPlace): LessonDraft => ({
  title: NOTHING,
  about: NOTHING,
  minutes: 5,
  chapters: [emptyChapter(at)],
});

const linesOf = (text: string): readonly string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

/** Line by line; one that has no twin is an empty text, which the reader refuses with its place. */
function sentences(text: InLanguages): readonly InLanguages[] {
  const [en, zh] = [linesOf(text.en), linesOf(text['zh-CN'])];
  return Array.from({ length: Math.max(en.length, zh.length) }, (_, i) => ({
    en: en[i] ?? '',
    'zh-CN': zh[i] ?? '',
  }));
}

/** Of the English title. */
const idFrom = (title: string): string =>
  title
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, 48) || 'my-lesson';

const RUN = 'run';

/** The text of the file. Throws `CodedError` `bad_lesson`, whose sentence names the chapter and the field. */
export function lessonText({ title, about, minutes, chapters }: LessonDraft, experiment: Experiment): string {
  const file = {
    lesson: 1,
    id: idFrom(title.en),
    title,
    about,
    minutes,
    experiments: { [RUN]: { name: title, experiment } },
    chapters: chapters.map(({ text, notes, panel, ...chapter }, i) => ({
      id: `chapter-${i + 1}`,
      ...chapter,
      text: sentences(text),
      notes: sentences(notes),
      runs: [RUN],
      ...(panel === '' ? {} : { panel }),
    })),
  };
  const made = `${JSON.stringify(file, null, 2)}\n`;
  readLessonText(made);
  return made;
}
