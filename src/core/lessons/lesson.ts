/**
 * What a lesson is: a file. Named experiments, and chapters that show them; every text in both languages beside each other,
 * so that who translates sees both. In a text an identifier stands between ‹ and ›. Which step a question is put before is
 * named by a rule of the story, so that it finds its step in any run; what the right answer is, no file says.
 */
import type { Experiment } from '../trace/trace.ts';
import type { Measure } from '../words/measures.ts';
import type { ChapterView, Goal, PanelName, QuestionKind } from '../words/quiz.ts';

/** One text in every language of the page. */
export interface InLanguages {
  readonly en: string;
  readonly 'zh-CN': string;
}

/**
 * A step of a run: its number, or the rule that names it (`rpc.build_and_run_instance`), or the second such step
 * (`rpc.build_and_run_instance#2`).
 */
export type StepPlace = number | string;

export interface StepQuestion {
  /** the step that playback stops before */
  readonly at: StepPlace;
  readonly kind: QuestionKind;
  /** of the chapter's runs the one that it is asked in; absent = the first */
  readonly run?: string;
  /** what is said besides when it has been answered: what to look at */
  readonly after?: InLanguages;
}

/** SQL whose rows must be those of the reader's own; compared without their order unless `ordered`. */
interface SqlCheck {
  readonly kind: 'sql';
  readonly answer: string;
  readonly ordered?: boolean;
}
interface GoalCheck {
  readonly kind: 'goal';
  readonly goal: Goal;
}

/** A public report that an incident is modelled on. */
export interface PublicReport {
  /** `openstack/nova` */
  readonly repository: string;
  /** as the report itself is numbered: `#695`, `bug 1859496` */
  readonly number: string;
  /** in a sentence of one's own: what it says */
  readonly says: InLanguages;
}

export interface Exercise {
  readonly id: string;
  readonly title: InLanguages;
  /** what is to be reached */
  readonly task: readonly InLanguages[];
  /** of the lesson's experiments the one that it begins with */
  readonly run: string;
  readonly check: SqlCheck | GoalCheck;
  /** from a nudge to the whole way, in the order in which they are given */
  readonly hints: readonly InLanguages[];
  /** of an incident, where somebody met it */
  readonly report?: PublicReport;
  /** what is told once it is reached, and not before: what it was */
  readonly after?: readonly InLanguages[];
}

export interface Chapter {
  readonly id: string;
  readonly title: InLanguages;
  readonly text: readonly InLanguages[];
  /** for who teaches; never on the class's screen */
  readonly notes: readonly InLanguages[];
  /** of the lesson's experiments those that it shows; the first is shown first */
  readonly runs: readonly string[];
  /** the step that the first run is shown at; absent = its first */
  readonly at?: StepPlace;
  /** the numbers that it is about (`core/compare/measures.ts`) */
  readonly measures: readonly Measure[];
  /** the panel that it wants beside the map */
  readonly panel?: PanelName;
  readonly view?: ChapterView;
  readonly questions: readonly StepQuestion[];
  readonly exercises: readonly Exercise[];
}

/** Where a lesson stands: in the panel for lessons, or with another that it uses. */
export interface LessonPlace {
  readonly panel: 'lesson' | 'sql' | 'experiment';
  /** whether it covers the picture */
  readonly isLarge: boolean;
  /** of that other panel; null = in its own */
  readonly side: 'beside' | 'above' | null;
}

interface NamedExperiment {
  /** what a run of it is called */
  readonly name: InLanguages;
  readonly experiment: Experiment;
}

export interface Lesson {
  /** also of the scenario that opens it */
  readonly id: string;
  readonly title: InLanguages;
  /** in one sentence: what one can do afterwards */
  readonly about: InLanguages;
  readonly minutes: number;
  readonly experiments: { readonly [id: string]: NamedExperiment };
  /** in their order; one at least */
  readonly chapters: readonly Chapter[];
}
