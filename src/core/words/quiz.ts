/** Closed lists that a lesson's file names: panels, kinds of questions, checks of an exercise, views of their own. */

/** Panels that share the dock. */
export const PANEL_NAMES = [
  'steps',
  'inspector',
  'tables',
  'queues',
  'sql',
  'experiment',
  'lab',
  'sequence',
  'operator',
  'choice',
  'lesson',
] as const;
export type PanelName = (typeof PANEL_NAMES)[number];

/** What can be asked before a step; the answer is computed (`core/quiz/kinds.ts`). */
export const QUESTION_KINDS = [
  'who-gets',
  'kind',
  'waits',
  'who-waits',
  'queue-grows',
  'row-changes',
  'host',
  'times',
  'ends',
] as const;
export type QuestionKind = (typeof QUESTION_KINDS)[number];

/** What an exercise wants of a run (`core/quiz/goals.ts`). */
export const GOALS = [
  'scheduling-fails',
  'consumed-by-another',
  'stuck-then-freed',
  'delivered-twice',
  'one-conductor-down',
  'compute-hears',
  'queue-has-reader',
  'orphans-gone',
  'late-claim-freed',
  'double-claim-freed',
  'computes-up',
  'lost-request-replaced',
  'leak-freed',
] as const;
export type Goal = (typeof GOALS)[number];

/** A chapter that is more than text: the page draws it. */
export const CHAPTER_VIEWS = ['databases'] as const;
export type ChapterView = (typeof CHAPTER_VIEWS)[number];
