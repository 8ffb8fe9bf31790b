/**
 * What a lesson is: named experiments, and the chapters that show them. Data, without a word for people: its title, its
 * question and the sentences of its chapters are texts by these ids (`i18n/scenarios`, `i18n/queue-lesson`).
 */
import type { Experiment } from '../trace/trace.ts';
import type { Measure } from '../words/measures.ts';

export interface Chapter<RunId extends string = string, ChapterId extends string = string> {
  readonly id: ChapterId;
  /** of the lesson's runs, those that it shows; the first is shown first */
  readonly runs: readonly RunId[];
  /** the numbers that it is about (`core/compare/measures.ts`) */
  readonly measures: readonly Measure[];
  /** rule of the step that the first run is shown at; its first step where it has none */
  readonly at: string | null;
}

/** The panel that a lesson stands in, and is opened with. */
interface LessonPanel {
  readonly id: 'sql' | 'experiment';
  /** whether it covers the picture */
  readonly isLarge: boolean;
  /** where the lesson stands: beside what the panel holds, or above it */
  readonly place: 'beside' | 'above';
}

export interface Lesson<RunId extends string = string, ChapterId extends string = string> {
  /** also of the scenario that opens it */
  readonly id: string;
  readonly runs: { readonly [Id in RunId]: Experiment };
  /** in their order; one at least */
  readonly chapters: readonly Chapter<RunId, ChapterId>[];
  /** null = it is told on the map alone */
  readonly panel: LessonPanel | null;
}
